//! A hop in words, as every renderer shows it. The texts are not harmless yet.

use super::numbers;
use crate::report::route::Boundary;
use crate::report::{HopReport, Report};
use crate::words::route::Trust;
use crate::words::{Phrases, Remedy, told};
use chrono::{DateTime, Utc};

/// The peer's name as a reader knows it: by reverse DNS, else as it announced itself. `None` where there is none, or where it only
/// repeats the address.
pub(super) fn peer_name(hop: &HopReport) -> Option<&str> {
    let from = &hop.from;
    let name = from
        .rdns
        .as_deref()
        .or(from.helo.as_deref())
        .or(from.name.as_deref())?;
    let repeats = from
        .ip
        .is_some_and(|ip| name.trim_matches(['[', ']']) == ip.to_string());
    (!name.is_empty() && !repeats).then_some(name)
}

/// The peer's name and address, whichever are known.
pub(super) fn peer(hop: &HopReport) -> String {
    let address = hop.from.ip.map(|ip| format!("[{ip}]"));
    match (peer_name(hop), address) {
        (Some(name), Some(address)) => format!("{name} {address}"),
        (Some(name), None) => name.to_owned(),
        (None, address) => address.unwrap_or_default(),
    }
}

/// Why the trust boundary is where it is, and what would settle it.
pub(super) fn reason(boundary: &Boundary, phrases: Phrases) -> String {
    let remedy = boundary.peer_unconfirmed.then_some(Remedy::TrustNet);
    told(&boundary.reason, remedy.as_ref(), phrases)
}

/// Protocol and TLS version.
pub(super) fn protocol(hop: &HopReport) -> String {
    let with = hop.with.as_deref().unwrap_or_default();
    // Exchange's name for itself says no protocol.
    let with = if with.eq_ignore_ascii_case("Microsoft SMTP Server") {
        "SMTP"
    } else {
        with
    };
    let tls = tls(hop).unwrap_or_default();
    match (with.is_empty(), tls.is_empty()) {
        (false, false) => format!("{with} {tls}"),
        _ => format!("{with}{tls}"),
    }
}

/// The TLS version that the hop states.
pub(super) fn tls(hop: &HopReport) -> Option<&str> {
    hop.tls.as_ref()?.version.as_deref()
}

/// `2026-05-02` of a hop's time.
pub(super) fn day(hop: &HopReport) -> Option<&str> {
    let day = hop.time.as_deref()?.get(..10)?;
    is_of(day, b'-').then_some(day)
}

/// A hop's time.
pub(super) fn moment(hop: &HopReport) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(hop.time.as_deref()?).ok()?;
    Some(time.to_utc())
}

/// `10:00:09` of a hop's time, UTC.
pub(super) fn clock(hop: &HopReport) -> Option<&str> {
    let clock = hop.time.as_deref()?.get(11..19)?;
    is_of(clock, b':').then_some(clock)
}

/// Whether it is digits with these signs between: a kept report may say anything.
fn is_of(text: &str, sign: u8) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == sign)
}

/// Whose word a hop is, in two words.
pub(super) fn word_of(trust: Trust) -> &'static str {
    match trust {
        Trust::Trusted => "your side",
        Trust::Boundary => "boundary",
        Trust::Claimed => "sender-supplied",
        Trust::Observed => "the session",
    }
}

/// `4 hops in 1m 14s, origin first, 2026-05-02`.
pub(super) fn remark(report: &Report) -> String {
    let route = &report.route;
    let count = route.hops.len();
    let mut remark = format!("{count} hop{}", if count == 1 { "" } else { "s" });
    if let Some(total) = route.total_delay_ms.filter(|_| count > 1) {
        remark.push_str(" in ");
        remark.push_str(&numbers::duration(total));
    }
    let boundary = route.boundary.as_ref();
    remark.push_str(match boundary {
        Some(boundary) if boundary.hop == 1 => ", none before the trust boundary",
        _ => ", origin first",
    });
    if let Some(day) = route.hops.iter().find_map(day) {
        remark.push_str(", ");
        remark.push_str(day);
    }
    remark
}
