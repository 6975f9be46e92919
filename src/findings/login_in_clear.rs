//! SMT001: somebody logs in without TLS.

use super::{Basis, Finding, Hit, Severity};
use crate::evidence::Evidence;
use crate::findings::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT001",
    name: "login-in-clear",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Somebody logs in without TLS",
    meaning: "The client says its credentials on a connection that nothing encrypts. With PLAIN and LOGIN that is the secret itself, base64 being no encryption.",
    why: "Whoever can read the connection has the account. The credentials should be changed.",
    wrong: "The connection may be protected in another way: a tunnel, or both ends on one host. Challenges such as SCRAM do not give the secret away.",
    references: &["RFC 4954 section 4", "RFC 8314 section 3"],
    check,
};

/// Mechanisms that do not say the secret itself.
fn is_challenge(mechanism: &str) -> bool {
    mechanism.starts_with("SCRAM-")
        || matches!(
            mechanism,
            "CRAM-MD5" | "DIGEST-MD5" | "GSSAPI" | "EXTERNAL" | "ANONYMOUS"
        )
}

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let in_clear = session.auth.iter().filter(|auth| !auth.encrypted);
    in_clear
        .take(talk::MAX_HITS)
        .map(|auth| {
            let mechanism = auth.mechanism.as_deref().unwrap_or("an unknown mechanism");
            let who = auth
                .identity
                .as_deref()
                .map(|name| format!("{name} logs in"));
            let who = who.unwrap_or_else(|| "the client logs in".to_owned());
            let hit = Hit::new(format!("{who} with {mechanism} before TLS")).in_step(auth.step);
            if is_challenge(mechanism) {
                hit.lowered_to(Severity::Notice)
            } else {
                hit
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Talk;

    #[test]
    fn only_before_tls() {
        let login = "C: AUTH PLAIN AGFsaWNlAHhtaXR6bHB0\nS: 235 ok\n";
        Talk::new(login).finds(&FINDING, &[Severity::Warning]);
        Talk::new("C: AUTH CRAM-MD5\nS: 334 YWJj\nC: YWxpY2UgMDA=\nS: 235 ok\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new(&format!("C: STARTTLS\nS: 220 go\n{login}")).lacks(&FINDING);
    }
}
