//! Continuity: does the host that took the mail (`by`) hand it on (`from` of the next hop)?

use super::profile::Profile;
use super::{Boundary, by_ip, from_names};
use crate::names::{is_internal, is_reserved_name, same_organization};
use crate::received::Received;
use std::net::IpAddr;

/// Two neighboring hops that do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// Number of the later hop, the earliest first, from 1; the earlier one is the one before it.
    pub hop: usize,
    /// The receiving host, by the earlier hop.
    pub taken_by: String,
    /// The sending host, by the later hop.
    pub handed_on_by: String,
    /// Whether the later hop is the trust boundary: about 1 in 15 legitimate messages has a gap there.
    pub at_boundary: bool,
}

/// All breaks of a route. `fields` is origin first.
pub(super) fn breaks(fields: &[&Received], boundary: Option<&Boundary>) -> Vec<Break> {
    let mut found = Vec::new();
    let mut older: Option<&Received> = None;
    for (at, newer) in fields.iter().enumerate() {
        // A field that says nothing connects nothing. A host's own step, such as qmail's, may be of another host.
        if says_nothing(newer) {
            continue;
        }
        let hop = at + 1;
        let at_boundary = boundary.is_some_and(|boundary| boundary.hop == hop);
        if let Some(older) = older.filter(|older| !fits(older, newer, at_boundary)) {
            found.push(Break {
                hop,
                taken_by: older.by_name().unwrap_or_default().to_owned(),
                handed_on_by: from_names(newer).next().unwrap_or_default().to_owned(),
                at_boundary,
            });
        }
        older = Some(newer);
    }
    found
}

fn says_nothing(field: &Received) -> bool {
    field.from.is_none() && field.by.is_none() && field.id.is_none() && field.remarks.is_empty()
}

/// Whether the older field's writer can be the newer one's client. What is missing breaks nothing,
/// nor does a name or address that means something on its own machine only.
fn fits(older: &Received, newer: &Received, at_boundary: bool) -> bool {
    let Some(by) = older.by_name() else {
        return true;
    };
    let by = by.trim_matches(['[', ']']);
    if newer.peer().is_some_and(is_internal) && newer.rdns().is_none() {
        return true;
    }
    if by_ip(older).is_some() && by_ip(older) == newer.peer() {
        return true;
    }
    if is_local_name(by) || by_ip(older).is_some_and(is_internal) {
        return true;
    }
    let is_own = newer.peer().is_some_and(|ip| ip.is_loopback());
    let mut names = from_names(newer)
        .map(|name| name.trim_matches(['[', ']']))
        .filter(|name| !(is_local_name(name) || is_own && is_made_up(name)))
        .peekable();
    if names.peek().is_none() {
        return true;
    }
    // A filter on the same machine took the mail and gave it back: the machine that wrote this field is the one that wrote
    // the field before, whatever name the loopback address bears. That excuses this one step only. Whoever makes up both
    // fields can say as much, as they can of any name; the border's peer is never a loopback address.
    if is_own
        && newer
            .by_name()
            .is_some_and(|own| same_organization(own, by))
    {
        return true;
    }
    names.any(|name| same_organization(name, by)) || {
        // At the border HELO and `by` are both the sender's; only the name that our side found may tell one operator's
        // hosts.
        let seen = newer.rdns().filter(|_| at_boundary);
        let mut names = seen
            .into_iter()
            .chain(from_names(newer).filter(|_| !at_boundary))
            .chain(newer.by_name().filter(|_| is_own));
        names.any(|name| same_operator(name, by))
    }
}

/// Registered domains, beside those of [`Profile`], under which one operator names its hosts: a mail goes from one name to
/// the other without leaving the house.
const OPERATORS: &[&[&str]] = &[&["pphosted.com", "ppops.net"]];

/// Whether two names are those of one operator's hosts.
fn same_operator(a: &str, b: &str) -> bool {
    let holds = |domains: &[&str], name: &str| {
        domains
            .iter()
            .any(|domain| crate::names::is_within(name, domain))
    };
    OPERATORS
        .iter()
        .any(|domains| holds(domains, a) && holds(domains, b))
        || Profile::of_name(a).is_some_and(|profile| profile.names(b))
}

/// Whether a dotted name is in no domain that can be registered: `pps.filterd`, as filters call themselves.
fn is_made_up(name: &str) -> bool {
    let is_public = psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known());
    !is_public && !is_reserved_name(name)
}

/// Suffixes of names that every machine gives itself.
const LOCAL_SUFFIXES: &[&str] = &[".local", ".localdomain", ".internal", ".lan", ".localhost"];

/// Names without a domain, or that every machine gives itself.
fn is_local_name(name: &str) -> bool {
    let name = name.trim_matches(['[', ']', '.']);
    let may_be_address = name
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'));
    if may_be_address && let Ok(ip) = name.parse::<IpAddr>() {
        return is_internal(ip);
    }
    let ends_with = |suffix: &&str| {
        let (name, suffix) = (name.as_bytes(), suffix.as_bytes());
        name.len() >= suffix.len() && name[name.len() - suffix.len()..].eq_ignore_ascii_case(suffix)
    };
    !name.contains('.') || LOCAL_SUFFIXES.iter().any(ends_with)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::received;

    /// The hops at which fields, given newest first, do not fit; the newest is the boundary if that is said.
    fn broken(fields: &[&str], at_boundary: bool) -> Vec<usize> {
        let read: Vec<Received> = fields
            .iter()
            .rev()
            .map(|field| received::read(&format!("{field}; Sat, 2 May 2026 10:00:00 +0000")))
            .collect();
        let boundary = at_boundary.then(|| Boundary {
            hop: read.len(),
            ip: None,
            helo: None,
            reason: String::new(),
            rule: "generic",
            peer_unconfirmed: false,
        });
        breaks(&read.iter().collect::<Vec<_>>(), boundary.as_ref())
            .iter()
            .map(|gap| gap.hop)
            .collect()
    }

    const INTO_GATEWAY: &str = "from exch.hospital.example (exch.hospital.example [192.0.2.9]) by mx0a.gateway.example (PPS) with ESMTPS id 3a-1";
    const INTO_POSTFIX: &str = "from a.example (a.example [192.0.2.9]) by mail.museum.example (Postfix) with ESMTPS id 4g73LG1lqLz7QQ5p";

    #[test]
    fn a_filter_on_the_same_machine_breaks_nothing() {
        for (filter, before) in [
            (
                "from pps.filterd (m0012345.hosts.example [127.0.0.1]) by mx0a.gateway.example (8.18.1.2/8.18.1.2) with ESMTP id 6429uKxL012345",
                INTO_GATEWAY,
            ),
            (
                "from pps.filterd (mx0a.gateway.example [127.0.0.1]) by mx0a.gateway.example (8.18.1.2/8.18.1.2) with ESMTP id 6429uKxL012345",
                INTO_GATEWAY,
            ),
            (
                "from pps.filterd ([127.0.0.1]) by mx0a.gateway.example (8.18.1.2/8.18.1.2) with ESMTP id 6429uKxL012345",
                INTO_GATEWAY,
            ),
            (
                "from localhost (localhost [127.0.0.1]) by mail.museum.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q",
                INTO_POSTFIX,
            ),
            (
                "from localhost (filter.inner.example [127.0.0.1]) by mail.museum.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q",
                INTO_POSTFIX,
            ),
            (
                "from mail.museum.example ([127.0.0.1]) by localhost (mail.museum.example [127.0.0.1]) (amavis, port 10026) with ESMTP id Kwj",
                INTO_POSTFIX,
            ),
            (
                "from scanner.mailscan (scan1.other.example [127.0.1.1]) by mail.museum.example (Postfix) with SMTP id 4g73LH3lqLz7QQ5q",
                INTO_POSTFIX,
            ),
            (
                "from filter.example (unknown [IPv6:::1]) by mail.museum.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q",
                INTO_POSTFIX,
            ),
        ] {
            assert_eq!(broken(&[filter, before], false), [0; 0], "{filter}");
        }
        // The two names of one operator.
        assert_eq!(
            broken(
                &[
                    "from mx0a-1.pphosted.com (mx0a-1.pphosted.com [192.0.2.1]) by mx.example.net (Postfix) with ESMTPS id 4g73LK2b3vz1Qk",
                    "from pps.filterd (m001.ppops.net [127.0.0.1]) by m001.ppops.net (8.18.1.2/8.18.1.2) with ESMTP id 6429uKxL012345",
                    "from exch.hospital.example (exch.hospital.example [192.0.2.9]) by mx0a-1.pphosted.com with ESMTP id 3abc-1",
                ],
                true
            ),
            [0; 0]
        );
    }

    #[test]
    fn a_loopback_hop_excuses_nothing_but_itself() {
        // Another organization's name at a loopback address, and another host's field below it.
        assert_eq!(
            broken(
                &[
                    "from mail.bank.example (mail.other.example [127.0.0.1]) by relay.third.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q",
                    INTO_POSTFIX
                ],
                false
            ),
            [2]
        );
        // The border is broken whatever the made-up hop below it says of itself.
        for below in [
            "from pps.filterd (m001.ppops.net [127.0.0.1]) by mx0a-1.pphosted.com (8.18.1.2/8.18.1.2) with ESMTP id 6429uKxL012345",
            "from localhost (localhost [127.0.0.1]) by mail.bank.example (Postfix) with ESMTP id 4g73LH3lqLz7QQ5q",
        ] {
            for helo in ["evil.test", "m001.ppops.net"] {
                let border = format!(
                    "from {helo} (evil.test [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4g73LK2b3vz1Qk"
                );
                assert_eq!(broken(&[&border, below], true), [2], "{helo} {below}");
            }
        }
    }
}
