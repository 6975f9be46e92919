//! SMT010: the server takes commands out of their sequence.

use super::{Basis, Finding, Hit, Severity};
use crate::evidence::Evidence;
use crate::findings::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT010",
    name: "sequence-not-kept",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "The server takes commands out of their sequence",
    meaning: "The server accepts a command that another should have come before: RCPT without MAIL, DATA without a recipient, MAIL without a greeting.",
    why: "RFC 5321 wants 503 there. A server that does not keep the order can be led to states that its makers did not think of.",
    wrong: "The command before it may be missing from the capture.",
    references: &["RFC 5321 section 4.1.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    // Without its beginning, nothing shows what came before.
    let Some(session) =
        talk::of(evidence).filter(|session| session.banner.is_some() && session.left_out == 0)
    else {
        return Vec::new();
    };
    let (mut greeted, mut begun, mut addressed) = (false, false, false);
    let mut hits = Vec::new();
    for step in &session.steps {
        let positive = step.code.is_some_and(|code| code < 400);
        let Some(command) = step.answers.and_then(|number| session.step(number)) else {
            continue;
        };
        if !positive {
            continue;
        }
        let verb = command.verb();
        let lacking = match verb.as_str() {
            "MAIL" if !greeted => "a greeting",
            "RCPT" if !begun => "MAIL",
            "DATA" | "BDAT" if !addressed => "a recipient that was accepted",
            _ => "",
        };
        match verb.as_str() {
            "EHLO" | "HELO" | "LHLO" => greeted = true,
            "MAIL" => begun = true,
            "RCPT" => addressed = true,
            _ => {}
        }
        if !lacking.is_empty() && hits.len() < talk::MAX_HITS {
            let said = format!("{verb} is accepted without {lacking}");
            hits.push(Hit::new(said).in_step(step.number));
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Talk;

    #[test]
    fn what_should_have_come_before_is_missed() {
        Talk::new("C: RCPT TO:<b@b.example>\nS: 250 ok\n").finds(&FINDING, &[Severity::Notice]);
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 250 ok\nC: DATA\nS: 354 go\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::raw("S: 220 mx.example.net ESMTP\nC: MAIL FROM:<a@a.example>\nS: 250 ok\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new("C: RCPT TO:<b@b.example>\nS: 503 no\n").lacks(&FINDING);
        Talk::raw("C: RCPT TO:<b@b.example>\nS: 250 ok\n").lacks(&FINDING);
    }
}
