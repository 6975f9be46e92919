//! SMT007: the client gives the address of another host for its own.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use crate::names::{is_internal, unmapped};

pub(super) const FINDING: Finding = Finding {
    code: "SMT007",
    name: "helo-other-address",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "HELO address does not match the client address",
    meaning: "HELO names an IP address, and the connection comes from another one.",
    why: "A host knows its own address. A different one is invented or comes from a copied configuration.",
    wrong: "Behind NAT, a client knows only its private address.",
    references: &["RFC 5321 section 4.1.3"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let (Some(name), Some(client)) = (&session.client_name, &session.client_address) else {
        return Vec::new();
    };
    let inner = name.trim_matches(['[', ']']);
    let Ok(said) = inner.strip_prefix("IPv6:").unwrap_or(inner).parse() else {
        return Vec::new();
    };
    if unmapped(said) == unmapped(client.value) {
        return Vec::new();
    }
    let hit = Hit::new(format!(
        "HELO says {said}, the connection comes from {}",
        client.value
    ));
    let hit = hit.in_step(talk::greeting(session));
    // A private address is what a host behind NAT knows of itself.
    vec![hit.graded_if(is_internal(said), Severity::Info)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_another_address() {
        Talk::greeting("[192.0.2.9]", "").finds(&FINDING, &[Severity::Warning]);
        Talk::greeting("[10.0.0.9]", "").finds(&FINDING, &[Severity::Info]);
        Talk::greeting("[192.0.2.7]", "").lacks(&FINDING);
        Talk::greeting("mail.example", "").lacks(&FINDING);
    }
}
