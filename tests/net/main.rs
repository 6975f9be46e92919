//! What is asked of name servers and registries, and how it is kept.

mod background;
mod capsule;
mod dns;
mod dnssec;
mod enrich;
#[path = "../common/given.rs"]
mod given;
mod latency;
mod private;
mod rdap;
mod resolver;
mod secure;
#[path = "../common/support/mod.rs"]
mod support;
mod transport;
