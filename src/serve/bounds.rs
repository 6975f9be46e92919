//! What requests may cost. Only tests have reason to set other bounds than the limits of the library.

use crate::limits::{
    MAX_ANSWERS, MAX_BODIES, MAX_BODY_SECONDS, MAX_CONNECTIONS, MAX_GRACE_SECONDS,
    MAX_HEAD_SECONDS, MAX_STALL_SECONDS, MAX_WAITING, MAX_WAITING_SECONDS, MAX_WORK_SECONDS,
};
use std::time::Duration;

/// What requests may cost.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// How many connections there are at once.
    pub connections: usize,
    /// How many requests wait for their turn.
    pub waiting: usize,
    /// The bytes of all bodies in memory.
    pub bodies: usize,
    /// The bytes of all answers in memory that are not sent yet.
    pub answers: usize,
    /// The time for a header, and for the next request.
    pub head: Duration,
    /// The time for a body.
    pub body: Duration,
    /// The time in which a client has to take some of its answer.
    pub stall: Duration,
    /// The time that a request waits for its turn.
    pub turn: Duration,
    /// The time that is spent on the messages of a request.
    pub work: Duration,
    /// The time that requests have to end when the server is stopped.
    pub grace: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connections: MAX_CONNECTIONS,
            waiting: MAX_WAITING,
            bodies: MAX_BODIES,
            answers: MAX_ANSWERS,
            head: Duration::from_secs(MAX_HEAD_SECONDS),
            body: Duration::from_secs(MAX_BODY_SECONDS),
            stall: Duration::from_secs(MAX_STALL_SECONDS),
            turn: Duration::from_secs(MAX_WAITING_SECONDS),
            work: Duration::from_secs(MAX_WORK_SECONDS),
            grace: Duration::from_secs(MAX_GRACE_SECONDS),
        }
    }
}
