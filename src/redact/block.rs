//! Runs of base64 or hexadecimal digits inside a text: tokens in links, wrapped attachments in quoted mail.
//!
//! Here a decoded byte has no place of its own in the source, so that a replacement is made in whole groups.

use super::sought::Edit;
use crate::codec::base64::{self, SEXTETS};
use crate::codec::hex;
use std::ops::Range;

/// The shortest run of base64 that is looked at, in characters: an address of six bytes.
const MIN_BASE64: usize = 8;

/// How a run is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Base64; whether with `-` and `_` (RFC 4648 section 5).
    Base64 { url_safe: bool },
    /// Hexadecimal digits; whether in capitals.
    Hex { upper: bool },
}

/// A run decoded.
#[derive(Debug)]
pub(super) struct Block<'b> {
    kind: Kind,
    /// The characters that were decoded, padding excluded.
    place: Range<usize>,
    /// The length of the padding behind them.
    padding: usize,
    /// Whether the run goes on before and behind them.
    goes_on: (bool, bool),
    /// What they say.
    pub bytes: &'b [u8],
}

/// A stretch of a run, and whether the run goes on before and behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub range: Range<usize>,
    pub goes_on: (bool, bool),
}

impl Stretch {
    /// A run as it stands by itself.
    pub(super) fn whole(range: Range<usize>) -> Self {
        Self {
            range,
            goes_on: (false, false),
        }
    }
}

/// Every run of base64 in a text, as far as it is wanted, decoded from each of the four characters that a group can begin
/// at.
pub(super) fn base64_runs(
    text: &[u8],
    shortest: usize,
    wants: impl Fn(&Range<usize>) -> Vec<Stretch>,
    mut sink: impl FnMut(&Block<'_>),
) {
    let least = (shortest.saturating_mul(4) / 3).max(MIN_BASE64);
    let mut buffer = Vec::new();
    for_runs(text, is_sextet, least, |run| {
        for stretch in wants(&run) {
            four_phases(text, stretch.clone(), least, &mut buffer, &mut sink);
            // In a path or a query the signs 62 and 63 separate tokens.
            let place = stretch.range;
            let digits = &text[place.clone()];
            if digits.iter().all(u8::is_ascii_alphanumeric) {
                continue;
            }
            let is_digit = |byte: u8| byte.is_ascii_alphanumeric();
            for_runs(digits, is_digit, least, |part| {
                let goes_on = (
                    stretch.goes_on.0 && part.start == 0,
                    stretch.goes_on.1 && part.end == digits.len(),
                );
                let range = place.start + part.start..place.start + part.end;
                let part = Stretch { range, goes_on };
                four_phases(text, part, least, &mut buffer, &mut sink);
            });
        }
    });
}

fn four_phases(
    text: &[u8],
    stretch: Stretch,
    least: usize,
    buffer: &mut Vec<u8>,
    sink: &mut impl FnMut(&Block<'_>),
) {
    let run = stretch.range;
    let url_safe = text[run.clone()]
        .iter()
        .any(|byte| matches!(byte, b'-' | b'_'));
    let padding = text[run.end..]
        .iter()
        .take(2)
        .take_while(|byte| **byte == b'=')
        .count();
    for phase in 0..4 {
        let mut place = run.start + phase..run.end;
        if place.len() < least {
            break;
        }
        // One character over a group holds no byte.
        if place.len() % 4 == 1 {
            place.end -= 1;
        }
        buffer.clear();
        let digits = &text[place.clone()];
        base64::digits_into(digits, buffer);
        sink(&Block {
            kind: Kind::Base64 { url_safe },
            padding: if place.end == run.end { padding } else { 0 },
            place,
            goes_on: stretch.goes_on,
            bytes: buffer,
        });
    }
}

/// Every run of hexadecimal digits in a text, as far as it is wanted, decoded from its first and its second digit.
pub(super) fn hex_runs(
    text: &[u8],
    shortest: usize,
    wants: impl Fn(&Range<usize>) -> Vec<Stretch>,
    mut sink: impl FnMut(&Block<'_>),
) {
    let least = shortest.saturating_mul(2);
    let mut buffer = Vec::new();
    for_runs(text, is_hex, least, |run| {
        for stretch in wants(&run) {
            let run = stretch.range;
            let upper = text[run.clone()].iter().any(u8::is_ascii_uppercase);
            for phase in 0..2 {
                let mut place = run.start + phase..run.end;
                place.end -= place.len() % 2;
                buffer.clear();
                buffer.extend(text[place.clone()].chunks_exact(2).filter_map(hex::pair));
                sink(&Block {
                    kind: Kind::Hex { upper },
                    place,
                    padding: 0,
                    goes_on: stretch.goes_on,
                    bytes: &buffer,
                });
            }
        }
    });
}

fn for_runs(
    text: &[u8],
    is_digit: impl Fn(u8) -> bool,
    least: usize,
    mut sink: impl FnMut(Range<usize>),
) {
    let mut start = 0;
    for (at, byte) in text.iter().enumerate() {
        if !is_digit(*byte) {
            if at - start >= least {
                sink(start..at);
            }
            start = at + 1;
        }
    }
    if text.len() - start >= least {
        sink(start..text.len());
    }
}

/// Whether a byte is a base64 digit of either alphabet.
pub(super) fn is_sextet(byte: u8) -> bool {
    SEXTETS[usize::from(byte)] < 64
}

/// Whether a byte is a hexadecimal digit.
pub(super) fn is_hex(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
}

/// How far from an end at which the run goes on nothing is taken for found, in decoded bytes: half of it may stand beyond.
const BLUR: usize = 512;

impl Block<'_> {
    /// Whether a place in the decoded bytes is far enough from where the run was cut.
    pub fn is_within(&self, place: &Range<usize>) -> bool {
        (!self.goes_on.0 || place.start >= BLUR)
            && (!self.goes_on.1 || place.end + BLUR <= self.bytes.len())
    }

    /// Edits of the decoded bytes (in order, apart from each other) as edits of the text.
    pub fn encode(&self, edits: &[Edit]) -> Vec<Edit> {
        match self.kind {
            Kind::Hex { upper } => edits
                .iter()
                .map(|edit| self.encode_hex(edit, upper))
                .collect(),
            Kind::Base64 { url_safe } => self.encode_base64(edits, url_safe),
        }
    }

    fn encode_hex(&self, edit: &Edit, upper: bool) -> Edit {
        let digits = hex::encode(edit.digest.as_deref().unwrap_or(&edit.with));
        let digits = if upper { digits.to_uppercase() } else { digits };
        Edit {
            range: self.place.start + edit.range.start * 2..self.place.start + edit.range.end * 2,
            with: digits.into_bytes(),
            digest: None,
            form: edit.form,
        }
    }

    /// Replaces the groups of three bytes that edits touch.
    fn encode_base64(&self, edits: &[Edit], url_safe: bool) -> Vec<Edit> {
        let mut out = Vec::new();
        let mut rest = edits;
        while let Some(first) = rest.first() {
            let begin = first.range.start / 3 * 3;
            let mut end = self.group_end(first.range.end);
            let joined = rest
                .iter()
                .take_while(|edit| {
                    let joins = edit.range.start < end;
                    if joins {
                        end = self.group_end(edit.range.end);
                    }
                    joins
                })
                .count();
            let (now, later) = rest.split_at(joined);
            out.push(self.groups(begin..end, now, url_safe));
            rest = later;
        }
        out
    }

    fn group_end(&self, at: usize) -> usize {
        at.next_multiple_of(3).min(self.bytes.len())
    }

    fn groups(&self, range: Range<usize>, edits: &[Edit], url_safe: bool) -> Edit {
        let mut bytes = Vec::new();
        let mut at = range.start;
        let is_last = range.end == self.bytes.len();
        for (index, edit) in edits.iter().enumerate() {
            bytes.extend_from_slice(&self.bytes[at..edit.range.start]);
            bytes.extend_from_slice(edit.digest.as_deref().unwrap_or(&edit.with));
            at = edit.range.end;
            // What follows stays in its place only behind whole groups.
            let tail = range.end - at;
            while index + 1 == edits.len() && !is_last && !(bytes.len() + tail).is_multiple_of(3) {
                bytes.push(b'0');
            }
        }
        bytes.extend_from_slice(&self.bytes[at..range.end]);
        let mut with = base64::encode_unpadded(&bytes, url_safe).into_bytes();
        let start = self.place.start + range.start / 3 * 4;
        let end = if is_last {
            if self.padding > 0 {
                with.resize(with.len().next_multiple_of(4), b'=');
            }
            self.place.end + self.padding
        } else {
            self.place.start + range.end / 3 * 4
        };
        Edit {
            range: start..end,
            with,
            digest: None,
            form: edits[0].form,
        }
    }
}
