//! Where a message names its recipients.

use crate::message::{Addresses, HeaderField, Mailbox, Span, every_address};

/// What the sender writes: a word without `@` in it is anything.
const BY_SENDER: &[&str] = &["To", "Cc", "Bcc"];

/// Fields of agents that hold recipients, as addresses or as the bare name of a mailbox.
const BY_AGENT: &[&str] = &[
    "Resent-To",
    "Resent-Cc",
    "Resent-Bcc",
    "Apparently-To",
    "X-Apparently-To",
    "Delivered-To",
    "X-Delivered-To",
    "Envelope-To",
    "X-Envelope-To",
    "X-Original-To",
    "X-Original-Recipient",
    "X-Real-To",
    "X-RCPT-To",
    "X-Rcpt-Original",
    "X-Receiver",
    "X-Recipient",
    "X-Forwarded-To",
    "X-Forwarded-For",
    "X-Gm-Original-To",
    "X-MDRcpt-To",
    "X-Yahoo-Forwarded",
    "Original-Recipient",
    "Final-Recipient",
];

/// How the names of others end that hold recipients: every provider has a field of its own.
const ENDS: &[&str] = &["-to", "recipient", "recipients", "-rcpt", "-rcpts"];

/// How names end that do so, too, and lead elsewhere: to the sender, or to a desk.
const OTHER_ENDS: &[&str] = &[
    "reply-to",
    "replies-to",
    "followup-to",
    "errors-to",
    "error-to",
    "bounce-to",
    "bounces-to",
    "return-to",
    "receipt-to",
    "notification-to",
    "reading-to",
    "abuse-to",
    "complaints-to",
    "reports-to",
    "report-to",
    "unsubscribe-to",
];

/// The recipients that a field names; empty for a field that names none.
pub(super) fn recipients(field: &HeaderField<'_>) -> Vec<Mailbox> {
    let is_in = |names: &[&str]| names.iter().any(|name| field.is(name));
    if is_in(BY_AGENT) {
        mailboxes(field)
    } else if is_in(BY_SENDER) || has_recipients_name(field.name()) {
        let mut found = mailboxes(field);
        found.retain(|mailbox| mailbox.address.contains('@'));
        found
    } else if field.is("Received") {
        for_clauses(&field.text())
            .into_iter()
            .map(Mailbox::bare)
            .collect()
    } else {
        Vec::new()
    }
}

fn has_recipients_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    ends(ENDS) && !ends(OTHER_ENDS)
}

/// As an address list, or as a bare word where a delivery agent wrote a mailbox's name.
fn mailboxes(field: &HeaderField<'_>) -> Vec<Mailbox> {
    let Addresses {
        mailboxes: mut found,
        unread,
        ..
    } = every_address(field);
    if found.iter().any(|mailbox| mailbox.address.contains('@')) {
        // An address within a quoted local part, or with white space in it: whoever wrote it meant somebody, and it stands
        // in the field as it is written.
        let start = field.value_span().start;
        let written: Vec<String> = found
            .iter()
            .filter(|mailbox| !mailbox.span.is_empty())
            .map(|mailbox| Span::new(mailbox.span.start - start, mailbox.span.end - start))
            .map(|span| String::from_utf8_lossy(span.of(field.raw_value())).into_owned())
            .filter(|text| text.contains(['"', ' ', '\t']))
            .collect();
        for text in &written {
            found.extend(pieces(text));
        }
        if unread.is_some() {
            found.extend(pieces(&field.text()));
        }
        return found;
    }
    // `rfc822; robin@example.net` (RFC 3464), or two addresses with a blank between.
    let text = field.text();
    text.split([' ', '\t', ';', ','])
        .filter(|word| word.contains('@'))
        .map(Mailbox::bare)
        .chain(found)
        .collect()
}

/// What looks like an address in a text to nobody but a careless reader, with the white space in it.
fn pieces(text: &str) -> impl Iterator<Item = Mailbox> + '_ {
    text.split([',', ';', '<', '>', '"', '(', ')', ':'])
        .map(str::trim)
        .filter(|piece| {
            let parts = piece.split_once('@');
            parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        })
        .map(|piece| {
            let words: Vec<&str> = piece.split_whitespace().collect();
            Mailbox::bare(words.join(" "))
        })
}

/// The addresses behind every `for` of a Received field. The word also stands in comments, and a client may announce
/// itself as `for`: what does not lead to an address is passed over.
fn for_clauses(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut is_for = false;
    for word in text
        .split([' ', '\t', ';', '<', '>', '(', ')', ','])
        .filter(|word| !word.is_empty())
    {
        if is_for && word.contains('@') {
            out.push(word.to_owned());
        } else {
            is_for = word.eq_ignore_ascii_case("for");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_providers_are_known_by_their_ends() {
        for (name, want) in [
            ("X-Resolved-to", true),
            ("X-Simplelogin-Envelope-To", true),
            ("X-Envelope-Recipient", true),
            ("X-SES-RECIPIENT", true),
            (
                "X-MS-Exchange-Organization-OriginalEnvelopeRecipients",
                true,
            ),
            ("X-Pm-Original-To", true),
            ("In-Reply-To", false),
            ("X-Original-Reply-To", false),
            ("Mail-Followup-To", false),
            ("X-Errors-To", false),
            ("Disposition-Notification-To", false),
            ("Subject", false),
        ] {
            assert_eq!(has_recipients_name(name), want, "{name}");
        }
    }

    #[test]
    fn the_word_for_alone_is_no_recipient() {
        for (text, want) in [
            ("from a by b for <c@d.example>; Sat", &["c@d.example"][..]),
            (
                "from for (unknown [192.0.2.3]) by b for <c@d.example>; Sat",
                &["c@d.example"],
            ),
            (
                "from a (using TLS for smtp) by b for c@d.example (x)",
                &["c@d.example"],
            ),
            ("by b for<c@d.example>", &["c@d.example"]),
            (
                "by b for <c@d.example>, <e@d.example>",
                &["c@d.example", "e@d.example"],
            ),
            ("from x@y by for for; Sat", &[]),
        ] {
            assert_eq!(for_clauses(text), want, "{text}");
        }
    }
}
