//! AUT019: what passes is not the domain in From.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;
use crate::names::same_organization;

pub(super) const FINDING: Finding = Finding {
    code: "AUT019",
    name: "unaligned",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "Authenticated as a domain other than From",
    meaning: "SPF or DKIM passes, but not for a domain of the organization in From. The pass shows which domain sent the message, and it is not the one that the reader sees.",
    why: "A spoofer with valid authentication of its own domain passes both checks under a false From. Only alignment shows the difference.",
    wrong: "Small senders use a platform that signs with its own domain.",
    references: &["RFC 9989 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let check = &evidence.auth.dmarc;
    let Some(domain) = &check.domain else {
        return Vec::new();
    };
    // With a policy it is a DMARC fail, which has a finding of its own; here the domain has none.
    if check.result.done() != Some(&AuthResult::None) {
        return Vec::new();
    }
    let signers = evidence.auth.signatures(AuthResult::Pass);
    let mut passed: Vec<(String, Option<Place>)> = signers
        .filter_map(|check| {
            let place = Place::field(evidence, check.field);
            Some((check.domain.clone()?, place))
        })
        .collect();
    if let Some(spf) = evidence.auth.spf_mail_from.done()
        && spf.result.done() == Some(&AuthResult::Pass)
    {
        passed.push((spf.domain.clone(), None));
    }
    if passed.is_empty()
        || passed
            .iter()
            .any(|(passed, _)| same_organization(passed, domain))
    {
        return Vec::new();
    }
    let mut names: Vec<&str> = passed.iter().map(|(name, _)| name.as_str()).collect();
    names.dedup();
    let detail = format!(
        "From is at {domain}; the message is authenticated as {}",
        names.join(", ")
    );
    let place = evidence
        .facts
        .from_fields
        .first()
        .and_then(|&index| Place::text(evidence, index, domain));
    let hit = Hit::new(detail).at(place);
    vec![hit.told(context::mailing_list(evidence))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_pass_of_another_organization_is_told() {
        let zone = [("sender.test", "v=spf1 +all"), ("a.example", "x")];
        let mail = |sender: &str| {
            let mail = Mail::received(
                &format!("Return-Path: <b@{sender}>\r\n"),
                "From: a@a.example\r\n",
            );
            mail.with_dns(&zone)
        };
        mail("sender.test").finds(&FINDING, &[(Severity::Notice, &["a.example"])]);
        mail("a.example").lacks(&FINDING);
    }
}
