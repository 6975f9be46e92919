//! RTE004: a part of the chain is made up.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "RTE004",
    name: "forged-chain",
    severity: Severity::High,
    basis: Basis::Derived,
    title: "Received fields before the trust boundary look forged",
    meaning: "Nothing confirms the earliest hops. Their fields show signs that real servers do not leave (a date in place of the peer's address, a protocol that such a host does not use, neither ID nor software in any of them), and they do not connect to the later hops.",
    why: "Forged Received fields hide the origin of a message and point to uninvolved hosts. Do not report or block the hosts named in these hops.",
    wrong: "Old or custom software may write such bare fields. Of 4,087 messages not known to come from a forging tool, 11 match.",
    references: &["RFC 5321 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(cut) = &evidence.route.cut else {
        return Vec::new();
    };
    let signs: Vec<&str> = cut.signs.iter().map(|sign| sign.kind.text()).collect();
    let hops = if cut.hop == 1 {
        "hop 1".to_owned()
    } else {
        format!("hops 1 to {}", cut.hop)
    };
    let detail = format!("{hops} ({})", signs.join(", "));
    let unsupported = evidence.route.hops[..cut.hop].iter().rev();
    vec![unsupported.fold(Hit::new(detail), |hit, hop| {
        hit.at(Place::field(evidence, hop.field_index))
    })]
}
