//! The language of conditions: closed and small. `docs/rules.md` has its grammar.

mod calls;
mod check;
mod compare;
mod evaluate;
mod fault;
mod parse;
mod patterns;
mod syntax;
mod token;
mod typed;

#[cfg(test)]
mod tests;

pub(super) use evaluate::Sight;
pub use fault::Fault;
pub(super) use syntax::{Comparison, Search, Sign};
pub(super) use typed::{Function, Listing, Needle, Owner, Set, Term, Test};

use crate::rules::record::Record;
use check::Scope;

/// Reads a condition on a message.
pub(super) fn compile(text: &str) -> Result<Test, Fault> {
    let tree = parse::parse(text)?;
    let record = Record::Message;
    Scope { record }.test(&tree)
}
