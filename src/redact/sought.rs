//! What is looked for, and what is put in its place.

use super::form::Form;
use crate::codec::hex;
use std::ops::Range;

/// What a hit is replaced with, and where in it.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    pub form: Form,
    /// The part of the match that goes.
    pub cut: Range<usize>,
    pub with: With,
    pub beside: Beside,
    /// What must follow behind.
    pub behind: Option<Behind>,
}

#[derive(Clone, Debug)]
pub(super) enum With {
    Text(Vec<u8>),
    Digest(Vec<u8>),
}

/// What must follow behind a match, some way off.
#[derive(Clone, Debug)]
pub(super) enum Behind {
    /// Behind a tag, which goes, too: `@` or what stands for it, and the domain.
    Tag(Vec<u8>),
    /// Behind the name of a host: a full stop and the domain.
    Host(Vec<u8>),
}

/// What may stand beside a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Anything.
    Anything,
    /// Nothing that makes it a part of a longer word, name, address or path.
    NoWord,
    /// Nothing that makes it a part of a longer word or address; it may be a step of a path, or a value in a query.
    NoAddress,
    /// Neither letter nor digit.
    NoLetter,
    /// A dot, or `@` and a host: a file's name, a host's, an id, an address elsewhere.
    Dotted,
}

impl Needle {
    pub(super) fn edit(&self, range: Range<usize>) -> Edit {
        let (with, digest) = match &self.with {
            With::Text(with) => (with.clone(), None),
            With::Digest(bytes) => (hex::encode(bytes).into_bytes(), Some(bytes.clone())),
        };
        Edit {
            range,
            with,
            digest,
            form: self.form,
        }
    }
}

impl Beside {
    pub(super) fn allows(self, text: &[u8], start: usize, end: usize) -> bool {
        let joins: &[u8] = match self {
            Self::Anything => return true,
            Self::Dotted => return is_dotted(text, start, end),
            Self::NoLetter => b"",
            Self::NoWord => b".-_@=/+",
            Self::NoAddress => b".-_@+%",
        };
        let joins = |byte: u8| byte.is_ascii_alphanumeric() || joins.contains(&byte);
        let before = start.checked_sub(1).map(|at| text[at]);
        if before.is_some_and(joins) {
            return false;
        }
        let rest = &text[end..];
        match rest.first() {
            // A full stop ends a sentence as well as it joins two labels.
            Some(b'.') => {
                rest.get(1).is_none_or(|next| !joins(*next))
                    || self == Self::NoAddress && is_file_type(&rest[1..])
            }
            Some(byte) if joins(*byte) => false,
            // Behind it may be `@`, written otherwise: that is another form's to find.
            _ if self == Self::NoAddress => !begins_coded(rest),
            _ => true,
        }
    }
}

fn is_dotted(text: &[u8], start: usize, end: usize) -> bool {
    let joins = |byte: u8| byte.is_ascii_alphanumeric() || b"-_@=/+!%".contains(&byte);
    let before = start.checked_sub(1).map(|at| text[at]);
    let rest = &text[end..];
    let (follows, next) = (rest.first(), rest.get(1));
    let is_next = next.is_some_and(u8::is_ascii_alphanumeric);
    let is_beside = match follows {
        Some(b'@') if !is_next => return false,
        Some(b'@') => true,
        Some(byte) if joins(*byte) => return false,
        Some(b'.') => before == Some(b'.') || is_next,
        _ => before == Some(b'.'),
    };
    is_beside && !before.is_some_and(joins) && !begins_coded(rest)
}

fn begins_coded(rest: &[u8]) -> bool {
    CODED_AT.iter().any(|sign| rest.starts_with(sign))
}

/// Whether a text begins with the ending of a file's name.
fn is_file_type(rest: &[u8]) -> bool {
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    let (ending, behind) = rest.split_at(length.count());
    let is_over = !matches!(behind, [b'-' | b'_' | b'@', ..])
        && !matches!(behind, [b'.', next, ..] if next.is_ascii_alphanumeric());
    let is_one = |known: &&[u8]| ending.eq_ignore_ascii_case(known);
    is_over && FILE_TYPES.iter().any(is_one)
}

/// A place to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where.
    pub range: Range<usize>,
    /// With what.
    pub with: Vec<u8>,
    /// `with` as raw bytes, where it stands for a digest; for encoders that keep a digest's length.
    pub digest: Option<Vec<u8>>,
    /// In which form it was found.
    pub form: Form,
}

/// Endings of files that are sent to people. None of them is a domain that people have mailboxes in.
const FILE_TYPES: &[&[u8]] = &[
    b"csv", b"doc", b"docm", b"docx", b"eml", b"exe", b"gif", b"htm", b"html", b"ics", b"img",
    b"iso", b"jpeg", b"jpg", b"js", b"json", b"lnk", b"msg", b"odt", b"one", b"pdf", b"png",
    b"ppt", b"pptx", b"rar", b"rtf", b"svg", b"txt", b"vcf", b"xls", b"xlsm", b"xlsx", b"xml",
];

/// How `@` begins in encodings.
const CODED_AT: &[&[u8]] = &[b"=", b"&#", b"&commat", b"\\u", b"\\x"];
