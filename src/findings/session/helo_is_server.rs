//! SMT008: the client calls itself by the server's name.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use crate::names::normalize;

pub(super) const FINDING: Finding = Finding {
    code: "SMT008",
    name: "helo-is-server",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Client uses the server's own name in HELO",
    meaning: "The HELO argument is the name of the server that the client talks to.",
    why: "No legitimate outside client does this. It is an old trick to look like an internal host.",
    wrong: "A server that connects to itself, as a capture on one host may show.",
    references: &["RFC 5321 section 4.1.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let (Some(client), Some(server)) = (&session.client_name, &session.server_name) else {
        return Vec::new();
    };
    if normalize(client) != normalize(server) {
        return Vec::new();
    }
    let hit = Hit::new(format!(
        "the client announces {client}, the name of the server"
    ));
    let hit = hit.in_step(talk::greeting(session));
    let is_local = session
        .client_address
        .as_ref()
        .is_some_and(|stated| stated.value.is_loopback());
    vec![hit.graded_if(is_local, Severity::Info)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_the_servers_own_name() {
        Talk::greeting("MX.example.net", "").finds(&FINDING, &[Severity::Warning]);
        Talk::greeting("mail.example.net", "").lacks(&FINDING);
    }
}
