//! The route (`RTE`): what the chain of Received fields shows.

use crate::findings::model::Finding;

mod boundary_contradicted;
mod chain_break;
mod clock_backwards;
mod forged_chain;
mod helo_literal;
mod id_clock;
mod impossible_zone;
mod long_delay;
mod no_reverse_name;
mod unencrypted_border;
mod unparsed_field;
mod wrong_clock;

/// By code.
pub(super) const ALL: &[&Finding] = &[
    &clock_backwards::FINDING,
    &long_delay::FINDING,
    &chain_break::FINDING,
    &forged_chain::FINDING,
    &unencrypted_border::FINDING,
    &id_clock::FINDING,
    &impossible_zone::FINDING,
    &wrong_clock::FINDING,
    &helo_literal::FINDING,
    &no_reverse_name::FINDING,
    &unparsed_field::FINDING,
    &boundary_contradicted::FINDING,
];
