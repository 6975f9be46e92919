//! Questions in flight, and what is kept of those that landed.
//!
//! A question in flight belongs to nobody: whoever asks for the same waits for it, and it ends by itself, in an answer or
//! by its time, whether anybody still waits or not.

use super::answer::Outcome;
use super::asked::{Asked, Question};
use super::bounds::Bounds;
use super::cache::Cache;
use super::health::{Asking, Health};
use super::heard::{Heard, SoFar};
use super::servers::Servers;
use super::turns::Turns;
use crate::checked::Why;
use futures::FutureExt;
use futures::future::Shared;
use hickory_proto::op::ResponseCode;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

/// How long a question that had no answer, or a failure, is not asked again (RFC 9520 section 3.2: one second to five
/// minutes).
const FAILURE_TTL: Duration = Duration::from_secs(30);
/// How long a resolver that was left alone has to show that it answers again.
const TRIAL: Duration = Duration::from_secs(1);
/// What a question in flight may come later than the time of who waits for it, so that both end as one.
const GRACE: Duration = Duration::from_millis(25);

/// The servers, what is in flight to them, and what came back. All of it needs the runtime that asks.
#[derive(Debug)]
pub(super) struct Flights {
    servers: Servers,
    health: Health,
    turns: Turns,
    shared: Mutex<Known>,
}

#[derive(Debug)]
struct Known {
    cache: Cache,
    flights: HashMap<Asked, Flight>,
}

/// A question that is being asked.
#[derive(Clone, Debug)]
struct Flight {
    end: Shared<oneshot::Receiver<Arc<Heard>>>,
    so_far: Arc<SoFar>,
}

/// What is there when a question is asked for.
enum Found {
    Cached(Arc<Heard>),
    Flying(Flight),
}

/// A question with its times.
#[derive(Debug)]
pub(super) struct Put {
    pub(super) question: Question,
    /// When the asker is gone.
    pub(super) until: Instant,
    /// What the question has that is put for this.
    pub(super) time: Duration,
    /// How old an answer may be that is kept; any age that its TTL allows, if this is not said.
    pub(super) max_age: Option<Duration>,
}

/// What a message is told.
pub(super) struct Told {
    pub(super) heard: Arc<Heard>,
    pub(super) cached: bool,
}

impl Told {
    pub(super) fn new(heard: Heard) -> Self {
        Self {
            heard: Arc::new(heard),
            cached: false,
        }
    }

    pub(super) fn cached(heard: Arc<Heard>) -> Self {
        Self {
            heard,
            cached: true,
        }
    }
}

impl Flights {
    pub(super) fn new(servers: Servers, bounds: &Bounds) -> Self {
        Self {
            servers,
            health: Health::new(bounds.pause),
            turns: Turns::new(bounds),
            shared: Mutex::new(Known {
                cache: Cache::new(bounds.cached, bounds.cached_bytes),
                flights: HashMap::new(),
            }),
        }
    }

    /// What is known of a question, or what comes of it.
    pub(super) async fn told(self: Arc<Self>, put: Put) -> Told {
        if !self.may_ask(put.until, put.time).await {
            return Told::new(Heard::skipped(Why::ResolverSilent));
        }
        match self.find(put.question, put.time, put.max_age) {
            Found::Cached(heard) => Told::cached(heard),
            Found::Flying(flight) => Told {
                heard: flight.ends_by(put.until).await,
                cached: false,
            },
        }
    }

    /// What is kept of a question.
    pub(super) fn kept(&self, asked: &Asked) -> Option<Arc<Heard>> {
        self.known().cache.get(asked, None)
    }

    /// How many answers are kept.
    pub(super) fn count_kept(&self) -> usize {
        self.known().cache.len()
    }

    /// How many questions are on their way.
    pub(super) fn count_flying(&self) -> usize {
        self.known().flights.len()
    }

    /// Has what is kept of names that do not exist end soon.
    pub(super) fn doubt_denials(&self) {
        let is_denial = |heard: &Heard| {
            let code = heard.said.as_ref().map(|said| said.metadata.response_code);
            code == Ok(ResponseCode::NXDomain)
        };
        self.known().cache.shorten(FAILURE_TTL, is_denial);
    }

    /// Whether the resolver is asked at present. When it was left alone long enough, it is tried first.
    async fn may_ask(self: &Arc<Self>, until: Instant, time: Duration) -> bool {
        match self.health.asking() {
            Asking::Free => return true,
            Asking::Paused => return false,
            Asking::Due => {}
        }
        if let Some(flight) = self.control(time.min(TRIAL)) {
            flight.ends_by(until).await;
        }
        self.health.asking() == Asking::Free
    }

    /// The question that every resolver can answer, put anew.
    fn control(self: &Arc<Self>, time: Duration) -> Option<Flight> {
        let question = Question::control()?;
        match self.find(question, time, Some(Duration::ZERO)) {
            Found::Flying(flight) => Some(flight),
            Found::Cached(_) => None,
        }
    }

    /// What is known, or the question in flight, or else a new one. Under one lock, so that none is asked twice.
    fn find(
        self: &Arc<Self>,
        question: Question,
        time: Duration,
        max_age: Option<Duration>,
    ) -> Found {
        let asked = question.asked();
        let mut known = self.known();
        if let Some(flight) = known.flights.get(&asked) {
            return Found::Flying(flight.clone());
        }
        if let Some(heard) = known.cache.get(&asked, max_age) {
            return Found::Cached(heard);
        }
        let (land, end) = oneshot::channel();
        let flight = Flight {
            end: end.shared(),
            so_far: Arc::new(SoFar::new()),
        };
        known.flights.insert(asked.clone(), flight.clone());
        drop(known);
        let (all, so_far) = (Arc::clone(self), Arc::clone(&flight.so_far));
        tokio::spawn(async move {
            // It leaves the list of flights however it ends.
            let leaving = Leaving {
                flights: &all,
                asked: &asked,
            };
            let heard = Arc::new(all.fly(&question, &asked, time, &so_far).await);
            if let Some(lifetime) = all.lifetime(&heard, &question) {
                let kept = Arc::clone(&heard);
                all.known().cache.put(asked.clone(), kept, lifetime);
            }
            drop(leaving);
            // Nobody may wait any more.
            let _ = land.send(heard);
        });
        Found::Flying(flight)
    }

    async fn fly(
        self: &Arc<Self>,
        question: &Question,
        asked: &Asked,
        time: Duration,
        so_far: &SoFar,
    ) -> Heard {
        let is_control = Question::control().is_some_and(|control| control.asked() == *asked);
        // The trial must not wait for those that it is to judge.
        let _turn = if is_control {
            None
        } else {
            match self.turns.take(question.query.name(), time).await {
                Some(turn) => Some(turn),
                None => return Heard::skipped(Why::LimitReached),
            }
        };
        let put = Instant::now();
        let until = put + time;
        let servers = &self.servers;
        let mut asking =
            std::pin::pin!(servers.ask(question, until, is_control, so_far, &self.health));
        if is_control {
            let heard = asking.await;
            self.health.tried(&heard, put);
            return heard;
        }
        // Half of the time without a word: is it the name, or the resolver?
        tokio::select! {
            biased;
            heard = &mut asking => return heard,
            () = sleep_until(put + time / 2) => {}
        }
        let trial = if self.health.is_in_question(put) {
            self.control(time / 2)
        } else {
            None
        };
        let heard = asking.await;
        if let Some(trial) = trial
            && !heard.replied
        {
            // Both end now; who waits for this one is to find the resolver judged.
            let _ = trial.end.await;
        }
        heard
    }

    /// How long an answer, or a failure, serves others. That the resolver is silent says nothing of a name.
    fn lifetime(&self, heard: &Heard, question: &Question) -> Option<Duration> {
        match &heard.said {
            Ok(_) => heard.lifetime(question),
            Err(Outcome::Skipped(_)) => None,
            Err(_) if heard.by_network => None,
            Err(_) if heard.replied || self.health.heard_around(Instant::now()) => {
                Some(FAILURE_TTL)
            }
            Err(_) => None,
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    /// How it ends, or what is known of it at that time.
    async fn ends_by(self, until: Instant) -> Arc<Heard> {
        tokio::select! {
            biased;
            ended = self.end => ended.unwrap_or_else(|_| {
                Arc::new(Heard::nobody("the query was canceled".to_owned()))
            }),
            () = sleep_until(until + GRACE) => Arc::new(self.so_far.now()),
        }
    }
}

/// Takes a flight off the list.
struct Leaving<'f> {
    flights: &'f Flights,
    asked: &'f Asked,
}

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.flights.known().flights.remove(self.asked);
    }
}
