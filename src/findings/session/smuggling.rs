//! SMT015: the data hold a sequence that smuggles mail past a server.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT015",
    name: "smtp-smuggling",
    severity: Severity::High,
    basis: Basis::Observed,
    title: "SMTP smuggling sequence in the message data",
    meaning: "The message data contain a dot on a line of its own with line ends that are not CRLF on both sides. Some servers read it as the end of the message, and what follows as SMTP commands.",
    why: "With this technique, published in December 2023, a client can send spoofed messages that pass SPF and DMARC through servers that do not normalize such line ends.",
    wrong: "A capture that changed line ends can contain such a sequence. If the server did not reply there, it did not read it as the end of the message.",
    references: &[
        "CVE-2023-51764",
        "CVE-2023-51765",
        "CVE-2023-51766",
        "RFC 5321 section 4.1.1.4",
    ],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(message) = talk::mail(evidence).and_then(|mail| mail.message.as_ref()) else {
        return Vec::new();
    };
    let smuggles = &message.content.smuggles;
    smuggles
        .iter()
        .map(|one| {
            let taken = if one.taken {
                "; the server read it as the end of the message"
            } else {
                ""
            };
            let said = format!("{} at byte {} of the data{taken}", one.sequence, one.offset);
            let hit = Hit::new(said).in_step(message.step);
            if one.taken {
                hit
            } else {
                hit.graded(Severity::Warning)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn a_lone_dot_between_other_line_ends_is_told() {
        let data = |text: &str| {
            format!(
                "[{{\"direction\":\"server\",\"data\":\"220 mx.example.net\"}},{{\"direction\":\"client\",\"data\":\"DATA\"}},{{\"direction\":\"server\",\"data\":\"354 go\"}},{{\"direction\":\"client\",\"data\":\"{text}\"}},{{\"direction\":\"server\",\"data\":\"250 ok\"}}]"
            )
        };
        Talk::raw(&data("To: a\\r\\n\\r\\nx\\n.\\nMAIL FROM:<x>\\r\\n.\\r\\n"))
            .finds(&FINDING, &[Severity::Warning]);
        Talk::raw(&data("To: a\\r\\n\\r\\nx\\n.\\n")).finds(&FINDING, &[Severity::High]);
        Talk::raw(&data("To: a\\r\\n\\r\\nx\\r\\n.\\r\\n")).lacks(&FINDING);
    }
}
