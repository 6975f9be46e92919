//! The words that rooms share and a report is written in: small vocabularies without anything computed. Each stands in JSON as
//! a word of its own, and is read back from it; but for what helps a user, which whoever shows a report says in his own words.

pub mod auth;
pub mod body;
pub mod dns;
pub mod enrich;
pub mod evidence;
pub mod findings;
pub mod indicators;
pub mod message;
pub(crate) mod octets;
pub mod origin;
mod remedy;
pub mod route;
pub mod session;
mod span;
pub mod vendor;

pub use remedy::{Advice, Phrases, Remedy, told};
pub use span::Span;
