//! SMT005: the client talks before the server has answered.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use crate::session::{Side, Step, StepKind};

pub(super) const FINDING: Finding = Finding {
    code: "SMT005",
    name: "early-talker",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Client sends before the server's reply (early talker)",
    meaning: "The client sends commands before the server's banner, or before the reply to EHLO.",
    why: "Spam software does not wait; servers that delay the banner catch much of it. A client must not pipeline before the server has announced PIPELINING.",
    wrong: "A transcript may have recorded the steps in a different order than they were sent.",
    references: &["RFC 5321 section 3.1", "RFC 2920 section 3.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let steps = &session.steps;
    let before_banner = session.banner_step.and_then(|banner| {
        // A load balancer's line stands there by right.
        let first = steps
            .iter()
            .find(|step| step.side == Side::Client && step.verb() != "PROXY")?;
        (first.number < banner).then_some(first)
    });
    if let Some(step) = before_banner {
        let said = format!("{} is sent before the server's banner", step.verb());
        return vec![Hit::new(said).in_step(step.number)];
    }
    let is_greeting = |step: &Step| matches!(step.verb().as_str(), "EHLO" | "HELO" | "LHLO");
    let has_server = steps.iter().any(|step| step.side == Side::Server);
    let hasty = steps
        .windows(2)
        .find(|pair| has_server && is_greeting(&pair[0]) && pair[1].kind == StepKind::Command);
    hasty
        .map(|pair| {
            let said = format!(
                "{} is sent before the reply to {}",
                pair[1].verb(),
                pair[0].verb()
            );
            Hit::new(said).in_step(pair[1].number)
        })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn who_does_not_wait_is_told() {
        Talk::raw("C: EHLO c.example\nS: 220 mx.example.net ESMTP\nS: 250 mx.example.net\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::raw("S: 220 mx.example.net ESMTP\nC: EHLO c.example\nC: MAIL FROM:<a@a.example>\nS: 250 mx.example.net\n").finds(&FINDING, &[Severity::Notice]);
        let proxied = "C: PROXY TCP4 192.0.2.1 198.51.100.1 5000 25\nS: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250 mx.example.net\n";
        Talk::raw(proxied).lacks(&FINDING);
        Talk::new("C: MAIL FROM:<a@a.example>\nC: RCPT TO:<b@b.example>\nS: 250 ok\nS: 250 ok\n")
            .lacks(&FINDING);
    }
}
