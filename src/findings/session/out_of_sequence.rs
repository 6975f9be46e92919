//! SMT009: a command came out of its sequence.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use crate::session::Step;

pub(super) const FINDING: Finding = Finding {
    code: "SMT009",
    name: "out-of-sequence",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "Command out of sequence",
    meaning: "The server replies 503: the command is not allowed at this point.",
    why: "RFC 5321 defines the order: EHLO, MAIL, RCPT, DATA. A client that does not follow it is faulty software or a person typing.",
    wrong: "After a rejected command, the pipelined ones that follow get 503 as well.",
    references: &["RFC 5321 section 4.1.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let refused = session.steps.iter().filter(|step| step.code == Some(503));
    refused
        .take(talk::MAX_HITS)
        .map(|step| {
            let command = step
                .answers
                .and_then(|number| session.step(number))
                .map(Step::verb);
            let command = command
                .filter(|verb| !verb.is_empty())
                .unwrap_or_else(|| "a command".to_owned());
            let text = step.text.first().map(String::as_str).unwrap_or_default();
            Hit::new(format!("the reply to {command} is {text}")).in_step(step.number)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn a_503_is_told() {
        Talk::new("C: RCPT TO:<b@b.example>\nS: 503 5.5.1 need MAIL\n")
            .finds(&FINDING, &[Severity::Info]);
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 250 ok\n").lacks(&FINDING);
    }
}
