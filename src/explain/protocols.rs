//! Words after `with` in a Received field: the IANA registry "Mail Transmission Types", and what else is seen.

use super::{Entry, Kind};

struct Row(&'static str, &'static str, &'static str);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row("SMTP", "plain SMTP (HELO): no extensions, no encryption, no login", "RFC 5321 section 4.4"),
    Row("ESMTP", "SMTP with extensions (EHLO), without encryption or login", "RFC 3848"),
    Row("ESMTPA", "ESMTP; the client logged in (AUTH)", "RFC 3848"),
    Row("ESMTPS", "ESMTP over TLS (STARTTLS)", "RFC 3848"),
    Row("ESMTPSA", "ESMTP over TLS; the client logged in: the usual way to submit from a mail program", "RFC 3848"),
    Row("LMTP", "delivery to a mailbox store, normally within one organization", "RFC 2033, RFC 3848"),
    Row("LMTPA", "LMTP; the client logged in", "RFC 3848"),
    Row("LMTPS", "LMTP over TLS", "RFC 3848"),
    Row("LMTPSA", "LMTP over TLS; the client logged in", "RFC 3848"),
    Row("MMS", "Multimedia Messaging Service", "RFC 4356"),
    Row("UTF8SMTP", "ESMTP for internationalized addresses (SMTPUTF8)", "RFC 6531 section 4.3"),
    Row("UTF8SMTPA", "UTF8SMTP; the client logged in", "RFC 6531 section 4.3"),
    Row("UTF8SMTPS", "UTF8SMTP over TLS", "RFC 6531 section 4.3"),
    Row("UTF8SMTPSA", "UTF8SMTP over TLS; the client logged in", "RFC 6531 section 4.3"),
    Row("UTF8LMTP", "LMTP for internationalized addresses", "RFC 6531 section 4.3"),
    Row("UTF8LMTPA", "UTF8LMTP; the client logged in", "RFC 6531 section 4.3"),
    Row("UTF8LMTPS", "UTF8LMTP over TLS", "RFC 6531 section 4.3"),
    Row("UTF8LMTPSA", "UTF8LMTP over TLS; the client logged in", "RFC 6531 section 4.3"),
    Row("HTTP", "submitted over HTTP by a web form or API; not registered", "common practice"),
    Row("HTTPS", "submitted over HTTPS; also Microsoft's delivery into the mailbox; not registered", "common practice"),
    Row("HTTPREST", "submitted through the Gmail API; not registered", "common practice"),
    Row("MAPI", "within Exchange, from a mail program or store; not registered", "common practice"),
    Row("SMTPS", "SMTP over implicit TLS, as some servers write it; not registered", "RFC 8314"),
    Row("ASMTP", "SMTP with login, as older Exim versions write it; not registered", "common practice"),
    Row("SMTPSA", "the same as ESMTPSA; not registered", "common practice"),
    Row("LOCAL", "submitted by a program on the same host; also popular with tools that forge Received headers", "common practice"),
    Row("QMQP", "qmail's protocol between its own queues; elsewhere a sign of forged Received headers", "qmail, QMQP"),
    Row("NNFMP", "Yahoo's internal protocol; elsewhere a sign of forged Received headers", "common practice"),
    Row("POP3", "fetched from a mailbox, by fetchmail and the like", "common practice"),
    Row("IMAP", "fetched from a mailbox, by fetchmail and the like", "common practice"),
    Row("BSMTP", "a batch of SMTP commands in a file", "RFC 2442"),
    Row("sa-scanned", "passed through SpamAssassin on the same host (SA-Exim)", "undocumented"),
    Row("UUCP", "over UUCP, a link type of RFC 5321", "RFC 5321 section 4.4"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    TABLE.iter().map(|Row(term, meaning, reference)| {
        Entry::new(Kind::Protocol, *term, *meaning)
            .or(format!("with {term}"))
            .see(reference)
    })
}
