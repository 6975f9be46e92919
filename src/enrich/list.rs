//! Which DNS lists are asked.

pub use crate::limits::MAX_LISTS;
use crate::names::normalize;
use crate::texts::as_text;
use crate::words::enrich::About;
use std::fmt;
use std::str::FromStr;

/// The longest zone of a list: room for the 64 characters of a reversed IPv6 address before it (RFC 1035 section 2.3.4).
const MAX_ZONE: usize = 253 - 64;

/// A DNS list (RFC 5782): its zone, and what it lists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct List {
    /// The zone, in small letters.
    pub zone: String,
    /// Whether it lists domains; addresses otherwise.
    pub of_domains: bool,
}

/// A text that names no list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a DNS list: give its zone, such as bl.example.net, or domain:dbl.example.net for a list of domains"
)]
pub struct ListError(String);

impl FromStr for List {
    type Err = ListError;

    /// `ZONE`, `ip:ZONE` or `domain:ZONE`.
    fn from_str(text: &str) -> Result<Self, ListError> {
        let (of_domains, zone) = match text.split_once(':') {
            None => (false, text),
            Some(("ip", zone)) => (false, zone),
            Some(("domain", zone)) => (true, zone),
            Some(_) => return Err(ListError(text.to_owned())),
        };
        let zone = normalize(zone.trim());
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        if zone.len() > MAX_ZONE || !zone.contains('.') || !zone.split('.').all(is_label) {
            return Err(ListError(text.to_owned()));
        }
        Ok(Self { zone, of_domains })
    }
}

as_text!(List);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.of_domains { "domain:" } else { "" };
        write!(f, "{kind}{}", self.zone)
    }
}

/// The lists to ask, each once.
pub(super) struct Lists(Vec<List>);

impl Lists {
    /// The first [`MAX_LISTS`] of these, and how many are left out.
    pub fn new(lists: &[List]) -> (Self, usize) {
        let mut kept: Vec<List> = Vec::new();
        for list in lists {
            if !kept.contains(list) {
                kept.push(list.clone());
            }
        }
        let left_out = kept.len().saturating_sub(MAX_LISTS);
        kept.truncate(MAX_LISTS);
        (Self(kept), left_out)
    }

    /// Those that list this.
    pub fn of(&self, about: About) -> impl Iterator<Item = &List> {
        let of_domains = about == About::Domain;
        self.0
            .iter()
            .filter(move |list| list.of_domains == of_domains)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_named_by_their_zone() {
        for (text, zone, of_domains) in [
            ("bl.example.net", "bl.example.net", false),
            ("ip:BL.example.net.", "bl.example.net", false),
            ("domain:dbl.example.net", "dbl.example.net", true),
            ("key_1.zen.example.net", "key_1.zen.example.net", false),
        ] {
            let list: List = text.parse().unwrap();
            assert_eq!((list.zone.as_str(), list.of_domains), (zone, of_domains));
            assert_eq!(list.to_string().parse(), Ok(list));
        }
        let long = format!("{}example.net", "a.".repeat(90));
        for text in [
            "",
            "bl",
            "bl..net",
            "url:x.net",
            "https://x.net",
            "x.net/24",
            "x y.net",
            &long,
        ] {
            assert!(text.parse::<List>().is_err(), "{text}");
        }
    }
}
