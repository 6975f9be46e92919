//! Objects of PowerShell as `Export-Clixml` writes them (MS-PSRP section 2.2.5): XML in which a property is an element with
//! its name in `N`.

use super::Told;
use crate::archive::error::Halt;
use crate::archive::export;
use crate::codec::{entity, hex};
use crate::limits::{MAX_CLIXML_DEPTH, MAX_SNIFF};
use std::borrow::Cow;

/// An object that is open, or that has a message: its bytes in base64, or its text.
#[derive(Default)]
pub(super) struct Object<'x> {
    eml: Option<Cow<'x, str>>,
    identity: Option<Cow<'x, str>>,
    encoding: Option<Cow<'x, str>>,
    /// Whether the file ends within it.
    pub is_cut: bool,
}

impl Object<'_> {
    /// What is said of the message.
    pub fn told(&self) -> Told<'_> {
        Told {
            eml: self.eml.as_deref().unwrap_or_default(),
            identity: self.identity.as_deref(),
            encoding: self.encoding.as_deref(),
        }
    }
}

/// Whether an input that begins so may have one.
pub(super) fn sniff(head: &[u8]) -> bool {
    if !export::may_begin_with(head, b"<") {
        return false;
    }
    let text = export::text(&head[..head.len().min(MAX_SNIFF)]);
    is_clixml(&text) && (text.contains("N=\"Eml\"") || text.contains("QuarantineMessage"))
}

pub(super) fn is_clixml(text: &str) -> bool {
    let text = text.trim_ascii_start();
    let text = match text.strip_prefix("<?xml") {
        Some(rest) => rest
            .split_once("?>")
            .map_or("", |(_, rest)| rest.trim_ascii_start()),
        None => text,
    };
    text.starts_with("<Objs ")
}

/// Hands on the objects that have a message, each at its end.
pub(super) fn each(
    text: &str,
    take: &mut dyn FnMut(Object<'_>) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut open: Vec<Object<'_>> = Vec::new();
    // Those that are too deep to be looked at.
    let mut deeper = 0_usize;
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        let tag = &text[at + start + 1..];
        let Some(length) = memchr::memchr(b'>', tag.as_bytes()) else {
            break;
        };
        at += start + 1 + length + 1;
        let tag = &tag[..length];
        match tag.split_ascii_whitespace().next() {
            Some("Obj") if tag.ends_with('/') => {}
            Some("Obj") if open.len() == MAX_CLIXML_DEPTH => deeper += 1,
            Some("Obj") => open.push(Object::default()),
            Some("/Obj") if deeper > 0 => deeper -= 1,
            Some("/Obj") => close(open.pop(), take)?,
            Some("S" | "BA") => {
                let content = &text[at..];
                let end = memchr::memchr(b'<', content.as_bytes()).unwrap_or(content.len());
                if let Some(object) = open.last_mut() {
                    note(object, tag, &content[..end]);
                }
                at += end;
            }
            _ => {}
        }
    }
    for mut object in open {
        object.is_cut = true;
        close(Some(object), take)?;
    }
    Ok(())
}

fn close(
    object: Option<Object<'_>>,
    take: &mut dyn FnMut(Object<'_>) -> Result<(), Halt>,
) -> Result<(), Halt> {
    match object {
        Some(object) if object.eml.is_some() => take(object),
        _ => Ok(()),
    }
}

fn note<'x>(object: &mut Object<'x>, tag: &str, content: &'x str) {
    let properties = [
        ("N=\"Eml\"", &mut object.eml),
        ("N=\"Identity\"", &mut object.identity),
        ("N=\"BodyEncoding\"", &mut object.encoding),
    ];
    for (name, value) in properties {
        if tag.contains(name) {
            *value = Some(unescaped(content));
            return;
        }
    }
}

/// Marks of XML, and what PowerShell writes for what cannot stand there: `_x000D_` for CR.
fn unescaped(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'&', b'_', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'&', b'_', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = unit(rest).unwrap_or_else(|| {
            let c = if rest.starts_with('&') { '&' } else { '_' };
            (c, 1)
        });
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that is written here, and how many bytes that takes.
fn unit(rest: &str) -> Option<(char, usize)> {
    if rest.starts_with('&') {
        return entity::read(rest.as_bytes());
    }
    let first = escape(rest)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, ESCAPE));
    }
    // A character beyond the first 65,536 takes two.
    let second = escape(&rest[ESCAPE..])?;
    let c = char::decode_utf16([first, second]).next()?.ok()?;
    Some((c, 2 * ESCAPE))
}

/// The length of an escape, `_x000D_`.
const ESCAPE: usize = 7;

/// The unit of UTF-16 that an escape stands for.
fn escape(rest: &str) -> Option<u16> {
    let digits = rest.get(..ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    match hex::decode(digits.as_bytes())?[..] {
        [high, low] => Some(u16::from_be_bytes([high, low])),
        _ => None,
    }
}
