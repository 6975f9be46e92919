//! What the header says of its senders: addresses, identifiers, the program that wrote it.

use super::Read;
use super::envelope::{short, word_of};
use super::gather::{At, Gathered};
use super::model::Place;
use super::shape::shape;
use crate::message::{HeaderField, mailboxes};
use crate::names::{is_internal, normalize};
use crate::report::PlaceReport;
use crate::words::indicators::{Kind, Role, Word};
use std::net::IpAddr;

/// Fields of addresses, with what these are in the message.
const ADDRESSES: &[(&str, Role)] = &[
    ("From", Role::Author),
    ("Resent-From", Role::Sender),
    ("Sender", Role::Sender),
    ("Resent-Sender", Role::Sender),
    ("X-Sender", Role::Sender),
    ("X-Authenticated-Sender", Role::Sender),
    ("X-Original-From", Role::Sender),
    ("X-Google-Original-From", Role::Sender),
    ("X-Envelope-From", Role::EnvelopeSender),
    ("X-Original-Return-Path", Role::EnvelopeSender),
    ("Reply-To", Role::ReplyTo),
    ("Mail-Reply-To", Role::ReplyTo),
    ("Mail-Followup-To", Role::ReplyTo),
    ("Errors-To", Role::Notices),
    ("Disposition-Notification-To", Role::Notices),
    ("Return-Receipt-To", Role::Notices),
    ("X-Confirm-Reading-To", Role::Notices),
];

/// Fields in which the host that took a message in notes where it came from.
const ORIGINS: &[&str] = &[
    "X-Originating-IP",
    "X-Source-IP",
    "X-Sender-IP",
    "X-Client-IP",
    "X-Originating-Client",
];

/// Fields that name the program: what people write with, and scripts on a web server.
const MAILERS: &[&str] = &[
    "X-Mailer",
    "User-Agent",
    "X-PHP-Originating-Script",
    "X-PHP-Script",
    "X-PHP-Filename",
];

pub(super) fn gather(read: &Read<'_>, all: &mut Gathered) {
    // What our side wrote above the client's hop is no sender's.
    let below = read.boundary().map_or(0, |index| index + 1);
    let fields = read.message.fields().iter().enumerate().skip(below);
    for (index, field) in fields {
        let place = |span| PlaceReport {
            field: field.name().to_owned(),
            index,
            span,
        };
        let role = ADDRESSES.iter().find(|(name, _)| field.is(name));
        if let Some((_, role)) = role {
            for mailbox in mailboxes(field) {
                let word = word_of(read, &mailbox.address);
                let at = At::new(*role, word, Place::Header(place(mailbox.span)));
                all.address(&mailbox.address, &at);
            }
        } else if ORIGINS.iter().any(|name| field.is(name)) {
            if let Some(ip) = address_in(field) {
                let place = Place::Header(place(field.value_span()));
                all.ip(ip, At::new(Role::Origin, Word::Claimed, place));
            }
        } else if MAILERS.iter().any(|name| field.is(name)) {
            let text = short(field.text().trim());
            let at = At::new(
                Role::Mailer,
                Word::Claimed,
                Place::Header(place(field.value_span())),
            );
            all.add(Kind::Mailer, &text, at.clone());
            // A script notes who called it: `shop.example/x.php for 192.0.2.7`.
            let words = text
                .split([' ', ','])
                .filter_map(|word| word.parse::<IpAddr>().ok());
            for ip in words.filter(|ip| field.is("X-PHP-Script") && !is_internal(*ip)) {
                all.ip(
                    ip,
                    At {
                        role: Role::Origin,
                        ..at.clone()
                    },
                );
            }
        } else if field.is("Message-ID") {
            message_id(all, field, Place::Header(place(field.value_span())));
        } else if field.is("List-Unsubscribe") {
            unsubscribe(all, field, &Place::Header(place(field.value_span())));
        }
    }
}

/// The address in a field that has nothing else, in brackets or not.
fn address_in(field: &HeaderField<'_>) -> Option<IpAddr> {
    let text = field.text();
    let word = text.split_ascii_whitespace().next()?;
    let ip: IpAddr = word
        .trim_matches(['[', ']', '(', ')', ',', ';'])
        .parse()
        .ok()?;
    (!is_internal(ip)).then_some(ip)
}

fn message_id(all: &mut Gathered, field: &HeaderField<'_>, place: Place) {
    let text = field.text();
    let id = text.trim().trim_matches(['<', '>']);
    let at = At::new(Role::MessageId, Word::Claimed, place);
    all.add(Kind::MessageId, id, at.clone());
    if let Some((left, right)) = id.rsplit_once('@') {
        let shape = format!("{}@{}", shape(left), normalize(right));
        all.add(Kind::MessageIdShape, &shape, at);
    }
}

/// The links of List-Unsubscribe (RFC 2369), each in angle brackets.
fn unsubscribe(all: &mut Gathered, field: &HeaderField<'_>, place: &Place) {
    let text = field.text();
    let at = At::new(Role::Unsubscribe, Word::Claimed, place.clone());
    for link in text
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
    {
        let link: String = link.0.split_ascii_whitespace().collect();
        match link.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
                let address = link[7..].split('?').next().unwrap_or_default();
                all.address(address, &at);
            }
            // Some forget the scheme.
            _ if link.contains('@') && !link.contains([':', '/']) => all.address(&link, &at),
            _ => all.url(&link, &at),
        }
    }
}
