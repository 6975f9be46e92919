//! SMT017: the message is larger than was agreed.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT017",
    name: "size-exceeded",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Message exceeds the announced SIZE",
    meaning: "The message is larger than the server's SIZE limit, or larger than the SIZE that the client declared in MAIL.",
    why: "A server may reject it only after all data were sent, or truncate it.",
    wrong: "SIZE counts the bytes of the line ends as sent; a capture that changed them gives a slightly different count.",
    references: &["RFC 1870"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let (Some(session), Some(mail)) = (talk::of(evidence), talk::mail(evidence)) else {
        return Vec::new();
    };
    let number = |text: Option<&String>| text.and_then(|text| text.parse::<usize>().ok());
    // SIZE 0 is no limit.
    let limit = session
        .capabilities
        .find("SIZE")
        .and_then(|size| number(size.parameters.first()))
        .filter(|&limit| limit > 0);
    let declared = mail.mail_from.as_ref().and_then(|from| {
        let size = from.parameters.iter().find(|one| one.name == "SIZE")?;
        Some((number(size.value.as_ref())?, from.step))
    });
    let mut hits = Vec::new();
    if let (Some(limit), Some(message)) = (limit, &mail.message)
        && message.size > limit
    {
        hits.push(
            Hit::new(format!(
                "{} bytes were sent; the server's limit is {limit} bytes",
                message.size
            ))
            .in_step(message.step),
        );
    } else if let (Some(limit), Some((declared, step))) = (limit, declared)
        && declared > limit
    {
        hits.push(
            Hit::new(format!(
                "MAIL declares {declared} bytes; the server's limit is {limit} bytes"
            ))
            .in_step(step),
        );
    }
    if let (Some((declared, step)), Some(message)) = (declared, &mail.message)
        && message.size > declared + declared / TOLERANCE
    {
        hits.push(
            Hit::new(format!(
                "MAIL declares {declared} bytes; {} bytes were sent",
                message.size
            ))
            .in_step(step),
        );
    }
    hits
}

/// The announced size is an estimate (RFC 1870 section 5): this part of it more is no contradiction.
const TOLERANCE: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn limits_and_announcements_are_compared() {
        let mail = |limit: &str, said: &str| {
            Talk::offering(
                &format!("SIZE {limit}"),
                &format!(
                    "C: MAIL FROM:<a@a.example> SIZE={said}\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\nC: From: a@a.example\nC: \nC: hello\nC: .\nS: 250 ok\n"
                ),
            )
        };
        mail("1000", "100").lacks(&FINDING);
        mail("0", "100").lacks(&FINDING);
        mail("10", "100").finds(&FINDING, &[Severity::Notice]);
        mail("1000", "10").finds(&FINDING, &[Severity::Notice]);
    }
}
