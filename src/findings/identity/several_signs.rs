//! IDN017: several things, each of which is seen in honest mail too, come together.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::signs;

pub(super) const FINDING: Finding = Finding {
    code: "IDN017",
    name: "several-weak-indicators",
    severity: Severity::Warning,
    basis: Basis::Derived,
    title: "Several weak spoofing indicators together",
    meaning: "Each of the indicators also occurs in legitimate mail. They rest on different things: alignment, the sending host, the envelope sender, the Message-ID, how the recipient is addressed, where replies and links go, and how the sender's names are formed. This message has four, or three of which at least two are not explained by neglect.",
    why: "A legitimate sender has one or two of them by neglect. Mass mailers that rotate hosts and names have many at once, whatever they write.",
    wrong: "Small web servers that send forms and notifications in their owners' names have three of them; a neglected one may have four. Mailing lists and forwarders add some.",
    references: &["SpamAssassin, rules/20_head_tests.cf"],
    check,
};

/// How many kinds of signs make a warning.
const MANY: usize = 4;
/// So many do where two of them are no neglect.
const FEWER: usize = 3;

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let (found, efforts) = signs::of(evidence);
    if found.len() < MANY && (found.len() < FEWER || efforts < 2) {
        return Vec::new();
    }
    let texts: Vec<&str> = found.iter().map(|sign| sign.text.as_str()).collect();
    vec![
        found
            .iter()
            .fold(Hit::new(texts.join("; ")), |hit, sign| hit.at(sign.place)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    /// A mail that came to mx.example.net from a host that announced itself so.
    fn mail(helo: &str, header: &str) -> Mail {
        Mail::new(&format!(
            "Received: from {helo} ([192.0.2.7]) by mx.example.net with ESMTPS id 1a2b3c;\r\n\
             \x20Sat, 02 May 2026 10:00:09 +0000\r\n{header}"
        ))
    }

    #[test]
    fn many_signs_are_told_and_few_are_not() {
        let made_up = "Return-Path: <>\r\nFrom: Gift Desk <x@brand.example>\r\nTo: u@example.net\r\n\
            Subject: u@example.net, a gift for you\r\nMessage-ID: <1@localhost>\r\n";
        assert_eq!(mail("vm-7f", made_up).hits(&FINDING).len(), 1);
        let form = "Return-Path: <www-data@vm-7f>\r\nFrom: Site <wordpress@site.example>\r\nTo: owner@example.net\r\n\
            Reply-To: visitor@gmail.com\r\nSubject: New message\r\nMessage-ID: <1@site.example>\r\n";
        mail("vm-7f", form).lacks(&FINDING);
        let plain = "Return-Path: <a@a.example>\r\nFrom: A <a@a.example>\r\nTo: u@example.net\r\n\
            Subject: Lunch\r\nMessage-ID: <1@a.example>\r\n";
        mail("mail.a.example", plain).lacks(&FINDING);
    }
}
