//! Commands of SMTP, and keywords of its extensions.

use super::{Entry, Kind};

#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    ("HELO", "the client says its name; no extensions. The name is the client's word", "RFC 5321 section 4.1.1.1"),
    ("EHLO", "the client says its name and asks for extensions. The name is the client's word", "RFC 5321 section 4.1.1.1"),
    ("LHLO", "EHLO of LMTP", "RFC 2033"),
    ("MAIL FROM", "begins a mail and names the envelope sender, which SPF checks", "RFC 5321 section 4.1.1.2"),
    ("RCPT TO", "names a recipient; it need not be in To", "RFC 5321 section 4.1.1.3"),
    ("DATA", "the message follows, header and body", "RFC 5321 section 4.1.1.4"),
    ("BDAT", "the message follows in pieces of a stated length (CHUNKING)", "RFC 3030"),
    ("RSET", "forgets the mail that was begun", "RFC 5321 section 4.1.1.5"),
    ("VRFY", "asks whether a mailbox exists; most servers do not say", "RFC 5321 section 4.1.1.6"),
    ("EXPN", "asks who is on a list; most servers do not say", "RFC 5321 section 4.1.1.7"),
    ("NOOP", "does nothing", "RFC 5321 section 4.1.1.9"),
    ("QUIT", "ends the session", "RFC 5321 section 4.1.1.10"),
    ("STARTTLS", "begins TLS within the session; the extension is offered in clear, so that who sits between can take it away", "RFC 3207"),
    ("AUTH", "logs in; the keyword lists the mechanisms", "RFC 4954"),
    ("ETRN", "asks a server to send what waits for a domain", "RFC 1985"),
    ("BURL", "takes the message from an IMAP store", "RFC 4468"),
    ("XCLIENT", "Postfix: a trusted proxy names the real client", "Postfix, XCLIENT_README"),
    ("XFORWARD", "Postfix: a filter passes on who the client was, for the log", "Postfix, XFORWARD_README"),
    ("PIPELINING", "several commands may be sent at once", "RFC 2920"),
    ("SIZE", "the largest message that is taken, in bytes", "RFC 1870"),
    ("8BITMIME", "bodies with 8-bit text are taken as they are", "RFC 6152"),
    ("SMTPUTF8", "addresses and headers beyond ASCII are taken", "RFC 6531"),
    ("DSN", "delivery notifications can be asked for", "RFC 3461"),
    ("ENHANCEDSTATUSCODES", "replies carry codes such as 5.7.1", "RFC 2034"),
    ("CHUNKING", "BDAT is understood", "RFC 3030"),
    ("BINARYMIME", "bodies of any bytes are taken, with BDAT", "RFC 3030"),
    ("DELIVERBY", "a time limit for the delivery can be set", "RFC 2852"),
    ("REQUIRETLS", "TLS on every hop can be asked for", "RFC 8689"),
    ("LIMITS", "how many mails and recipients a session may have", "RFC 9422"),
    ("MT-PRIORITY", "a priority can be given", "RFC 6710"),
    ("FUTURERELEASE", "the delivery can be put off", "RFC 4865"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    TABLE.iter().map(|(term, meaning, reference)| {
        let entry = Entry::new(Kind::Command, *term, *meaning).see(reference);
        // `MAIL` alone is the command as well.
        match term.split_once(' ') {
            Some((verb, _)) => entry.or(verb),
            None => entry,
        }
    })
}
