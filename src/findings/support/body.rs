//! What findings about the body share.

use crate::body::{Attachment, Link, RiskKind};
use crate::evidence::Evidence;
use crate::findings::model::Hit;

/// The most hits of one finding about the body: a reader needs examples, not all.
pub(in crate::findings) const MAX_HITS: usize = 5;

/// The attachments.
pub(in crate::findings) fn attachments<'e>(
    evidence: &'e Evidence<'_>,
) -> impl Iterator<Item = &'e Attachment> {
    evidence
        .body
        .done()
        .into_iter()
        .flat_map(|body| &body.attachments)
}

pub(in crate::findings) fn links<'e>(evidence: &'e Evidence<'_>) -> impl Iterator<Item = &'e Link> {
    evidence
        .body
        .done()
        .into_iter()
        .flat_map(|body| &body.links)
}

/// Hits, each once by what it says; at most [`MAX_HITS`].
pub(in crate::findings) fn each_once(hits: impl Iterator<Item = Hit>) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    for hit in hits {
        if found.len() == MAX_HITS {
            break;
        }
        if found.iter().all(|known| known.detail != hit.detail) {
            found.push(hit);
        }
    }
    found
}

/// An attachment, or a file in it, with a risk.
pub(in crate::findings) struct Risky {
    pub kind: RiskKind,
    /// What it is, for a sentence.
    pub what: String,
}

/// Those with a risk of these kinds, each once; at most [`MAX_HITS`].
pub(in crate::findings) fn risky(evidence: &Evidence<'_>, kinds: &[RiskKind]) -> Vec<Risky> {
    let mut found: Vec<Risky> = Vec::new();
    for attachment in attachments(evidence) {
        for risk in attachment
            .risks
            .iter()
            .filter(|risk| kinds.contains(&risk.kind))
        {
            let own = attachment
                .name
                .clone()
                .unwrap_or_else(|| format!("part {}", attachment.part));
            let what = match &risk.inside {
                Some(inside) => format!("{inside} in {own}"),
                None => own,
            };
            if found.len() < MAX_HITS && found.iter().all(|known| known.what != what) {
                found.push(Risky {
                    kind: risk.kind,
                    what,
                });
            }
        }
    }
    found
}
