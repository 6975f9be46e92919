//! SMT014: a recipient of the envelope is not in the header.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use std::collections::HashSet;

pub(super) const FINDING: Finding = Finding {
    code: "SMT014",
    name: "recipient-not-named",
    severity: Severity::Info,
    basis: Basis::Derived,
    title: "Envelope recipient not in To or Cc",
    meaning: "An address in RCPT TO appears in neither To nor Cc.",
    why: "The envelope decides who receives a message. A recipient that is not in the header received a blind copy (Bcc), or a message with a false To.",
    wrong: "Blind copies, mailing lists and forwarders do this by design.",
    references: &["RFC 5321 section 3.3", "RFC 5322 section 3.6.3"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(mail) = talk::mail(evidence).filter(|_| evidence.has_message()) else {
        return Vec::new();
    };
    let named: HashSet<String> = evidence
        .facts
        .recipients
        .iter()
        .map(|one| one.address.to_ascii_lowercase())
        .collect();
    let hidden = mail.recipients.iter().filter(|to| {
        let accepted = to
            .reply
            .as_ref()
            .is_none_or(crate::session::Reply::is_positive);
        let address = to.path.address.as_deref().unwrap_or_default();
        accepted && address.contains('@') && !named.contains(&address.to_ascii_lowercase())
    });
    hidden
        .take(talk::MAX_HITS)
        .map(|to| {
            let address = to.path.address.as_deref().unwrap_or_default();
            Hit::new(format!(
                "{address} is in the envelope but in neither To nor Cc"
            ))
            .in_step(to.step)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_who_is_not_named() {
        Talk::mail(
            "a@a.example",
            "c@example.net",
            "From: a@a.example\nTo: b@example.net",
        )
        .finds(&FINDING, &[Severity::Info]);
        Talk::mail(
            "a@a.example",
            "b@example.net",
            "From: a@a.example\nTo: B@Example.net",
        )
        .lacks(&FINDING);
    }
}
