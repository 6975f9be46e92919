//! What is asked of name servers and registries, and how it is kept.

mod asked;
mod background;
mod capsule;
mod dns;
mod dnssec;
mod enrich;
mod faults;
#[path = "../common/given.rs"]
mod given;
#[path = "../common/growth.rs"]
mod growth;
mod latency;
mod private;
mod rdap;
mod resolver;
mod secure;
mod serve;
#[path = "../common/shared.rs"]
mod shared;
#[path = "../common/support/mod.rs"]
mod support;
mod transport;
