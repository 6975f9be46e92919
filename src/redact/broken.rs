//! Which signatures a redaction breaks: those that cover a field that was changed, or the body.

use crate::limits::MAX_BROKEN_SIGNATURES;
use crate::message::Message;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// A signature that no longer verifies because of the redaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrokenSignature {
    /// The name of its field.
    pub field: String,
    /// Its index in the message.
    pub index: usize,
    /// `d=`.
    pub domain: String,
    /// `s=`.
    pub selector: String,
    /// What it covers that was changed: names of fields, and `body`.
    pub changed: Vec<String>,
}

/// What a field with a signature covers.
enum Kind {
    /// What `h=` lists, and the body (RFC 6376).
    Dkim,
    /// The same, or all fields below it (RFC 4870).
    DomainKeys,
    /// The fields of ARC (RFC 8617).
    Seal,
}

/// The fields with signatures.
const SIGNATURES: &[(&str, Kind)] = &[
    ("DKIM-Signature", Kind::Dkim),
    ("X-Google-DKIM-Signature", Kind::Dkim),
    ("ARC-Message-Signature", Kind::Dkim),
    ("DomainKey-Signature", Kind::DomainKeys),
    ("ARC-Seal", Kind::Seal),
];

/// The signatures of a message that cover one of these fields (by index), or the body if that was changed.
pub(super) fn broken(
    message: &Message<'_>,
    fields: &BTreeSet<usize>,
    body: bool,
) -> Vec<BrokenSignature> {
    let mut out = Vec::new();
    let (by_name, sealed) = (by_name(message), sealed(message));
    let signatures = message.fields().iter().enumerate();
    let signatures = signatures.filter_map(|(index, field)| {
        let (_, kind) = SIGNATURES.iter().find(|(name, _)| field.is(name))?;
        Some((index, field, kind))
    });
    for (index, field, kind) in signatures.take(MAX_BROKEN_SIGNATURES) {
        let text = field.text();
        let names = tag(&text, "h");
        let covered: Vec<usize> = match (kind, names) {
            (Kind::Seal, _) => sealed.clone(),
            // All that stand below it (RFC 4870 section 3.3).
            (Kind::DomainKeys, None) => (index + 1..message.fields().len()).collect(),
            (_, names) => covered(&by_name, names.unwrap_or_default(), index),
        };
        let has_body = match kind {
            Kind::Seal => false,
            Kind::DomainKeys => true,
            // A length of none covers nothing of the body (RFC 6376 section 3.5). Of another length it is said that it
            // covers the change: where the canonical body ends there is not counted.
            Kind::Dkim => tag(&text, "l").is_none_or(|length| length.parse() != Ok(0u64)),
        };
        let names: BTreeSet<&str> = covered
            .iter()
            .chain([&index])
            .filter(|index| fields.contains(index))
            .map(|index| message.fields()[*index].name())
            .collect();
        let mut changed: Vec<String> = names.into_iter().map(str::to_owned).collect();
        if body && has_body {
            changed.push("body".to_owned());
        }
        if !changed.is_empty() {
            out.push(BrokenSignature {
                field: field.name().to_owned(),
                index,
                domain: tag(&text, "d").unwrap_or_default().to_owned(),
                selector: tag(&text, "s").unwrap_or_default().to_owned(),
                changed,
            });
        }
    }
    out
}

/// The fields of every name, in lower case, the lowest first.
fn by_name(message: &Message<'_>) -> HashMap<String, Vec<usize>> {
    let mut out: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, field) in message.fields().iter().enumerate().rev() {
        let name = field.name().to_ascii_lowercase();
        out.entry(name).or_default().push(index);
    }
    out
}

/// The fields that `h=` selects: of each name the lowest one that is not yet taken (RFC 6376 section 5.4.2).
fn covered(by_name: &HashMap<String, Vec<usize>>, names: &str, own: usize) -> Vec<usize> {
    let mut left = HashMap::new();
    let mut out = Vec::new();
    for name in names.split(':') {
        let name = name.trim().to_ascii_lowercase();
        let Some(fields) = by_name.get(&name) else {
            continue;
        };
        let rest = left.entry(name).or_insert_with(|| fields.iter());
        out.extend(rest.find(|index| **index != own));
    }
    out
}

/// What seals cover: the fields of all sets. A seal covers its own and older sets only; that a newer set was changed is
/// said of it too, since the chain then fails as a whole.
fn sealed(message: &Message<'_>) -> Vec<usize> {
    let is_arc = |name: &str| {
        [
            "ARC-Seal",
            "ARC-Message-Signature",
            "ARC-Authentication-Results",
        ]
        .iter()
        .any(|arc| arc.eq_ignore_ascii_case(name))
    };
    let fields = message.fields().iter().enumerate();
    fields
        .filter(|(_, field)| is_arc(field.name()))
        .map(|(index, _)| index)
        .collect()
}

fn tag<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.split(';').find_map(|tag| {
        let (key, value) = tag.split_once('=')?;
        (key.trim() == name).then(|| value.trim())
    })
}
