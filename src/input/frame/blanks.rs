//! Empty lines within a header: between all lines, between all fields, or at some places.
//!
//! An empty line ends the header of a message, and what follows is the sender's. So it is passed over only where no
//! message has one: where each field at the beginning stands by itself or the topmost Received field, which the receiver
//! wrote, is broken; where the header above it has no From, and more fields with it follow; and where nothing rests on it.

use super::blocks::{Rest, Seen, author_at, is_spaced_out, next_field};
use crate::input::lines::{Line, field_name, is_blank, line_end, lines, lines_by};
use crate::input::received::{Date, is_received};
use crate::input::step::Altered;
use crate::message::{Damage, DamageKind, Lines};

/// How many lines below are searched for a field, where a line without folding may belong to the header: within a field of
/// a program's, a signature of many lines may lie between; behind the author's, the body may begin.
const MANY: usize = 64;
const FEW: usize = 12;

/// The text without the empty lines in its header.
pub fn without_blank_lines(raw: &[u8]) -> Option<Altered> {
    if is_plainly_divided(raw) {
        return None;
    }
    search(raw)
}

fn search(raw: &[u8]) -> Option<Altered> {
    let mut reader = Reader {
        raw,
        end: line_end(raw),
        number: 0,
        seen: Seen::default(),
        usual: None,
        top: Top::default(),
        field_at: 0,
        author_at: 0,
        is_all_header: false,
    };
    let (mut gap, mut kept, mut removed, mut count) = (Gap::default(), 0, Lines::default(), 0);
    let (mut offset, mut below, mut spacing) = (None, None, None);
    let mut out = Vec::new();
    for (at, line) in lines(raw) {
        reader.number += 1;
        // A line of spaces is folding, but for one among empty lines.
        let is_folding = gap.length == 0 && matches!(line.first(), Some(b' ' | b'\t'));
        if is_blank(line) && !is_folding {
            gap = Gap {
                start: if gap.length == 0 { at } else { gap.start },
                length: gap.length + 1,
            };
            continue;
        }
        let Gap { start, length } = std::mem::take(&mut gap);
        // Empty lines before the first field are the message's reader's.
        if length > 0 && reader.has_begun() {
            match reader.decide(at, line, length) {
                Decision::Within => {
                    out.extend_from_slice(&raw[kept..start]);
                    kept = at;
                    offset.get_or_insert(start);
                    count += length;
                    let first = reader.number - length;
                    (first..reader.number).for_each(|line| removed.add(line));
                }
                Decision::Below => {
                    let last = reader.number + lines(&raw[at..]).count() - 1;
                    below = Some((start, Lines::between(reader.number, last)));
                    break;
                }
                Decision::Body => {
                    // Where the gap is no longer than the others, it alone divides the header from the body.
                    spacing = reader.usual.filter(|usual| length > *usual);
                    break;
                }
            }
        }
        reader.read(line);
    }
    let below = below.map(|(offset, lines)| Damage {
        lines,
        ..Damage::new(DamageKind::FieldsBelowBlank, offset, 1)
    });
    let Some(offset) = offset else {
        return Some(Altered::seen(vec![below?], None));
    };
    let (kind, end) = match reader.usual {
        None => (DamageKind::BlankLines, raw.len()),
        // The one behind the last line is one more of them, not the end of the header.
        Some(_) if gap.length > 0 => (DamageKind::DoubleSpaced, gap.start),
        Some(_) => (DamageKind::DoubleSpaced, raw.len()),
    };
    let rest = &raw[kept..end];
    let single = spacing.and_then(|usual| single_spaced(rest, usual));
    out.extend_from_slice(single.as_deref().unwrap_or(rest));
    let found = Damage {
        lines: removed,
        ..Damage::new(kind, offset, count)
    };
    let damage = [found].into_iter().chain(below).collect();
    Some(Altered::seen(damage, Some(out)))
}

/// Whether a text begins as nearly every message does: with a header that has its author and whole Received fields, an empty
/// line, and something that looks like no field. It is told without reading its fields, and what [`Reader::decide`] would say of the
/// empty line is the same (held by a test).
fn is_plainly_divided(raw: &[u8]) -> bool {
    let end = line_end(raw);
    let (mut received, mut has_author) = (0, false);
    let mut below = lines_by(raw, end);
    let gap = below.find(|(_, line)| {
        match line[0] {
            b'F' | b'f' => has_author |= is_named(line, b"From"),
            b'R' | b'r' => received += usize::from(is_received(line)),
            _ => {}
        }
        let is_folding = matches!(line[0], b' ' | b'\t');
        !is_folding && is_blank(line)
    });
    // Of a single Received field it must be known how far its date goes.
    if gap.is_none() || !has_author || received == 1 {
        return false;
    }
    let body = below.find(|(_, line)| !is_blank(line));
    body.is_some_and(|(_, line)| Line::of(line) == Line::Loose) && !is_spaced_out(raw, end)
}

fn is_named(line: &[u8], name: &[u8]) -> bool {
    field_name(line).is_some_and(|own| own.eq_ignore_ascii_case(name))
}

/// A text without so many empty lines behind each line; `None` where not each has them.
fn single_spaced(text: &[u8], usual: usize) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    for (at, (_, line)) in lines(text).enumerate() {
        if at % (usual + 1) == 0 {
            out.extend_from_slice(line);
        } else if !is_blank(line) {
            return None;
        }
    }
    Some(out)
}

/// Empty lines one below the other.
#[derive(Default)]
struct Gap {
    start: usize,
    length: usize,
}

/// What an empty line and the line below it are.
enum Decision {
    /// Within the header.
    Within,
    /// The header ends; what follows looks like more of it.
    Below,
    /// The header ends.
    Body,
}

struct Reader<'a> {
    raw: &'a [u8],
    /// What ends a line.
    end: u8,
    /// The line that is read, from 1.
    number: usize,
    seen: Seen,
    /// How many empty lines stand one below the other, where they are between all lines or fields.
    usual: Option<usize>,
    top: Top,
    /// Up to where a field is known to follow.
    field_at: usize,
    /// Up to where the header's author is known to follow.
    author_at: usize,
    /// Whether all that follows belongs to the header.
    is_all_header: bool,
}

impl Reader<'_> {
    fn read(&mut self, line: &[u8]) {
        self.seen.note(line);
        self.top.read(line);
    }

    fn has_begun(&self) -> bool {
        self.top.lines > 0
    }

    /// Whether a line without folding belongs to the header: a field of mail follows soon.
    fn is_followed(&mut self, at: usize) -> bool {
        if at >= self.field_at {
            let most = if self.seen.has_author() && !self.seen.is_in_program() {
                FEW
            } else {
                MANY
            };
            let Some(found) = next_field(&self.raw[at..], self.end, most) else {
                return false;
            };
            self.field_at = at + found;
        }
        true
    }

    /// Whether what follows is more of a header that has no author yet.
    fn is_completed(&mut self, at: usize) -> bool {
        if at >= self.author_at {
            let Some(found) = author_at(&self.raw[at..], self.end) else {
                return false;
            };
            self.author_at = at + found + 1;
        }
        true
    }

    /// Whether empty lines are between all lines or fields, or within the receiver's own.
    fn is_spaced(&mut self, at: usize, look: Line) -> bool {
        let is_all = self.top.gaps == 0 && is_spaced_out(self.raw, self.end);
        is_all || (self.top.is_broken() && look != Line::Field && self.is_followed(at))
    }

    fn decide(&mut self, at: usize, line: &[u8], length: usize) -> Decision {
        if self.is_all_header {
            return Decision::Within;
        }
        let rest = &self.raw[at..];
        let look = Line::of(line);
        if self.usual.is_none() && self.is_spaced(at, look) {
            self.usual = Some(length);
        }
        self.top.gaps += 1;
        let is_within = match self.usual {
            // The empty line of the message itself stands among those that were added.
            Some(usual) if length > 2 * usual && self.seen.has_author() => false,
            Some(_) => look != Line::Loose || self.is_followed(at),
            None => !self.seen.has_author() && self.is_completed(at),
        };
        if is_within {
            return Decision::Within;
        }
        if look == Line::Loose {
            return Decision::Body;
        }
        match Rest::of(rest, self.end, self.seen) {
            Rest::Free => {
                self.is_all_header = true;
                Decision::Within
            }
            Rest::Fields => Decision::Below,
            Rest::Other => Decision::Body,
        }
    }
}

/// How the text begins: what of it is the topmost Received field.
#[derive(Default)]
struct Top {
    /// How many lines are read.
    lines: usize,
    /// How many gaps there were.
    gaps: usize,
    /// How many Received fields have begun.
    fields: usize,
    /// How far the date was read, if the last field is a Received field.
    date: Option<Date>,
}

impl Top {
    fn read(&mut self, line: &[u8]) {
        self.lines += 1;
        if field_name(line).is_some() {
            self.date = is_received(line).then(Date::default);
            self.fields += usize::from(self.date.is_some());
        }
        if let Some(date) = &mut self.date {
            date.read(line);
        }
    }

    /// Whether the topmost Received field has no end yet.
    fn is_broken(&self) -> bool {
        self.fields == 1 && self.date.is_some_and(|date| !date.has_time())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_plainly_divided_has_no_empty_lines_in_its_header() {
        let header = "Received: from a by b; Sat, 02 May 2026 10:00:09 +0000\nReceived: from c\nFrom: a@a.example\n";
        for (body, expected) in [
            ("\nHello,\n", true),
            ("\r\n \r\nHello,\r\n", true),
            ("\nTo: b@b.example\n\nHello,\n", false),
            ("\n", false),
            ("", false),
        ] {
            let raw = format!("{header}{body}");
            assert_eq!(is_plainly_divided(raw.as_bytes()), expected, "{body:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn nothing_is_found_in_what_is_plainly_divided(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "From: a@a.example\n", "from : b\n", "Received: from a by b; Sat, 02 May 2026 10:00:09 +0000\n",
                "Received: from a\n", "Received: from c;\n", " by d; 1 May 10:00\n", "Return-Path: <a>\n", "\n", "\n", "\r\n", " \n",
                "\u{a0}\n", "\thi\n", "Hello\n", "Date: x\n", "DKIM-Signature: v=1\n", "Subject: hi\n", "To: b\n", "X-A: b\n",
                "http://a.example\n", "a", "\r",
            ]), 0..16),
        ) {
            let raw = pieces.concat();
            if is_plainly_divided(raw.as_bytes()) {
                prop_assert!(search(raw.as_bytes()).is_none(), "{raw:?}");
            }
        }
    }
}
