//! The splitter: one pass over the header's lines.

use super::boundary;
use super::field::field_colon;
use super::lines::{Census, line_at};
use super::{Damage, DamageKind, HeaderField, LineEnds, Message, Piece, PieceKind, Span};
use crate::limits::{MAX_DECLARED, MAX_FIELDS, MAX_JUNK_RUN};

/// RFC 5322 section 2.1.1: a line must be no more than 998 characters.
const MAX_LINE: usize = 998;

const BOM: &[u8] = b"\xEF\xBB\xBF";

pub(super) fn split(raw: &[u8]) -> Message<'_> {
    let census = Census::of(raw);
    let mut splitter = Splitter {
        raw,
        ends: census.line_ends(),
        fields: Vec::with_capacity(48),
        pieces: Vec::with_capacity(52),
        damage: Vec::new(),
        boundaries: Vec::new(),
    };
    let start = splitter.prologue();
    let (header_end, body) = splitter.header(start);
    splitter.note_line_ends(census);
    splitter.note_bytes(header_end);
    Message {
        raw,
        fields: splitter.fields,
        pieces: splitter.pieces,
        body,
        line_ends: splitter.ends,
        damage: splitter.damage,
        is_whole: false,
    }
}

struct Splitter<'a> {
    raw: &'a [u8],
    ends: LineEnds,
    fields: Vec<HeaderField<'a>>,
    pieces: Vec<Piece>,
    damage: Vec<Damage>,
    /// The delimiters of parts that the header has declared so far.
    boundaries: Vec<Vec<u8>>,
}

impl Splitter<'_> {
    /// Passes over what may stand before a header; gives the offset of the first line of it.
    fn prologue(&mut self) -> usize {
        let mut at = 0;
        if self.raw.starts_with(BOM) {
            self.note(DamageKind::ByteOrderMark, 0);
            at = BOM.len();
        }
        let mut from_line_seen = false;
        while at < self.raw.len() {
            let (end, next) = line_at(self.raw, at, self.ends);
            let line = &self.raw[at..end];
            if line.trim_ascii().is_empty() {
                self.note(DamageKind::LeadingBlankLines, at);
            } else if !from_line_seen && is_mbox_line(line) {
                from_line_seen = true;
                self.note(DamageKind::MboxFromLine, at);
            } else {
                break;
            }
            at = next;
        }
        self.push(PieceKind::Prologue, Span::new(0, at));
        at
    }

    /// Reads fields up to the empty line; gives the end of the header and the body, if there is one.
    fn header(&mut self, start: usize) -> (usize, Option<Span>) {
        let mut at = start;
        while at < self.raw.len() {
            let (end, next) = line_at(self.raw, at, self.ends);
            if end == at {
                self.push(PieceKind::Separator, Span::new(at, next));
                return self.body(at, next);
            }
            if self.fields.len() == MAX_FIELDS {
                self.note(DamageKind::TooManyFields, at);
                return self.body(at, at);
            }
            let line = &self.raw[at..end];
            if boundary::is_delimiter(line, &self.boundaries) {
                // Here begins the first part, whose fields are none of the message's.
                self.note(DamageKind::NoHeaderEnd, at);
                return self.body(at, at);
            }
            if let Some(colon) = field_colon(line) {
                at = self.field(at, at + colon);
            } else if self.junk_belongs_to_header(at) {
                self.note(DamageKind::JunkLine, at);
                self.push(PieceKind::Junk, Span::new(at, next));
                at = next;
            } else {
                self.note(DamageKind::NoHeaderEnd, at);
                return self.body(at, at);
            }
        }
        self.note(DamageKind::NoBody, at);
        if at > start && !self.raw.ends_with(b"\n") && !self.raw.ends_with(b"\r") {
            self.note(DamageKind::NoFinalLineEnd, at);
        }
        (at, None)
    }

    fn body(&mut self, header_end: usize, start: usize) -> (usize, Option<Span>) {
        let span = Span::new(start, self.raw.len());
        self.push(PieceKind::Body, span);
        (header_end, Some(span))
    }

    /// Reads the field whose name begins at `start` with its folded lines; gives the offset behind it.
    fn field(&mut self, start: usize, colon: usize) -> usize {
        let (mut end, mut next) = line_at(self.raw, start, self.ends);
        while matches!(self.raw.get(next), Some(b' ' | b'\t')) {
            let (line_end, after) = line_at(self.raw, next, self.ends);
            // A line of white space only is how some senders write the end of the header; it is folding all the same
            // when a further folded line or field follows (RFC 5322 section 4.2, obs-FWS).
            (end, next) = (line_end, after);
        }
        let name = self.raw[start..colon].trim_ascii_end();
        let span = Span::new(start, next);
        self.push(PieceKind::Field(self.fields.len()), span);
        self.fields.push(HeaderField {
            // `field_colon` admits ASCII only.
            name: std::str::from_utf8(name).unwrap_or_default(),
            raw: span.of(self.raw),
            span,
            value: Span::new(colon + 1, end.max(colon + 1)),
        });
        if self.boundaries.len() < MAX_DECLARED {
            let declared = self.fields.last().and_then(boundary::declared);
            self.boundaries.extend(declared);
        }
        next
    }

    /// Whether lines that are no fields stand *within* the header: fields follow, or a single one ends it.
    fn junk_belongs_to_header(&self, start: usize) -> bool {
        let mut at = start;
        for run in 0..MAX_JUNK_RUN {
            let (end, next) = line_at(self.raw, at, self.ends);
            let line = &self.raw[at..end];
            if line.is_empty() {
                return run == 1;
            }
            if boundary::is_delimiter(line, &self.boundaries) {
                // A preamble (RFC 2046 section 5.1.1), and behind it the first part.
                return false;
            }
            if run > 0 && field_colon(line).is_some_and(|colon| is_plausible_name(&line[..colon])) {
                return true;
            }
            if next >= self.raw.len() {
                // The input ends here: a header block that was cut off, not a body.
                return true;
            }
            at = next;
        }
        false
    }

    fn push(&mut self, kind: PieceKind, span: Span) {
        if !span.is_empty() {
            self.pieces.push(Piece { kind, span });
        }
    }

    fn note(&mut self, kind: DamageKind, offset: usize) {
        self.note_many(kind, offset, 1);
    }

    fn note_many(&mut self, kind: DamageKind, offset: usize, count: usize) {
        match self.damage.iter_mut().find(|damage| damage.kind == kind) {
            Some(damage) => damage.count += count,
            None => self.damage.push(Damage::new(kind, offset, count)),
        }
    }

    fn note_line_ends(&mut self, census: Census) {
        let kind = match self.ends {
            LineEnds::Lf => DamageKind::LfLineEnds,
            LineEnds::Cr => DamageKind::CrLineEnds,
            LineEnds::CrCrLf => DamageKind::CrCrLfLineEnds,
            LineEnds::Mixed => DamageKind::MixedLineEnds,
            LineEnds::Crlf | LineEnds::None => {
                if let Some(at) = census.first_lone_cr {
                    self.note_many(DamageKind::LoneCr, at, census.lone_cr);
                }
                return;
            }
        };
        let offset = census.first_lf.or(census.first_lone_cr).unwrap_or(0);
        let count = census.lf
            + census.crcrlf
            + if self.ends == LineEnds::Cr {
                census.lone_cr
            } else {
                0
            };
        self.note_many(kind, offset, count);
        if let (true, Some(at)) = (self.ends != LineEnds::Cr, census.first_lone_cr) {
            self.note_many(DamageKind::LoneCr, at, census.lone_cr);
        }
    }

    fn note_bytes(&mut self, header_end: usize) {
        let header = &self.raw[..header_end];
        let from = if header.starts_with(BOM) {
            BOM.len()
        } else {
            0
        };
        // Nearly all stretches have nothing but text in them, which is told for many bytes at once.
        for (nth, stretch) in header[from..].chunks(STRETCH).enumerate() {
            if !stretch.iter().fold(false, |odd, &byte| odd | is_odd(byte)) {
                continue;
            }
            let start = from + nth * STRETCH;
            for (at, &byte) in stretch
                .iter()
                .enumerate()
                .filter(|(_, byte)| is_odd(**byte))
            {
                let kind = match byte {
                    0 => DamageKind::Nul,
                    0x80.. => DamageKind::EightBitHeader,
                    _ => DamageKind::ControlBytes,
                };
                self.note(kind, start + at);
            }
        }
        let pieces = self.pieces.iter().map(|piece| piece.span);
        // What is shorter has no line that is too long. The mark is of the first line.
        let long: Vec<Span> = if from == 0 {
            let is_long = |span: &Span| span.start < header_end && span.len() > MAX_LINE;
            pieces.filter(is_long).collect()
        } else {
            vec![Span::new(0, header_end)]
        };
        for span in long {
            let mut at = span.start;
            while at < span.end {
                let (end, next) = line_at(self.raw, at, self.ends);
                if end - at > MAX_LINE {
                    self.note(DamageKind::OverlongLine, at);
                }
                at = next;
            }
        }
    }
}

/// How many bytes are looked at together.
const STRETCH: usize = 64;

/// Whether a byte is neither printable ASCII nor white space. Without branches, so that many are told at once.
fn is_odd(byte: u8) -> bool {
    let is_printable = byte.wrapping_sub(b' ') < 0x7f - b' ';
    let is_white = matches!(byte, b'\n' | b'\r' | b'\t');
    !(is_printable | is_white)
}

/// Whether a name could be one that software writes: letters, digits, hyphens and the like, not `http` of a link.
fn is_plausible_name(name: &[u8]) -> bool {
    let name = name.trim_ascii_end();
    name.iter()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && !name.eq_ignore_ascii_case(b"http")
        && !name.eq_ignore_ascii_case(b"https")
}

/// Whether a line is an mbox `From ` line; `From :` is a field in obsolete syntax (RFC 5322 section 4.5).
fn is_mbox_line(line: &[u8]) -> bool {
    line.strip_prefix(b"From ")
        .is_some_and(|rest| !rest.trim_ascii_start().starts_with(b":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(raw: &str) -> Vec<String> {
        Message::parse(raw.as_bytes())
            .fields()
            .iter()
            .map(|field| field.name().to_owned())
            .collect()
    }

    fn kinds(raw: &[u8]) -> Vec<DamageKind> {
        Message::parse(raw)
            .damage()
            .iter()
            .map(|damage| damage.kind)
            .collect()
    }

    #[test]
    fn fields_fold_and_the_body_begins_behind_the_empty_line() {
        let raw = b"A: one\r\n two\r\nB:\r\n\tthree\r\n\r\nbody\r\n";
        let message = Message::parse(raw);
        assert_eq!(message.fields()[0].unfolded().as_ref(), b"one two");
        assert_eq!(message.fields()[1].unfolded().as_ref(), b"three");
        assert_eq!(message.body(), Some(&b"body\r\n"[..]));
        assert!(message.damage().is_empty(), "{:?}", message.damage());
    }

    #[test]
    fn every_kind_of_line_end_gives_the_same_fields() {
        for end in ["\r\n", "\n", "\r", "\r\r\n"] {
            let raw = ["A: 1", " 2", "B : 3", "", "x"].join(end);
            let message = Message::parse(raw.as_bytes());
            assert_eq!(message.fields().len(), 2, "{end:?}");
            assert_eq!(message.fields()[0].unfolded().as_ref(), b"1 2", "{end:?}");
            assert_eq!(message.fields()[1].name(), "B", "{end:?}");
            assert_eq!(message.body(), Some(&b"x"[..]), "{end:?}");
        }
    }

    #[test]
    fn prologues_are_passed_over() {
        assert_eq!(names("\u{feff}From a@b Mon\r\nA: 1\r\n\r\n"), ["A"]);
        assert_eq!(names("\r\n \r\nA: 1\r\n\r\n"), ["A"]);
        assert_eq!(names("From : a@b\r\nA: 1\r\n\r\n"), ["From", "A"]);
        assert!(kinds(b"\xEF\xBB\xBFA: 1\r\n\r\n").contains(&DamageKind::ByteOrderMark));
    }

    #[test]
    fn junk_stays_in_the_header_only_when_fields_follow() {
        assert_eq!(names("A: 1\r\nnonsense\r\nB: 2\r\n\r\nbody"), ["A", "B"]);
        let raw = b"A: 1\r\nDear Sir,\r\nsee below\r\n\r\nbye";
        assert!(kinds(raw).contains(&DamageKind::NoHeaderEnd));
        assert_eq!(
            Message::parse(raw).body(),
            Some(&b"Dear Sir,\r\nsee below\r\n\r\nbye"[..])
        );
    }

    #[test]
    fn the_first_part_is_no_header() {
        let header = "From: a@example.com\nContent-Type: multipart/mixed; boundary=\"0__:x\"\nSubject: hi\n hello\n";
        let part = "--0__:x\nContent-Type: text/plain\nSubject: inner\n\nhello\n--0__:x--\n";
        for between in ["", "This is a message in MIME format.\n", "Hi there\nall\n"] {
            for end in ["\n", "\r\n", "\r"] {
                let raw = format!("{header}{between}{part}").replace('\n', end);
                assert_eq!(names(&raw), ["From", "Content-Type", "Subject"], "{raw:?}");
                assert!(kinds(raw.as_bytes()).contains(&DamageKind::NoHeaderEnd));
                let body = format!("{between}{part}").replace('\n', end);
                let message = Message::parse(raw.as_bytes());
                assert_eq!(message.body(), Some(body.as_bytes()), "{raw:?}");
            }
        }
        // Other lines with hyphens, and a delimiter that nothing declares, are what they were.
        assert_eq!(names(&format!("{header}--y: 1\nTo: b\n\n")).len(), 5);
        assert_eq!(names("From: a@example.com\n--x\nTo: b\n\n"), ["From", "To"]);
    }

    #[test]
    fn a_header_block_has_no_body() {
        let message = Message::parse(b"A: 1\r\nB: 2\r\n");
        assert_eq!(message.body(), None);
        assert_eq!(kinds(b"A: 1\r\n"), [DamageKind::NoBody]);
    }

    #[test]
    fn bytes_that_do_not_belong_are_counted() {
        let raw = b"A: \0\0\x01\xff\r\n\r\n";
        assert_eq!(
            kinds(raw),
            [
                DamageKind::Nul,
                DamageKind::ControlBytes,
                DamageKind::EightBitHeader
            ]
        );
        assert_eq!(Message::parse(raw).damage()[0].count, 2);
    }
}
