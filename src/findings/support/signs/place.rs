//! Where a sign stands.

use crate::evidence::Evidence;
use crate::findings::model::Place;

/// A text in the first From field.
pub(super) fn from_place(evidence: &Evidence<'_>, text: &str) -> Option<Place> {
    let index = *evidence.facts.from_fields.first()?;
    Place::text(evidence, index, text)
}
