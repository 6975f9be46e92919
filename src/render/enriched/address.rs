//! An address.

use super::{Block, Row, Tone, contacts, dnsbl, gathered, section};
use crate::checked::Checked;
use crate::report::enrichment::{AddressReport, GeoFacts, Origin, Prefix, ReverseNames};
use crate::words::route::Trust;
use std::fmt::Write;

pub(super) fn block(found: &AddressReport) -> Block {
    let mut rows = section("reverse name", &found.rdns, rdns);
    rows.extend(section("network", &found.asn, origin));
    rows.extend(section("DNS lists", &found.dnsbl, |found| dnsbl(found)));
    rows.extend(section("place", &found.geo, |found| geo(found)));
    rows.extend(section("abuse contact", &found.contacts, |found| {
        contacts(found)
    }));
    Block {
        subject: found.ip.to_string(),
        remark: remark(found),
        rows: gathered(rows),
    }
}

/// Where the message names the address, and who wrote that.
fn remark(found: &AddressReport) -> String {
    let hops: Vec<String> = found.seen.iter().map(|seen| seen.hop.to_string()).collect();
    let hops = match hops.len() {
        0 => String::new(),
        1 => format!("hop {}", hops[0]),
        _ => format!("hops {}", hops.join(", ")),
    };
    let is = |trust| found.seen.iter().any(|seen| seen.trust == trust);
    let word = if found.peer {
        "delivered the message to your side"
    } else if is(Trust::Trusted) || is(Trust::Boundary) {
        "added by your side"
    } else {
        "sender-supplied"
    };
    if hops.is_empty() {
        word.to_owned()
    } else {
        format!("{hops}, {word}")
    }
}

fn rdns(found: &ReverseNames) -> Vec<Row> {
    const LABEL: &str = "reverse name";
    let mut rows: Vec<Row> = found
        .names
        .iter()
        .map(|name| {
            let (tone, words) = match name.confirmed {
                Checked::Done(true) => (Tone::Good, "resolves to the address (FCrDNS)".to_owned()),
                Checked::Done(false) => (
                    Tone::Doubt,
                    "does not resolve to the address (no FCrDNS)".to_owned(),
                ),
                Checked::Skipped(why) => {
                    (Tone::Plain, format!("FCrDNS not checked: {}", why.text()))
                }
            };
            Row::new(LABEL, tone, format!("{}, {words}", name.name))
        })
        .collect();
    if rows.is_empty() {
        rows.push(Row::new(LABEL, Tone::Doubt, "none"));
    }
    if found.left_out > 0 {
        let text = format!("{} more names were not checked", found.left_out);
        rows.push(Row::new(LABEL, Tone::Dim, text));
    }
    if found.as_recorded == Some(false) {
        let text = "the receiver recorded another name on receipt";
        rows.push(Row::new(LABEL, Tone::Doubt, text));
    }
    rows
}

fn origin(found: &Origin) -> Vec<Row> {
    const LABEL: &str = "network";
    let mut rows: Vec<Row> = found
        .prefixes
        .iter()
        .map(|prefix| Row::new(LABEL, Tone::Plain, prefix_text(found, prefix)))
        .collect();
    if rows.is_empty() && found.malformed.is_empty() {
        rows.push(Row::new(
            LABEL,
            Tone::Doubt,
            "no network announces the address",
        ));
    }
    rows.extend(found.malformed.iter().map(|text| {
        Row::new(
            LABEL,
            Tone::Dim,
            format!("an answer that cannot be read: {text}"),
        )
    }));
    rows
}

fn prefix_text(found: &Origin, prefix: &Prefix) -> String {
    let mut text = String::new();
    for asn in &prefix.asns {
        let system = found.systems.iter().find(|system| system.asn == *asn);
        let name = system.and_then(|system| system.name.done()?.as_deref());
        // Writing to a String cannot fail.
        let _ = match name {
            Some(name) => write!(text, "AS{asn} {name}; "),
            None => write!(text, "AS{asn}; "),
        };
    }
    text.push_str(&prefix.prefix.to_string());
    for word in [&prefix.registry, &prefix.country].into_iter().flatten() {
        let _ = write!(text, ", {word}");
    }
    if let Some(date) = prefix.allocated {
        let _ = write!(text, ", allocated {date}");
    }
    text
}

fn geo(found: &[GeoFacts]) -> Vec<Row> {
    const LABEL: &str = "place";
    let row = |facts: &GeoFacts| {
        if let Some(problem) = &facts.problem {
            return Row::new(
                LABEL,
                Tone::Dim,
                format!("unchecked: {}: {problem}", facts.file),
            );
        }
        let asn = facts.asn.map(|asn| format!("AS{asn}"));
        let values = [&facts.city, &facts.country, &asn, &facts.organization];
        let values: Vec<&str> = values.into_iter().flatten().map(String::as_str).collect();
        if values.is_empty() {
            return Row::new(LABEL, Tone::Dim, format!("{} has no entry", facts.file));
        }
        let text = format!("{} ({})", values.join(", "), facts.file);
        Row::new(LABEL, Tone::Plain, text)
    };
    found.iter().map(row).collect()
}
