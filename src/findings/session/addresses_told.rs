//! SMT012: the server tells who has a mailbox.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT012",
    name: "mailbox-disclosure",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Server discloses mailbox existence (VRFY/EXPN)",
    meaning: "The server replies to VRFY or EXPN with an address, not with 252 or a rejection.",
    why: "Anyone can harvest addresses and the members of lists.",
    wrong: "A server may allow this for its own users, after login or on a private network.",
    references: &["RFC 5321 section 7.3", "RFC 5321 section 3.5"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let told = session
        .steps
        .iter()
        .filter(|step| matches!(step.code, Some(250 | 251)));
    told.filter_map(|step| {
        let command = session.step(step.answers?)?;
        let is_question = matches!(command.verb().as_str(), "VRFY" | "EXPN");
        let asked = command.text.first()?;
        is_question.then(|| {
            Hit::new(format!(
                "the reply to {asked} is {}",
                step.code.unwrap_or_default()
            ))
            .in_step(step.number)
        })
    })
    .take(talk::MAX_HITS)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_an_answer_tells() {
        Talk::new("C: VRFY bob\nS: 250 Bob <bob@example.net>\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new("C: EXPN staff\nS: 250-<a@example.net>\nS: 250 <b@example.net>\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new("C: VRFY bob\nS: 252 try it\n").lacks(&FINDING);
    }
}
