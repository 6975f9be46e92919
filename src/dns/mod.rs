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
#[cfg(feature = "net")]
mod asked;
#[cfg(feature = "net")]
mod background;
#[cfg(feature = "net")]
mod bounds;
#[cfg(feature = "net")]
mod cache;
mod capsule;
#[cfg(feature = "net")]
mod chain;
#[cfg(feature = "net")]
mod datagram;
mod doubt;
#[cfg(feature = "net")]
mod exchange;
#[cfg(feature = "net")]
mod flight;
#[cfg(feature = "net")]
mod health;
#[cfg(feature = "net")]
mod heard;
mod index;
mod json;
#[cfg(feature = "net")]
mod legible;
mod limits;
#[cfg(feature = "net")]
mod live;
mod name;
mod nameserver;
#[cfg(not(feature = "net"))]
mod no_resolver;
#[cfg(feature = "net")]
mod plain;
#[cfg(feature = "net")]
mod resolver;
#[cfg(feature = "net")]
mod secure;
#[cfg(feature = "net")]
mod server;
#[cfg(feature = "net")]
mod servers;
#[cfg(feature = "net")]
mod trust;
#[cfg(feature = "net")]
mod turns;
#[cfg(not(feature = "net"))]
mod unconnected;
#[cfg(feature = "net")]
mod validate;
mod view;
#[cfg(feature = "net")]
mod wildcard;

pub use answer::{Answer, Data, Dnssec, Outcome, RecordType};
#[cfg(feature = "net")]
pub use bounds::Bounds;
pub use capsule::{Capsule, CapsuleError};
pub use doubt::Doubt;
pub use limits::Limits;
pub(crate) use limits::Share;
pub use nameserver::{NameServer, NameServerError};
#[cfg(not(feature = "net"))]
pub use no_resolver::Resolver;
#[cfg(feature = "net")]
pub use resolver::{Resolver, ResolverBuilder};
#[cfg(feature = "net")]
pub use trust::TrustError;
pub use view::Dns;
