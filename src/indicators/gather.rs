//! Indicators as they are found: each type and value once, with all its sightings.

use super::model::{Blockable, Indicator, Place, Sighting};
use crate::limits::{MAX_INDICATOR, MAX_SIGHTINGS};
use crate::names::{organization, tail, unmapped};
use crate::words::indicators::{Kind, Role, Word};
use std::collections::HashMap;
use std::net::IpAddr;
use url::{Host, Url};

/// What is known of one finding of a value: what it is there, whose word, where.
#[derive(Clone)]
pub(super) struct At {
    pub role: Role,
    pub word: Word,
    pub place: Place,
    pub detail: Option<String>,
}

impl At {
    pub(super) fn new(role: Role, word: Word, place: Place) -> Self {
        Self {
            role,
            word,
            place,
            detail: None,
        }
    }
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Gathered {
    found: Vec<Indicator>,
    places: HashMap<(Kind, String), usize>,
}

impl Gathered {
    /// All of it, in the order in which it was found; whether it may be blocked is still open.
    pub(super) fn finish(self) -> Vec<Indicator> {
        self.found
    }

    /// Adds a value. One that is longer than any system takes is none.
    pub(super) fn add(&mut self, kind: Kind, value: &str, at: At) {
        if value.is_empty() || value.len() > MAX_INDICATOR {
            return;
        }
        let key = (kind, value.to_owned());
        let sighting = Sighting {
            role: at.role,
            word: at.word,
            place: at.place,
            detail: at.detail,
        };
        if let Some(&place) = self.places.get(&key) {
            let seen = &mut self.found[place].seen;
            let same = |one: &Sighting| one.role == sighting.role && one.word == sighting.word;
            if seen.len() < MAX_SIGHTINGS && !seen.iter().any(same) {
                seen.push(sighting);
            }
        } else {
            self.places.insert(key, self.found.len());
            self.found.push(Indicator {
                kind,
                value: value.to_owned(),
                blockable: Blockable::Yes,
                seen: vec![sighting],
            });
        }
    }

    /// An address of a host.
    pub(super) fn ip(&mut self, ip: IpAddr, at: At) {
        self.add(Kind::Ip, &unmapped(ip).to_string(), at);
    }

    /// The name of a host, and the domain that it is below. An address in its place is one.
    pub(super) fn name(&mut self, name: &str, at: &At) {
        let Some(name) = host_name(name) else { return };
        if let Ok(ip) = name.parse::<IpAddr>() {
            self.ip(ip, at.clone());
            return;
        }
        // Of what DNS does not admit, the end tells whose it is.
        let domain = organization(tail(&name)).into_owned();
        if domain != name && name.len() <= crate::limits::MAX_NAME {
            self.add(Kind::Host, &name, at.clone());
        }
        self.add(Kind::Domain, &domain, at.clone());
    }

    /// An email address, and its domain.
    pub(super) fn address(&mut self, address: &str, at: &At) {
        let Some((local, domain)) = address.rsplit_once('@') else {
            return;
        };
        let Some(domain) = host_name(domain) else {
            return;
        };
        if !local.is_empty() {
            self.add(Kind::Email, &format!("{local}@{domain}"), at.clone());
        }
        self.name(&domain, at);
    }

    /// The address of a link, with its host. What leads to nobody is none.
    pub(super) fn url(&mut self, written: &str, at: &At) {
        let Ok(url) = Url::parse(written) else { return };
        match url.host() {
            None => return,
            Some(Host::Ipv4(ip)) => self.ip(ip.into(), at.clone()),
            Some(Host::Ipv6(ip)) => self.ip(ip.into(), at.clone()),
            Some(Host::Domain(host)) => self.name(host, at),
        }
        self.add(Kind::Url, url.as_str(), at.clone());
    }
}

/// A host's name as DNS has it, or an address without its brackets; `None` for what can be neither.
fn host_name(written: &str) -> Option<String> {
    let written = written.trim().trim_matches(['[', ']', '<', '>', '.']);
    let is_v6 = written
        .get(..5)
        .is_some_and(|tag| tag.eq_ignore_ascii_case("ipv6:"));
    let written = if is_v6 { &written[5..] } else { written };
    if let Ok(ip) = written.parse::<IpAddr>() {
        return Some(ip.to_string());
    }
    let name = crate::names::a_labels(written)?;
    let is_name = name.contains('.')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(fill: impl FnOnce(&mut Gathered, &At)) -> Vec<(Kind, String)> {
        let mut gathered = Gathered::default();
        fill(
            &mut gathered,
            &At::new(Role::Link, Word::Claimed, Place::Text),
        );
        let found = gathered.finish().into_iter();
        found.map(|one| (one.kind, one.value)).collect()
    }

    #[test]
    fn links_give_host_and_domain() {
        for (link, expected) in [
            (
                "https://a.b.example.co.uk:8443/x?y",
                &[
                    (Kind::Host, "a.b.example.co.uk"),
                    (Kind::Domain, "example.co.uk"),
                    (Kind::Url, "https://a.b.example.co.uk:8443/x?y"),
                ][..],
            ),
            (
                "http://EVIL.example/",
                &[
                    (Kind::Domain, "evil.example"),
                    (Kind::Url, "http://evil.example/"),
                ],
            ),
            (
                "http://0xc0000207/",
                &[(Kind::Ip, "192.0.2.7"), (Kind::Url, "http://192.0.2.7/")],
            ),
            (
                "http://[2001:db8::1]/",
                &[
                    (Kind::Ip, "2001:db8::1"),
                    (Kind::Url, "http://[2001:db8::1]/"),
                ],
            ),
            ("data:text/html,x", &[]),
            ("mailto:a@b.example", &[]),
        ] {
            let expected: Vec<(Kind, String)> = expected
                .iter()
                .map(|(kind, value)| (*kind, (*value).to_owned()))
                .collect();
            assert_eq!(values(|all, at| all.url(link, at)), expected, "{link}");
        }
    }

    #[test]
    fn addresses_give_their_domain() {
        for (address, expected) in [
            (
                "Jo@Mail.Evil.Example",
                &["Jo@mail.evil.example", "mail.evil.example", "evil.example"][..],
            ),
            ("x@[192.0.2.7]", &["x@192.0.2.7", "192.0.2.7"]),
            ("x@[IPv6:2001:db8::1]", &["x@2001:db8::1", "2001:db8::1"]),
            (
                "x@b\u{fc}cher.example",
                &["x@xn--bcher-kva.example", "xn--bcher-kva.example"],
            ),
            ("@evil.example", &["evil.example"]),
            ("x@localhost", &[]),
            ("x@a b.example", &[]),
            ("nobody", &[]),
        ] {
            let found = values(|all, at| all.address(address, at));
            let found: Vec<&str> = found.iter().map(|(_, value)| value.as_str()).collect();
            assert_eq!(found, expected, "{address}");
        }
    }
}
