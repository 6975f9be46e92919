//! The team's own findings: rules in TOML, with conditions in a small closed language over the fields of a report.
//!
//! What a sender writes can make a condition true or false, and nothing else: it is evaluated in time linear in the report, it
//! cannot fail, and a built-in finding becomes less severe only by a rule that names it. `docs/rules.md` is for those who write
//! rules.

mod case;
mod error;
mod field;
mod fields;
mod kind;
mod language;
mod mail;
mod markdown;
mod near;
mod place;
mod read;
mod record;
mod rule;
mod set;
mod table;
mod tables;
mod tell;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod trust;
mod value;
mod witness;
mod word;

pub use case::Case;
pub use error::{RuleError, RulesError};
pub use field::{Field, Source};
pub use kind::Kind;
pub use language::Fault;
pub use markdown::fields as fields_markdown;
pub use near::near;
pub use record::Record;
pub use rule::{Lowering, Rule};
pub use set::{Filter, FilterError, RuleSet, found, hits};
pub(crate) use set::{Lowered, apply, may_lower, twice};
