//! Reply codes of SMTP and enhanced status codes.

use super::{Entry, Kind};

#[rustfmt::skip]
const REPLIES: &[(&str, &str, &str)] = &[
    ("211", "status of the system, or help", "RFC 5321 section 4.2.3"),
    ("214", "help", "RFC 5321 section 4.2.3"),
    ("220", "the server is ready; also: begin TLS now", "RFC 5321 section 4.2.3"),
    ("221", "the server closes the connection, as asked", "RFC 5321 section 4.2.3"),
    ("235", "log-in succeeded", "RFC 4954 section 6"),
    ("250", "done; behind DATA: the server has taken the responsibility for the mail", "RFC 5321 section 4.2.3"),
    ("251", "the recipient is elsewhere; the server forwards", "RFC 5321 section 4.2.3"),
    ("252", "the recipient cannot be verified, but the mail is taken", "RFC 5321 section 4.2.3"),
    ("334", "the server asks for the next part of the log-in", "RFC 4954 section 4"),
    ("354", "send the mail; end it with a line of one dot", "RFC 5321 section 4.2.3"),
    ("421", "the service is not available now and the connection is closed: busy, or the client is slowed down", "RFC 5321 section 4.2.3"),
    ("432", "the password must be changed", "RFC 4954 section 6"),
    ("450", "the mailbox is not available now; often greylisting: come back later", "RFC 5321 section 4.2.3"),
    ("451", "a local error; try again", "RFC 5321 section 4.2.3"),
    ("452", "not enough room, or too many recipients", "RFC 5321 section 4.2.3"),
    ("454", "TLS or log-in is not available now", "RFC 3207, RFC 4954"),
    ("455", "parameters cannot be accommodated now", "RFC 5321 section 4.2.3"),
    ("500", "the command is not understood", "RFC 5321 section 4.2.3"),
    ("501", "an error in the parameters", "RFC 5321 section 4.2.3"),
    ("502", "the command is not implemented", "RFC 5321 section 4.2.3"),
    ("503", "commands in the wrong order", "RFC 5321 section 4.2.3"),
    ("504", "the parameter is not implemented", "RFC 5321 section 4.2.3"),
    ("521", "the host takes no mail", "RFC 7504"),
    ("523", "encryption is needed", "RFC 5248"),
    ("530", "log-in (or STARTTLS) is needed", "RFC 4954 section 6, RFC 3207"),
    ("534", "the log-in mechanism is too weak", "RFC 4954 section 6"),
    ("535", "the log-in failed", "RFC 4954 section 6"),
    ("538", "this log-in needs encryption", "RFC 4954"),
    ("550", "not taken: no such mailbox, no permission, or refused by policy", "RFC 5321 section 4.2.3"),
    ("551", "the recipient is elsewhere; the server does not forward", "RFC 5321 section 4.2.3"),
    ("552", "too much: the mailbox is full or the mail too large", "RFC 5321 section 4.2.3"),
    ("553", "the address is not allowed", "RFC 5321 section 4.2.3"),
    ("554", "the transaction failed, or: no service here; often a refusal by policy", "RFC 5321 section 4.2.3"),
    ("555", "parameters of MAIL or RCPT are not known", "RFC 5321 section 4.2.3"),
    ("556", "the domain takes no mail (null MX)", "RFC 7504"),
];

#[rustfmt::skip]
const ENHANCED: &[(&str, &str, &str)] = &[
    ("X.1.0", "another problem with an address", "RFC 3463"),
    ("X.1.1", "no such mailbox", "RFC 3463"),
    ("X.1.2", "no such domain or host", "RFC 3463"),
    ("X.1.3", "the recipient's address is malformed", "RFC 3463"),
    ("X.1.6", "the recipient has moved", "RFC 3463"),
    ("X.1.7", "the sender's address is malformed", "RFC 3463"),
    ("X.1.8", "the sender's domain does not exist", "RFC 3463"),
    ("X.1.10", "the domain takes no mail (null MX)", "RFC 7505"),
    ("X.2.0", "another problem with the mailbox", "RFC 3463"),
    ("X.2.1", "the mailbox is disabled", "RFC 3463"),
    ("X.2.2", "the mailbox is full", "RFC 3463"),
    ("X.2.3", "the message is too long", "RFC 3463"),
    ("X.3.0", "another problem of the mail system", "RFC 3463"),
    ("X.3.1", "the mail system is full", "RFC 3463"),
    ("X.3.2", "the system takes no mail now", "RFC 3463"),
    ("X.3.4", "the message is too big for the system", "RFC 3463"),
    ("X.4.1", "the host does not answer", "RFC 3463"),
    ("X.4.2", "the connection broke", "RFC 3463"),
    ("X.4.4", "no route to the domain", "RFC 3463"),
    ("X.4.6", "a loop of mail", "RFC 3463"),
    ("X.4.7", "the delivery took too long", "RFC 3463"),
    ("X.5.0", "another problem of the protocol", "RFC 3463"),
    ("X.5.1", "a command in the wrong place", "RFC 3463"),
    ("X.5.2", "an error of syntax", "RFC 3463"),
    ("X.5.3", "too many recipients", "RFC 3463"),
    ("X.5.4", "a wrong parameter", "RFC 3463"),
    ("X.6.7", "addresses beyond ASCII are not supported (SMTPUTF8)", "RFC 6531"),
    ("X.7.0", "another problem of security; often reputation or rate", "RFC 3463"),
    ("X.7.1", "delivery is not allowed: refused by policy", "RFC 3463"),
    ("X.7.7", "the message was changed on the way", "RFC 3463"),
    ("X.7.8", "the log-in failed", "RFC 4954"),
    ("X.7.9", "the log-in mechanism is too weak", "RFC 4954"),
    ("X.7.20", "no DKIM signature passes", "RFC 7372"),
    ("X.7.21", "no DKIM signature that passes is acceptable", "RFC 7372"),
    ("X.7.22", "no valid DKIM signature of the author", "RFC 7372"),
    ("X.7.23", "SPF fails", "RFC 7372"),
    ("X.7.24", "the SPF check had an error", "RFC 7372"),
    ("X.7.25", "the client's address has no name, or one that does not point back (reverse DNS)", "RFC 7372"),
    ("X.7.26", "several authentication checks failed; Google: neither SPF nor DKIM passes", "RFC 7372"),
    ("X.7.27", "the sender's domain has a null MX", "RFC 7505"),
    ("X.7.28", "the mail looks like part of a flood; often a limit on the rate of mail", "IANA, SMTP Enhanced Status Codes"),
    ("X.7.29", "no ARC chain that validates", "RFC 8617"),
    ("X.7.30", "the sender asked for TLS all the way (REQUIRETLS), which is not to be had", "RFC 8689"),
    ("X.7.515", "the sending domain does not meet Outlook.com's rules for senders of much mail", "Microsoft"),
];

/// The classes, the first number of an enhanced code.
const CLASSES: &[(&str, &str)] = &[
    ("2", "success"),
    ("4", "a passing failure: it will be tried again"),
    ("5", "a lasting failure"),
];

/// The subjects, the second number.
const SUBJECTS: &[(&str, &str)] = &[
    ("0", "nothing more is known"),
    ("1", "the address"),
    ("2", "the mailbox"),
    ("3", "the mail system"),
    ("4", "network and routing"),
    ("5", "the protocol"),
    ("6", "the content"),
    ("7", "security or policy"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    let replies = REPLIES.iter().map(|(code, meaning, reference)| {
        Entry::new(Kind::Reply, *code, *meaning)
            .section("Class", class_of_reply(code))
            .see(reference)
    });
    let enhanced = ENHANCED.iter().map(|(code, meaning, reference)| {
        let detail = code.trim_start_matches('X');
        ["2", "4", "5"]
            .iter()
            .fold(Entry::new(Kind::Reply, *code, *meaning), |entry, class| {
                entry.or(format!("{class}{detail}"))
            })
            .see(reference)
    });
    replies.chain(enhanced)
}

fn class_of_reply(code: &str) -> &'static str {
    match code.as_bytes().first() {
        Some(b'2') => "success",
        Some(b'3') => "the server waits for more",
        Some(b'4') => "a passing failure: the client tries again",
        _ => "a lasting failure: the client gives up",
    }
}

/// An enhanced code that is in no table, by its class and subject.
pub(super) fn composed(term: &str) -> Option<Entry> {
    let mut numbers = term.split('.');
    let (class, subject, detail) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let is_number = |text: &str| {
        !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (_, class) = CLASSES.iter().find(|(number, _)| *number == class)?;
    let (_, subject) = SUBJECTS.iter().find(|(number, _)| *number == subject)?;
    if !is_number(detail) || numbers.next().is_some() {
        return None;
    }
    let meaning = format!("{class}; about {subject}; the last number is not known here");
    Some(Entry::new(Kind::Reply, term, meaning).see("RFC 3463"))
}
