//! SMT003: tLS was offered and not used.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT003",
    name: "starttls-unused",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "STARTTLS offered but not used",
    meaning: "The server offers STARTTLS, and the client sends the message without it.",
    why: "The message, its envelope and any login could be read and changed on the network path.",
    wrong: "Both ends may be on one host or on a private network. If the capture is cut off, the session may have gone on with STARTTLS.",
    references: &["RFC 3207", "RFC 8314"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(session) = talk::of(evidence) else {
        return Vec::new();
    };
    let goes_on = session
        .transactions
        .iter()
        .find_map(|mail| Some(mail.mail_from.as_ref()?.step));
    match goes_on {
        Some(step)
            if session.capabilities.in_clear("STARTTLS").is_some() && !session.is_encrypted() =>
        {
            let refused = session.tls.is_some();
            let how = if refused {
                "failed, and the client continues without TLS"
            } else {
                "is offered, and the client continues without TLS"
            };
            vec![Hit::new(format!("STARTTLS {how}")).in_step(step)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_where_the_client_goes_on_without() {
        Talk::offering("STARTTLS", "C: MAIL FROM:<a@a.example>\nS: 250 ok\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::offering(
            "STARTTLS",
            "C: STARTTLS\nS: 220 go\nC: MAIL FROM:<a@a.example>\nS: 250 ok\n",
        )
        .lacks(&FINDING);
        Talk::offering(
            "STARTTLS",
            "C: STARTTLS\nS: 454 not now\nC: MAIL FROM:<a@a.example>\nS: 250 ok\n",
        )
        .finds(&FINDING, &[Severity::Notice]);
        Talk::offering("SIZE 10", "C: MAIL FROM:<a@a.example>\nS: 250 ok\n").lacks(&FINDING);
    }
}
