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
    let accepted = |verb: &str, before: usize| {
        session.steps.iter().any(|step| {
            step.number < before
                && step.code.is_some_and(|code| code < 300)
                && step
                    .answers
                    .and_then(|number| session.step(number))
                    .is_some_and(|command| command.verb() == verb)
        })
    };
    let mut hits = Vec::new();
    for step in session
        .steps
        .iter()
        .filter(|step| step.code.is_some_and(|code| code < 400))
    {
        let Some(command) = step.answers.and_then(|number| session.step(number)) else {
            continue;
        };
        let lacking = match command.verb().as_str() {
            "MAIL"
                if !["EHLO", "HELO", "LHLO"]
                    .iter()
                    .any(|verb| accepted(verb, step.number)) =>
            {
                "a greeting"
            }
            "RCPT" if !accepted("MAIL", step.number) => "MAIL",
            "DATA" | "BDAT" if !accepted("RCPT", step.number) => "a recipient that was accepted",
            _ => continue,
        };
        hits.push(
            Hit::new(format!("{} is accepted without {lacking}", command.verb()))
                .in_step(step.number),
        );
        if hits.len() == talk::MAX_HITS {
            break;
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
