//! Roles of programs that handle mail, and the ports they listen on.

use super::{Entry, Kind};

#[rustfmt::skip]
const ROLES: &[(&str, &str, &str)] = &[
    ("MUA", "mail user agent: the mail program of a person", "RFC 5598 section 4.2.1"),
    ("MSA", "mail submission agent: accepts messages from its own users after login, and adds missing header fields", "RFC 6409"),
    ("MTA", "mail transfer agent: relays messages from host to host and adds a Received header each time", "RFC 5598 section 4.3.2"),
    ("MX", "mail exchanger: the host that accepts mail for a domain, by its MX record; normally the trust boundary", "RFC 5321 section 5"),
    ("MDA", "mail delivery agent: stores the message in the mailbox and adds Return-Path", "RFC 5598 section 4.3.3"),
    ("MS", "message store: keeps the mailbox for IMAP and POP", "RFC 5598 section 4.2.2"),
    ("ADMD", "administrative management domain: the hosts that one organization runs and trusts", "RFC 5598 section 2.3"),
    ("ESP", "e-mail service provider: a platform that sends for its customers", "common practice"),
    ("smarthost", "the host through which a server sends all its outgoing mail", "common practice"),
    ("relay", "an MTA between the origin and the final destination", "RFC 5321 section 2.3.10"),
    ("gateway", "a host that connects mail with another system and may change the message", "RFC 5321 section 3.7"),
    ("forwarder", "a host that sends messages on to another address, often with the original envelope sender: SPF then fails", "RFC 5598 section 5.1"),
    ("trust boundary", "the hop where your side received the message from outside; headers added before it are sender-supplied (unverified)", "RFC 8601 section 5"),
    ("authserv-id", "the name of the receiver in Authentication-Results", "RFC 8601 section 2.5"),
    ("envelope sender", "the address in MAIL FROM: bounces go to it and SPF checks it; mail programs do not show it", "RFC 5321 section 3.3"),
];

#[rustfmt::skip]
const PORTS: &[(&str, &str, &str)] = &[
    ("25", "SMTP between servers; STARTTLS if both can", "RFC 5321"),
    ("465", "submission over implicit TLS (submissions)", "RFC 8314 section 3.3"),
    ("587", "submission by users after login, with STARTTLS", "RFC 6409"),
    ("2525", "submission where 25 and 587 are blocked; not registered", "common practice"),
    ("24", "LMTP by convention; no port is registered for it", "RFC 2033"),
    ("110", "POP3, fetching mail", "RFC 1939"),
    ("995", "POP3 over TLS", "RFC 8314"),
    ("143", "IMAP, reading a mailbox", "RFC 9051"),
    ("993", "IMAP over TLS", "RFC 8314"),
    ("4190", "ManageSieve, filter rules", "RFC 5804"),
    ("53", "DNS", "RFC 1035"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    let roles = ROLES
        .iter()
        .map(|(term, meaning, reference)| Entry::new(Kind::Role, *term, *meaning).see(reference));
    let ports = PORTS.iter().map(|(port, meaning, reference)| {
        Entry::new(Kind::Port, *port, *meaning)
            .or(format!("port {port}"))
            .see(reference)
    });
    roles.chain(ports)
}
