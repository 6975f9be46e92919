//! What a visitor may choose, and how it is read and described: a row an option.
//!
//! Nothing here names a server, a file or a rule: those are the operator's.

mod analysis;
mod look;
mod parameter;

pub(super) use analysis::{ANALYSIS, Analysis};
pub(super) use look::{LOOK, Look};
pub(super) use parameter::{
    Described, Filling, Pairs, Parameter, Values, domain, flag, one_of, pairs, pairs_of, parsed,
    read,
};
