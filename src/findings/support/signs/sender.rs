//! Signs at the author, the envelope sender and the host.

use super::Sign;
use super::names::{self, why_impossible};
use super::place::from_place;
use crate::evidence::{Evidence, may_pass};
use crate::findings::model::Place;
use crate::findings::support::{context, lookalike};
use crate::message::Mailbox;
use crate::names::{is_mail_host, is_within, organization, same_organization};
use crate::route::Hop;
use std::net::IpAddr;

/// Nothing that the mail was sent or signed as belongs to the author's domain.
pub(super) fn unaligned(evidence: &Evidence<'_>) -> Option<Sign> {
    let found = evidence.unaligned()?;
    let sent = found.identifiers.first().map_or("nobody", String::as_str);
    let place = from_place(evidence, &found.author);
    Some(Sign::new(
        format!("From is at {}, sent as {sent}", found.author),
        place,
    ))
}

/// There is no DKIM signature that could verify: one that is refuted costs nothing to write.
pub(super) fn unsigned(evidence: &Evidence<'_>) -> Option<Sign> {
    let is_signed = evidence.auth.dkim.iter().any(may_pass);
    (!is_signed && super::is_of_signed_years(evidence))
        .then(|| Sign::new("no usable DKIM signature", None))
}

/// The envelope sender is null, which is for reports, and this is none.
pub(super) fn null_sender(evidence: &Evidence<'_>) -> Option<Sign> {
    let (index, sender) = evidence.facts.return_path.as_ref()?;
    let is_report = evidence
        .message
        .first("Content-Type")
        .is_some_and(|field| starts_with(field.text().trim(), "multipart/report"));
    // Without the brackets the address is lost, not null.
    let is_written = evidence
        .message
        .fields()
        .get(*index)
        .is_some_and(|field| field.text().contains("<>"));
    (sender.is_empty() && is_written && !is_report).then(|| {
        Sign::new(
            "the envelope sender is empty, as only in delivery reports",
            Place::field(evidence, *index),
        )
    })
}

fn starts_with(text: &str, head: &str) -> bool {
    text.get(..head.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(head))
}

/// The envelope sender is at a domain that cannot exist.
pub(super) fn impossible_envelope(evidence: &Evidence<'_>) -> Option<Sign> {
    let (index, sender) = evidence.facts.return_path.as_ref()?;
    let (_, domain) = sender.rsplit_once('@')?;
    let domain = crate::names::normalize(domain);
    let why = why_impossible(&domain)?;
    Some(Sign::new(
        format!("bounces go to {domain}, which {why}"),
        Place::text(evidence, *index, sender),
    ))
}

/// Accounts under which programs of a server run.
const SYSTEM_ACCOUNTS: &[&str] = &[
    "root", "www-data", "www", "apache", "nginx", "httpd", "nobody", "daemon", "ubuntu", "debian",
    "admin", "ec2-user", "centos",
];

/// Bounces go to an account under which a server's programs run, at another organization than the author's.
pub(super) fn system_account(evidence: &Evidence<'_>) -> Option<Sign> {
    let (index, sender) = evidence.facts.return_path.as_ref()?;
    let (local, domain) = sender.rsplit_once('@')?;
    let from = evidence.facts.from_domains();
    let is_authors = from.iter().any(|from| same_organization(from, domain));
    let is_system = SYSTEM_ACCOUNTS
        .iter()
        .any(|account| local.eq_ignore_ascii_case(account));
    (is_system && !is_authors).then(|| {
        Sign::new(
            format!("bounces go to the system account {local}"),
            Place::text(evidence, *index, sender),
        )
    })
}

/// The host that handed the mail over has no name of its own, or announced one that is not its own.
pub(super) fn bare_host(evidence: &Evidence<'_>) -> Option<Sign> {
    // A large provider's own hosts may be those of the receiver, too, and are no strangers' machines.
    if context::submitted(evidence) || evidence.relay().is_some() {
        return None;
    }
    let hop = evidence.route.boundary_hop()?;
    let why = why_bare(hop)?;
    let name = hop.received.helo().or_else(|| hop.received.rdns())?;
    let place = Place::text(evidence, hop.field_index, name);
    Some(Sign::new(format!("the sending host {why}"), place))
}

fn why_bare(hop: &Hop) -> Option<String> {
    let ip = hop.received.peer()?;
    if crate::names::is_internal(ip) {
        return None;
    }
    let generic = |name: &str| is_generic(name, ip).then(|| name.to_owned());
    if let Some(name) = hop.received.rdns().and_then(generic) {
        return Some(format!("has the provider's generic name {name}"));
    }
    let helo = hop.received.from.as_ref()?.helo.as_ref()?;
    if helo.literal().is_some() {
        return Some(format!("announced an IP address as its name, {helo}"));
    }
    let helo = crate::names::normalize(helo.as_str());
    if let Some(name) = generic(&helo) {
        return Some(format!("announced the provider's generic name {name}"));
    }
    if let Some(why) = why_impossible(&helo) {
        return Some(format!("announced {helo}, which {why}"));
    }
    // Nobody outside has the receiver's own name.
    let receiver = hop
        .received
        .by_name()
        .filter(|name| name.contains('.') && name.parse::<IpAddr>().is_err());
    if receiver.is_some_and(|receiver| same_organization(receiver, &helo)) {
        return Some(format!("announced a name of the receiver, {helo}"));
    }
    let other = hop
        .received
        .confirmed_name()
        .filter(|name| !same_organization(name, &helo))?;
    lookalike::owner(&helo)
        .filter(|brand| !brand.owns(other))
        .map(|brand| format!("announced {helo} ({}), and is {other}", brand.name))
}

/// Names that providers give to rented machines; the customer's own name would stand in their place.
const RENTED: &[&str] = &[
    "amazonaws.com",
    "bc.googleusercontent.com",
    "cloudapp.azure.com",
    "cloudapp.net",
    "cloudhost.id",
    "clients.your-server.de",
    "contaboserver.net",
    "hstgr.cloud",
    "hwclouds-dns.com",
    "linodeusercontent.com",
    "members.linode.com",
    "myqcloud.com",
    "oraclecloud.com",
    "oraclevcn.com",
    "ovh.net",
    "secureserver.net",
    "vultrusercontent.com",
];

/// Whether a provider made a name: of the address, or under the name that its rented machines have. Large senders number
/// their mail servers by address as well.
fn is_generic(name: &str, ip: IpAddr) -> bool {
    let is_rented = RENTED.iter().any(|rented| is_within(name, rented));
    (is_rented || crate::names::is_generic(name, ip)) && !is_mail_host(name)
}

/// Replies go to a free mailbox, and the author does not write from one.
pub(super) fn replies_to_free_mail(evidence: &Evidence<'_>) -> Option<Sign> {
    let (index, reply_to) = evidence.facts.reply_to.as_ref()?;
    let from = evidence.facts.from_domains();
    let mailbox = reply_to.iter().find(|mailbox| {
        mailbox
            .domain()
            .is_some_and(|domain| names::is_free_mail(&domain) && !from.contains(&domain))
    });
    if let Some(domain) = mailbox.and_then(Mailbox::domain) {
        let place = Place::text(evidence, *index, &domain);
        return Some(Sign::new(
            format!("replies go to a freemail address at {domain}"),
            place,
        ));
    }
    // An address that was never meant to be one.
    let (domain, why) = reply_to
        .iter()
        .filter_map(Mailbox::domain)
        .find_map(|domain| Some((why_unused(&domain)?, domain)))
        .map(|(why, domain)| (domain, why))?;
    Some(Sign::new(
        format!("replies go to {domain}, which {why}"),
        Place::text(evidence, *index, &domain),
    ))
}

fn why_unused(domain: &str) -> Option<&'static str> {
    let is_for_documents =
        ["example.com", "example.net", "example.org"].contains(&organization(domain).as_ref());
    if is_for_documents {
        return Some("is reserved for documentation");
    }
    why_impossible(domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    fn sees(look: fn(&Evidence<'_>) -> Option<Sign>, mail: &Mail) -> bool {
        mail.evidence(|evidence| look(evidence).is_some())
    }

    fn from_host(from: &str) -> Mail {
        Mail::new(&format!(
            "Received: from {from} by mx.example.net (Postfix) with ESMTPS id 6C2A913D117;\r\n\
             \x20Sat, 02 May 2026 10:00:09 +0000\r\nFrom: a@a.example\r\n"
        ))
    }

    #[test]
    fn hosts_without_a_name_of_their_own_are_told() {
        for from in [
            "vm-7f (mail.a.example [203.0.113.9])",
            "localhost.localdomain (mail.a.example [203.0.113.9])",
            "mail.a.example (9-113-0-203.pool.example [203.0.113.9])",
            "[198.51.100.2] (mail.a.example [203.0.113.9])",
            "li1-2.members.linode.com (mail.a.example [203.0.113.9])",
        ] {
            assert!(sees(bare_host, &from_host(from)), "{from}");
        }
        for from in [
            "mail.a.example (mail.a.example [203.0.113.9])",
            "mail.a.example (unknown [203.0.113.9])",
            "a1-2.smtp-out.amazonses.com (a1-2.smtp-out.amazonses.com [203.0.113.9])",
        ] {
            assert!(!sees(bare_host, &from_host(from)), "{from}");
        }
    }

    #[test]
    fn a_null_sender_is_for_reports() {
        let mail =
            |more: &str| Mail::new(&format!("Return-Path: <>\r\n{more}From: a@a.example\r\n"));
        assert!(sees(null_sender, &mail("")));
        assert!(!sees(
            null_sender,
            &mail("Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n")
        ));
    }

    #[test]
    fn replies_elsewhere_are_told() {
        let mail =
            |from: &str, to: &str| Mail::new(&format!("From: a@{from}\r\nReply-To: b@{to}\r\n"));
        assert!(sees(replies_to_free_mail, &mail("a.example", "gmail.com")));
        assert!(sees(
            replies_to_free_mail,
            &mail("gmail.com", "outlook.com")
        ));
        assert!(!sees(replies_to_free_mail, &mail("gmail.com", "gmail.com")));
        assert!(!sees(replies_to_free_mail, &mail("a.example", "b.example")));
    }
}
