//! Every Received field of the corpus, whole and cut off at every byte.

use hdrtrace::message::Message;
use hdrtrace::names::unmapped;
use hdrtrace::received::{self, Received, RemarkKind};
use std::collections::HashSet;
use std::net::IpAddr;
use std::path::Path;

mod support;

/// Calls `each` with every Received field below `corpus/`.
fn every_field(mut each: impl FnMut(&str)) {
    fn walk(path: &Path, seen: &mut HashSet<String>) {
        let entries = std::fs::read_dir(path)
            .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", path.display()));
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, seen);
            } else {
                let raw = std::fs::read(&path).expect("a readable file");
                for (_, field) in Message::parse(&raw).named("Received") {
                    seen.insert(field.text().into_owned());
                }
            }
        }
    }
    let mut seen = HashSet::new();
    walk(&support::shared_path("corpus"), &mut seen);
    assert!(seen.len() > 3_000, "only {} fields", seen.len());
    for field in &seen {
        each(field);
    }
}

/// Addresses that stand in the field outside of the places where the client's word stands.
fn written_by_receiver(value: &str, hop: &Received) -> Vec<IpAddr> {
    let helo = hop.spans.helo;
    let mut text = value.to_owned();
    if let Some(span) = helo.filter(|span| Some(*span) != hop.spans.rdns) {
        text.replace_range(span.start..span.end, &" ".repeat(span.len()));
    }
    text.split(|c: char| {
        c.is_ascii_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ';' | ',' | '@' | '=' | '?')
    })
    .flat_map(|word| {
        let word = word.trim_start_matches("ident").trim_matches(['[', ']']);
        let word = word.rsplit('[').next().unwrap_or(word);
        let word = word
            .split(']')
            .next()
            .unwrap_or(word)
            .trim_end_matches('\\');
        let bare = if word
            .get(..5)
            .is_some_and(|head| head.eq_ignore_ascii_case("ipv6:"))
        {
            &word[5..]
        } else {
            word
        };
        let bare = bare.split('%').next().unwrap_or(bare);
        let v4 = bare.split(':').next().unwrap_or(bare);
        [bare.parse().ok(), v4.parse().ok()]
    })
    .flatten()
    .map(unmapped)
    .collect()
}

#[test]
fn no_cut_panics_or_takes_the_clients_word_for_the_peer() {
    every_field(|value| {
        let whole = received::read(value);
        let allowed = written_by_receiver(value, &whole);
        for cut in (0..=value.len()).filter(|&cut| value.is_char_boundary(cut)) {
            let hop = received::read(&value[..cut]);
            if let Some(ip) = hop.peer() {
                assert!(allowed.contains(&ip), "cut at {cut}: {ip} of {value}");
                let (Some(at), helo) = (hop.spans.ip, hop.spans.helo) else {
                    panic!("an address without a place: {value}");
                };
                let apart = helo.is_none_or(|helo| at.end <= helo.start || helo.end <= at.start);
                assert!(apart, "cut at {cut}: the peer is read from HELO: {value}");
            }
        }
    });
}

#[test]
fn everything_is_read_or_kept() {
    let mut fields = 0_u32;
    let mut odd = 0_u32;
    every_field(|value| {
        let hop = received::read(value);
        fields += 1;
        // A cut field has no date; of the whole ones every one has.
        assert!(hop.date.is_ok(), "{:?} in {value}", hop.date);
        odd += u32::from(!hop.unparsed.is_empty());
        for span in hop.unparsed.iter().map(|unparsed| unparsed.span) {
            assert!(
                value.get(span.start..span.end).is_some(),
                "{span:?} of {value}"
            );
        }
        for remark in hop.remarks {
            assert_ne!(remark.kind, RemarkKind::DateForAddress, "{value}");
        }
    });
    assert!(
        odd * 100 < fields,
        "{odd} of {fields} fields have something unparsed"
    );
}
