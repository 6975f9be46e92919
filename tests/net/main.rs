//! What is asked of name servers and registries, and how it is kept.

mod capsule;
mod dns;
mod enrich;
#[path = "../common/given.rs"]
mod given;
mod latency;
mod rdap;
mod resolver;
#[path = "../common/support/mod.rs"]
mod support;
