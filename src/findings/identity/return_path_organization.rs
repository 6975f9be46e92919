//! IDN004: bounces go to another organization.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::names::{normalize, same_organization};

pub(super) const FINDING: Finding = Finding {
    code: "IDN004",
    name: "return-path-organization",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "Return-Path belongs to another organization",
    meaning: "The envelope sender (Return-Path) is at a domain of a different organization than From.",
    why: "SPF checks the envelope sender only. A pass there says nothing about the visible From.",
    wrong: "All sending platforms and mailing lists do this. With an aligned DKIM signature it means nothing.",
    references: &["RFC 5321 section 4.4", "RFC 9989 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let Some((index, address)) = &facts.return_path else {
        return Vec::new();
    };
    let Some(domain) = address
        .rsplit_once('@')
        .map(|(_, domain)| normalize(domain))
    else {
        return Vec::new();
    };
    let from = facts.from_domains();
    let aligned = from.is_empty() || from.iter().any(|from| same_organization(from, &domain));
    let vouched = evidence.auth.signatures(AuthResult::Pass).any(|check| {
        check
            .domain
            .as_deref()
            .is_some_and(|signer| from.iter().any(|from| same_organization(from, signer)))
    });
    if aligned || vouched {
        return Vec::new();
    }
    vec![
        Hit::new(format!(
            "From is at {}; bounces go to {domain}",
            from.join(", ")
        ))
        .at(Place::text(evidence, *index, address)),
    ]
}
