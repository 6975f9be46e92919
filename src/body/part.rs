//! The parts of a message: what is attached, and the texts that links stand in.

use super::encoded::Encoding;
use super::name::{self, RiskKind};
use super::{Attachment, Body, MAX_ATTACHMENTS, Unpack, archive, link, sniff};
use crate::codec::hex;
use crate::limits::{MAX_FILE_NAME, MAX_MEDIA_TYPE, MAX_NESTED, MAX_UNPACKED};
use crate::message::door;
use mail_parser::{ContentType, Message, MessageParser, MessagePart, MimeHeaders, PartType};
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
struct Within<'a> {
    /// The message as it is; the parser's copy may differ.
    source: &'a [u8],
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
        let bounded = door::bounded(raw);
        self.body.cut |= bounded.cut;
        let parser = MessageParser::new()
            .with_mime_headers()
            .default_header_ignore();
        let Some(message) = parser.parse(bounded.bytes.as_ref()) else {
            return;
        };
        let Some(root) = message.parts.first() else {
            return;
        };
        // The only part of a message without parts is its first.
        let is_multipart = matches!(root.body, PartType::Multipart(_));
        let number = if is_multipart {
            number.to_owned()
        } else {
            below(number, 1)
        };
        let within = Within {
            source: raw,
            depth,
            inside,
            in_digest: false,
        };
        self.part(&message, root, &number, within);
    }

    fn part(
        &mut self,
        message: &Message<'_>,
        part: &MessagePart<'_>,
        number: &str,
        within: Within<'_>,
    ) {
        let Within {
            source,
            depth,
            inside,
            in_digest,
        } = within;
        if depth > MAX_NESTED {
            self.body.cut = true;
            return;
        }
        let is_attached = part.attachment_name().is_some()
            || part
                .content_disposition()
                .is_some_and(ContentType::is_attachment);
        // No delimiter follows where one must.
        let is_cut = inside && door::ends_the_input(message, part);
        if door::is_message(part, in_digest) {
            let bytes = match Encoding::of(part.content_transfer_encoding()) {
                Encoding::None => Cow::Borrowed(door::raw_part(source, part)),
                coded => Cow::Owned(coded.decode(door::raw_part(source, part)).0),
            };
            self.attach(part, &bytes, number, is_cut);
            // What was decoded ends where it ends.
            let inside = inside && part.encoding == mail_parser::Encoding::None;
            self.message(&bytes, number, depth + 1, inside);
            return;
        }
        match &part.body {
            PartType::Multipart(parts) => {
                let within = Within {
                    depth: depth + 1,
                    inside: true,
                    in_digest: door::is_digest(part),
                    ..within
                };
                for (at, id) in (1..).zip(parts) {
                    if let Some(inner) = message.part(*id) {
                        self.part(message, inner, &below(number, at), within);
                    }
                }
            }
            // The parser is shown none.
            PartType::Message(_) => self.body.cut = true,
            PartType::Html(_) | PartType::Text(_) if part.is_encoding_problem => {
                let (bytes, ends_within) = decoded(source, part);
                let text = String::from_utf8_lossy(&bytes);
                let declared = part.content_type();
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
                    let ends_within = ends_within && door::ends_the_input(message, part);
                    self.attach(part, &bytes, number, is_cut || ends_within);
                }
            }
            PartType::Html(text) => {
                self.links.html(text);
                if is_attached {
                    self.attach_text(message, source, part, number, is_cut);
                }
            }
            PartType::Text(text) => {
                self.links.text(text);
                if is_attached {
                    self.attach_text(message, source, part, number, is_cut);
                }
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                // The parser leaves out a unit that is not whole.
                let encoding = Encoding::of(part.content_transfer_encoding());
                if encoding.ends_within(door::raw_part(source, part)) {
                    let (bytes, _) = decoded(source, part);
                    let is_cut = is_cut || door::ends_the_input(message, part);
                    self.attach(part, &bytes, number, is_cut);
                } else {
                    let bytes = match encoding {
                        // As it is in the message, and not in the parser's copy.
                        Encoding::None => door::raw_part(source, part),
                        _ => bytes,
                    };
                    self.attach(part, bytes, number, is_cut);
                }
            }
        }
    }

    /// A text that is a file: its bytes, whatever its character set.
    fn attach_text(
        &mut self,
        message: &Message<'_>,
        source: &[u8],
        part: &MessagePart<'_>,
        number: &str,
        is_cut: bool,
    ) {
        let (bytes, ends_within) = decoded(source, part);
        let ends_within = ends_within && door::ends_the_input(message, part);
        self.attach(part, &bytes, number, is_cut || ends_within);
    }

    fn attach(&mut self, part: &MessagePart<'_>, bytes: &[u8], number: &str, cut: bool) {
        if self.body.attachments.len() == MAX_ATTACHMENTS {
            self.body.attachments_left_out += 1;
            return;
        }
        let name: Option<String> = part
            .attachment_name()
            .map(|name| name.chars().take(MAX_FILE_NAME).collect());
        // Programs and office documents are archives too, whose members are no attachments.
        let archive = if is_container(name.as_deref()) {
            archive::read(bytes, name.as_deref(), &self.room)
        } else {
            archive::names(bytes)
        };
        let inline = part
            .content_disposition()
            .map_or_else(|| part.content_id().is_some(), ContentType::is_inline);
        let risks = risks(name.as_deref(), bytes, archive.as_ref());
        self.body.attachments.push(Attachment {
            part: number.to_owned(),
            name,
            declared: part.content_type().map(media_type),
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

fn decoded(source: &[u8], part: &MessagePart<'_>) -> (Vec<u8>, bool) {
    Encoding::of(part.content_transfer_encoding()).decode(door::raw_part(source, part))
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
    let (main, subtype) = door::type_of(given);
    let mut text = main.to_ascii_lowercase();
    if let Some(subtype) = subtype {
        text.push('/');
        text.push_str(&subtype.to_ascii_lowercase());
    }
    text.chars().take(MAX_MEDIA_TYPE).collect()
}
