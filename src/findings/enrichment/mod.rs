//! Enrichment (`ENR`): what was looked up beside authentication.

use crate::findings::model::Finding;

mod peer_listed;
mod reverse_unconfirmed;

/// By code.
pub(super) const ALL: &[&Finding] = &[&peer_listed::FINDING, &reverse_unconfirmed::FINDING];
