//! What a filter of the receiving side said. A stranger's filter, or one on the way out of the sender's house, is
//! never believed.

use super::{Hit, Place};
use crate::evidence::Evidence;
use crate::vendor::VerdictKind;

/// The most fields of filters that become a finding; what comes behind repeats them.
const MAX_HITS: usize = 3;

/// The fields of our own side's filters that say one of these.
pub(super) fn said(evidence: &Evidence<'_>, kinds: &[VerdictKind]) -> Vec<Hit> {
    evidence
        .vendors
        .iter()
        .filter_map(|field| {
            let verdict = field
                .verdict
                .filter(|verdict| kinds.contains(&verdict.kind))?;
            if !evidence.filter_standing(field).trusted() {
                return None;
            }
            let score = match (verdict.score, verdict.threshold) {
                (Some(score), Some(threshold)) => format!(", score {score} (limit {threshold})"),
                (Some(score), None) => format!(", score {score}"),
                (None, _) => String::new(),
            };
            let detail = format!(
                "{} says {} in {}{score}",
                field.vendor,
                verdict.kind.word(),
                field.field
            );
            Some(Hit::new(detail).at(Place::field(evidence, field.field_index)))
        })
        .take(MAX_HITS)
        .collect()
}
