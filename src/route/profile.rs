//! Receivers whose inner hops are known, as data.
//!
//! A provider moves a mail through many of its own hosts after taking it. Those hops are skipped
//! from the top; the first that is not the provider's own is where it took the mail from a stranger.

use crate::names::{is_internal, is_within};
use crate::received::Received;
use ipnet::IpNet;
use std::net::IpAddr;

/// One receiver.
pub struct Profile {
    /// Its name, for the report.
    pub name: &'static str,
    /// `by` names of its hosts: these suffixes, by which it is known.
    estate: &'static [&'static str],
    /// Names of its inner hosts: these suffixes, which tell them once it is known, also where others use them …
    inner: &'static [&'static str],
    /// … but not these, which hand mail in from outside though they are its own.
    outer: &'static [&'static str],
    /// Networks that its hosts use among themselves, besides private ones.
    networks: &'static [&'static str],
    /// `with` words of steps that never cross its border.
    inner_protocols: &'static [&'static str],
    /// Whether a step from a public address with the estate's recorded reverse name is inner.
    by_reverse_name: bool,
}

/// The known receivers. The first whose estate holds the topmost `by` is used.
pub const PROFILES: &[Profile] = &[
    Profile {
        name: "Microsoft",
        estate: &[
            "outlook.com",
            "office365.com",
            "exchangelabs.com",
            "hotmail.com",
            "office365.us",
        ],
        inner: &[
            "prod.outlook.com",
            "prod.exchangelabs.com",
            "mail.protection.outlook.com",
            "prod.protection.outlook.com",
            "outlook.office365.com",
            "office365.us",
        ],
        outer: &["outbound.protection.outlook.com"],
        networks: &["2603:1000::/24", "2a01:111::/32"],
        inner_protocols: &["https", "mapi"],
        by_reverse_name: false,
    },
    Profile {
        name: "Google",
        estate: &["google.com", "gmail.com", "googlemail.com"],
        inner: &["google.com"],
        outer: &[],
        networks: &["2002:a00::/24"],
        inner_protocols: &["http", "httprest"],
        by_reverse_name: false,
    },
    Profile {
        name: "Yahoo",
        estate: &["yahoo.com", "yahoo.net", "yahoodns.net", "aol.com"],
        inner: &["yahoo.com", "yahoo.net", "yahoodns.net"],
        outer: &[],
        networks: &[],
        inner_protocols: &["nnfmp"],
        by_reverse_name: false,
    },
    Profile {
        name: "Apple",
        estate: &["icloud.com", "apple.com", "me.com", "mac.com"],
        inner: &["icloud.com", "apple.com"],
        outer: &[],
        networks: &["17.0.0.0/8"],
        inner_protocols: &[],
        by_reverse_name: false,
    },
    Profile {
        name: "Fastmail",
        estate: &[
            "messagingengine.com",
            "fastmail.com",
            "phl.internal",
            "nyi.internal",
        ],
        inner: &["internal", "messagingengine.com"],
        outer: &[],
        networks: &[],
        inner_protocols: &["lmtp", "lmtpa"],
        by_reverse_name: false,
    },
    Profile {
        name: "Proton",
        estate: &["protonmail.ch", "proton.ch", "protonmail.com", "proton.me"],
        inner: &["protonmail.ch", "proton.ch"],
        outer: &[],
        networks: &[],
        inner_protocols: &["lmtp"],
        by_reverse_name: true,
    },
    Profile {
        name: "Zoho",
        estate: &[
            "zoho.com",
            "zoho.eu",
            "zoho.in",
            "zohomail.com",
            "zohomail.eu",
        ],
        inner: &["zoho.com", "zoho.eu", "zohomail.com"],
        outer: &[],
        networks: &["136.143.0.0/16"],
        inner_protocols: &[],
        by_reverse_name: false,
    },
];

impl Profile {
    /// The profile of the receiver whose host wrote the topmost field.
    pub fn of(top: &Received) -> Option<&'static Self> {
        let named = |profile: &&Self| top.by_name().is_some_and(|name| profile.names(name));
        let by = super::by_ip(top);
        let numbered = |profile: &&Self| by.is_some_and(|ip| profile.in_networks(ip));
        PROFILES
            .iter()
            .find(|profile| named(profile) || numbered(profile))
    }

    /// The profile of the receiver that has this host.
    pub(super) fn of_name(name: &str) -> Option<&'static Self> {
        PROFILES.iter().find(|profile| profile.names(name))
    }

    /// Whether a name is one of its hosts'.
    pub(super) fn names(&self, name: &str) -> bool {
        self.estate.iter().any(|suffix| is_within(name, suffix))
    }

    /// Whether one of its hosts wrote this field: by name, or by an inner address for a name.
    fn wrote(&self, field: &Received) -> bool {
        let is_inner = |name: &str| self.inner.iter().any(|suffix| is_within(name, suffix));
        field
            .by_name()
            .is_some_and(|name| self.names(name) || is_inner(name))
            || super::by_ip(field).is_some_and(|ip| self.in_networks(ip))
    }

    /// Why a hop is inside the receiver's own estate; `None` if it is not.
    pub fn why_inner(&self, field: &Received) -> Option<&'static str> {
        // Gmail writes its inner steps with an address in place of its name.
        if !self.wrote(field) && !super::by_ip(field).is_some_and(is_internal) {
            return None;
        }
        let protocol = field.with.as_deref().unwrap_or_default();
        if self
            .inner_protocols
            .iter()
            .any(|inner| protocol.eq_ignore_ascii_case(inner))
        {
            return Some("an internal step of the provider");
        }
        let Some(peer) = field.peer() else {
            // Nobody handed it over: the host wrote about itself.
            return super::from_names(field)
                .next()
                .is_none()
                .then_some("names no client");
        };
        if !self.in_networks(peer) && !is_internal(peer) {
            let reverse_is_own = field
                .rdns()
                .is_some_and(|name| self.estate.iter().any(|suffix| is_within(name, suffix)));
            return (self.by_reverse_name && reverse_is_own)
                .then_some("from the provider's own host");
        }
        let is_named = |suffixes: &[&str]| {
            super::from_names(field)
                .any(|name| suffixes.iter().any(|suffix| is_within(name, suffix)))
        };
        if is_named(self.outer) {
            return None;
        }
        if is_internal(peer) {
            return Some("from a private address");
        }
        is_named(self.inner).then_some("from the provider's own network")
    }

    fn in_networks(&self, ip: IpAddr) -> bool {
        // The rows are constants of this file; a test reads them all.
        self.networks
            .iter()
            .any(|net| net.parse::<IpNet>().is_ok_and(|net| net.contains(&ip)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_network_of_the_table_can_be_read() {
        for profile in PROFILES {
            for net in profile.networks {
                assert!(net.parse::<IpNet>().is_ok(), "{}: {net}", profile.name);
            }
        }
    }
}
