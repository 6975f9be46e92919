//! RTE012: the receiver noted another address or arrival than its own Received field.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "RTE012",
    name: "boundary-contradicted",
    severity: Severity::Warning,
    basis: Basis::Derived,
    title: "Receiver's fields disagree about the connecting client",
    meaning: "A field written by the receiver at its border (X-Sender-IP, CIP in X-Forefront-Antispam-Report, client-ip in Received-SPF, an arrival time) differs from the Received field at the trust boundary.",
    why: "One of them is not what it seems: the trust boundary may be at the wrong hop, or a field was planted.",
    wrong: "A gateway of the same organization in front of the border server: one field names the gateway, the other its client. Add the gateway to the trusted hosts.",
    references: &["RFC 7208 section 9.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(boundary) = &evidence.route.boundary else {
        return Vec::new();
    };
    let shown = boundary
        .ip
        .map_or_else(|| "no address".to_owned(), |ip| ip.to_string());
    evidence
        .route
        .cross_checks
        .iter()
        .filter(|check| !check.agrees)
        .map(|check| {
            let detail = format!(
                "{} gives {}, the hop at the trust boundary {shown}",
                check.field, check.value
            );
            Hit::new(detail).at(Place::text(evidence, check.field_index, &check.value))
        })
        .collect()
}
