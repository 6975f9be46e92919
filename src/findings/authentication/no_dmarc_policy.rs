//! AUT017: the domain in From asks for nothing.

use crate::auth::AuthResult;
use crate::auth::dmarc::{Policy, WalkStep};
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT017",
    name: "no-dmarc-policy",
    severity: Severity::Info,
    basis: Basis::LookedUp,
    title: "No DMARC enforcement for the From domain",
    meaning: "The domain publishes no DMARC record, or one with p=none, which asks for reports only.",
    why: "Anyone can put the domain in From, and the owner does not ask receivers to reject such messages. A failed check means less than with p=reject.",
    wrong: "Very many legitimate domains are like this. It says nothing about this message.",
    references: &["RFC 9989 section 4.7"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let check = &evidence.auth.dmarc;
    let Some(domain) = &check.domain else {
        return Vec::new();
    };
    let detail = match (check.result.done(), check.published_policy) {
        // A resolver that had no record for anything shows nothing by having none here.
        (Some(AuthResult::None), _)
            if check.walk.iter().any(WalkStep::is_askable) && !evidence.auth.dns_knows_a_name =>
        {
            return Vec::new();
        }
        (Some(AuthResult::None), _) => match (&check.record_domain, &check.reason) {
            (Some(owner), Some(reason)) => format!("{owner}: {reason}"),
            _ => format!("{domain} publishes no DMARC record that counts"),
        },
        (Some(_), Some(Policy::None)) => {
            let owner = check.record_domain.as_ref().unwrap_or(domain);
            match check.policy_tag {
                Some(tag) => format!("{owner} publishes {tag}=none"),
                None => format!("{owner} publishes a record without a valid policy: as p=none"),
            }
        }
        _ => return Vec::new(),
    };
    let place = evidence
        .facts
        .from_fields
        .first()
        .and_then(|&index| Place::text(evidence, index, domain));
    let asked = check.walk.iter().any(WalkStep::is_askable);
    vec![Hit::new(detail).at(place).derived_if(!asked)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn none_and_absent_are_told() {
        let mail = || Mail::received("", "Return-Path: <a@a.example>\r\nFrom: a@a.example\r\n");
        mail()
            .with_dns(&[])
            .finds(&FINDING, &[(Severity::Info, &["a.example"])]);
        let none = [("_dmarc.a.example", "v=DMARC1; p=none")];
        mail()
            .with_dns(&none)
            .finds(&FINDING, &[(Severity::Info, &["a.example"])]);
        mail()
            .with_dns(&[("_dmarc.a.example", "v=DMARC1; p=reject")])
            .lacks(&FINDING);
        mail().lacks(&FINDING);
    }
}
