//! The connecting client, what it announced, the envelope sender, the signers, and the hosts that claim to come before.

use super::Read;
use super::gather::{At, Gathered};
use super::model::Place;
use crate::checked::Checked;
use crate::names::{is_internal, network, normalize};
use crate::report::{HopReport, PlaceReport};
use crate::words::Span;
use crate::words::indicators::{Kind, Role, Word};
use crate::words::route::Trust;
use std::net::IpAddr;

pub(super) fn gather(read: &Read<'_>, all: &mut Gathered) {
    client(read, all);
    sender(read, all);
    signers(read, all);
    origins(read, all);
}

/// The host that connected to our side, by all of its names.
fn client(read: &Read<'_>, all: &mut Gathered) {
    let report = read.report;
    let envelope = &report.authentication.spf.envelope;
    let hop = read.boundary_hop();
    // Of a message that nobody vouches for, the receiver's field is whoever's that attached it.
    let seen = if report.carried {
        Word::Claimed
    } else {
        Word::Observed
    };
    if let Some(ip) = &envelope.client_ip {
        let place = recorded(read, hop, &ip.value.to_string());
        let at = At::new(Role::Client, seen, place);
        all.ip(ip.value, at.clone());
        if !is_internal(ip.value) {
            all.add(Kind::Network, &network(ip.value), at);
        }
    }
    let recorded_name = hop.and_then(|hop| Some((hop, hop.from.rdns.as_deref()?)));
    if let Some((hop, name)) = recorded_name {
        // Whoever runs an address can give it any name; the receiver confirms it or does not.
        let word = if hop.from.rdns_confirmed {
            seen
        } else {
            Word::Claimed
        };
        let place = recorded(read, Some(hop), name);
        host(all, name, &At::new(Role::ReverseName, word, place));
    }
    for name in looked_up(read) {
        host(
            all,
            &name,
            &At::new(Role::ReverseName, Word::LookedUp, Place::Dns),
        );
    }
    if let Some(helo) = &envelope.helo {
        let place = recorded(read, hop, &helo.value);
        let confirmed = recorded_name
            .filter(|(hop, _)| hop.from.rdns_confirmed && !report.carried)
            .is_some_and(|(_, name)| normalize(name) == normalize(&helo.value));
        let word = if confirmed || is_helo_proven(read) {
            Word::Verified
        } else {
            Word::Claimed
        };
        host(all, &helo.value, &At::new(Role::Helo, word, place));
    }
}

/// Whether SPF passes for what the client announced.
fn is_helo_proven(read: &Read<'_>) -> bool {
    let spf = &read.report.authentication.spf;
    let helo = spf.envelope.helo.as_ref();
    helo.is_some_and(|helo| read.proof.has(&helo.value))
}

/// A host's own name, without the domain that it is below: of a client, that is as often its provider's.
fn host(all: &mut Gathered, name: &str, at: &At) {
    let mut one = Gathered::default();
    one.name(name, at);
    // The longest stands first.
    if let Some(first) = one.finish().into_iter().next() {
        all.add(first.kind, &first.value, at.clone());
    }
}

/// Names of the client that DNS has, and that lead back to it.
fn looked_up(read: &Read<'_>) -> Vec<String> {
    let enrichment = read.report.enrichment.as_ref();
    let peer = enrichment.and_then(|found| found.peer());
    let names = peer.and_then(|peer| peer.rdns.done());
    let names = names.into_iter().flat_map(|names| &names.names);
    names
        .filter(|name| name.confirmed == Checked::Done(true))
        .map(|name| name.name.clone())
        .collect()
}

fn sender(read: &Read<'_>, all: &mut Gathered) {
    let envelope = &read.report.authentication.spf.envelope;
    let hop = read.boundary_hop();
    let given = envelope
        .mail_from
        .as_ref()
        .map(|sender| sender.value.as_str());
    let written = read.report.message.return_path.as_deref();
    for address in given.into_iter().chain(written) {
        let place = match field_with(read, "Return-Path", address) {
            Some(place) => Place::Header(place),
            None => recorded(read, hop, address),
        };
        let at = At::new(Role::EnvelopeSender, word_of(read, address), place);
        all.address(address, &at);
    }
}

/// Whether authentication ties the domain of an address to the sender.
pub(super) fn word_of(read: &Read<'_>, address: &str) -> Word {
    let domain = super::proof::domain_of(address);
    if domain.is_some_and(|domain| read.proof.covers(domain)) {
        Word::Verified
    } else {
        Word::Claimed
    }
}

fn signers(read: &Read<'_>, all: &mut Gathered) {
    for check in &read.report.authentication.dkim {
        let Some(domain) = &check.domain else {
            continue;
        };
        let word = if read.proof.has(domain) {
            Word::Verified
        } else {
            Word::Claimed
        };
        let place = Place::Header(PlaceReport {
            field: "DKIM-Signature".to_owned(),
            index: check.field,
            span: check.span,
        });
        let selector = check.selector.as_ref();
        let at = At {
            detail: selector.map(|selector| format!("s={}", short(selector))),
            ..At::new(Role::Signer, word, place)
        };
        all.name(domain, &at);
    }
}

/// Hosts before the trust boundary, and where a message was submitted from by what fields say.
fn origins(read: &Read<'_>, all: &mut Gathered) {
    let claimed = read.report.route.hops.iter();
    let claimed = claimed.filter(|hop| hop.trust == Trust::Claimed);
    for hop in claimed {
        let is_public = |ip: &IpAddr| !is_internal(*ip) && !is_within_microsoft(*ip);
        let Some(ip) = hop.from.ip.filter(is_public) else {
            continue;
        };
        let place = recorded(read, Some(hop), &ip.to_string());
        all.ip(ip, At::new(Role::Origin, Word::Claimed, place));
    }
}

/// Whether an address is one of those by which Microsoft's own hosts hand messages to each other, `2603:1000::/24`: no client has
/// them.
fn is_within_microsoft(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V6(v6) if v6.segments()[0] == 0x2603 && v6.segments()[1] & 0xff00 == 0x1000)
}

/// A detail of the sender's, no longer than a table holds.
pub(super) fn short(text: &str) -> String {
    text.chars()
        .take(crate::limits::MAX_INDICATOR_DETAIL)
        .collect()
}

/// Where a hop's field has a text; the whole field where it has it in other words, and the session where there is no field.
fn recorded(read: &Read<'_>, hop: Option<&HopReport>, text: &str) -> Place {
    let place = hop.and_then(|hop| {
        let index = read.field_of(hop)?;
        let within = read.message.fields().get(index)?.text_span();
        Some(PlaceReport {
            field: "Received".to_owned(),
            index,
            span: find(read, within, text).unwrap_or(within),
        })
    });
    place.map_or(Place::Session, Place::Header)
}

/// The topmost field of a name that has a text.
pub(super) fn field_with(read: &Read<'_>, name: &str, text: &str) -> Option<PlaceReport> {
    read.message.named(name).find_map(|(index, field)| {
        Some(PlaceReport {
            field: field.name().to_owned(),
            index,
            span: find(read, field.value_span(), text)?,
        })
    })
}

/// Where a text stands in a stretch of the header.
fn find(read: &Read<'_>, within: Span, text: &str) -> Option<Span> {
    let bytes = read.report.header.bytes.get(within.start..within.end)?;
    let at = within.start + memchr::memmem::find(bytes, text.as_bytes())?;
    (!text.is_empty()).then(|| Span::new(at, at + text.len()))
}
