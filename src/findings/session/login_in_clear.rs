//! SMT001: somebody logs in without TLS.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT001",
    name: "cleartext-login",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Login without TLS",
    meaning: "The client sends credentials over an unencrypted connection. PLAIN and LOGIN send the password itself; base64 is not encryption.",
    why: "Anyone who could read the connection can take over the account. Change the password.",
    wrong: "The connection may be protected in another way: a tunnel, or both ends on one host. Challenge-response mechanisms such as SCRAM do not reveal the password.",
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
    // Refused at once, or given up before the secret was said: there is nothing to read along.
    let in_clear = session
        .auth
        .iter()
        .filter(|auth| !auth.encrypted && auth.told);
    in_clear
        .take(talk::MAX_HITS)
        .map(|auth| {
            let mechanism = auth.mechanism.as_deref().unwrap_or("an unknown mechanism");
            let who = auth
                .identity
                .as_deref()
                .map(|name| format!("user {name} logs in"));
            let who = who.unwrap_or_else(|| "the client logs in".to_owned());
            let hit = Hit::new(format!("{who} with {mechanism} without TLS")).in_step(auth.step);
            hit.graded_if(is_challenge(mechanism), Severity::Notice)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_before_tls() {
        let login = "C: AUTH PLAIN AGFsaWNlAHhtaXR6bHB0\nS: 235 ok\n";
        Talk::new(login).finds(&FINDING, &[Severity::Warning]);
        Talk::new("C: AUTH CRAM-MD5\nS: 334 YWJj\nC: YWxpY2UgMDA=\nS: 235 ok\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new(&format!("C: STARTTLS\nS: 220 go\n{login}")).lacks(&FINDING);
        for nothing_said in [
            "C: AUTH LOGIN\nS: 530 5.7.0 Must issue a STARTTLS command first\n",
            "C: AUTH PLAIN\nS: 502 no\n",
            "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501 cancelled\n",
            "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6\nC: *\nS: 501 x\n",
        ] {
            Talk::new(nothing_said).lacks(&FINDING);
        }
    }

    #[test]
    fn tls_that_only_the_capture_shows_is_tls() {
        let talk = "220 mx.example.net ESMTP\nEHLO c.example\n250 mx.example.net\nAUTH PLAIN AGFsaWNlAHhtaXR6bHB0\n235 ok\n";
        let marked = |client: &str, server: &str| -> String {
            let mark = |line: &str| {
                let is_reply = line.as_bytes().first().is_some_and(u8::is_ascii_digit);
                format!("{}{line}\n", if is_reply { server } else { client })
            };
            talk.lines().map(mark).collect()
        };
        let head = "=== Trying mx.example.net:465...\n=== Connected to mx.example.net.\n";
        Talk::raw(&format!("{head}{}", marked(" ~> ", "<~  "))).lacks(&FINDING);
        let started = "=== TLS started w/ cipher TLSv1.2:ECDHE\n";
        Talk::raw(&format!("{head}{started}{}", marked(" -> ", "<-  "))).lacks(&FINDING);
        Talk::raw(&format!("{head}{}", marked(" -> ", "<-  ")))
            .finds(&FINDING, &[Severity::Warning]);
        let json = |port: u16, security: &str| {
            let step = |line: &str| {
                let is_reply = line.as_bytes().first().is_some_and(u8::is_ascii_digit);
                serde_json::json!({"direction": if is_reply { "server" } else { "client" }, "data": line})
            };
            let steps: Vec<_> = talk.lines().map(step).collect();
            serde_json::json!({"port": port, "security": security, "session": steps}).to_string()
        };
        Talk::raw(&json(465, "")).lacks(&FINDING);
        Talk::raw(&json(2465, "SSL/TLS")).lacks(&FINDING);
        Talk::raw(&json(465, "none")).finds(&FINDING, &[Severity::Warning]);
        Talk::raw(&json(587, "STARTTLS")).finds(&FINDING, &[Severity::Warning]);
    }
}
