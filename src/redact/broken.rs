//! Which signatures a redaction breaks: those that cover a field that was changed, or the body.

use crate::message::Message;
use serde::Serialize;
use std::collections::BTreeSet;

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

/// The signatures of a message that cover one of these fields (by index), or the body if that was changed.
pub(super) fn broken(
    message: &Message<'_>,
    fields: &BTreeSet<usize>,
    body: bool,
) -> Vec<BrokenSignature> {
    let mut out = Vec::new();
    for (index, field) in message.fields().iter().enumerate() {
        let is_seal = field.is("ARC-Seal");
        if !(is_seal || field.is("DKIM-Signature") || field.is("ARC-Message-Signature")) {
            continue;
        }
        let text = field.text();
        let covered: Vec<usize> = if is_seal {
            sealed(message)
        } else {
            covered(message, tag(&text, "h").unwrap_or_default(), index)
        };
        let names: BTreeSet<&str> = covered
            .iter()
            .chain([&index])
            .filter(|index| fields.contains(index))
            .map(|index| message.fields()[*index].name())
            .collect();
        let mut changed: Vec<String> = names.into_iter().map(str::to_owned).collect();
        if body && !is_seal {
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

/// The fields that `h=` selects: of each name the lowest one that is not yet taken (RFC 6376 section 5.4.2).
fn covered(message: &Message<'_>, names: &str, own: usize) -> Vec<usize> {
    let mut taken = BTreeSet::from([own]);
    let mut out = Vec::new();
    for name in names
        .split(':')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let lowest = message
            .named(name)
            .rev()
            .find(|(index, _)| !taken.contains(index));
        if let Some((index, _)) = lowest {
            taken.insert(index);
            out.push(index);
        }
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
