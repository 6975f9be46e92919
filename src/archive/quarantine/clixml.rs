//! Objects of PowerShell as `Export-Clixml` writes them (MS-PSRP section 2.2.5): XML in which a property is an element with
//! its name in `N`.

use crate::archive::error::Halt;
use crate::archive::export;
use crate::limits::{MAX_CLIXML_DEPTH, MAX_SNIFF};
use std::borrow::Cow;

/// An object that has a message: its bytes in base64, or its text.
pub(super) struct Object<'x> {
    pub eml: Cow<'x, str>,
    pub identity: Option<Cow<'x, str>>,
    /// Whether the file ends within it.
    pub is_cut: bool,
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

/// What is known of an object that is open.
#[derive(Default)]
struct Open<'x> {
    eml: Option<Cow<'x, str>>,
    identity: Option<Cow<'x, str>>,
}

/// Hands on the objects that have a message, each at its end.
pub(super) fn each(
    text: &str,
    take: &mut dyn FnMut(Object<'_>) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut open: Vec<Open<'_>> = Vec::new();
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
            Some("Obj") => open.push(Open::default()),
            Some("/Obj") if deeper > 0 => deeper -= 1,
            Some("/Obj") => close(open.pop(), false, take)?,
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
    for object in open {
        close(Some(object), true, take)?;
    }
    Ok(())
}

fn close(
    object: Option<Open<'_>>,
    is_cut: bool,
    take: &mut dyn FnMut(Object<'_>) -> Result<(), Halt>,
) -> Result<(), Halt> {
    match object {
        Some(Open {
            eml: Some(eml),
            identity,
        }) => take(Object {
            eml,
            identity,
            is_cut,
        }),
        _ => Ok(()),
    }
}

fn note<'x>(object: &mut Open<'x>, tag: &str, content: &'x str) {
    let place = if tag.contains("N=\"Eml\"") {
        &mut object.eml
    } else if tag.contains("N=\"Identity\"") {
        &mut object.identity
    } else {
        return;
    };
    *place = Some(unescaped(content));
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

const NAMED: &[(&str, char)] = &[
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&apos;", '\''),
];

/// The longest of the others, `&#x10FFFF;`.
const LONGEST: usize = 10;

/// The character that is written here, and how many bytes that takes.
fn unit(rest: &str) -> Option<(char, usize)> {
    if let Some(digits) = rest.strip_prefix("_x") {
        let digits = digits.get(..4).filter(|_| digits[4..].starts_with('_'))?;
        let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        return Some((c, "_x000D_".len()));
    }
    if let Some((name, c)) = NAMED.iter().find(|(name, _)| rest.starts_with(name)) {
        return Some((*c, name.len()));
    }
    let number = rest.strip_prefix("&#")?;
    let end = number.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let number = &number[..end];
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some((char::from_u32(code)?, "&#;".len() + end))
}
