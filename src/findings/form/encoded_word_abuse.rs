//! FRM009: an encoded word where none may stand, or for nothing.

use crate::codec::base64::{self, Rule};
use crate::codec::encoded_word::{self, Coding, Extent, Word};
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::message::{HeaderField, Span, mailboxes};

pub(super) const FINDING: Finding = Finding {
    code: "FRM009",
    name: "encoded-word-abuse",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Encoded words misused",
    meaning: "An encoded word (`=?charset?B?…?=`) encodes only ASCII characters in base64, or is inside an address, a Message-ID or another field that is not free text.",
    why: "Encoding plain letters keeps filters from finding words. In an address it makes programs disagree about the sender.",
    wrong: "Some programs encode every subject, whatever it contains.",
    references: &["RFC 2047 section 5"],
    check,
};

/// Fields whose values are no text: an encoded word may not stand there.
const STRUCTURED: &[&str] = &[
    "Message-ID",
    "Return-Path",
    "Date",
    "In-Reply-To",
    "Received",
];
/// Fields of text, and phrases before an address.
const TEXT: &[&str] = &["Subject", "From"];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for name in STRUCTURED {
        hits.extend(evidence.message.named(name).filter_map(|(index, field)| {
            let word = words(field.raw_value()).next()?;
            Some(
                Hit::new(format!("in {name}, which is not free text"))
                    .at(place(field, index, word)),
            )
        }));
    }
    let mut plain: Option<(Vec<&str>, Hit)> = None;
    for name in TEXT {
        hits.extend(evidence.message.named(name).filter_map(|(index, field)| {
            let value = field.raw_value();
            if *name == "From"
                && let Some(word) = in_address(field)
            {
                return Some(Hit::new("inside the address").at(place(field, index, word)));
            }
            let all: Vec<Span> = words(value).take(MAX_WORDS).collect();
            if !all.is_empty() && all.iter().all(|word| is_plain_base64(word.of(value))) {
                let (names, hit) = plain.take().unwrap_or((Vec::new(), Hit::new("")));
                let names = names.into_iter().chain([*name]).collect();
                plain = Some((names, hit.at(place(field, index, all[0]))));
            }
            None
        }));
    }
    if let Some((mut names, mut hit)) = plain {
        names.dedup();
        hit.detail = format!("plain ASCII encoded in base64 in {}", names.join(", "));
        hits.push(hit.graded(Severity::Info));
    }
    hits.truncate(MAX_HITS);
    hits
}

/// A few show it.
const MAX_HITS: usize = 4;
/// The most words of a field that are decoded.
const MAX_WORDS: usize = 32;

fn place(field: &HeaderField<'_>, index: usize, word: Span) -> Place {
    let start = field.value_span().start;
    Place::new(index, Span::new(start + word.start, start + word.end))
}

/// Where encoded words stand that are such to the letter.
fn words(value: &[u8]) -> impl Iterator<Item = Span> + '_ {
    encoded_word::words(value, Extent::NoWord)
        .filter(|(_, word)| word.is_strict())
        .map(|(at, word)| Span::new(at, at + word.length))
}

/// The first word that stands in an address. Both are in the order of the field.
fn in_address(field: &HeaderField<'_>) -> Option<Span> {
    words(field.raw_value()).next()?;
    let start = field.value_span().start;
    let places: Vec<Span> = mailboxes(field).iter().map(|one| one.span).collect();
    let mut places = places.into_iter().peekable();
    words(field.raw_value()).find(|word| {
        let at = start + word.start;
        while places.next_if(|place| place.end <= at).is_some() {}
        places.peek().is_some_and(|place| place.start <= at)
    })
}

/// Whether a word is in base64 and encodes nothing but printable ASCII.
fn is_plain_base64(word: &[u8]) -> bool {
    let Some(word) = Word::read(word, Extent::NoWord).filter(|word| word.coding == Coding::B)
    else {
        return false;
    };
    // Shift states of ISO-2022 and UTF-7 are ASCII bytes that mean something else.
    let charset = word.charset();
    let shifts = charset.len() >= 8 && charset[..8].eq_ignore_ascii_case(b"iso-2022")
        || charset.eq_ignore_ascii_case(b"utf-7")
        || charset.eq_ignore_ascii_case(b"hz-gb-2312");
    let decoded = base64::decode(word.coded, Rule::Encoded).unwrap_or_default();
    !shifts && !decoded.is_empty() && decoded.iter().all(|byte| (b' '..0x7f).contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn words_in_wrong_places_are_told() {
        let word = "=?utf-8?q?a?=";
        Mail::new(&format!("From: x <{word}@a.example>\r\n"))
            .finds(&FINDING, &[(Severity::Notice, &[word])]);
        Mail::new(&format!("From: {word}@a.example\r\n"))
            .finds(&FINDING, &[(Severity::Notice, &[word])]);
        Mail::new(&format!("From: \"<\" {word} <x@a.example>\r\n")).lacks(&FINDING);
        Mail::new(&format!("Message-ID: <{word}@a.example>\r\n"))
            .finds(&FINDING, &[(Severity::Notice, &[word])]);
        Mail::new("From: =?utf-8?q?J=C3=BCrgen?= <j@a.example>\r\n").lacks(&FINDING);
    }

    #[test]
    fn many_words_cost_one_pass() {
        for unit in ["=?utf-8?q?a?=", "=?", "=?a?q?b?= ", "<=?utf-8?q?a?=@b>,"] {
            Mail::new(&format!("From: {}\r\n", unit.repeat(20_000))).hits(&FINDING);
        }
    }

    #[test]
    fn plain_text_in_base64_is_told() {
        Mail::new("Subject: =?utf-8?B?SW52b2ljZQ==?=\r\n")
            .finds(&FINDING, &[(Severity::Info, &["=?utf-8?B?SW52b2ljZQ==?="])]);
        Mail::new("Subject: =?utf-8?B?w6k=?=\r\n").lacks(&FINDING);
        Mail::new("Subject: =?x\r\n").lacks(&FINDING);
    }
}
