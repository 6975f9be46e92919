//! Blocks of lines with empty lines between them, and whether they are one header.

use crate::input::lines::{Line, field_name, first_block, is_blank, lines_by, mail_field};
use crate::input::names::{is_free_text, is_signature, is_told, once};
use crate::input::received::is_received;

/// How many blocks at the beginning tell that each holds one field.
const SNIFF_BLOCKS: usize = 12;

/// How many of them must be fields of mail.
const MIN_BLOCKS: usize = 3;

/// How many lines are searched for the topmost Received field.
const SNIFF_LINES: usize = 256;

/// What fields a header has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    once: u32,
    has_signature: bool,
    /// Whether the last field is one that people do not write.
    is_in_program: bool,
}

impl Seen {
    /// Notes the field that a line begins; says whether a message has it once and it was there already.
    pub fn note(&mut self, line: &[u8]) -> bool {
        let Some(name) = field_name(line) else {
            return false;
        };
        self.is_in_program = !is_told(name) && !is_free_text(name);
        self.has_signature |= is_signature(name);
        let Some(bit) = once(name).map(|place| 1_u32 << place) else {
            return false;
        };
        let was_there = self.once & bit != 0;
        self.once |= bit;
        was_there
    }

    /// Whether the last field is one that people do not write.
    pub fn is_in_program(self) -> bool {
        self.is_in_program
    }

    /// Whether it says who wrote the message, as the header of every message does (RFC 5322 section 3.6).
    pub fn has_author(self) -> bool {
        self.has(b"From")
    }

    /// Whether it has all that the header of every message has: who wrote it, and when.
    pub fn is_complete(self) -> bool {
        self.has_author() && self.has(b"Date")
    }

    fn has(self, name: &[u8]) -> bool {
        once(name).is_some_and(|place| self.once & (1 << place) != 0)
    }
}

/// Of how many lines of a block one may be none of a header's: senders write odd names, and such as `>Received`.
const ONE_ODD_OF: usize = 4;

/// Whether the block that a text begins with is a header's: it begins with a field or within one, and goes on so.
fn is_header_block(rest: &[u8], end: u8) -> bool {
    let (mut all, mut odd, mut has_field) = (0, 0, false);
    for line in first_block(rest, end) {
        all += 1;
        odd += usize::from(Line::of(line) == Line::Loose);
        has_field |= mail_field(line).is_some();
    }
    Line::of(rest) != Line::Loose
        && odd * ONE_ODD_OF <= all
        && (has_field || Line::of(rest) == Line::Folded || x_field(rest))
}

fn x_field(line: &[u8]) -> bool {
    field_name(line).is_some_and(|name| name.contains(&b'-'))
}

/// Where the blocks that a text begins with, each a header's, have From; nothing if a block of other text comes before.
pub(super) fn author_at(rest: &[u8], end: u8) -> Option<usize> {
    let mut was_blank = true;
    for (at, line) in lines_by(rest, end) {
        let is_blank = is_blank(line);
        if !is_blank && was_blank && !is_header_block(&rest[at..], end) {
            return None;
        }
        was_blank = is_blank;
        let is_author = |name: &[u8]| name.eq_ignore_ascii_case(b"From");
        if field_name(line).is_some_and(is_author) {
            return Some(at);
        }
    }
    None
}

/// What follows the header down to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// Fields that the header lacks, From or Date among what it lacks. There is no signature, here or there, and no link:
    /// nothing rests on where the header ends.
    Free,
    /// Fields that the header lacks.
    Fields,
    /// Something else.
    Other,
}

impl Rest {
    pub fn of(rest: &[u8], end: u8, header: Seen) -> Self {
        let mut seen = header;
        let mut has_field = false;
        for (_, line) in lines_by(rest, end).filter(|(_, line)| !is_blank(line)) {
            if Line::of(line) == Line::Loose || seen.note(line) {
                return Self::Other;
            }
            has_field |= mail_field(line).is_some();
        }
        if !has_field {
            return Self::Other;
        }
        let has_link = [&b"://"[..], b"www."]
            .iter()
            .any(|begin| memchr::memmem::find(rest, begin).is_some());
        if header.is_complete() || seen.has_signature || has_link {
            Self::Fields
        } else {
            Self::Free
        }
    }
}

/// Where a field of mail begins within the next lines, at most so many.
pub(super) fn next_field(rest: &[u8], end: u8, most: usize) -> Option<usize> {
    lines_by(rest, end)
        .filter(|(_, line)| !is_blank(line))
        .take(most)
        .find(|(_, line)| mail_field(line).is_some())
        .map(|(at, _)| at)
}

/// Whether each block at the beginning holds one field at most, as where each field or each line is a paragraph: the topmost
/// Received field among them, with nothing above it that a sender writes. A message of which the receiver wrote its fields one
/// below the other does not begin so.
pub(super) fn is_spaced_out(raw: &[u8], end: u8) -> bool {
    let Some(top) = topmost_received(raw, end) else {
        return false;
    };
    let (mut blocks, mut of_mail, mut fields, mut was_blank) = (0, 0, 0, true);
    for (at, line) in lines_by(raw, end) {
        if is_blank(line) {
            was_blank = true;
            continue;
        }
        if was_blank {
            if blocks == SNIFF_BLOCKS && at > top {
                break;
            }
            blocks += 1;
            fields = 0;
        }
        let is_first = was_blank;
        was_blank = false;
        let is_field = Line::of(line) == Line::Field;
        fields += usize::from(is_field);
        // Loose lines one below the other are a text's.
        if fields > 1 || (!is_first && Line::of(line) == Line::Loose) {
            // What comes behind the header may be anything.
            return at > top && of_mail >= MIN_BLOCKS && blocks > MIN_BLOCKS + 1 && !is_field;
        }
        of_mail += usize::from(mail_field(line).is_some());
    }
    of_mail >= MIN_BLOCKS
}

/// Where the topmost Received field begins, if no field that people write stands above it.
fn topmost_received(raw: &[u8], end: u8) -> Option<usize> {
    let mut fields = lines_by(raw, end)
        .take(SNIFF_LINES)
        .filter(|(_, line)| is_received(line) || mail_field(line).is_some_and(is_told));
    fields
        .next()
        .filter(|(_, line)| is_received(line))
        .map(|(at, _)| at)
}
