//! AUT031: the ARC chain is broken.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT031",
    name: "arc-fail",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "Broken ARC chain",
    meaning: "The ARC fields of the message do not form a valid chain: a seal or the newest message signature fails, or a part is missing.",
    why: "The authentication results in the chain cannot be relied on.",
    wrong: "Any change after the last sealer breaks the chain, and many hosts modify messages without sealing.",
    references: &["RFC 8617 section 5.2"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let arc = &evidence.auth.arc;
    if evidence.auth.arc() != Some(AuthResult::Fail) {
        return Vec::new();
    }
    let seal = evidence
        .message
        .named("ARC-Seal")
        .chain(evidence.message.named("ARC-Message-Signature"))
        .next()
        .and_then(|(index, _)| Place::field(evidence, index));
    let hit = Hit::new(arc.reason.to_string()).at(seal);
    vec![hit.derived_if(arc.reason.is_shown_by_bytes())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_chain_with_a_missing_part_is_told() {
        let seal = "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=a.example; s=s; b=AAAA\r\n";
        let hits = Mail::new(&format!("{seal}From: a@a.example\r\n"))
            .with_dns(&[])
            .hits(&FINDING);
        assert_eq!(hits.len(), 1);
        Mail::new("From: a@a.example\r\n")
            .with_dns(&[])
            .lacks(&FINDING);
    }
}
