//! The SMTP session (`SMT`).

use crate::findings::model::Finding;

mod addresses_told;
mod bare_line_ends;
mod early_talker;
mod envelope_sender;
mod helo_is_server;
mod helo_no_name;
mod helo_other_address;
mod login_in_clear;
mod login_offered_in_clear;
mod out_of_sequence;
mod over_size;
mod recipient_not_named;
mod refused;
mod relay_accepted;
mod sequence_not_kept;
mod smuggling;
mod starttls_stripped;
mod starttls_unused;

/// By code.
pub(super) const ALL: &[&Finding] = &[
    &login_in_clear::FINDING,
    &login_offered_in_clear::FINDING,
    &starttls_unused::FINDING,
    &starttls_stripped::FINDING,
    &early_talker::FINDING,
    &helo_no_name::FINDING,
    &helo_other_address::FINDING,
    &helo_is_server::FINDING,
    &out_of_sequence::FINDING,
    &sequence_not_kept::FINDING,
    &relay_accepted::FINDING,
    &addresses_told::FINDING,
    &envelope_sender::FINDING,
    &recipient_not_named::FINDING,
    &smuggling::FINDING,
    &bare_line_ends::FINDING,
    &over_size::FINDING,
    &refused::FOR_NOW,
    &refused::FOR_GOOD,
];
