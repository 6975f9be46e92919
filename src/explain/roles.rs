//! Roles of programs that handle mail, and the ports they listen on.

use super::{Entry, Kind};

#[rustfmt::skip]
const ROLES: &[(&str, &str, &str)] = &[
    ("MUA", "mail user agent: the program in which a person reads and writes", "RFC 5598 section 4.2.1"),
    ("MSA", "mail submission agent: takes mail from its own users, after log-in, and mends what is missing", "RFC 6409"),
    ("MTA", "mail transfer agent: moves mail from host to host and writes a Received field each time", "RFC 5598 section 4.3.2"),
    ("MX", "mail exchanger: the host that DNS names for taking a domain's mail; here the trust boundary as a rule", "RFC 5321 section 5"),
    ("MDA", "mail delivery agent: puts the mail into the mailbox and writes Return-Path", "RFC 5598 section 4.3.3"),
    ("MS", "message store: keeps the mailbox for IMAP and POP", "RFC 5598 section 4.2.2"),
    ("ADMD", "administrative management domain: the hosts that one organisation runs and trusts", "RFC 5598 section 2.3"),
    ("ESP", "e-mail service provider: a platform that sends for others", "the field"),
    ("smarthost", "the host to which a server hands all its outgoing mail", "the field"),
    ("relay", "an MTA that passes mail on and is neither its origin nor its end", "RFC 5321 section 2.3.10"),
    ("gateway", "a host that joins mail with another system and may change the message", "RFC 5321 section 3.7"),
    ("forwarder", "a host that hands mail on to another address, often with the old envelope sender: SPF fails then", "RFC 5598 section 5.1"),
    ("trust boundary", "the hop at which our own side took the mail from a stranger; what stands below it is the stranger's word", "RFC 8601 section 5"),
    ("authserv-id", "the name under which a receiver writes Authentication-Results", "RFC 8601 section 2.5"),
    ("envelope sender", "the address of MAIL FROM: where bounces go, and what SPF checks; people do not see it", "RFC 5321 section 3.3"),
];

#[rustfmt::skip]
const PORTS: &[(&str, &str, &str)] = &[
    ("25", "SMTP between servers; STARTTLS if both can", "RFC 5321"),
    ("465", "submission over TLS from the first byte (submissions)", "RFC 8314 section 3.3"),
    ("587", "submission by users after log-in, with STARTTLS", "RFC 6409"),
    ("2525", "submission where 25 and 587 are blocked; not registered", "the field"),
    ("24", "LMTP by habit; no port is registered for it", "RFC 2033"),
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
