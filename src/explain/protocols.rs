//! Words behind `with` in a Received field: the IANA registry "Mail Transmission Types", and what else is seen.

use super::{Entry, Kind};

struct Row(&'static str, &'static str, &'static str);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row("SMTP", "plain SMTP (HELO): no extension, no encryption, no log-in", "RFC 5321 section 4.4"),
    Row("ESMTP", "SMTP with extensions (EHLO), without encryption and log-in", "RFC 3848"),
    Row("ESMTPA", "ESMTP; the client logged in (AUTH)", "RFC 3848"),
    Row("ESMTPS", "ESMTP over TLS (STARTTLS)", "RFC 3848"),
    Row("ESMTPSA", "ESMTP over TLS; the client logged in: the ordinary way from a mail program", "RFC 3848"),
    Row("LMTP", "delivery to a mailbox store; as a rule within one house", "RFC 2033, RFC 3848"),
    Row("LMTPA", "LMTP; the client logged in", "RFC 3848"),
    Row("LMTPS", "LMTP over TLS", "RFC 3848"),
    Row("LMTPSA", "LMTP over TLS; the client logged in", "RFC 3848"),
    Row("MMS", "Multimedia Messaging Service", "RFC 4356"),
    Row("UTF8SMTP", "ESMTP for internationalised addresses (SMTPUTF8)", "RFC 6531 section 4.3"),
    Row("UTF8SMTPA", "UTF8SMTP; the client logged in", "RFC 6531 section 4.3"),
    Row("UTF8SMTPS", "UTF8SMTP over TLS", "RFC 6531 section 4.3"),
    Row("UTF8SMTPSA", "UTF8SMTP over TLS; the client logged in", "RFC 6531 section 4.3"),
    Row("UTF8LMTP", "LMTP for internationalised addresses", "RFC 6531 section 4.3"),
    Row("UTF8LMTPA", "UTF8LMTP; the client logged in", "RFC 6531 section 4.3"),
    Row("UTF8LMTPS", "UTF8LMTP over TLS", "RFC 6531 section 4.3"),
    Row("UTF8LMTPSA", "UTF8LMTP over TLS; the client logged in", "RFC 6531 section 4.3"),
    Row("HTTP", "handed in by a web form or an interface over HTTP; not registered", "the field"),
    Row("HTTPS", "handed in over HTTPS, also Microsoft's step into the mailbox; not registered", "the field"),
    Row("HTTPREST", "handed in by Gmail's interface; not registered", "the field"),
    Row("MAPI", "within Exchange, from a mail program or store; not registered", "the field"),
    Row("SMTPS", "SMTP over TLS from the first byte, as some servers write it; not registered", "RFC 8314"),
    Row("ASMTP", "SMTP with log-in, an older word of Exim; not registered", "the field"),
    Row("SMTPSA", "as ESMTPSA; not registered", "the field"),
    Row("LOCAL", "handed in by a program on the same host; tools that forge chains like it too", "the field"),
    Row("QMQP", "qmail's protocol between its own queues; outside of them a sign of forging tools", "qmail, QMQP"),
    Row("NNFMP", "Yahoo's inner protocol; elsewhere a sign of forging tools", "the field"),
    Row("POP3", "fetched from a mailbox, by fetchmail and the like", "the field"),
    Row("IMAP", "fetched from a mailbox, by fetchmail and the like", "the field"),
    Row("BSMTP", "a batch of SMTP commands in a file", "RFC 2442"),
    Row("UUCP", "by UUCP, a link type of RFC 5321", "RFC 5321 section 4.4"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    TABLE.iter().map(|Row(term, meaning, reference)| {
        Entry::new(Kind::Protocol, *term, *meaning)
            .or(format!("with {term}"))
            .see(reference)
    })
}
