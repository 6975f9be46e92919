//! The body (`BDY`): attachments and links.

use crate::findings::model::Finding;

mod hidden_program;
mod link_hides_host;
mod link_lookalike;
mod link_other_host;
mod program_attached;
mod risky_attachment;

/// By code.
pub(super) const ALL: &[&Finding] = &[
    &hidden_program::FINDING,
    &program_attached::FINDING,
    &risky_attachment::FINDING,
    &link_other_host::FINDING,
    &link_hides_host::FINDING,
    &link_lookalike::FINDING,
];
