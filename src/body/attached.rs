//! The messages that a message carries as parts, as whoever reports one sends it.

use super::encoded::Encoding;
use crate::limits::{MAX_FILE_NAME, MAX_NAMING_FIELD, MAX_NESTED};
use crate::message::door;
use mail_parser::decoders::html::html_to_text;
use mail_parser::{Message as Parsed, MessageParser, MessagePart, MimeHeaders, PartType};

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
    let bounded = door::bounded(raw);
    let parser = MessageParser::new()
        .with_mime_headers()
        .default_header_ignore();
    let parsed = parser.parse(bounded.bytes.as_ref())?;
    let root = parsed.parts.first()?;
    let mut look = Look {
        source: raw,
        most,
        carried: Carried {
            cut: bounded.cut,
            ..Carried::default()
        },
    };
    if let Some(given) = root.content_type() {
        look.carried.report_type = given.attribute("report-type").map(str::to_ascii_lowercase);
    }
    let number = if matches!(root.body, PartType::Multipart(_)) {
        ""
    } else {
        "1"
    };
    look.part(&parsed, root, number, false, 0);
    (!look.carried.messages.is_empty()).then_some(look.carried)
}

struct Look<'m> {
    source: &'m [u8],
    most: usize,
    carried: Carried,
}

impl Look<'_> {
    fn part(
        &mut self,
        parsed: &Parsed<'_>,
        part: &MessagePart<'_>,
        number: &str,
        in_digest: bool,
        depth: usize,
    ) {
        if let PartType::Multipart(parts) = &part.body {
            if depth == MAX_NESTED {
                self.carried.cut = true;
                return;
            }
            let in_digest = door::is_digest(part);
            for (at, id) in (1..).zip(parts) {
                if let Some(inner) = parsed.part(*id) {
                    let dot = if number.is_empty() { "" } else { "." };
                    let number = format!("{number}{dot}{at}");
                    self.part(parsed, inner, &number, in_digest, depth + 1);
                }
            }
            return;
        }
        let name = part.attachment_name();
        let ends = |ends: &[&str]| {
            name.is_some_and(|name| {
                let name = name.to_ascii_lowercase();
                ends.iter().any(|end| name.ends_with(end))
            })
        };
        let is_outlook = part
            .content_type()
            .is_some_and(|given| given.subtype() == Some("vnd.ms-outlook"));
        let is_message = door::is_message(part, in_digest) || is_outlook || ends(MESSAGES);
        let is_archive = !is_message && ends(ARCHIVES);
        if !is_message && !is_archive {
            match &part.body {
                PartType::Text(text) if name.is_none() => self.carried.text += text.trim().len(),
                PartType::Html(text) if name.is_none() => {
                    self.carried.text += html_to_text(text).trim().len();
                }
                // A report of abuse says in a part of its own what it is about (RFC 5965).
                _ if is_feedback(part) => {}
                _ => self.carried.files += 1,
            }
            return;
        }
        if self.carried.messages.len() == self.most {
            self.carried.cut = true;
            return;
        }
        let raw = door::raw_part(self.source, part);
        let bytes = match Encoding::of(part.content_transfer_encoding()) {
            Encoding::None => raw.to_vec(),
            coded => coded.decode(raw).0,
        };
        self.carried.messages.push(Attached {
            part: number.to_owned(),
            name: name.map(|name| name.chars().take(MAX_FILE_NAME).collect()),
            bytes,
            is_last: door::ends_the_input(parsed, part),
            is_archive,
        });
    }
}

fn is_feedback(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|given| {
        let (main, sub) = door::type_of(given);
        main.eq_ignore_ascii_case("message")
            && sub.is_some_and(|sub| sub.eq_ignore_ascii_case("feedback-report"))
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
