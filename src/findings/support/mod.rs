//! What several findings look at, or lean on.

pub(super) mod body;
pub(super) mod context;
pub(super) mod house;
pub(super) mod lookalike;
#[cfg(test)]
pub(crate) mod signed;
pub(super) mod signs;
pub(super) mod talk;
#[cfg(test)]
pub(crate) mod testing;
