//! What people hold (a message file, a pasted header block) → the bytes of one raw message.
//!
//! Mends only what stands around a message (quoting, indentation, UTF-16); everything inside it is
//! [`crate::message`]'s to read as it is.

mod altered;
mod paste;

use crate::message::{Damage, DamageKind, Message, PieceKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;
use std::io::{ErrorKind, Read};

pub use crate::limits::MAX_INPUT;

/// How many bytes beyond that are read at once.
const PIECE: usize = 64 * 1024;

/// How far into the input quoting and indentation are looked for.
const SNIFF_LINES: usize = 24;

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
    #[error("is empty: give a message or its header block")]
    Empty,
    /// A file of another kind, known by its first bytes.
    #[error("is {kind}, not a mail: {remedy}")]
    OtherFile {
        /// What it is.
        kind: &'static str,
        /// What to do instead.
        remedy: &'static str,
    },
    /// Nothing in it looks like a header field of mail.
    #[error(
        "has no header field that mail has (looked at the first {looked_at} bytes): give a message or its header block"
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
    let sha256 = hex(&hasher.finalize());
    Ok((bytes, Some(Whole { sha256, size })))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Mends what stands around a message.
pub fn mend(bytes: &[u8]) -> Result<RawMessage<'_>, InputError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::Empty);
    }
    if let Some(row) = OTHER_FILES.iter().find(|row| bytes.starts_with(row.magic)) {
        return Err(InputError::OtherFile {
            kind: row.kind,
            remedy: row.remedy,
        });
    }
    let mut damage = Vec::new();
    let mut bytes = Cow::Borrowed(bytes);
    if let Some(text) = paste::from_utf16(&bytes) {
        damage.push(Damage {
            kind: DamageKind::Utf16,
            offset: 0,
            count: 1,
        });
        bytes = Cow::Owned(text);
    }
    if let Some(text) = paste::unquoted(&bytes, SNIFF_LINES) {
        damage.push(Damage {
            kind: DamageKind::QuotedPaste,
            offset: 0,
            count: 1,
        });
        bytes = Cow::Owned(text);
    }
    if let Some(text) = paste::outdented(&bytes, SNIFF_LINES) {
        damage.push(Damage {
            kind: DamageKind::IndentedPaste,
            offset: 0,
            count: 1,
        });
        bytes = Cow::Owned(text);
    }
    for altered in altered::recognise(&bytes) {
        damage.push(Damage {
            kind: altered.kind,
            offset: altered.offset,
            count: altered.count,
        });
        if let Some(text) = altered.text {
            bytes = Cow::Owned(text);
        }
    }
    Ok(RawMessage { bytes, damage })
}

/// Whether a split input is mail at all: it has at least one field that mail has.
pub fn require_mail(message: &Message<'_>) -> Result<(), InputError> {
    if message
        .fields()
        .iter()
        .any(|field| is_mail_field(field.name()))
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

const SAVE_AS_EML: &str = "save or export the message as .eml and give that";
const GIVE_MAIL: &str = "give a message (.eml) or its header block";

const OTHER_FILES: &[OtherFile] = &[
    OtherFile {
        magic: b"\x89PNG",
        kind: "a PNG picture",
        remedy: "copy the headers as text",
    },
    OtherFile {
        magic: b"\xff\xd8\xff",
        kind: "a JPEG picture",
        remedy: "copy the headers as text",
    },
    OtherFile {
        magic: b"GIF8",
        kind: "a GIF picture",
        remedy: "copy the headers as text",
    },
    OtherFile {
        magic: b"%PDF-",
        kind: "a PDF",
        remedy: "a printed mail has lost its header; save it as .eml",
    },
    OtherFile {
        magic: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        kind: "an Outlook .msg (OLE) file",
        remedy: SAVE_AS_EML,
    },
    OtherFile {
        magic: b"PK\x03\x04",
        kind: "a ZIP archive",
        remedy: "unpack it and give the message in it",
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

/// Field names of RFC 5322, the trace and authentication RFCs, and MIME: at least one of them is in any mail.
const MAIL_FIELDS: &[&str] = &[
    "authentication-results",
    "bcc",
    "cc",
    "content-transfer-encoding",
    "content-type",
    "date",
    "delivered-to",
    "dkim-signature",
    "envelope-to",
    "from",
    "in-reply-to",
    "list-id",
    "message-id",
    "mime-version",
    "precedence",
    "received",
    "received-spf",
    "references",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "to",
];

/// Prefixes that only mail's extension fields have.
const MAIL_PREFIXES: &[&str] = &[
    "arc-",
    "resent-",
    "x-ms-",
    "x-received",
    "x-spam",
    "x-original",
    "x-mailer",
];

fn is_mail_field(name: &str) -> bool {
    MAIL_FIELDS
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
        || MAIL_PREFIXES.iter().any(|prefix| {
            name.get(..prefix.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(raw: &[u8]) -> (String, Vec<DamageKind>) {
        let raw = mend(raw).unwrap();
        let kinds = raw.damage.iter().map(|damage| damage.kind).collect();
        (String::from_utf8_lossy(&raw.bytes).into_owned(), kinds)
    }

    #[test]
    fn a_whole_message_is_borrowed_as_it_is() {
        let raw = b"From: a@example.com\r\n\r\n> quoted\r\n";
        assert!(matches!(mend(raw).unwrap().bytes, Cow::Borrowed(_)));
    }

    #[test]
    fn quoting_is_removed_as_often_as_it_stands() {
        let (text, kinds) =
            mended(b"> > From: a@example.com\n> > To: b\n> >  folded\n> >\n> > body\n");
        assert_eq!(text, "From: a@example.com\nTo: b\n folded\n\nbody\n");
        assert_eq!(kinds, [DamageKind::QuotedPaste]);
    }

    #[test]
    fn indentation_is_removed_and_folding_stays() {
        let (text, kinds) = mended(b"    From: a@example.com\n    Received: x\n      by y\n");
        assert_eq!(text, "From: a@example.com\nReceived: x\n  by y\n");
        assert_eq!(kinds, [DamageKind::IndentedPaste]);
    }

    #[test]
    fn what_stands_below_a_quotation_is_left() {
        let (text, kinds) =
            mended(b"> From: a@example.com\r\n> To: b\r\n\r\nIs this real?\r\n> no\r\n");
        assert_eq!(
            text,
            "From: a@example.com\r\nTo: b\r\n\r\nIs this real?\r\nno\r\n"
        );
        assert_eq!(kinds, [DamageKind::QuotedPaste]);
    }

    #[test]
    fn a_selection_that_began_within_a_line_keeps_its_folding() {
        for (raw, text) in [
            (
                " Received: x\n by y;\n 10:00:09 +0000\nTo: b\n",
                "Received: x\n by y;\n 10:00:09 +0000\nTo: b\n",
            ),
            (
                "\tReceived: x\n\t  by y\n\tTo: b\n",
                "Received: x\n  by y\nTo: b\n",
            ),
            (
                "  Received: x\n\tby y\n  To: b\n",
                "Received: x\n\tby y\nTo: b\n",
            ),
        ] {
            assert_eq!(mended(raw.as_bytes()).0, text);
        }
    }

    #[test]
    fn a_paste_is_mended_behind_a_byte_order_mark_and_with_any_line_end() {
        for (raw, text) in [
            ("\u{feff}> To: a\n> Cc: b\n", "\u{feff}To: a\nCc: b\n"),
            ("\u{feff}  To: a\n  Cc: b\n", "\u{feff}To: a\nCc: b\n"),
            ("> To: a\r> Cc: b\r", "To: a\rCc: b\r"),
            ("> To: a\r\n> Cc: b\r\n>\r\n", "To: a\r\nCc: b\r\n\r\n"),
        ] {
            assert_eq!(mended(raw.as_bytes()).0, text);
        }
    }

    #[test]
    fn utf16_is_recoded() {
        let raw: Vec<u8> = "\u{feff}From: \u{e9}\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let (text, kinds) = mended(&raw);
        assert_eq!(text, "From: \u{e9}\r\n");
        assert_eq!(kinds, [DamageKind::Utf16]);
    }

    #[test]
    fn an_input_has_one_hash_whatever_is_read_of_it() {
        let input: Vec<u8> = (0..200_000_u32).map(|at| (at % 251) as u8).collect();
        let sha256 = |bytes: &[u8]| hex(&Sha256::digest(bytes));
        assert_eq!(
            read_up_to(&input[..], 200_000).unwrap(),
            (input.clone(), None)
        );
        for limit in [0, 1, 199_999] {
            let (bytes, whole) = read_up_to(&input[..], limit).unwrap();
            assert_eq!(bytes, input[..limit]);
            let expected = Whole {
                sha256: sha256(&input),
                size: input.len(),
            };
            assert_eq!(whole, Some(expected));
        }
    }

    #[test]
    fn what_is_no_mail_is_told_what_it_is() {
        assert_eq!(mend(b"").unwrap_err(), InputError::Empty);
        assert_eq!(mend(b" \r\n\r\n").unwrap_err(), InputError::Empty);
        let text = mend(b"\x89PNG\r\n\x1a\n....").unwrap_err().to_string();
        assert!(text.contains("PNG"), "{text}");
        let passwd = Message::parse(b"root:x:0:0:root:/:/bin/sh\ndaemon:x:1:1::/:/bin/false\n");
        assert!(require_mail(&passwd).is_err());
        assert!(require_mail(&Message::parse(b"Subject: x\n")).is_ok());
    }
}
