//! RTE012: the receiver noted another address or arrival than its own Received field.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "RTE012",
    name: "boundary-contradicted",
    severity: Severity::Warning,
    basis: Basis::Derived,
    title: "Two notes of the receiver about who handed the mail over contradict each other",
    meaning: "A field that the receiver's border writes (X-Sender-IP, the CIP of X-Forefront-Antispam-Report, client-ip of Received-SPF, an arrival time) differs from the Received field at the trust boundary.",
    why: "One of them is not what it seems: the boundary may have been found at the wrong hop, or a field was planted.",
    wrong: "A gateway of the same organisation in front of the border is the client of the one and not of the other; the user can name it as trusted.",
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
                "{} notes {}, the boundary hop {shown}",
                check.field, check.value
            );
            Hit::new(detail).at(Place::text(evidence, check.field_index, &check.value))
        })
        .collect()
}
