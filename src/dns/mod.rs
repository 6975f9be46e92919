//! DNS as evidence: one place that asks, with limits, and a log of every question and answer.
//!
//! A [`Resolver`] is shared: it holds the servers, a cache, and the thread that asks. A [`Dns`] belongs to one message.
//! Each name and type is asked once; what was answered can be written as a [`Capsule`] and replayed. Names are always
//! fully qualified: no search list, no hosts file.
//!
//! hickory sends, receives and reads: UDP, TCP, TLS, HTTPS and the validation of DNSSEC are its clients'. Its pool of
//! servers, its cache and its look-ups are not used: they do not say which server answered, make an error of a denial
//! and drop the aliases that led to it, and end the search at the first SERVFAIL.

mod answer;
mod asked;
mod background;
mod bounds;
mod cache;
mod capsule;
mod chain;
mod datagram;
mod doubt;
mod escape;
mod exchange;
mod flight;
mod health;
mod heard;
mod json;
mod legible;
mod limits;
mod live;
mod name;
mod nameserver;
mod plain;
mod resolver;
mod secure;
mod server;
mod servers;
mod trust;
mod validate;
mod view;
mod wildcard;

pub use answer::{Answer, Data, Dnssec, Outcome, RecordType};
pub use bounds::Bounds;
pub use capsule::{Capsule, CapsuleError};
pub use doubt::Doubt;
pub use limits::Limits;
pub use nameserver::{NameServer, NameServerError};
pub use resolver::{Resolver, ResolverBuilder};
pub use trust::TrustError;
pub use view::Dns;
