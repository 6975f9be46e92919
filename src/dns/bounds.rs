//! What a shared resolver may take.

use std::num::NonZero;
use std::time::Duration;

/// Answers that are kept: those of some hundred senders.
const CACHED: usize = 10_000;
/// What they may come to, in bytes on the wire. Read, they take some times as much.
const CACHED_BYTES: usize = 8 << 20;
/// Questions in flight. Each has up to three sockets, and a process may have 1,024 files open as a rule.
const IN_FLIGHT: usize = 256;
/// Questions at one server: dnsmasq, in most routers, forwards 150 at once.
const PER_SERVER: usize = 128;
/// Questions within one zone, as its registrable domain: one message asks fewer at once, and the servers of a small domain,
/// or slow ones that a sender chose, do not take the places of all others.
const PER_ZONE: usize = 16;
/// How long a resolver that does not answer is left alone at first.
const PAUSE: Duration = Duration::from_secs(10);

/// What a resolver may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// How many answers are kept.
    pub cached: usize,
    /// How many bytes they may have had on the wire.
    pub cached_bytes: usize,
    /// How many questions may be in flight.
    pub in_flight: usize,
    /// How many of them at one server.
    pub per_server: usize,
    /// How many of them within one zone, as its registrable domain.
    pub per_zone: usize,
    /// How many a second go out; as many as there are, if this is not said.
    pub per_second: Option<NonZero<u32>>,
    /// How long a resolver that does not answer is not asked; twice as long each time that it is found silent again.
    /// `None` asks on: for one message, whose time is limited anyway.
    pub pause: Option<Duration>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            cached: CACHED,
            cached_bytes: CACHED_BYTES,
            in_flight: IN_FLIGHT,
            per_server: PER_SERVER,
            per_zone: PER_ZONE,
            per_second: None,
            pause: Some(PAUSE),
        }
    }
}

impl Bounds {
    /// Those of a resolver that serves one message only.
    pub(crate) fn for_one() -> Self {
        Self {
            pause: None,
            ..Self::default()
        }
    }
}
