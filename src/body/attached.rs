//! The messages that a message carries as parts, as whoever reports one sends it.

use super::encoded::Encoding;
use crate::limits::{MAX_FILE_NAME, MAX_NAMING_FIELD, MAX_NESTED};
use crate::message::parts::{Content, Fields, Part, Parts};
use mail_parser::decoders::html::html_to_text;

/// A part that is a message, or may hold some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its number, as IMAP counts.
    pub part: String,
    /// The name that it announces.
    pub name: Option<String>,
    /// Its bytes, decoded.
    pub bytes: Vec<u8>,
    /// Whether nothing of the message that carries it follows.
    pub is_last: bool,
    /// Whether it may be anything, such as an archive, of which only its content tells whether it holds messages.
    pub is_archive: bool,
}

/// What else a message says beside what it carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The messages.
    pub messages: Vec<Attached>,
    /// How many bytes of text stand beside them.
    pub text: usize,
    /// How many other files do.
    pub files: usize,
    /// Whether there is more than was looked at.
    pub cut: bool,
    /// Its `report-type`, in lower case.
    pub report_type: Option<String>,
}

/// How names of files end that hold messages.
const MESSAGES: &[&str] = &[".eml", ".msg", ".emlx"];
/// How those of archives do.
const ARCHIVES: &[&str] = &[".zip", ".7z", ".tgz", ".tar", ".gz", ".mbox"];

/// What a message carries; `None` where a glance shows that it is nothing.
pub fn attached(raw: &[u8], most: usize) -> Option<Carried> {
    if !may_carry(raw) {
        return None;
    }
    let parts = Parts::of(raw)?;
    let root = parts.root();
    let mut look = Look {
        most,
        carried: Carried {
            cut: parts.is_cut(),
            ..Carried::default()
        },
    };
    if let Some(given) = root.fields.content_type() {
        look.carried.report_type = given.attribute("report-type").map(str::to_ascii_lowercase);
    }
    let number = if parts.within(root).is_some() {
        ""
    } else {
        "1"
    };
    look.part(&parts, root, number, false, 0);
    (!look.carried.messages.is_empty()).then_some(look.carried)
}

struct Look {
    most: usize,
    carried: Carried,
}

impl Look {
    fn part(
        &mut self,
        parts: &Parts<'_>,
        part: &Part<'_>,
        number: &str,
        in_digest: bool,
        depth: usize,
    ) {
        if let Some(inner) = parts.within(part) {
            if depth == MAX_NESTED {
                self.carried.cut = true;
                return;
            }
            let in_digest = part.is_digest();
            for (at, inner) in (1..).zip(inner) {
                let dot = if number.is_empty() { "" } else { "." };
                let number = format!("{number}{dot}{at}");
                self.part(parts, inner, &number, in_digest, depth + 1);
            }
            return;
        }
        let fields = &part.fields;
        let name = fields.file_name();
        let ends = |ends: &[&str]| {
            name.is_some_and(|name| {
                let name = name.to_ascii_lowercase();
                ends.iter().any(|end| name.ends_with(end))
            })
        };
        let is_outlook = fields
            .content_type()
            .is_some_and(|given| given.subtype() == Some("vnd.ms-outlook"));
        let is_message = part.is_message(in_digest) || is_outlook || ends(MESSAGES);
        let is_archive = !is_message && ends(ARCHIVES);
        if !is_message && !is_archive {
            match parts.content(part) {
                Content::Text(text) if name.is_none() => self.carried.text += text.trim().len(),
                Content::Html(text) if name.is_none() => {
                    self.carried.text += html_to_text(&text).trim().len();
                }
                Content::Broken if name.is_none() => {
                    let text = String::from_utf8_lossy(parts.raw(part));
                    self.carried.text += text.trim().len();
                }
                // A report of abuse says in a part of its own what it is about (RFC 5965).
                _ if is_feedback(fields) => {}
                _ => self.carried.files += 1,
            }
            return;
        }
        if self.carried.messages.len() == self.most {
            self.carried.cut = true;
            return;
        }
        let raw = parts.raw(part);
        let bytes = match Encoding::of(fields.encoding()) {
            Encoding::None => raw.to_vec(),
            coded => coded.decode(raw).0,
        };
        self.carried.messages.push(Attached {
            part: number.to_owned(),
            name: name.map(|name| name.chars().take(MAX_FILE_NAME).collect()),
            bytes,
            is_last: parts.is_last(part),
            is_archive,
        });
    }
}

fn is_feedback(fields: &Fields<'_>) -> bool {
    fields.content_type().is_some_and(|given| {
        given.ctype().eq_ignore_ascii_case("message")
            && given
                .subtype()
                .is_some_and(|sub| sub.eq_ignore_ascii_case("feedback-report"))
    })
}

/// How fields begin that name a part's type or file.
const FIELD: &[u8] = b"ontent-";

/// Whether a message, or a part of it, may be a message, by a glance at the fields that name types and files.
fn may_carry(raw: &[u8]) -> bool {
    memchr::memmem::find_iter(raw, FIELD).any(|at| {
        let is_name = at >= 1 && matches!(raw[at - 1], b'c' | b'C');
        let begins = is_name && (at == 1 || matches!(raw[at - 2], b'\n' | b'\r'));
        begins && names_one(&raw[at..raw.len().min(at + MAX_NAMING_FIELD)])
    })
}

/// Whether the field that begins here names a message.
fn names_one(field: &[u8]) -> bool {
    let end = memchr::memchr_iter(b'\n', field)
        .find(|end| !matches!(field.get(end + 1), Some(b' ' | b'\t')))
        .unwrap_or(field.len());
    let field = field[..end].to_ascii_lowercase();
    let words: [&[u8]; 3] = [b"message/", b"digest", b"vnd.ms-outlook"];
    let ends = MESSAGES.iter().chain(ARCHIVES).map(|end| end.as_bytes());
    words
        .into_iter()
        .chain(ends)
        .any(|word| memchr::memmem::find(&field, word).is_some())
}
