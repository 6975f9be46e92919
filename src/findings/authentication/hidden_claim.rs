//! AUT022: a claim where no reader should find one.

use crate::claims::Oddity;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT022",
    name: "hidden-claim",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Results field hides a claim, or contradicts itself",
    meaning: "An Authentication-Results field has a comment or a quoted string that looks like a result (`dkim=pass`), or gives two results for the same check.",
    why: "Software that searches for `dkim=pass` instead of parsing the field is misled. Receiving servers have no reason to write this.",
    wrong: "Some servers write comments that happen to have this form.",
    references: &["RFC 8601 section 2.2"],
    check,
};

/// What a verifier has no reason to write.
const SUSPICIOUS: &[Oddity] = &[
    Oddity::ClaimInComment,
    Oddity::ClaimInQuotes,
    Oddity::ConflictingClause,
    Oddity::QuotedResult,
    Oddity::UnterminatedComment,
    Oddity::EncodedWord,
];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .ledger
        .iter()
        .filter(|entry| !entry.standing.trusted())
        .filter_map(|entry| {
            let claim = &entry.claim;
            let oddity = claim
                .oddities
                .iter()
                .find(|oddity| SUSPICIOUS.contains(oddity))?;
            let detail = format!(
                "the {} clause of {} {}",
                claim.method,
                claim.field,
                oddity.text()
            );
            Some(Hit::new(detail).at(Place::new(claim.field_index, claim.span)))
        })
        .take(MAX_HITS)
        .collect()
}

/// A field may have hundreds of clauses; a few show it.
const MAX_HITS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn claims_in_comments_are_told() {
        let odd =
            "Authentication-Results: relay.test; spf=fail (dkim=pass) smtp.mailfrom=a.example\r\n";
        let hits = Mail::received("", &format!("{odd}From: a@a.example\r\n")).hits(&FINDING);
        assert_eq!(hits.len(), 1);
        let plain = odd.replace("(dkim=pass)", "(not listed)");
        Mail::received("", &format!("{plain}From: a@a.example\r\n")).lacks(&FINDING);
    }
}
