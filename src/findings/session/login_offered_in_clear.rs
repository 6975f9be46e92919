//! SMT002: the server offers log-in without TLS.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT002",
    name: "cleartext-login-offered",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "AUTH offered without TLS",
    meaning: "The server offers AUTH before TLS, with a mechanism that sends the password itself.",
    why: "A badly configured client, or one from which an attacker hid STARTTLS, sends its password in cleartext.",
    wrong: "A server on a private network may offer it on purpose.",
    references: &["RFC 4954 section 4", "RFC 8314 section 3"],
    check,
};

/// Mechanisms that say the secret itself.
const IN_CLEAR: &[&str] = &["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let is_in_clear = |name: &&String| {
        IN_CLEAR
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    };
    let offered: Vec<&str> = session
        .capabilities
        .in_clear("AUTH")
        .iter()
        .flat_map(|auth| &auth.parameters)
        .filter(is_in_clear)
        .map(String::as_str)
        .collect();
    if offered.is_empty() {
        return Vec::new();
    }
    let step = talk::answer_to_greeting(session);
    let hit = Hit::new(format!(
        "the server offers AUTH {} before TLS",
        offered.join(" ")
    ));
    vec![hit.in_step(step)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_mechanisms_that_say_the_secret() {
        Talk::offering("AUTH PLAIN SCRAM-SHA-256", "").finds(&FINDING, &[Severity::Notice]);
        Talk::offering("AUTH SCRAM-SHA-256", "").lacks(&FINDING);
    }
}
