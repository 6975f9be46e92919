//! A DKIM-Signature field, read and judged before anything is computed: RFC 6376 sections 3.5 and 6.1.1.

use crate::auth::canonical::Canonicalization;
use crate::auth::signature::{Algorithm, Auid, Flaw, Headers, Reader};
use crate::auth::tags::{TagList, TagView};
use crate::message::{HeaderField, Span};
use chrono::{DateTime, Utc};

/// When the `v=` tag came: draft-ietf-dkim-base-02. A signature made before cannot have it.
const DRAFT_02: i64 = 1_149_120_000; // 2006-06-01

/// What a field says, as far as it can be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub tags: Vec<TagView>,
    pub algorithm: Option<Algorithm>,
    pub canonicalization: Option<Canonicalization>,
    pub domain: Option<String>,
    pub selector: Option<String>,
    pub auid: Option<Auid>,
    pub signature: Option<Vec<u8>>,
    /// Where the value of `b=` stands in the field's value.
    pub slot: Option<Span>,
    pub body_hash: Option<Vec<u8>>,
    pub names: Vec<String>,
    pub length: Option<u64>,
    pub signed_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    /// Made by a draft older than RFC 4871.
    pub pre_standard: bool,
    /// Why the signature cannot be used.
    pub flaw: Option<Flaw>,
}

impl Fields {
    pub fn read(field: &HeaderField<'_>, headers: &Headers<'_, '_>) -> Self {
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
        let signed_at = reader.time("t");
        let pre_standard = is_pre_standard(&list, signed_at);
        if !pre_standard && reader.required("v", |_| Some(())).is_some() {
            let version = list.value("v").unwrap_or_default();
            if version != "1" {
                reader.note(Flaw::Version(version.to_owned()));
            }
        }
        let domain = reader.domain();
        let mut fields = Self {
            tags: list.views(field.value_span().start),
            algorithm: reader.algorithm(),
            selector: reader.selector(),
            signature: reader.bytes("b"),
            slot: list.get("b").map(|tag| tag.slot),
            body_hash: reader.bytes("bh"),
            canonicalization: list.get("c").map_or(Some(Canonicalization::DEFAULT), |_| {
                reader.canonicalization()
            }),
            names: reader.names(false),
            length: reader.length(),
            signed_at,
            expires_at: reader.time("x"),
            pre_standard,
            auid: domain
                .as_deref()
                .and_then(|domain| read_auid(&mut reader, domain)),
            domain,
            flaw: None,
        };
        if let Some(methods) = list.get("q")
            && !methods.items().any(|method| method == "dns/txt")
            && !(pre_standard && methods.value == "dns")
        {
            reader.note(Flaw::Query(methods.value.to_owned()));
        }
        if !fields.names.iter().any(|name| name == "from") {
            reader.note(Flaw::FromNotSigned);
        }
        if headers.count("from") == 0 {
            reader.note(Flaw::NoFrom);
        }
        if headers.is_from_without_address() {
            reader.note(Flaw::FromWithoutAddress);
        }
        if let (Some(signed), Some(expires)) = (fields.signed_at, fields.expires_at)
            && expires <= signed
        {
            reader.note(Flaw::ExpiresBeforeSigned);
        }
        fields.flaw = reader.into_flaw();
        fields
    }
}

impl Fields {
    /// Who signed, of a field that only looks like a DKIM-Signature.
    pub fn read_foreign(field: &HeaderField<'_>) -> Self {
        let Ok(list) = TagList::parse(field.raw_value()) else {
            return Self::default();
        };
        let mut reader = Reader::new(&list);
        Self {
            tags: list.views(field.value_span().start),
            domain: reader.domain(),
            selector: reader.selector(),
            ..Self::default()
        }
    }
}

fn read_auid(reader: &mut Reader<'_, '_>, domain: &str) -> Option<Auid> {
    let mut present = false;
    let auid = reader.optional("i", |tag| {
        present = true;
        Auid::parse(tag.value, domain)
    });
    if let Some(auid) = &auid
        && !auid.is_within(domain)
    {
        reader.note(Flaw::AuidOutside {
            auid: auid.text.clone(),
            domain: domain.to_owned(),
        });
    }
    if present {
        auid
    } else {
        Some(Auid::of_domain(domain))
    }
}

/// Whether a signature without `v=` is one that could not have it: dated before the draft that brought it, or naming
/// its query method by the word of the drafts. Today's demand for `v=1` (RFC 6376 section 3.5) does not meet it.
fn is_pre_standard(list: &TagList<'_>, signed_at: Option<DateTime<Utc>>) -> bool {
    list.get("v").is_none()
        && list.get("bh").is_some()
        && (list.value("q") == Some("dns") || signed_at.is_some_and(|at| at.timestamp() < DRAFT_02))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;

    const GOOD: &str = "v=1; a=rsa-sha256; d=example.com; s=s; h=from:to; bh=AAAA; b=BBBB";

    fn flaw(value: &str) -> Option<Flaw> {
        let raw = format!("DKIM-Signature: {value}\r\nFrom: a@example.com\r\n\r\n");
        let message = Message::parse(raw.as_bytes());
        Fields::read(&message.fields()[0], &Headers::new(&message)).flaw
    }

    fn bad(name: &'static str, value: &str) -> Flaw {
        Flaw::Value {
            name,
            value: value.to_owned(),
        }
    }

    #[test]
    fn each_tag_is_held_to_its_syntax() {
        let with = |extra: &str| format!("{GOOD}; {extra}");
        let without = |tag: &str| {
            let kept: Vec<_> = GOOD
                .split("; ")
                .filter(|part| !part.starts_with(&format!("{tag}=")))
                .collect();
            kept.join("; ")
        };
        let swapped = |tag: &str, value: &str| format!("{}; {tag}={value}", without(tag));
        for (value, expected) in [
            (GOOD.to_owned(), None),
            (with("q=x:dns/txt"), None),
            (with("zz=1; t=5; x=6; l=0"), None),
            (with("i=joe@a.example.com"), None),
            (with("q=dns"), Some(Flaw::Query("dns".into()))),
            (
                with("i=joe@example.org"),
                Some(Flaw::AuidOutside {
                    auid: "joe@example.org".into(),
                    domain: "example.com".into(),
                }),
            ),
            (with("i=example.com"), Some(bad("i", "example.com"))),
            (with("t=6; x=6"), Some(Flaw::ExpiresBeforeSigned)),
            (with("t="), Some(bad("t", ""))),
            (with("t=-1"), Some(bad("t", "-1"))),
            (with("l=1x"), Some(bad("l", "1x"))),
            (with("c=relaxed/nofws"), Some(bad("c", "relaxed/nofws"))),
            (without("v"), Some(Flaw::Missing("v"))),
            (without("a"), Some(Flaw::Missing("a"))),
            (without("d"), Some(Flaw::Missing("d"))),
            (without("s"), Some(Flaw::Missing("s"))),
            (without("h"), Some(Flaw::Missing("h"))),
            (without("b"), Some(Flaw::Missing("b"))),
            (without("bh"), Some(Flaw::Missing("bh"))),
            (swapped("v", "1.0"), Some(Flaw::Version("1.0".into()))),
            (swapped("a", "RSA-SHA256"), Some(bad("a", "RSA-SHA256"))),
            (swapped("d", "example"), Some(bad("d", "example"))),
            (swapped("h", "to"), Some(Flaw::FromNotSigned)),
            (swapped("h", ""), Some(bad("h", ""))),
            (swapped("h", "from:"), Some(bad("h", "from:"))),
            (swapped("b", ""), Some(bad("b", ""))),
            (swapped("bh", "A"), Some(bad("bh", "A"))),
        ] {
            assert_eq!(flaw(&value), expected, "{value}");
        }
    }

    #[test]
    fn a_signature_older_than_v_needs_none() {
        let old = "a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=BBBB";
        assert_eq!(flaw(&format!("{old}; q=dns")), None);
        assert_eq!(flaw(&format!("{old}; t=1146680862")), None);
        assert_eq!(
            flaw(&format!("{old}; t=1700000000")),
            Some(Flaw::Missing("v"))
        );
    }
}
