//! The trust boundary: the hop at which our side took the mail from a stranger.
//!
//! All above it was written by hosts of the receiver. It was itself written by the receiver, and
//! its peer address is the last thing about the sender that cannot be forged. All below it is the
//! sender's word.

use super::profile::Profile;
use super::{TrustSpec, by_ip, from_names};
use crate::names::{is_generic, is_internal, is_within, organization};
use crate::received::Received;
use std::borrow::Cow;
use std::net::IpAddr;

/// The trust boundary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// Number of the hop, the earliest first, from 1.
    pub hop: usize,
    /// The connecting client's address as our side saw it; null if the field does not show it.
    pub ip: Option<IpAddr>,
    /// The name that the client announced.
    pub helo: Option<String>,
    /// Why this hop is the trust boundary.
    pub reason: String,
    /// By which rule: a provider's name, `generic` or `given`.
    pub rule: &'static str,
    /// Whether its peer calls itself a host of the receiver's organization, which nothing confirms.
    pub peer_unconfirmed: bool,
}

/// Protocols that move a mail within one machine or site, or fetch it from a mailbox: no border is crossed. LMTP is spoken
/// between a site's own hosts only, never on the port that strangers reach (RFC 2033 section 5).
const INNER_PROTOCOLS: &[&str] = &[
    "lmtp", "lmtps", "lmtpa", "lmtpsa", "local", "pipe", "bsmtp", "imap", "imaps", "pop3", "pop3s",
    "mapi", "stdio",
];

/// How the protocols begin by which a mailbox is emptied.
const RETRIEVAL: &[&str] = &["pop3", "imap"];

/// Finds the boundary. `fields` is origin first.
pub(super) fn find(fields: &[&Received], trust: &[TrustSpec]) -> Option<Boundary> {
    if trust.contains(&TrustSpec::None) {
        return None;
    }
    if let Some(TrustSpec::Hop(n)) = trust.iter().find(|spec| matches!(spec, TrustSpec::Hop(_))) {
        let field = fields.get(n - 1)?;
        return Some(boundary(
            *n,
            field,
            "named by the user".to_owned(),
            "given",
            false,
        ));
    }
    let top = fields.last()?;
    let mut profile = Profile::of(top);
    let mut ours = Ours::new(top);
    let mut was_fetched = false;
    for (index, field) in fields.iter().enumerate().rev() {
        // What was fetched from a mailbox came in at the host that held it, by the rules of that host's organization.
        if was_fetched {
            profile = Profile::of(field);
            ours.add(field);
        }
        was_fetched = is_retrieval(field);
        if is_given(field, trust) {
            ours.add(field);
            continue;
        }
        let inner = match profile {
            Some(profile) => profile.why_inner(field),
            None => ours.why_inner(field),
        };
        if inner.is_some() {
            ours.add(field);
            continue;
        }
        // Without the client's address there is no border to tell of. The name is the client's word, so that all below may be the
        // sender's.
        return field.peer().map(|_| {
            let rule = profile.map_or("generic", |profile| profile.name);
            let by = field.by_name().unwrap_or("the receiver");
            let unconfirmed = profile.is_none() && ours.claims_to_be_own(field);
            let reason = match profile {
                Some(profile) => format!("the latest hop received from outside {}", profile.name),
                None if unconfirmed => format!(
                    "the latest hop that {by} received from outside its organization: the client claims to be one of its hosts (unconfirmed)"
                ),
                None => format!("the latest hop that {by} received from outside its organization"),
            };
            boundary(index + 1, field, reason, rule, unconfirmed)
        });
    }
    None
}

fn boundary(
    hop: usize,
    field: &Received,
    reason: String,
    rule: &'static str,
    peer_unconfirmed: bool,
) -> Boundary {
    Boundary {
        hop,
        ip: field.peer(),
        helo: field.helo().map(str::to_owned),
        reason,
        rule,
        peer_unconfirmed,
    }
}

/// Whether a hop is the fetching from a mailbox (POP3, IMAP).
fn is_retrieval(field: &Received) -> bool {
    let protocol = field.with.as_deref().unwrap_or_default();
    RETRIEVAL.iter().any(|known| {
        protocol
            .get(..known.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(known))
    })
}

/// Whether the caller said that this hop's peer is ours.
fn is_given(field: &Received, trust: &[TrustSpec]) -> bool {
    trust.iter().any(|spec| match spec {
        TrustSpec::Net(net) => field.peer().is_some_and(|ip| net.contains(&ip)),
        // A name proves something only where the receiver found and confirmed it, not where the client said it or put it
        // into its own reverse zone.
        TrustSpec::Host(suffix) => field
            .confirmed_name()
            .is_some_and(|name| is_within(name, suffix)),
        _ => false,
    })
}

/// What is known of the receiver's own hosts while going down: the organizations that wrote the
/// hops passed so far.
struct Ours {
    organizations: Vec<String>,
}

impl Ours {
    fn new(top: &Received) -> Self {
        let mut ours = Self {
            organizations: Vec::new(),
        };
        ours.add(top);
        ours
    }

    fn add(&mut self, field: &Received) {
        if let Some(organization) = field.by_name().and_then(organization_of)
            && !self.knows(&organization)
        {
            self.organizations.push(organization.into_owned());
        }
    }

    fn knows(&self, organization: &str) -> bool {
        self.organizations.iter().any(|own| own == organization)
    }

    fn owns(&self, name: &str) -> bool {
        organization_of(name).is_some_and(|organization| self.knows(&organization))
    }

    /// Whether the peer gives itself out as a host of the organization.
    fn claims_to_be_own(&self, field: &Received) -> bool {
        [field.rdns(), field.helo()]
            .into_iter()
            .flatten()
            .any(|name| self.owns(name))
    }

    /// The generic rule: why a hop is inside the receiver's organization.
    fn why_inner(&self, field: &Received) -> Option<&'static str> {
        let protocol = field.with.as_deref().unwrap_or_default();
        if INNER_PROTOCOLS
            .iter()
            .any(|inner| protocol.eq_ignore_ascii_case(inner))
        {
            return Some("a local step");
        }
        let Some(peer) = field.peer() else {
            return from_names(field)
                .next()
                .is_none()
                .then_some("names no client");
        };
        if is_internal(peer) {
            return Some("from a private address");
        }
        if by_ip(field) == Some(peer) {
            return Some("from itself");
        }
        // HELO is the client's word and proves nothing here, and so is a reverse name that nobody confirmed: whoever runs
        // the address writes it. Nor does the same network: a neighbor may rent a machine there.
        // A name made of the address is a provider's for its customer's machine, also where the provider is the receiver.
        field
            .confirmed_name()
            .is_some_and(|name| self.owns(name) && !is_generic(name, peer))
            .then_some("from a host of the same organization")
    }
}

/// The organization of a host name; `None` for a bare name or an address.
fn organization_of(name: &str) -> Option<Cow<'_, str>> {
    let is_name = name.contains('.') && name.trim_matches(['[', ']']).parse::<IpAddr>().is_err();
    is_name.then(|| organization(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::received;

    /// The boundary of fields given newest first.
    fn found(fields: &[&str]) -> Boundary {
        let read: Vec<Received> = fields
            .iter()
            .rev()
            .map(|field| received::read(field))
            .collect();
        find(&read.iter().collect::<Vec<_>>(), &[]).unwrap()
    }

    const FORGED: &str = "from mail.bank.example (mail.bank.example [198.51.100.84]) by mail.victim.example (Postfix) with ESMTPS id 4XyZ; Sat, 2 May 2026 09:59:00 +0000";

    #[test]
    fn a_reverse_name_that_nobody_confirmed_moves_no_border() {
        for top in [
            "from mail.victim.example (HELO mail.victim.example) (203.0.113.5) by mx.victim.example with SMTP; 2 May 2026 10:00:00 -0000",
            "from mail.victim.example (mail.victim.example [203.0.113.5]) by mx.victim.example (Haraka/2.8.28) with ESMTPS id A1.1; Sat, 02 May 2026 10:00:00 +0000",
            "from mail.victim.example (mail.victim.example [203.0.113.5]) by mx.victim.example (OpenSMTPD) with ESMTP id 1a2b; Sat, 2 May 2026 10:00:00 +0000 (UTC)",
        ] {
            let boundary = found(&[top, FORGED]);
            assert_eq!(boundary.ip, "203.0.113.5".parse().ok(), "{top}");
            assert!(
                boundary.reason.contains("(unconfirmed)"),
                "{}",
                boundary.reason
            );
        }
    }

    /// The boundary's address, if there is a boundary.
    fn client(fields: &[&str]) -> Option<IpAddr> {
        let read: Vec<Received> = fields
            .iter()
            .rev()
            .map(|field| received::read(field))
            .collect();
        find(&read.iter().collect::<Vec<_>>(), &[])?.ip
    }

    #[test]
    fn a_hop_without_an_address_leads_to_no_border() {
        for top in [
            "from evil.test by mx.victim.example with ESMTP id 4XyZ; Sat, 2 May 2026 10:00:00 +0000",
            "from mail.victim.example by mx.victim.example with ESMTP id 4XyZ; Sat, 2 May 2026 10:00:00 +0000",
        ] {
            assert_eq!(client(&[top, FORGED]), None, "{top}");
        }
    }

    #[test]
    fn a_customer_is_no_host_of_his_provider() {
        let top = "from c-203-0-113-5.hsd1.isp.example (c-203-0-113-5.hsd1.isp.example [203.0.113.5]) by mx.isp.example (Postfix) with ESMTPS id 4XyZ; Sat, 2 May 2026 10:00:00 +0000";
        assert_eq!(client(&[top, FORGED]), "203.0.113.5".parse().ok());
    }

    #[test]
    fn a_neighbor_is_no_host_of_ours() {
        let top = "from mail.victim.example (HELO mail.victim.example) (203.0.113.5) by mx.victim.example (203.0.113.9) with SMTP; 2 May 2026 10:00:00 -0000";
        assert_eq!(client(&[top, FORGED]), "203.0.113.5".parse().ok());
    }

    #[test]
    fn what_was_fetched_came_in_where_it_was_kept() {
        let kept = "from localhost (localhost [127.0.0.1]) by mx.isp.example (Postfix) with ESMTP id 9F1C; Fri, 4 Aug 2023 07:42:57 +0000";
        let taken = "from mail.evil.test (unknown [203.0.113.5]) by mx.isp.example (Postfix) with ESMTPS id 8F1C; Fri, 4 Aug 2023 07:42:55 +0000";
        for fetched in [
            "by 2002:a05:6a00:1f0f:b0:687:3a53:43a1 with POP3 mf12345678abc; Fri, 04 Aug 2023 00:50:54 -0700 (PDT)",
            "from pop.isp.example [198.51.100.7] by home.localdomain with POP3 (fetchmail-6.4.16) for <joe@localhost> (single-drop); Fri, 04 Aug 2023 10:41:54 +0200 (CEST)",
        ] {
            let found = client(&[fetched, kept, taken, FORGED]);
            assert_eq!(found, "203.0.113.5".parse().ok(), "{fetched}");
            let inner = "from mx.isp.example (mx.isp.example [198.51.100.4]) by store.isp.example (Postfix) with ESMTPS id 9F1D; Fri, 4 Aug 2023 07:42:58 +0000";
            let found = client(&[fetched, inner, taken, FORGED]);
            assert_eq!(found, "203.0.113.5".parse().ok(), "{fetched}");
        }
    }

    #[test]
    fn hosts_with_private_names_are_not_one_providers() {
        let top = "from filter.victim.example (filter.victim.example [10.0.0.9]) by ip-10-0-0-5.ec2.internal (Postfix) with ESMTP id 9F1C; Fri, 4 Aug 2023 07:42:57 +0000";
        let taken = "from mail.evil.test (unknown [203.0.113.5]) by filter.victim.example (Postfix) with ESMTPS id 8F1C; Fri, 4 Aug 2023 07:42:55 +0000";
        let read: Vec<Received> = [taken, top].map(received::read).into();
        let found = find(&read.iter().collect::<Vec<_>>(), &[]).unwrap();
        assert_eq!(
            (found.rule, found.ip),
            ("generic", "203.0.113.5".parse().ok())
        );
    }

    #[test]
    fn a_confirmed_name_and_a_private_address_are_ours() {
        for top in [
            "from mail.victim.example (mail.victim.example [203.0.113.5]) by mx.victim.example (Postfix) with ESMTPS id 4XyZ; Sat, 2 May 2026 10:00:00 +0000",
            "from mail.victim.example (10.0.0.5) by mx.victim.example with SMTP; 2 May 2026 10:00:00 -0000",
            "from mail.victim.example ([203.0.113.5]) by mx.victim.example with LMTP id aaaa; Sat, 02 May 2026 10:00:00 +0000",
            "from mail.victim.example by mx.victim.example with LMTP id aaaa; Sat, 02 May 2026 10:00:00 +0000",
        ] {
            let boundary = found(&[top, FORGED]);
            assert_eq!(boundary.ip, "198.51.100.84".parse().ok(), "{top}");
        }
    }
}
