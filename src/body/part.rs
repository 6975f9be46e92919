//! The parts of a message: what is attached, and the texts that links stand in.

use super::encoded::Encoding;
use super::name::{self, RiskKind};
use super::{Attachment, Body, MAX_ATTACHMENTS, Unpack, archive, link, sniff};
use crate::codec::hex;
use crate::limits::{MAX_FILE_NAME, MAX_MEDIA_TYPE, MAX_NESTED, MAX_UNPACKED};
use crate::message::parts::{Content, Fields, Part, Parts};
use mail_parser::ContentType;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Why an attachment is suspicious.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Why.
    pub kind: RiskKind,
    /// The name within the archive; `None` for the attachment itself.
    pub inside: Option<String>,
}

/// Looks at a message, header included.
pub(super) fn read(raw: &[u8], unpack: Unpack) -> Body {
    let mut walk = Walk {
        body: Body::default(),
        room: archive::Room::new(match unpack {
            Unpack::Files => MAX_UNPACKED,
            Unpack::Nothing => 0,
        }),
        links: link::Collector::default(),
    };
    walk.message(raw, "", 0, false);
    let mut body = walk.body;
    body.cut |= walk.links.cut();
    (body.links, body.links_left_out) = walk.links.finish();
    body
}

struct Walk {
    body: Body,
    /// How many bytes the files inside archives may still be unpacked to.
    room: archive::Room,
    links: link::Collector,
}

/// Where a part stands.
#[derive(Clone, Copy)]
struct Within {
    depth: usize,
    inside: bool,
    /// Whether a part without a type is a message.
    in_digest: bool,
}

impl Walk {
    /// `inside` says that a delimiter of parts is to follow the message, as it is of one that is part of another.
    fn message(&mut self, raw: &[u8], number: &str, depth: usize, inside: bool) {
        if depth > MAX_NESTED {
            self.body.cut = true;
            return;
        }
        let Some(parts) = Parts::of(raw) else {
            return;
        };
        self.body.cut |= parts.is_cut();
        let root = parts.root();
        // The only part of a message without parts is its first.
        let number = if parts.within(root).is_some() {
            number.to_owned()
        } else {
            below(number, 1)
        };
        let within = Within {
            depth,
            inside,
            in_digest: false,
        };
        self.part(&parts, root, &number, within);
    }

    fn part(&mut self, parts: &Parts<'_>, part: &Part<'_>, number: &str, within: Within) {
        let Within {
            depth,
            inside,
            in_digest,
        } = within;
        if depth > MAX_NESTED {
            self.body.cut = true;
            return;
        }
        if let Some(inner) = parts.within(part) {
            let within = Within {
                depth: depth + 1,
                inside: true,
                in_digest: part.is_digest(),
            };
            for (at, inner) in (1..).zip(inner) {
                self.part(parts, inner, &below(number, at), within);
            }
            return;
        }
        let fields = &part.fields;
        let is_attached = fields.file_name().is_some()
            || fields.disposition().is_some_and(ContentType::is_attachment);
        let raw = parts.raw(part);
        let encoding = Encoding::of(fields.encoding());
        // No delimiter follows where one must.
        let is_last = parts.is_last(part);
        let is_cut = inside && is_last;
        if part.is_message(in_digest) {
            let bytes = match encoding {
                Encoding::None => Cow::Borrowed(raw),
                coded => Cow::Owned(coded.decode(raw).0),
            };
            self.attach(fields, &bytes, number, is_cut);
            // What was decoded ends where it ends.
            let inside = inside && !parts.is_coded(part);
            self.message(&bytes, number, depth + 1, inside);
            return;
        }
        match parts.content(part) {
            Content::Broken => {
                let (bytes, ends_within) = encoding.decode(raw);
                let text = String::from_utf8_lossy(&bytes);
                let declared = fields.content_type();
                let is_text =
                    declared.is_none_or(|given| given.ctype().eq_ignore_ascii_case("text"));
                let is_html = declared
                    .and_then(ContentType::subtype)
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("html"));
                match (is_text, is_html) {
                    (true, true) => self.links.html(&text),
                    (true, false) => self.links.text(&text),
                    _ => {}
                }
                if is_attached || !is_text {
                    self.attach(fields, &bytes, number, is_cut || ends_within && is_last);
                }
            }
            Content::Html(text) => {
                self.links.html(&text);
                if is_attached {
                    self.attach_text(fields, raw, number, is_cut, is_last);
                }
            }
            Content::Text(text) => {
                self.links.text(&text);
                if is_attached {
                    self.attach_text(fields, raw, number, is_cut, is_last);
                }
            }
            Content::File(bytes) => {
                // The parser leaves out a unit that is not whole.
                if encoding.ends_within(raw) {
                    let (bytes, _) = encoding.decode(raw);
                    self.attach(fields, &bytes, number, is_cut || is_last);
                } else {
                    self.attach(fields, &bytes, number, is_cut);
                }
            }
        }
    }

    /// A text that is a file: its bytes, whatever its character set.
    fn attach_text(
        &mut self,
        fields: &Fields<'_>,
        raw: &[u8],
        number: &str,
        is_cut: bool,
        is_last: bool,
    ) {
        let (bytes, ends_within) = Encoding::of(fields.encoding()).decode(raw);
        self.attach(fields, &bytes, number, is_cut || ends_within && is_last);
    }

    fn attach(&mut self, fields: &Fields<'_>, bytes: &[u8], number: &str, cut: bool) {
        if self.body.attachments.len() == MAX_ATTACHMENTS {
            self.body.attachments_left_out += 1;
            return;
        }
        let name: Option<String> = fields
            .file_name()
            .map(|name| name.chars().take(MAX_FILE_NAME).collect());
        // Programs and office documents are archives too, whose members are no attachments.
        let archive = if is_container(name.as_deref()) {
            archive::read(bytes, name.as_deref(), &self.room)
        } else {
            archive::names(bytes)
        };
        let inline = fields
            .disposition()
            .map_or_else(|| fields.has_id(), ContentType::is_inline);
        let risks = risks(name.as_deref(), bytes, archive.as_ref());
        self.body.attachments.push(Attachment {
            part: number.to_owned(),
            name,
            declared: fields.content_type().map(media_type),
            sniffed: sniff::media_type(bytes),
            size: bytes.len(),
            cut,
            sha256: hex::encode(&Sha256::digest(bytes)),
            inline,
            archive,
            risks,
        });
    }
}

fn risks(name: Option<&str>, bytes: &[u8], archive: Option<&super::Archive>) -> Vec<Risk> {
    let own = |kind| Risk { kind, inside: None };
    let mut found: Vec<Risk> = Vec::new();
    if let Some(name) = name {
        found.extend(name::risks(name).into_iter().map(own));
        found.extend(sniff::contradicts(name, bytes).map(own));
    }
    if let Some(archive) = archive.filter(|_| is_container(name)) {
        for inside in &archive.names {
            let base = inside.rsplit(['/', '\\']).next().unwrap_or(inside);
            found.extend(name::risks(base).into_iter().map(|kind| Risk {
                kind,
                inside: Some(inside.clone()),
            }));
        }
        if archive.encrypted {
            found.push(own(RiskKind::Encrypted));
        }
    }
    found.sort_by(|a, b| (a.kind, &a.inside).cmp(&(b.kind, &b.inside)));
    found
}

/// Whether what is inside a file by its name are files of their own.
fn is_container(name: Option<&str>) -> bool {
    name.and_then(name::extension)
        .is_none_or(|extension| name::class(extension) == Some(name::Class::Archive))
}

fn below(number: &str, at: usize) -> String {
    if number.is_empty() {
        at.to_string()
    } else {
        format!("{number}.{at}")
    }
}

fn media_type(given: &ContentType<'_>) -> String {
    let mut text = given.ctype().to_ascii_lowercase();
    if let Some(subtype) = given.subtype() {
        text.push('/');
        text.push_str(&subtype.to_ascii_lowercase());
    }
    text.chars().take(MAX_MEDIA_TYPE).collect()
}
