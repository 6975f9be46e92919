//! A message in parts (`payload`), as the Gmail API decodes it.

use crate::archive::export::{Block, Header, Later, List, Shape, Text, later, parse, value};
use crate::archive::member::{Expect, Member, Nested};
use crate::archive::rebuilt::{File, Lost, Rebuilt};
use crate::codec::base64::{self, Rule};
use crate::limits::{MAX_CONTAINERS, MAX_EXPORT_DEPTH, MAX_EXPORT_PARTS, MAX_FIELDS};
use crate::words::origin::{Container, Keeps};
use serde::de::MapAccess;

type Error = serde_json::Error;

/// A part of a message; the topmost one is the message.
#[derive(Default)]
struct Part<'j> {
    headers: List<Header<'j>, MAX_FIELDS>,
    kind: Text<'j>,
    name: Text<'j>,
    body: Body<'j>,
    parts: Later<'j, MAX_EXPORT_PARTS>,
    /// Whether the export says what the part consists of. With `format=METADATA` it lists only the fields that a program names.
    is_full: bool,
}

impl<'j> Shape<'j> for Part<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        self.is_full |= matches!(key, "body" | "parts");
        match key {
            "headers" => self.headers = value(object)?,
            "mimetype" => self.kind = value(object)?,
            "filename" => self.name = value(object)?,
            "body" => self.body = value(object)?,
            "parts" => self.parts = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

impl Part<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .all
            .iter()
            .find_map(|header| header.named(name))
    }
}

#[derive(Default)]
struct Body<'j> {
    data: Text<'j>,
    /// The name of a content that is to be asked for by itself.
    attachment: Text<'j>,
}

impl<'j> Shape<'j> for Body<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "data" => self.data = value(object)?,
            "attachmentid" => self.attachment = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

/// How deep it may still go.
#[derive(Clone, Copy)]
struct Depth {
    parts: usize,
    messages: usize,
}

/// The header of a message, and in the member what else is known of it; `None` where it has none.
pub(super) fn message(text: &str, member: &mut Member) -> Result<Option<Vec<u8>>, Error> {
    let depth = Depth {
        parts: MAX_EXPORT_DEPTH,
        messages: MAX_CONTAINERS,
    };
    taken(text, member, depth)
}

fn taken(text: &str, member: &mut Member, depth: Depth) -> Result<Option<Vec<u8>>, Error> {
    let part: Part<'_> = parse(text)?;
    let mut block = Block::default();
    block.headers(&part.headers.all, part.headers.left_out);
    if block.is_empty() {
        return Ok(None);
    }
    let bytes = block.finish(member);
    member.keeps = if part.is_full {
        Keeps::Nothing
    } else {
        Keeps::Fields
    };
    member.reason =
        Some("the Gmail API unfolds header fields and decodes the body, except in raw".to_owned());
    let mut content = Content::default();
    content.add(part, depth)?;
    // Messages are numbered behind the parts that were rebuilt.
    let behind = content.rebuilt.finish(member);
    for (number, one) in (behind + 1..).zip(&mut content.nested) {
        one.member.step.member = number.to_string();
    }
    member.nested = content.nested;
    Ok(Some(bytes))
}

/// What a message consists of.
#[derive(Default)]
struct Content {
    rebuilt: Rebuilt,
    nested: Vec<Nested>,
    /// Parts that have been looked at.
    count: usize,
}

impl Content {
    /// Adds a part and those within it, as deep as they are read.
    fn add(&mut self, part: Part<'_>, depth: Depth) -> Result<(), Error> {
        if self.count == MAX_EXPORT_PARTS {
            self.rebuilt.lost(Lost::TooMany, 1);
            return Ok(());
        }
        let is_message = part.kind.is("message/rfc822");
        if let [inner] = part.parts.all[..]
            && is_message
        {
            self.count += 1;
            return self.nest(&part, inner, depth);
        }
        if part.body.attachment.get().is_some() {
            self.rebuilt.lost(Lost::Missing, 1);
        } else if let Some(data) = part.body.data.get() {
            self.count += 1;
            self.leaf(&part, data);
        }
        self.rebuilt.lost(Lost::TooMany, part.parts.left_out);
        let Some(parts) = depth.parts.checked_sub(1) else {
            self.rebuilt.lost(Lost::TooMany, part.parts.all.len());
            return Ok(());
        };
        for inner in part.parts.all {
            self.add(parse(inner)?, Depth { parts, ..depth })?;
        }
        Ok(())
    }

    /// Adds a message that is attached: its only part is what it has itself.
    fn nest(&mut self, part: &Part<'_>, inner: &str, depth: Depth) -> Result<(), Error> {
        let inside = Depth {
            parts: depth.parts.saturating_sub(1),
            messages: depth.messages - 1,
        };
        if inside.parts == 0 || inside.messages == 0 {
            self.rebuilt.lost(Lost::TooMany, 1);
            return Ok(());
        }
        let mut member = Member {
            expect: Expect::Surely,
            ..Member::new(Container::Message, "")
        };
        match taken(inner, &mut member, inside)? {
            Some(bytes) => self.nested.push(Nested {
                name: part.name.get().map(str::to_owned),
                member,
                bytes,
            }),
            None => self.rebuilt.lost(Lost::NoMessage, 1),
        }
        Ok(())
    }

    fn leaf(&mut self, part: &Part<'_>, data: &str) {
        let kind = part.kind.get();
        let name = part.name.get();
        let Some(bytes) = base64::decode(data.as_bytes(), Rule::Mixed) else {
            self.rebuilt.lost(Lost::Damaged, 1);
            return;
        };
        let is_html = part.kind.is("text/html");
        if name.is_none() && (is_html || part.kind.is("text/plain")) {
            // The API gives UTF-8; what is none has at least the ASCII in it.
            let is_utf8 = std::str::from_utf8(&bytes).is_ok();
            let charset = if is_utf8 { "utf-8" } else { "windows-1252" };
            self.rebuilt.text(is_html, charset, &bytes);
        } else {
            let id = part.header("Content-ID");
            self.rebuilt.file(File { kind, name, id }, &bytes);
        }
    }
}
