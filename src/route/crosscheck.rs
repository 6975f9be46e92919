//! Cross-checks of the boundary: what the receiver's side noted elsewhere about who handed the mail
//! over, and when.

use super::{Boundary, Hop};
use crate::message::{HeaderField, Message};
use crate::names::unmapped;
use crate::received::date;
use std::net::IpAddr;

/// One note of the receiver's side, compared with the boundary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossCheck {
    /// The field's name.
    pub field: String,
    /// Its index in the message.
    pub field_index: usize,
    /// What it notes.
    pub value: String,
    /// Whether the boundary hop says the same.
    pub agrees: bool,
}

/// Microsoft's arrival time and its boundary hop lie within two seconds of each other (7,725 of
/// 7,725 messages).
const ARRIVAL_MS: i64 = 2_000;

/// Where the receiver's side notes the client's address or the arrival.
struct Note {
    field: &'static str,
    read: fn(&str) -> Option<Noted>,
}

enum Noted {
    Address(IpAddr),
    Arrival(chrono::DateTime<chrono::Utc>),
}

const NOTES: &[Note] = &[
    Note {
        field: "X-Sender-IP",
        read: |text| address(text.trim()),
    },
    Note {
        field: "X-Forefront-Antispam-Report",
        read: |text| address(behind(text, "CIP:", ';')?),
    },
    Note {
        field: "Received-SPF",
        read: |text| address(behind(text, "client-ip=", ';')?),
    },
    Note {
        field: "X-MS-Exchange-CrossTenant-OriginalArrivalTime",
        read: |text| {
            let date = date::read(text.trim()).ok()?;
            date.instant().map(Noted::Arrival)
        },
    },
];

/// Holds the boundary against every note that only our side could write: fields above the boundary
/// hop's, and Microsoft's, which its border replaces.
pub(super) fn cross_checks(
    message: &Message<'_>,
    boundary: &Boundary,
    hops: &[Hop],
    hop: &Hop,
) -> Vec<CrossCheck> {
    let is_microsoft = boundary.rule == "Microsoft";
    let mut checks = Vec::new();
    for (field_index, field) in message.fields().iter().enumerate() {
        let Some(note) = NOTES.iter().find(|note| field.is(note.field)) else {
            continue;
        };
        let is_ours =
            field_index < hop.field_index || (is_microsoft && !note.field.starts_with("Received"));
        if !is_ours {
            continue;
        }
        // A note of one of our own hosts about another is about that step.
        let is_of_our_side = |check: &CrossCheck| {
            let client = check.value.parse::<IpAddr>().ok();
            let mut ours = hops.iter().filter(|other| other.index > hop.index);
            !check.agrees && client.is_some() && ours.any(|other| other.received.peer() == client)
        };
        let found = check(field_index, field, note, boundary, hop);
        checks.extend(found.filter(|check| !is_of_our_side(check)));
    }
    checks
}

fn check(
    field_index: usize,
    field: &HeaderField<'_>,
    note: &Note,
    boundary: &Boundary,
    hop: &Hop,
) -> Option<CrossCheck> {
    let (value, agrees) = match (note.read)(&field.text())? {
        Noted::Address(ip) => (ip.to_string(), boundary.ip? == ip),
        Noted::Arrival(time) => {
            let apart = (hop.instant()? - time).num_milliseconds().abs();
            // The hop's time has whole seconds.
            (
                time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
                apart <= ARRIVAL_MS + 1_000,
            )
        }
    };
    Some(CrossCheck {
        field: field.name().to_owned(),
        field_index,
        value,
        agrees,
    })
}

/// The text behind a key up to a delimiter.
fn behind<'t>(text: &'t str, key: &str, end: char) -> Option<&'t str> {
    let (_, rest) = text.split_once(key)?;
    rest.split([end, ' ']).next()
}

fn address(text: &str) -> Option<Noted> {
    let ip = text
        .trim_matches(['[', ']', '"'])
        .parse()
        .ok()
        .map(unmapped)?;
    // Microsoft's word for mail that never crossed its border.
    (ip != IpAddr::from([255, 255, 255, 255])).then_some(Noted::Address(ip))
}
