//! The three ARC fields read: RFC 8617 section 4.1.

use crate::auth::canonical::Canonicalization;
use crate::auth::key;
use crate::auth::signature::{Algorithm, Flaw, Reader};
use crate::auth::tags::{TagList, TagView};
use crate::limits::MAX_INSTANCE;
use crate::message::{HeaderField, Span};
pub use crate::words::auth::ChainValidation;
use chrono::{DateTime, Utc};

/// An ARC-Message-Signature or ARC-Seal, as far as it can be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub tags: Vec<TagView>,
    pub instance: Option<u8>,
    pub algorithm: Option<Algorithm>,
    /// ARC-Message-Signature only; `None` without `c=`.
    pub canonicalization: Option<Canonicalization>,
    pub domain: Option<String>,
    pub selector: Option<String>,
    pub signature: Option<Vec<u8>>,
    /// Where the value of `b=` stands in the field's value.
    pub slot: Option<Span>,
    /// ARC-Message-Signature only.
    pub body_hash: Option<Vec<u8>>,
    /// ARC-Message-Signature only.
    pub names: Vec<String>,
    /// ARC-Message-Signature only.
    pub length: Option<u64>,
    pub signed_at: Option<DateTime<Utc>>,
    /// ARC-Seal only.
    pub cv: Option<ChainValidation>,
    pub flaw: Option<Flaw>,
}

impl Fields {
    /// Reads an ARC-Message-Signature: a DKIM signature without `v=`, whose `i=` is the instance, and which must not
    /// sign ARC-Seal fields (RFC 8617 section 4.1.2).
    pub fn message_signature(field: &HeaderField<'_>) -> Self {
        Self::read(field, |reader, fields| {
            fields.body_hash = reader.bytes("bh");
            fields.canonicalization = reader.canonicalization();
            fields.names = reader.names(true);
            fields.length = reader.length();
            if fields.names.iter().any(|name| name == "arc-seal") {
                reader.note(Flaw::SignsSeal);
            }
        })
    }

    /// Reads an ARC-Seal: no `h=` and no `bh=`, but `cv=` (RFC 8617 section 4.1.3).
    pub fn seal(field: &HeaderField<'_>) -> Self {
        Self::read(field, |reader, fields| {
            fields.cv = reader.required("cv", |tag| match tag.value {
                "none" => Some(ChainValidation::None),
                "pass" => Some(ChainValidation::Pass),
                "fail" => Some(ChainValidation::Fail),
                _ => None,
            });
            for name in ["h", "bh"] {
                if reader.optional(name, |_| Some(())).is_some() {
                    reader.note(Flaw::Forbidden(name));
                }
            }
        })
    }

    fn read(field: &HeaderField<'_>, own: impl FnOnce(&mut Reader<'_, '_>, &mut Self)) -> Self {
        let list = match TagList::parse(field.raw_value()) {
            Ok(list) => list,
            Err(error) => {
                return Self {
                    flaw: Some(error.into()),
                    ..Self::default()
                };
            }
        };
        let mut reader = Reader::new(&list);
        let mut fields = Self {
            tags: list.views(field.value_span().start),
            instance: reader.required("i", |tag| parse_instance(tag.value)),
            algorithm: reader.algorithm(),
            domain: reader.domain(),
            selector: reader.selector(),
            signature: reader.bytes("b"),
            slot: list.get("b").map(|tag| tag.slot),
            signed_at: reader.time("t"),
            ..Self::default()
        };
        own(&mut reader, &mut fields);
        fields.flaw = reader.into_flaw();
        fields
    }

    /// Where the key stands; `None` if the field is unusable anyway.
    pub fn key_name(&self) -> Option<String> {
        match (&self.flaw, &self.selector, &self.domain) {
            (None, Some(selector), Some(domain)) => Some(key::name(selector, domain)),
            _ => None,
        }
    }
}

/// The instance of an ARC-Authentication-Results and what stands behind its `;` (RFC 8617 section 4.1.1).
pub(super) fn results(value: &[u8]) -> Option<(u8, &[u8])> {
    let rest = skip_cfws(value).strip_prefix(b"i")?;
    let rest = skip_cfws(skip_cfws(rest).strip_prefix(b"=")?);
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let instance = parse_instance(std::str::from_utf8(&rest[..digits]).ok()?)?;
    let payload = skip_cfws(&rest[digits..]).strip_prefix(b";")?;
    Some((instance, payload))
}

/// One or two digits, 1 to 50.
fn parse_instance(digits: &str) -> Option<u8> {
    let well_formed = matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit());
    let instance = digits.parse().ok().filter(|_| well_formed)?;
    (1..=MAX_INSTANCE).contains(&instance).then_some(instance)
}

/// Passes over white space and comments (RFC 5322 section 3.2.2).
fn skip_cfws(text: &[u8]) -> &[u8] {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            _ if quoted => quoted = false,
            b'\\' if depth > 0 => quoted = true,
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            b' ' | b'\t' | b'\r' | b'\n' => {}
            _ if depth > 0 => {}
            _ => return &text[at..],
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_begin_with_their_instance() {
        for (value, expected) in [
            (" i=1; mx.example", Some((1, &b" mx.example"[..]))),
            ("\r\n i = 12 (c (d) \\)) ;x", Some((12, b"x"))),
            ("(c) i=50;", Some((50, b""))),
            ("i=01; x", Some((1, b" x"))),
            ("mx.example; i=1;", None),
            ("i=1 mx.example;", None),
            ("i=0; x", None),
            ("i=51; x", None),
            ("i=001; x", None),
            ("i=; x", None),
            ("i=1", None),
            ("(", None),
        ] {
            assert_eq!(results(value.as_bytes()), expected, "{value:?}");
        }
    }
}
