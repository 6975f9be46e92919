//! What a filter of the receiving side said. A stranger's filter, or one on the way out of the sender's house, is
//! never believed.

use super::{Hit, Place};
use crate::evidence::Evidence;
use crate::vendor::{VendorField, VerdictKind};

/// The most filters that become a finding, and fields of each that are marked; what comes behind repeats them.
const MAX_HITS: usize = 3;

/// What our own side's filters said, of these judgements: once a filter and judgement, in however many of its fields.
pub(super) fn said(evidence: &Evidence<'_>, kinds: &[VerdictKind]) -> Vec<Hit> {
    let mut said: Vec<(&'static str, VerdictKind, Vec<&VendorField>)> = Vec::new();
    for field in &evidence.vendors {
        let Some(verdict) = field
            .verdict
            .filter(|verdict| kinds.contains(&verdict.kind))
        else {
            continue;
        };
        if !evidence.filter_standing(field).trusted() {
            continue;
        }
        let known = said
            .iter_mut()
            .find(|(vendor, kind, _)| *vendor == field.vendor && *kind == verdict.kind);
        match known {
            Some((_, _, fields)) => fields.push(field),
            None => said.push((field.vendor, verdict.kind, vec![field])),
        }
    }
    said.into_iter()
        .take(MAX_HITS)
        .map(|(vendor, kind, fields)| {
            let score = fields.iter().find_map(|field| score(field));
            let score = score.map(|score| format!(" ({score})")).unwrap_or_default();
            let hit = Hit::new(format!("{} by {vendor}{score}", kind.marked()));
            fields.into_iter().take(MAX_HITS).fold(hit, |hit, field| {
                hit.at(Place::field(evidence, field.field_index))
            })
        })
        .collect()
}

/// The score with the name that the vendor gives it.
fn score(field: &VendorField) -> Option<String> {
    let verdict = field.verdict?;
    let score = verdict.score?;
    let name = field.values.iter().find_map(|value| {
        let is_score = value.value.parse() == Ok(score) && SCORES.contains(&value.key.as_ref());
        is_score.then_some(value.key.as_ref())
    });
    Some(match (name, verdict.threshold) {
        (Some(name), _) => format!("{name} {score}"),
        (None, Some(threshold)) => format!("score {score}, limit {threshold}"),
        (None, None) => format!("score {score}"),
    })
}

/// Scores whose name says more than their limit.
const SCORES: &[&str] = &["SCL", "PCL", "BCL"];
