//! What stands out in a message: a catalogue of findings in families, a file each, and the verdict.

mod authentication;
mod body;
mod catalogue;
mod enrichment;
mod filters;
mod form;
mod former;
mod identity;
mod model;
mod rates;
mod route;
mod session;
mod sum;
mod support;
pub mod verdict;

#[cfg(feature = "rules")]
pub(crate) use catalogue::lowered;
pub use catalogue::{CATALOGUE, by_code, find};
pub use former::{FORMER, named};
pub use model::{Basis, Finding, Found, Hit, Place, Severity, severity};
pub use rates::Rates;
pub(crate) use support::lookalike::distance as edit_distance;
pub(crate) use support::lookalike::{Holder, holder as brand_holder};
#[cfg(test)]
pub(crate) use support::{signed, testing};
