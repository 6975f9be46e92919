//! The check behind redaction: everything is decoded once more, by another reader of MIME, and looked at in all forms.

use super::base64_body::is_bare;
use super::form::Form;
use super::mime::{self, Kind};
use super::window::AROUND;
use super::{Redactor, decodings, unsubscribe};
use crate::limits::MAX_NESTED;
use crate::message::{HeaderField, Message, door};
use mail_parser::{Address, Header, MessageParser, MimeHeaders, PartType};
use memchr::memmem;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// A protected text that is still there. Says where, and never what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// Where: a field's name, or a part's number.
    pub place: String,
    /// The line, counted from 1, where the place has lines of its own.
    pub line: Option<usize>,
    /// In which form.
    pub form: Form,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a protected address is left in {}", self.place)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, " ({})", self.form.text())
    }
}

impl Redactor {
    /// What is still in a message that must not leave the house; empty when it may.
    pub fn leaks(&self, message: &[u8]) -> Vec<Leak> {
        self.checker.forget();
        let mut check = Check {
            redactor: self,
            found: BTreeSet::new(),
        };
        check.regions(message);
        check.decoded(message, "", 0);
        if self.checker.is_exhausted() {
            check.found.insert(Leak {
                place: "encodings that were not all searched".to_owned(),
                line: None,
                form: Form::Base64,
            });
        }
        check.found.into_iter().collect()
    }

    /// What is still in a text, such as a letter or a set of report fields.
    pub fn leaks_in_text(&self, place: &str, text: &[u8]) -> Vec<Leak> {
        let mut check = Check {
            redactor: self,
            found: BTreeSet::new(),
        };
        check.text(place, text, true);
        check.found.into_iter().collect()
    }
}

struct Check<'r> {
    redactor: &'r Redactor,
    found: BTreeSet<Leak>,
}

impl Check<'_> {
    fn text(&mut self, place: &str, text: &[u8], has_lines: bool) {
        for edit in self.redactor.checker.edits(text) {
            let line = has_lines.then(|| line_of(text, edit.range.start));
            self.found.insert(Leak {
                place: place.to_owned(),
                line,
                form: edit.form,
            });
        }
    }

    /// What stands between long fields, of which the middle was looked at already.
    fn seam(&mut self, place: &str, header: &[u8], seam: &Range<usize>) {
        let window = &header[seam.clone()];
        for edit in self.redactor.checker.edits(window) {
            let is_cut = seam.start > 0 && edit.range.start < BLUR
                || seam.end < header.len() && edit.range.end + BLUR > window.len();
            if !is_cut {
                self.found.insert(Leak {
                    place: place.to_owned(),
                    line: Some(line_of(header, seam.start + edit.range.start)),
                    form: edit.form,
                });
            }
        }
    }

    /// The bytes as they stand, and what our own reader makes of them.
    fn regions(&mut self, message: &[u8]) {
        for region in mime::regions(message) {
            let text = &message[region.range.clone()];
            match &region.kind {
                Kind::Header => self.header(text, &region.part),
                Kind::Base64(_) => {
                    for decoded in decodings(text) {
                        self.text(&place(&region.part), &decoded, false);
                    }
                    if !is_bare(text) {
                        self.text(&place(&region.part), text, true);
                    }
                }
                Kind::Text | Kind::Opaque(_) => self.text(&place(&region.part), text, true),
            }
        }
    }

    fn header(&mut self, header: &[u8], part: &str) {
        // Field by field for the name of the place, and as a whole for what stands between fields.
        let parsed = Message::parse(header);
        let before = self.found.len();
        for field in parsed.fields() {
            let name = field_place(field.name(), part);
            self.text(&name, field.raw(), false);
        }
        if self.found.len() == before {
            let place = field_place("the header", part);
            for seam in seams(&parsed, header.len()) {
                self.seam(&place, header, &seam);
            }
        }
        let left = unsubscribe::identifiers(header)
            .into_iter()
            .any(|range| !self.redactor.is_ours(&header[range]));
        if left {
            self.found.insert(Leak {
                place: field_place("List-Unsubscribe", part),
                line: None,
                form: Form::Unsubscribe,
            });
        }
    }

    /// Notes that something was not looked into, so that nobody takes it for clean.
    fn skipped(&mut self, place: &str) {
        self.found.insert(Leak {
            place: place.to_owned(),
            line: None,
            form: Form::Base64,
        });
    }

    /// What mail-parser makes of the message.
    fn decoded(&mut self, raw: &[u8], part: &str, depth: usize) {
        // It is shown no message within another: these are opened here, one after the other.
        let header_end = Message::parse(raw)
            .body_span()
            .map_or(raw.len(), |body| body.start);
        let bounded = door::bounded(raw);
        if bounded.cut {
            self.skipped("parts beyond the limit, not searched");
        }
        let Some(message) = MessageParser::new().parse(bounded.bytes.as_ref()) else {
            return;
        };
        let digests: BTreeSet<u32> = message
            .parts
            .iter()
            .filter(|entity| door::is_digest(entity))
            .filter_map(|entity| entity.sub_parts())
            .flatten()
            .copied()
            .collect();
        for (number, entity) in message.parts.iter().enumerate() {
            let name = match (part, number) {
                ("", 0) => "the body".to_owned(),
                ("", number) => format!("decoded part {number}"),
                (part, number) => format!("{part}, decoded part {number}"),
            };
            for header in &entity.headers {
                let field = header.offset_field as usize..header.offset_end as usize;
                let is_ours = part.is_empty() && field.end <= header_end;
                let field = raw.get(field).filter(|_| is_ours).unwrap_or_default();
                let name = field_place(header.name.as_str(), part);
                for text in readings(header, field) {
                    self.text(&name, text.as_bytes(), false);
                }
            }
            if let Some(file) = entity.attachment_name() {
                self.text(&format!("the file name of {name}"), file.as_bytes(), false);
            }
            let in_digest = u32::try_from(number).is_ok_and(|number| digests.contains(&number));
            if door::is_message(entity, in_digest) {
                if depth < MAX_NESTED {
                    self.decoded(entity.contents(), &name, depth + 1);
                } else {
                    self.skipped("messages nested too deeply, not searched");
                }
                continue;
            }
            match &entity.body {
                PartType::Text(text) | PartType::Html(text) => {
                    self.text(&name, text.as_bytes(), true);
                }
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                    self.text(&name, bytes, false);
                }
                PartType::Message(_) => self.skipped("messages opened by the reader itself"),
                PartType::Multipart(_) => {}
            }
        }
    }
}

/// What the other reader makes of a field: names and addresses, or its text, unless that stands in the field as it is, where it
/// was looked at.
pub(super) fn readings<'h>(read: &'h Header<'_>, field: &[u8]) -> Vec<&'h str> {
    let addresses = read.value.as_address().into_iter().flat_map(Address::iter);
    let parts = addresses.flat_map(|mailbox| [&mailbox.name, &mailbox.address]);
    let parts = parts.flatten().map(AsRef::as_ref);
    let is_new = |text: &&str| memmem::find(field, text.as_bytes()).is_none();
    let text = read.value.as_text().filter(is_new);
    text.into_iter().chain(parts).collect()
}

/// How near to where a text was cut nothing is taken for found, in bytes: half of it may stand beyond.
const BLUR: usize = AROUND / 8;

/// A header without the middle of its long fields.
fn seams(header: &Message<'_>, length: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for span in header.fields().iter().map(HeaderField::span) {
        if span.end - span.start > 3 * AROUND {
            out.push(from..span.start + AROUND);
            from = span.end - AROUND;
        }
    }
    out.push(from..length);
    out
}

fn line_of(text: &[u8], at: usize) -> usize {
    memchr::memchr_iter(b'\n', &text[..at.min(text.len())]).count() + 1
}

fn place(part: &str) -> String {
    if part.is_empty() {
        "the body".to_owned()
    } else {
        format!("part {part}")
    }
}

fn field_place(field: &str, part: &str) -> String {
    match part {
        "" => field.to_owned(),
        part if part.starts_with(|c: char| c.is_ascii_digit()) => format!("{field} of part {part}"),
        part => format!("{field} of {part}"),
    }
}
