//! The Author Domains: the domains of the addresses in From (RFC 9989 section 5.3.1, RFC 5322 section 3.4).
//!
//! Read as findings and reports read them. Where a field cannot be read whole, rather too much than too little: a domain
//! that is missed is one that is not evaluated. Display names, quoted text, encoded words and comments hold no address.

use crate::limits::MAX_FROM_DOMAINS;
use crate::message::{Message, all_addresses};
use crate::names::a_labels;
use serde::Serialize;

/// What the From fields hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AuthorDomains {
    /// The domains in the order written, each once: A-labels, lower case, no final dot.
    pub domains: Vec<String>,
    /// How many From fields there are; one is right.
    pub fields: usize,
    /// How many addresses they hold.
    pub addresses: usize,
    /// What stands where a domain should and is none: address literals, text that IDNA refuses.
    pub unreadable: Vec<String>,
}

/// Reads the From fields of a message.
pub fn author_domains(message: &Message<'_>) -> AuthorDomains {
    let mut out = AuthorDomains::default();
    for (_, field) in message.named("From") {
        out.fields += 1;
        for mailbox in all_addresses(field).mailboxes {
            if let Some((_, domain)) = mailbox.address.rsplit_once('@') {
                out.add(domain);
            }
        }
    }
    out
}

impl AuthorDomains {
    fn add(&mut self, written: &str) {
        self.addresses += 1;
        // An encoded word may not stand in an address (RFC 2047 section 5).
        let domain = (!written.contains("=?")).then(|| a_labels(written));
        let (list, entry) = match domain.flatten() {
            Some(domain) => (&mut self.domains, domain),
            None => (&mut self.unreadable, written.to_owned()),
        };
        if list.len() < MAX_FROM_DOMAINS && !list.contains(&entry) {
            list.push(entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The domains as written.
    fn domains_of(value: &str) -> Vec<String> {
        let raw = format!("From:{value}\r\n\r\n");
        let message = Message::parse(raw.as_bytes());
        let found = all_addresses(&message.fields()[0]).mailboxes.into_iter();
        found
            .filter_map(|one| Some(one.address.rsplit_once('@')?.1.to_owned()))
            .collect()
    }

    #[test]
    fn addresses() {
        let rows: [(&str, &[&str]); 38] = [
            ("u@example.com", &["example.com"]),
            ("<u@example.com>", &["example.com"]),
            (
                "A <u@example.com>, b@example.org",
                &["example.com", "example.org"],
            ),
            (
                "\"x@evil.test\" <u@example.com> (y@evil.test)",
                &["example.com"],
            ),
            ("x@evil.test <u@example.com>", &["example.com"]),
            ("\"Doe, J <x@evil.test>\" u@example.com", &["example.com"]),
            ("(a (b <x@evil.test>) c) u@example.com", &["example.com"]),
            ("u@example.com (x@evil.test, y)", &["example.com"]),
            ("\"a@b\"@example.com", &["example.com"]),
            ("\"a\\\"@evil.test\" <u@example.com>", &["example.com"]),
            (
                "=?utf-8?Q?a@evil.test,_x?= <u@example.com>",
                &["example.com"],
            ),
            ("=?utf-8?B?YUBl?=<u@example.com>", &["example.com"]),
            ("=?utf-8?Q?not closed <u@example.com>", &["example.com"]),
            (
                "Team: a@example.com, B <b@example.org>;",
                &["example.com", "example.org"],
            ),
            ("undisclosed:;", &[]),
            ("", &[]),
            ("just a name", &[]),
            ("<>", &[]),
            ("x@example.com <>", &["example.com"]),
            ("<@relay.test:u@example.com>", &["example.com"]),
            ("<@a.test,@b.test:u@example.com>", &["example.com"]),
            ("<<<><joe@example.com>>>", &["example.com"]),
            ("Mail From:<joe@example.com>", &["example.com"]),
            (
                "<a@example.com> <b@example.org>",
                &["example.com", "example.org"],
            ),
            ("u@example.com J Doe", &["example.com"]),
            ("u @ example . com", &["example.com"]),
            ("u@(x)example(y).(z)com", &["example.com"]),
            ("u@example.com.", &["example.com."]),
            ("u@[192.0.2.1]", &["[192.0.2.1]"]),
            ("u@bücher.example", &["bücher.example"]),
            ("\"unclosed <u@example.com>", &["example.com"]),
            ("(unclosed <u@example.com>", &["example.com"]),
            ("<u@example.com", &["example.com"]),
            (
                "<a@example.com, b@example.org>",
                &["example.com", "example.org"],
            ),
            (
                "a@example.com; b@example.org",
                &["example.com", "example.org"],
            ),
            ("a@b@example.com", &["b", "example.com"]),
            ("Davide D'Marco <u@example.com>", &["example.com"]),
            ("a\u{0}@example.com", &["example.com"]),
        ];
        for (value, expected) in rows {
            assert_eq!(domains_of(value), expected, "{value}");
        }
    }

    #[test]
    fn fields_and_labels() {
        let message = Message::parse(
            "From: a@B\u{fc}cher.example, b@BÜCHER.example.\r\nfrom : c@example.com, d@[192.0.2.1]\r\n\r\n".as_bytes(),
        );
        let found = author_domains(&message);
        assert_eq!(found.domains, ["xn--bcher-kva.example", "example.com"]);
        assert_eq!((found.fields, found.addresses), (2, 4));
        assert_eq!(found.unreadable, ["[192.0.2.1]"]);
    }

    #[test]
    fn hostile_fields_cost_one_pass() {
        for unit in ["(", "\"", "<", "=?", "=?a?b", "[", "@", "<@", ",", "\\"] {
            drop(domains_of(&unit.repeat(60_000)));
        }
    }
}
