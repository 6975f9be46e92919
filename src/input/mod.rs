//! What people hold (a message file, a pasted header block) → the bytes of one raw message.
//!
//! Mends only what stands around a message (quoting, indentation, UTF-16) and what copying did to its header; everything
//! else is [`crate::message`]'s to read as it is.

mod altered;
mod frame;
mod lines;
mod names;
mod received;
mod step;

use crate::codec::hex;
use crate::message::{Damage, Message, PieceKind};
use lines::Copied;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::{ErrorKind, Read};
use step::{Altered, Origin};

pub use crate::limits::MAX_INPUT;

/// The byte order mark of UTF-8, which editors put before a paste.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How many bytes beyond that are read at once.
const PIECE: usize = 64 * 1024;

/// One raw message, ready to be split.
#[derive(Clone, Debug)]
pub struct RawMessage<'a> {
    /// The message's bytes: the input, or a mended copy.
    pub bytes: Cow<'a, [u8]>,
    /// What was mended.
    pub damage: Vec<Damage>,
}

/// Why an input is no message.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InputError {
    /// Nothing at all, or white space only.
    #[error("is empty: give a message or its header")]
    Empty,
    /// A file of another kind, known by its first bytes.
    #[error("is {kind}, not a message: {remedy}")]
    OtherFile {
        kind: &'static str,
        /// What to do instead.
        remedy: &'static str,
    },
    /// Nothing in it looks like a header field of mail.
    #[error(
        "has no header field of a message in its first {looked_at} bytes: give a message or its header block"
    )]
    NoHeader {
        /// How many bytes were looked at.
        looked_at: usize,
    },
}

/// What an input is known by that is longer than is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// SHA-256 of all of it, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: usize,
}

/// Keeps the first [`MAX_INPUT`] bytes. Where there are more, they are read too, a piece at a time, for what the whole is
/// known by: an input has one hash, whatever of it is looked at.
pub fn read_limited(reader: impl Read) -> std::io::Result<(Vec<u8>, Option<Whole>)> {
    read_up_to(reader, MAX_INPUT)
}

fn read_up_to(mut reader: impl Read, limit: usize) -> std::io::Result<(Vec<u8>, Option<Whole>)> {
    let mut bytes = Vec::new();
    reader
        .by_ref()
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() <= limit {
        return Ok((bytes, None));
    }
    let mut hasher = Sha256::new();
    hasher.update(&bytes);
    let mut size = bytes.len();
    bytes.truncate(limit);
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => {
                hasher.update(&piece[..length]);
                size += length;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let sha256 = hex::encode(&hasher.finalize());
    Ok((bytes, Some(Whole { sha256, size })))
}

/// Looks for one thing that stands around a message; it must cost a clean one little.
type Around = fn(&[u8]) -> Option<Altered>;

/// The same for what copying does to a header.
type InHeader = fn(Copied<'_>) -> Option<Altered>;

/// What is looked for in an input first, in this order: each is undone before the next is looked for.
const AROUND: &[Around] = &[
    frame::recoded,
    frame::below_a_note,
    frame::out_of_a_block,
    frame::with_line_ends,
    frame::unquoted,
    frame::unbarred,
    frame::unnumbered,
    frame::out_of_columns,
    frame::outdented,
    frame::without_blank_lines,
];

/// And then.
const IN_HEADER: &[InHeader] = &[
    altered::with_plain_spaces,
    altered::unescaped,
    altered::refanged,
    altered::taken_apart,
    altered::rejoined,
    altered::typographic,
    altered::without_brackets,
    altered::cut_off,
];

/// Mends what stands around a message, and what copying did to its header.
pub fn mend(bytes: &[u8]) -> Result<RawMessage<'_>, InputError> {
    let text = bytes.strip_prefix(BOM).unwrap_or(bytes);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::Empty);
    }
    if let Some(row) = OTHER_FILES.iter().find(|row| text.starts_with(row.magic)) {
        return Err(InputError::OtherFile {
            kind: row.kind,
            remedy: row.remedy,
        });
    }
    Ok(undone(bytes))
}

/// Takes the steps one after the other. A byte order mark is passed over, and stays: the message's reader notes it.
fn undone(bytes: &[u8]) -> RawMessage<'_> {
    let behind_mark = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let mark = &bytes[..bytes.len() - behind_mark.len()];
    let mut undoing = Undoing {
        text: Cow::Borrowed(behind_mark),
        damage: Vec::new(),
        origin: Origin::default(),
        begin: mark.len(),
    };
    for look in AROUND {
        let found = look(&undoing.text);
        undoing.take(found);
    }
    let mut looks = IN_HEADER.iter();
    // The header is found anew only where something was undone in it.
    while !looks.as_slice().is_empty() {
        let copied = Copied::new(&undoing.text);
        let found = looks.find_map(|look| look(copied));
        undoing.take(found);
    }
    let bytes = match undoing.text {
        Cow::Borrowed(_) => Cow::Borrowed(bytes),
        Cow::Owned(mended) if mark.is_empty() => Cow::Owned(mended),
        Cow::Owned(mended) => Cow::Owned([mark, &mended].concat()),
    };
    RawMessage {
        bytes,
        damage: undoing.damage,
    }
}

/// A text of which one thing after the other is undone.
struct Undoing<'b> {
    text: Cow<'b, [u8]>,
    damage: Vec<Damage>,
    origin: Origin,
    /// Where it begins in the input.
    begin: usize,
}

impl Undoing<'_> {
    fn take(&mut self, found: Option<Altered>) {
        let Some(altered) = found else {
            return;
        };
        for mut one in altered.damage {
            self.origin.place(&mut one.lines);
            one.offset += self.begin;
            self.damage.push(one);
        }
        self.origin.leave(altered.left);
        if let Some(mended) = altered.text {
            self.text = Cow::Owned(mended);
        }
    }
}

/// Whether an input begins with a field that mail has.
pub fn begins_with_mail(bytes: &[u8]) -> bool {
    lines::lines(bytes)
        .next()
        .is_some_and(|(_, line)| lines::mail_field(line).is_some())
}

/// Whether a split input is mail at all: it has at least one field that mail has.
pub fn require_mail(message: &Message<'_>) -> Result<(), InputError> {
    if message
        .fields()
        .iter()
        .any(|field| names::is_mail_field(field.name().as_bytes()))
    {
        return Ok(());
    }
    let header = message
        .pieces()
        .iter()
        .filter(|piece| piece.kind != PieceKind::Body)
        .map(|piece| piece.span.end)
        .max();
    Err(InputError::NoHeader {
        looked_at: header.unwrap_or(0).max(message.raw().len().min(1024)),
    })
}

/// A kind of file that people hand over by mistake, known by its first bytes.
struct OtherFile {
    magic: &'static [u8],
    kind: &'static str,
    remedy: &'static str,
}

const SAVE_AS_EML: &str = "save or export the message as .eml and use that file";
const GIVE_MAIL: &str = "give a message (.eml) or its header";

const OTHER_FILES: &[OtherFile] = &[
    OtherFile {
        magic: b"\x89PNG",
        kind: "a PNG image",
        remedy: "copy the headers as text",
    },
    OtherFile {
        magic: b"\xff\xd8\xff",
        kind: "a JPEG image",
        remedy: "copy the headers as text",
    },
    OtherFile {
        magic: b"GIF8",
        kind: "a GIF image",
        remedy: "copy the headers as text",
    },
    OtherFile {
        magic: b"%PDF-",
        kind: "a PDF",
        remedy: "a printed message has no header; save the message as .eml",
    },
    OtherFile {
        magic: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        kind: "an OLE file (an old Office document?)",
        remedy: GIVE_MAIL,
    },
    OtherFile {
        magic: b"PK\x03\x04",
        kind: "a ZIP archive",
        remedy: "unpack it and use the message in it",
    },
    OtherFile {
        magic: b"\x1f\x8b",
        kind: "gzip data",
        remedy: "unpack it first (gzip -d)",
    },
    OtherFile {
        magic: b"\x7fELF",
        kind: "a program",
        remedy: GIVE_MAIL,
    },
    OtherFile {
        magic: b"!BDN",
        kind: "an Outlook .pst file",
        remedy: SAVE_AS_EML,
    },
    OtherFile {
        magic: b"<!DOCTYPE",
        kind: "an HTML page",
        remedy: GIVE_MAIL,
    },
    OtherFile {
        magic: b"<html",
        kind: "an HTML page",
        remedy: GIVE_MAIL,
    },
];

#[cfg(test)]
mod hostile;

#[cfg(test)]
mod tests;
