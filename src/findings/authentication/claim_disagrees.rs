//! AUT020: a header claims that a check passed, and ours fails.

use crate::claims::Claim;
use crate::evidence::{About, Evidence, Standing};
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;
use std::collections::BTreeMap;

pub(super) const FINDING: Finding = Finding {
    code: "AUT020",
    name: "claim-disagrees",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "Unverified header claims a pass that cannot be confirmed",
    meaning: "An Authentication-Results or similar field that does not come from your receiver claims a pass. Our own check gives another result.",
    why: "Attackers add such fields to mislead filters and people.",
    wrong: "An earlier receiver checked the message before a forwarder or list changed it, or while a DKIM key that is now gone was still published.",
    references: &["RFC 8601 section 7.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let refuted = evidence.ledger.iter().filter(|entry| {
        entry.standing == Standing::BelowBoundary
            && entry.claim.passes()
            && entry.agrees == Some(false)
    });
    // The claims of one field are one hit, by what refutes them.
    let mut fields: BTreeMap<(usize, bool), Vec<&Claim>> = BTreeMap::new();
    for entry in refuted {
        let by_bytes = is_shown_by_bytes(evidence, &entry.about);
        let key = (entry.claim.field_index, by_bytes);
        fields.entry(key).or_default().push(&entry.claim);
    }
    fields
        .into_iter()
        .filter_map(|((_, by_bytes), claims)| {
            let first = claims.first()?;
            let by = first.authserv_id.as_deref().unwrap_or("an unnamed host");
            let mut results: Vec<String> = claims
                .iter()
                .map(|claim| format!("{}={}", claim.method, claim.result))
                .collect();
            results.dedup();
            let detail = format!(
                "{} by {by} claims {}, which cannot be confirmed now",
                first.field,
                results.join(", ")
            );
            let places = claims
                .iter()
                .map(|claim| Place::new(claim.field_index, claim.span));
            let hit = places.fold(Hit::new(detail), Hit::at);
            Some(
                hit.derived_if(by_bytes)
                    .told(context::mailing_list(evidence)),
            )
        })
        .collect()
}

/// Whether our own verdict on it needed no answer of DNS.
fn is_shown_by_bytes(evidence: &Evidence<'_>, about: &About) -> bool {
    match about {
        About::Signature(index) => evidence
            .auth
            .dkim
            .get(*index)
            .is_some_and(|check| check.reason.is_shown_by_bytes()),
        About::Chain => evidence.auth.arc.reason.is_shown_by_bytes(),
        _ => false,
    }
}
