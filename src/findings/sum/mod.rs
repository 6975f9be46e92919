//! What the others add up to (`SUM`).

use crate::findings::model::Finding;

pub(super) mod agreement;

/// By code.
pub(super) const ALL: &[&Finding] = &[&agreement::FINDING];
