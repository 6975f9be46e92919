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
    title: "What passes belongs to another domain than From",
    meaning: "SPF or DKIM passes, but for a domain that is not of the organisation in From. It shows who sent the mail, and that is somebody else than the reader sees.",
    why: "Who sends with own, correct authentication and a borrowed From passes both checks. Only alignment tells.",
    wrong: "Small senders use a platform that signs with the platform's domain.",
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
        "{domain} is in From; what passes is of {}",
        names.join(", ")
    );
    let place = evidence
        .facts
        .from_fields
        .first()
        .and_then(|&index| Place::text(evidence, index, domain));
    let hit = Hit::new(detail).at(place);
    vec![hit.in_context(context::mailing_list(evidence), Severity::Info)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_pass_of_another_organisation_is_told() {
        let zone = [("sender.test", "v=spf1 +all"), ("a.example", "x")];
        let mail = |sender: &str| {
            let mail = Mail::received(
                "",
                &format!("Return-Path: <b@{sender}>\r\nFrom: a@a.example\r\n"),
            );
            mail.with_dns(&zone)
        };
        mail("sender.test").finds(&FINDING, &[(Severity::Notice, &["a.example"])]);
        mail("a.example").lacks(&FINDING);
    }
}
