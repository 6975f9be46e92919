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
    /// What must follow behind a tag, which then goes, too: `@` or what stands for it, and the domain.
    pub tagged: Option<Vec<u8>>,
}

#[derive(Clone, Debug)]
pub(super) enum With {
    Text(Vec<u8>),
    Digest(Vec<u8>),
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
            Some(b'.') => rest.get(1).is_none_or(|next| !joins(*next)),
            Some(byte) if joins(*byte) => false,
            // Behind it may be `@`, written otherwise: that is another form's to find.
            _ if self == Self::NoAddress => !CODED_AT.iter().any(|sign| rest.starts_with(sign)),
            _ => true,
        }
    }
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

/// How `@` begins in encodings.
const CODED_AT: &[&[u8]] = &[b"=", b"&#", b"&commat", b"\\u", b"\\x"];
