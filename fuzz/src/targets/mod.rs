//! The targets: what is read, and what must hold of it whatever it is.

mod capsule;
mod claims;
mod config;
mod containers;
mod exports;
mod members;
mod message;
mod outlook;
mod received;
mod redact;
mod render;
mod rules;
mod session;
mod vendor;

/// Reads an input; panics where something does not hold.
pub type Target = fn(&[u8]);

/// All of them, by the name of their folder of seeds.
pub const TARGETS: &[(&str, Target)] = &[
    ("message", message::run),
    ("received", received::run),
    ("claims", claims::run),
    ("vendor", vendor::run),
    ("session", session::run),
    ("capsule", capsule::run),
    ("config", config::run),
    ("archives", containers::run),
    ("exports", exports::run),
    ("mailboxes", containers::run),
    ("members", members::run),
    ("outlook", outlook::run),
    ("redact", redact::run),
    ("render", render::run),
    ("rules", rules::run),
];
