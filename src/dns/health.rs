//! Whether the resolver answers at all: one that does not is left alone for a while.
//!
//! A name without an answer proves nothing of the resolver: its zone may be dead, and the sender may have chosen it. So the
//! resolver is given up only when it also leaves a question without an answer that every resolver can answer at once.

use super::heard::Heard;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// A resolver that sent something this short a time ago is not asked whether it is there.
const LATELY: Duration = Duration::from_secs(5);
/// The longest that a silent resolver is left alone.
const MAX_PAUSE: Duration = Duration::from_mins(5);

/// Whether the resolver answers.
#[derive(Debug)]
pub(super) struct Health {
    /// How long it is left alone at first, if at all.
    pause: Option<Duration>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When a server last sent anything.
    heard: Option<Instant>,
    given_up: Option<GivenUp>,
}

#[derive(Clone, Copy, Debug)]
struct GivenUp {
    until: Instant,
    pause: Duration,
}

/// What may be asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// Anything.
    Free,
    /// Nothing.
    Paused,
    /// It was left alone long enough: whether it answers again is to be tried first.
    Due,
}

impl Health {
    pub(super) fn new(pause: Option<Duration>) -> Self {
        Self {
            pause,
            state: Mutex::default(),
        }
    }

    /// What may be asked now.
    pub(super) fn asking(&self) -> Asking {
        match self.state().given_up {
            None => Asking::Free,
            Some(given_up) if Instant::now() < given_up.until => Asking::Paused,
            Some(_) => Asking::Due,
        }
    }

    /// Notes that a server sent something, whatever it says.
    pub(super) fn heard(&self) {
        let mut state = self.state();
        state.heard = Some(Instant::now());
        state.given_up = None;
    }

    /// Whether a server sent anything since then, or shortly before.
    pub(super) fn heard_around(&self, then: Instant) -> bool {
        self.state()
            .heard
            .is_some_and(|heard| heard + LATELY >= then)
    }

    /// Whether a question that was put then, and has no answer yet, is reason to try the resolver.
    pub(super) fn is_in_question(&self, put: Instant) -> bool {
        self.pause.is_some() && !self.heard_around(put)
    }

    /// Notes what came of the question that every resolver can answer, put at that time.
    pub(super) fn tried(&self, heard: &Heard, put: Instant) {
        let mut state = self.state();
        let lives = heard.replied || state.heard.is_some_and(|heard| heard >= put);
        // That the network refuses costs no time: there is nothing to spare.
        let Some(first) = self.pause.filter(|_| !lives && !heard.by_network) else {
            state.given_up = None;
            return;
        };
        let pause = match state.given_up {
            Some(before) => before.pause.saturating_mul(2).min(MAX_PAUSE.max(first)),
            None => first,
        };
        state.given_up = Some(GivenUp {
            until: Instant::now() + pause,
            pause,
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
