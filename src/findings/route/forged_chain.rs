//! RTE004: a part of the chain is made up.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "RTE004",
    name: "forged-chain",
    severity: Severity::High,
    basis: Basis::Derived,
    title: "Received fields below the boundary look made up",
    meaning: "From some hop down nothing supports the chain: the fields there bear signs that genuine servers do not write (a date in place of the peer's address, a protocol that the host does not speak, no id and no software on any of them), and they do not connect to the hops above.",
    why: "A made-up history hides where a mail comes from, and puts the blame on others. The hops below the cut name nobody who had a part in it.",
    wrong: "Old or home-made software may write bare fields. In a corpus of 4,087 messages that were not made by a forging tool, 11 look like this.",
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
    let detail = format!("nothing supports {hops}: {}", signs.join("; "));
    let unsupported = evidence.route.hops[..cut.hop].iter().rev();
    vec![unsupported.fold(Hit::new(detail), |hit, hop| {
        hit.at(Place::field(evidence, hop.field_index))
    })]
}
