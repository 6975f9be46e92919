//! Other fields that are traces of a step, in their place between the hops.

use super::{Hop, Trust};
use crate::limits::MAX_TRACES;
use crate::message::{HeaderField, Message};
use crate::received::{self, date};
use std::net::IpAddr;

/// One such field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceField {
    /// The field's name.
    pub field: String,
    /// Its index in the message.
    pub field_index: usize,
    /// The hop after which it was written, by its place among the Received fields; 0 before the first.
    pub after_hop: usize,
    /// Whether our side added it, after the trust boundary.
    pub trusted: bool,
    /// What it shows.
    pub shows: &'static str,
    /// An address in it.
    pub ip: Option<IpAddr>,
    /// An email address or host in it.
    pub value: Option<String>,
    /// A time in it: RFC 3339 in UTC; null where it does not give the exact time.
    pub time: Option<String>,
}

/// What is read of a field.
#[derive(Default)]
struct Content {
    ip: Option<IpAddr>,
    value: Option<String>,
    time: Option<String>,
}

/// One kind of field.
struct Row {
    name: &'static str,
    shows: &'static str,
    read: fn(&str) -> Content,
}

const ROWS: &[Row] = &[
    Row {
        name: "X-Received",
        shows: "an internal step of Google",
        read: received,
    },
    Row {
        name: "X-Originating-IP",
        shows: "the IP address of the sender's client",
        read: address,
    },
    Row {
        name: "X-Originating-Email",
        shows: "the account that sent it",
        read: text,
    },
    Row {
        name: "X-Sender-IP",
        shows: "the IP address that connected to the receiver",
        read: address,
    },
    Row {
        name: "X-Source-IP",
        shows: "the IP address of the sender's client",
        read: address,
    },
    Row {
        name: "X-Real-IP",
        shows: "the IP address of the sender's client",
        read: address,
    },
    Row {
        name: "X-Forwarded-For",
        shows: "the forwarding address and its target",
        read: text,
    },
    Row {
        name: "X-Forwarded-To",
        shows: "the address it was forwarded to",
        read: text,
    },
    Row {
        name: "X-Original-To",
        shows: "the recipient before alias expansion",
        read: text,
    },
    Row {
        name: "Delivered-To",
        shows: "the mailbox it was delivered to",
        read: text,
    },
    Row {
        name: "Envelope-To",
        shows: "the envelope recipient",
        read: text,
    },
    Row {
        name: "Return-Path",
        shows: "the envelope sender at delivery",
        read: text,
    },
    Row {
        name: "Resent-From",
        shows: "the address that re-sent it",
        read: text,
    },
    Row {
        name: "Received-SPF",
        shows: "the identity that SPF checked",
        read: spf,
    },
    Row {
        name: "X-MS-Exchange-CrossTenant-OriginalArrivalTime",
        shows: "when Microsoft received it",
        read: arrival,
    },
    Row {
        name: "X-MS-Exchange-Organization-OriginalArrivalTime",
        shows: "when Microsoft received it",
        read: arrival,
    },
];

/// Reads the trace fields of a message, topmost first.
pub(super) fn read(
    message: &Message<'_>,
    hops: &[Hop],
    boundary_field: Option<usize>,
) -> Vec<TraceField> {
    message
        .fields()
        .iter()
        .enumerate()
        .filter_map(|(index, field)| {
            Some((index, field, ROWS.iter().find(|row| field.is(row.name))?))
        })
        .take(MAX_TRACES)
        .map(|(index, field, row)| place(index, field, row, hops, boundary_field))
        .collect()
}

/// The fields that [`read`] leaves out: where the first begins, and how many they are.
pub(crate) fn left_out(message: &Message<'_>) -> Option<(usize, usize)> {
    message.beyond(MAX_TRACES, |field| {
        ROWS.iter().any(|row| field.is(row.name))
    })
}

fn place(
    field_index: usize,
    field: &HeaderField<'_>,
    row: &Row,
    hops: &[Hop],
    boundary_field: Option<usize>,
) -> TraceField {
    let content = (row.read)(&field.text());
    let below = hops.iter().rev().find(|hop| hop.field_index > field_index);
    TraceField {
        field: field.name().to_owned(),
        field_index,
        after_hop: below.map_or(0, |hop| hop.index),
        trusted: boundary_field.is_some_and(|boundary| field_index < boundary)
            && below.is_some_and(|hop| hop.trust != Trust::Claimed),
        shows: row.shows,
        ip: content.ip,
        value: content.value,
        time: content.time,
    }
}

fn address(value: &str) -> Content {
    let ip = value.trim().trim_matches(['[', ']', '"']).parse().ok();
    Content {
        value: ip.is_none().then(|| value.to_owned()),
        ip,
        time: None,
    }
}

fn text(value: &str) -> Content {
    Content {
        value: Some(value.to_owned()),
        ..Content::default()
    }
}

fn spf(value: &str) -> Content {
    let client = value.split_once("client-ip=").map(|(_, rest)| rest);
    let client = client.and_then(|rest| rest.split([';', ' ']).next());
    Content {
        ip: client.and_then(|text| text.trim().parse().ok()),
        ..Content::default()
    }
}

fn arrival(value: &str) -> Content {
    let time = date::read(value.trim())
        .ok()
        .filter(|date| date.instant().is_some())
        .map(|date| date.rfc3339());
    Content {
        time,
        ..Content::default()
    }
}

fn received(value: &str) -> Content {
    let field = received::read(value);
    Content {
        ip: field.peer(),
        value: field.by_name().map(str::to_owned),
        time: field
            .date
            .as_ref()
            .ok()
            .filter(|date| date.instant().is_some())
            .map(date::ReceivedDate::rfc3339),
    }
}
