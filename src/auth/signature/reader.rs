//! The tags of a signature, each held to its own syntax (RFC 6376 section 3.5).

use super::{Algorithm, is_domain_name, is_selector};
use crate::auth::canonical::Canonicalization;
use crate::auth::tags::{Tag, TagError, TagList};
use chrono::{DateTime, Utc};
use thiserror::Error;

/// What makes a signature unusable before anything is computed (RFC 6376 section 6.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Flaw {
    /// The field is no tag list.
    #[error("signature syntax error: {0}")]
    Syntax(#[from] TagError),
    /// A tag that must be there is not.
    #[error("signature missing required tag {0}=")]
    Missing(&'static str),
    /// A tag's value is not what it must be.
    #[error("signature syntax error: {name}={value}")]
    Value {
        /// The tag.
        name: &'static str,
        /// Its value, shortened.
        value: String,
    },
    /// `v=` is not 1.
    #[error("incompatible version v={0}")]
    Version(String),
    /// No method of `q=` is known.
    #[error("unknown query method q={0}")]
    Query(String),
    /// `h=` does not name From.
    #[error("From field not signed")]
    FromNotSigned,
    /// There is no From field (RFC 5322 section 3.6), which RFC 6376 section 3.8 wants the input held to: what has no
    /// author is no message to vouch for (section 8.15).
    #[error("the message has no From field")]
    NoFrom,
    /// From names nobody: no address and no group (RFC 5322 section 3.6.2, RFC 6854). Unusable for the
    /// same reason.
    #[error("the From field has no address")]
    FromWithoutAddress,
    /// The domain of `i=` is not `d=` or below it.
    #[error("domain mismatch: i={auid} is not within d={domain}")]
    AuidOutside {
        /// The identity.
        auid: String,
        /// The signing domain.
        domain: String,
    },
    /// `x=` is not later than `t=`.
    #[error("x= is not later than t=")]
    ExpiresBeforeSigned,
    /// A tag that must not be there is.
    #[error("tag {0}= is not allowed here")]
    Forbidden(&'static str),
    /// ARC: `h=` names ARC-Seal.
    #[error("h= names ARC-Seal")]
    SignsSeal,
}

/// The longest piece of a value that is quoted in a reason.
const QUOTED: usize = 40;

/// Reads tags and remembers the first flaw.
pub(in crate::auth) struct Reader<'l, 'a> {
    list: &'l TagList<'a>,
    flaw: Option<Flaw>,
}

impl<'l, 'a> Reader<'l, 'a> {
    pub fn new(list: &'l TagList<'a>) -> Self {
        Self { list, flaw: None }
    }

    /// The first flaw that was met.
    pub fn into_flaw(self) -> Option<Flaw> {
        self.flaw
    }

    pub fn note(&mut self, flaw: Flaw) {
        self.flaw.get_or_insert(flaw);
    }

    /// A tag that may be missing.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&Tag<'a>) -> Option<T>,
    ) -> Option<T> {
        let tag = self.list.get(name)?;
        let value = parse(tag);
        if value.is_none() {
            self.note(Flaw::Value {
                name,
                value: tag.value.chars().take(QUOTED).collect(),
            });
        }
        value
    }

    /// A tag that must be there.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&Tag<'a>) -> Option<T>,
    ) -> Option<T> {
        if self.list.get(name).is_none() {
            self.note(Flaw::Missing(name));
        }
        self.optional(name, parse)
    }

    pub fn algorithm(&mut self) -> Option<Algorithm> {
        self.required("a", |tag| Algorithm::parse(tag.value))
    }

    pub fn domain(&mut self) -> Option<String> {
        self.required("d", |tag| {
            is_domain_name(tag.value).then(|| tag.value.to_owned())
        })
    }

    pub fn selector(&mut self) -> Option<String> {
        self.required("s", |tag| {
            is_selector(tag.value).then(|| tag.value.to_owned())
        })
    }

    /// `b=` or `bh=`, which must not be empty.
    pub fn bytes(&mut self, name: &'static str) -> Option<Vec<u8>> {
        self.required(name, |tag| {
            tag.base64().ok().filter(|bytes| !bytes.is_empty())
        })
    }

    pub fn canonicalization(&mut self) -> Option<Canonicalization> {
        self.optional("c", |tag| Canonicalization::parse(tag.value))
    }

    /// Seconds since 1970; at most 12 digits.
    pub fn time(&mut self, name: &'static str) -> Option<DateTime<Utc>> {
        self.optional(name, |tag| {
            let digits = tag.value;
            if digits.len() > 12 || !is_number(digits) {
                return None;
            }
            DateTime::from_timestamp(digits.parse().ok()?, 0)
        })
    }

    /// `l=`. More than any message has is as good as the largest number.
    pub fn length(&mut self) -> Option<u64> {
        self.optional("l", |tag| {
            is_number(tag.value).then(|| tag.value.parse().unwrap_or(u64::MAX))
        })
    }

    /// `h=` in lower case. In ARC, whose verifiers agree on it, empty names count for nothing; in DKIM they are an
    /// error of syntax.
    pub fn names(&mut self, may_be_empty: bool) -> Vec<String> {
        self.required("h", |tag| {
            tag.items()
                .filter(|name| !(may_be_empty && name.is_empty()))
                .map(|name| is_field_name(name).then(|| name.to_ascii_lowercase()))
                .collect()
        })
        .unwrap_or_default()
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic())
}
