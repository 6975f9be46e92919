//! From what the client said to the sender and domain that are checked (RFC 7208 sections 2.3, 2.4, 4.1 and 4.3).

use super::{Identity, SpfRequest};
use crate::auth::name::{MAX_NAME, unaskable};
use crate::limits::MAX_GIVEN;
use crate::names::unmapped;
use std::net::{IpAddr, Ipv4Addr};

/// The arguments of `check_host()`, made ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// `postmaster` where the sender has none.
    pub(super) local_part: String,
    /// The domain of the sender, and the one whose record is looked for first.
    pub(super) domain: String,
    pub(super) helo: String,
    /// Not IPv4-mapped.
    pub(super) ip: IpAddr,
}

impl Subject {
    pub(super) fn new(request: &SpfRequest) -> Self {
        let helo = clip(&to_ascii(&request.helo)).to_owned();
        let sender = bare_path(&request.mail_from);
        let (local_part, domain) = match request.identity {
            Identity::MailFrom if !sender.is_empty() => match sender.rsplit_once('@') {
                Some((local_part, domain)) => (local_part, to_ascii(domain)),
                None => ("", to_ascii(sender)),
            },
            // Section 2.4: a null reverse-path stands for postmaster at the HELO name.
            Identity::MailFrom | Identity::Helo => ("", helo.clone()),
        };
        let local_part = if local_part.is_empty() {
            "postmaster"
        } else {
            clip(local_part)
        };
        Self {
            local_part: local_part.to_owned(),
            domain: clip(domain.strip_suffix('.').unwrap_or(&domain)).to_owned(),
            helo,
            ip: unmapped(request.client),
        }
    }

    pub(super) fn sender(&self) -> String {
        format!("{}@{}", self.local_part, self.domain)
    }
}

/// A reverse-path without angle brackets and source route (RFC 5321 section 4.1.2).
fn bare_path(path: &str) -> &str {
    let path = path.trim();
    let path = path
        .strip_prefix('<')
        .and_then(|path| path.strip_suffix('>'))
        .unwrap_or(path);
    match path.split_once(':') {
        Some((route, path)) if route.starts_with('@') => path,
        _ => path,
    }
}

/// U-labels as A-labels (RFC 8616 section 4); what cannot be converted stays as it is.
fn to_ascii(domain: &str) -> String {
    if domain.is_ascii() || domain.len() > MAX_GIVEN {
        return domain.to_owned();
    }
    idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_owned())
}

fn clip(text: &str) -> &str {
    let mut end = text.len().min(MAX_GIVEN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Why a domain is none that `check_host()` can be asked about (section 4.3), if so.
pub(super) fn malformed(domain: &str) -> Option<String> {
    let bare = domain.strip_suffix('.').unwrap_or(domain);
    if bare.is_empty() {
        return Some("no domain".to_owned());
    }
    if bare.starts_with('[') || bare.parse::<Ipv4Addr>().is_ok() {
        return Some("an address literal is not a domain".to_owned());
    }
    if !bare.contains('.') {
        return Some("the domain has a single label".to_owned());
    }
    if bare.contains(' ') {
        return Some("the domain has a space in it".to_owned());
    }
    unaskable(bare)
}

/// A macro string's expansion as a name to ask for: without its final dot, and cut from the left, label by label,
/// to what DNS can carry (section 7.3).
pub(super) fn target_name(expanded: &str) -> &str {
    let name = expanded.strip_suffix('.').unwrap_or(expanded);
    if name.len() <= MAX_NAME {
        return name;
    }
    let earliest = name.len() - MAX_NAME;
    name.bytes()
        .enumerate()
        .skip(earliest - 1)
        .find(|(_, byte)| *byte == b'.')
        .map_or(name, |(dot, _)| &name[dot + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(identity: Identity, helo: &str, mail_from: &str) -> Subject {
        Subject::new(&SpfRequest {
            client: "::ffff:192.0.2.1".parse().unwrap(),
            helo: helo.to_owned(),
            mail_from: mail_from.to_owned(),
            receiver: String::new(),
            identity,
            now: chrono::DateTime::UNIX_EPOCH,
            unknown: crate::auth::spf::Unknown::default(),
        })
    }

    #[test]
    fn senders() {
        use Identity::{Helo, MailFrom};
        for (identity, mail_from, expected) in [
            (MailFrom, "a@example.com", "a@example.com"),
            (MailFrom, "<a@example.com>", "a@example.com"),
            (MailFrom, "@example.com", "postmaster@example.com"),
            (MailFrom, "example.com", "postmaster@example.com"),
            (MailFrom, "a@example.com.", "a@example.com"),
            (MailFrom, "a@b@example.com", "a@b@example.com"),
            (
                MailFrom,
                "<@relay.test,@b.test:a@example.com>",
                "a@example.com",
            ),
            (MailFrom, "", "postmaster@mx.example"),
            (MailFrom, "<>", "postmaster@mx.example"),
            (Helo, "a@example.com", "postmaster@mx.example"),
            (MailFrom, "a@bücher.example", "a@xn--bcher-kva.example"),
        ] {
            let subject = subject(identity, "mx.example", mail_from);
            assert_eq!(subject.sender(), expected, "{mail_from}");
            assert!(subject.ip.is_ipv4());
        }
    }

    #[test]
    fn domains_that_are_none() {
        let long = format!("{}.example.com", "a".repeat(64));
        for domain in [
            "",
            ".",
            "localhost",
            "localhost.",
            "[192.0.2.1]",
            "192.0.2.1",
            "[IPv6:2001:db8::1]",
            "a..example.com",
            ".example.com",
            "example.com..",
            "a\u{0}b.com",
            "ä.example",
            "a b.example",
            &long,
        ] {
            assert!(malformed(domain).is_some(), "{domain}");
        }
        for domain in [
            "example.com",
            "example.com.",
            "_spf.example.com",
            &long[1..],
        ] {
            assert!(malformed(domain).is_none(), "{domain}");
        }
    }

    #[test]
    fn long_names_lose_labels_from_the_left() {
        let label = "a".repeat(49);
        let name = [label.as_str(); 6].join(".");
        let cut = target_name(&name);
        assert_eq!(cut, [label.as_str(); 5].join("."));
        let exact = format!("{}.{}", "b".repeat(3), [label.as_str(); 5].join("."));
        assert_eq!(exact.len(), 253);
        assert_eq!(target_name(&exact), exact);
        assert_eq!(target_name(&format!("b{exact}")), cut);
        assert_eq!(target_name("example.com."), "example.com");
        assert_eq!(target_name(&"a".repeat(300)).len(), 300);
    }
}
