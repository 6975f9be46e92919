//! Every Received field of the corpus, whole and cut off at every byte.

use crate::shared;
use hdrtrace::message::Message;
use hdrtrace::names::unmapped;
use hdrtrace::received::{self, Received, RemarkKind};
use std::collections::HashSet;
use std::net::IpAddr;
use std::path::Path;

/// Every Received field below `corpus/`, each once.
fn every_field() -> Vec<String> {
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
    walk(&shared::path("corpus"), &mut seen);
    assert!(seen.len() > 3_000, "only {} fields", seen.len());
    seen.into_iter().collect()
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
#[ignore = "needs HDRTRACE_SHARED"]
fn no_cut_panics_or_takes_the_clients_word_for_the_peer() {
    // Cut within what it shares with its neighbor, a field gives an input that was tried already.
    let mut fields = every_field();
    fields.sort_unstable();
    let starts: Vec<usize> = std::iter::once(0)
        .chain(fields.windows(2).map(|pair| shared(&pair[0], &pair[1])))
        .collect();
    let fields: Vec<(&String, usize)> = fields.iter().zip(starts).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for part in fields.chunks(fields.len().div_ceil(threads)) {
            scope.spawn(move || {
                for (value, from) in part {
                    cut_everywhere(value, *from);
                }
            });
        }
    });
}

/// How many bytes two fields have in common at their beginning.
fn shared(a: &str, b: &str) -> usize {
    let pairs = a.bytes().zip(b.bytes());
    pairs.take_while(|(a, b)| a == b).count()
}

fn cut_everywhere(value: &str, from: usize) {
    let allowed = written_by_receiver(value, &received::read(value));
    for cut in (from..=value.len()).filter(|&cut| value.is_char_boundary(cut)) {
        let hop = received::read(&value[..cut]);
        let Some(ip) = hop.peer() else {
            continue;
        };
        assert!(allowed.contains(&ip), "cut at {cut}: {ip} of {value}");
        let at = hop.spans.ip.expect("an address has a place");
        let apart = |helo: hdrtrace::message::Span| at.end <= helo.start || helo.end <= at.start;
        assert!(
            hop.spans.helo.is_none_or(apart),
            "cut at {cut}: the peer is read from HELO: {value}"
        );
    }
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn everything_is_read_or_kept() {
    let fields = every_field();
    let mut odd = 0;
    for value in &fields {
        let hop = received::read(value);
        assert!(hop.date.is_ok(), "{:?} in {value}", hop.date);
        odd += usize::from(!hop.unparsed.is_empty());
        for unparsed in &hop.unparsed {
            assert_eq!(
                value.get(unparsed.span.start..unparsed.span.end),
                Some(unparsed.text.as_str()),
                "{value}"
            );
        }
        for remark in hop.remarks {
            assert_ne!(remark.kind, RemarkKind::DateForAddress, "{value}");
        }
    }
    assert!(
        odd * 1000 < fields.len(),
        "{odd} of {} fields have something unparsed",
        fields.len()
    );
}
