//! Empty lines within a header: between all lines, between all fields, or at some places.
//!
//! An empty line ends the header of a message, and what follows is the sender's. So it is passed over only where no
//! message has one: where each field at the beginning stands by itself or the topmost Received field, which the receiver
//! wrote, is broken; where the header above it has no From, and more fields with it follow; and where nothing rests on it.

use super::blocks::{Rest, Seen, author_at, is_spaced_out, next_field};
use crate::input::lines::{Line, field_name, is_blank, line_end, lines};
use crate::input::step::Altered;
use crate::message::{Damage, DamageKind, Lines};

/// How many lines below are searched for a field, where a line without folding may belong to the header: within a field of
/// a program's, a signature of many lines may lie between; behind the author's, the body may begin.
const MANY: usize = 64;
const FEW: usize = 12;

/// What empty lines are in a header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// So many stand between any two lines.
    Everywhere(usize),
    /// They are within the receiver's field.
    WithinTop,
    /// Nothing is known of them.
    Unknown,
}

/// The text without the empty lines in its header.
pub fn without_blank_lines(raw: &[u8]) -> Option<Altered> {
    let mut reader = Reader {
        raw,
        end: line_end(raw),
        number: 0,
        seen: Seen::default(),
        blanks: Blanks::Unknown,
        top: Top::default(),
        field_at: 0,
        author_at: 0,
        is_all_header: false,
    };
    let (mut gap, mut kept, mut removed, mut count) = (Gap::default(), 0, Lines::default(), 0);
    let (mut offset, mut below) = (None, None);
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
                Decision::Body => break,
            }
        }
        reader.read(line);
    }
    let below = below.map(|(offset, lines)| Damage {
        lines,
        ..Damage::new(DamageKind::FieldsBelowBlank, offset, 1)
    });
    let Some(offset) = offset else {
        let Damage {
            kind,
            offset,
            count,
            lines,
        } = below?;
        return Some(Altered {
            lines,
            ..Altered::new(kind, offset, count, None)
        });
    };
    let kind = match reader.blanks {
        Blanks::Unknown => DamageKind::BlankLines,
        Blanks::Everywhere(_) | Blanks::WithinTop => DamageKind::DoubleSpaced,
    };
    // The one behind the last line is one more of them, not the end of the header.
    let end = if kind == DamageKind::DoubleSpaced && gap.length > 0 {
        gap.start
    } else {
        raw.len()
    };
    out.extend_from_slice(&raw[kept..end]);
    Some(Altered {
        lines: removed,
        also: below,
        ..Altered::new(kind, offset, count, Some(out))
    })
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
    blanks: Blanks,
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

    fn decide(&mut self, at: usize, line: &[u8], length: usize) -> Decision {
        if self.is_all_header {
            return Decision::Within;
        }
        let rest = &self.raw[at..];
        let look = Line::of(line);
        if self.top.gaps == 0 && is_spaced_out(self.raw) {
            self.blanks = Blanks::Everywhere(length);
        } else if self.blanks == Blanks::Unknown
            && self.top.is_broken()
            && look != Line::Field
            && self.is_followed(at)
        {
            self.blanks = Blanks::WithinTop;
        }
        self.top.gaps += 1;
        let is_within = match self.blanks {
            // The empty line of the message itself stands among those that were added.
            Blanks::Everywhere(usual) if length > 2 * usual && self.seen.has_author() => false,
            Blanks::Everywhere(_) | Blanks::WithinTop => {
                look != Line::Loose || self.is_followed(at)
            }
            Blanks::Unknown => !self.seen.has_author() && self.is_completed(at),
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
    /// Whether the last field is a Received field, and the time of day in its date was not read.
    is_open: bool,
    /// Whether a semicolon was read in it.
    has_semicolon: bool,
}

impl Top {
    fn read(&mut self, line: &[u8]) {
        self.lines += 1;
        if let Some(name) = field_name(line).filter(|_| Line::of(line) == Line::Field) {
            self.is_open = name.eq_ignore_ascii_case(b"Received");
            self.fields += usize::from(self.is_open);
            self.has_semicolon = false;
        }
        // The date stands behind the last semicolon, perhaps lines below it.
        let date = match memchr::memrchr(b';', line) {
            Some(at) => {
                self.has_semicolon = true;
                &line[at..]
            }
            None => line,
        };
        let has_time = self.has_semicolon
            && date
                .windows(5)
                .any(|five| matches!(five, [a, b, b':', c, d] if [a, b, c, d].iter().all(|one| one.is_ascii_digit())));
        self.is_open &= !has_time;
    }

    /// Whether the topmost Received field has no end yet.
    fn is_broken(&self) -> bool {
        self.fields == 1 && self.is_open
    }
}
