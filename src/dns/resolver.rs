//! The resolver that many messages share: a cache, one question in flight once, bounds, and a thread of its own.
//!
//! A question in flight belongs to nobody: whoever asks for the same waits for it, and it ends by itself, in an answer or
//! by its time, whether anybody still waits or not.

use super::Dns;
use super::background::Background;
use super::cache::{Asked, Cache};
use super::doubt::CONTROL;
use super::health::{Asking, Health};
use super::heard::{Heard, SoFar};
use super::limits::Limits;
use super::name;
use super::servers::Servers;
use crate::checked::Why;
use futures::FutureExt;
use futures::future::Shared;
use hickory_proto::op::{Query, ResponseCode};
use hickory_proto::rr::RecordType as WireType;
use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{Instant, sleep_until};

/// Answers that are kept: those of some hundred senders.
const CACHED: usize = 10_000;
/// What they may come to, in bytes on the wire. Read, they take some times as much.
const CACHED_BYTES: usize = 8 << 20;
/// Questions in flight. Each has up to three sockets, and a process may have 1,024 files open as a rule.
const IN_FLIGHT: usize = 256;
/// Questions at one server: dnsmasq, in most routers, forwards 150 at once.
const PER_SERVER: usize = 128;
/// How long a resolver that does not answer is left alone at first.
const PAUSE: Duration = Duration::from_secs(10);
/// How long a question that had no answer, or a failure, is not asked again (RFC 9520 section 3.2: one second to five
/// minutes).
const FAILURE_TTL: Duration = Duration::from_secs(30);
/// How long a resolver that was left alone has to show that it answers again.
const TRIAL: Duration = Duration::from_secs(1);
/// How long an answer to the question that every resolver can answer shows that this one does.
const TRIAL_TTL: Duration = Duration::from_secs(5);
/// What a question in flight may come later than the time of who waits for it, so that both end as one.
const GRACE: Duration = Duration::from_millis(25);

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

/// Servers, with what was heard from them lately. Clones share all of it; any thread may ask, inside an executor or not.
#[derive(Clone)]
pub struct Resolver(Arc<Inner>);

struct Inner {
    servers: Servers,
    health: Health,
    in_flight: Semaphore,
    shared: Mutex<Known>,
    background: Background,
}

struct Known {
    cache: Cache,
    flights: HashMap<Asked, Flight>,
}

/// A question that is being asked.
#[derive(Clone)]
struct Flight {
    end: Shared<oneshot::Receiver<Arc<Heard>>>,
    so_far: Arc<SoFar>,
}

/// What is there when a question is asked for.
enum Found {
    Cached(Arc<Heard>),
    Flying(Flight),
}

/// What a message is told.
pub(super) struct Told {
    pub(super) heard: Arc<Heard>,
    pub(super) cached: bool,
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver")
            .field("servers", &self.0.servers)
            .field("health", &self.0.health)
            .finish_non_exhaustive()
    }
}

impl Resolver {
    /// One that asks the system's servers. Its configuration is read once, at the first question.
    pub fn system(bounds: &Bounds) -> Self {
        Self::new(None, bounds)
    }

    /// One that asks these servers, the next one when one is silent or fails.
    pub fn servers(servers: Vec<SocketAddr>, bounds: &Bounds) -> Self {
        Self::new(Some(servers), bounds)
    }

    fn new(servers: Option<Vec<SocketAddr>>, bounds: &Bounds) -> Self {
        Self(Arc::new(Inner {
            servers: Servers::new(servers, bounds.per_server.max(1)),
            health: Health::new(bounds.pause),
            in_flight: Semaphore::new(bounds.in_flight.clamp(1, Semaphore::MAX_PERMITS)),
            shared: Mutex::new(Known {
                cache: Cache::new(bounds.cached, bounds.cached_bytes),
                flights: HashMap::new(),
            }),
            background: Background::default(),
        }))
    }

    /// One message's view of it, with limits and a log of its own.
    pub fn dns(&self, limits: Limits) -> Dns {
        Dns::over(self.clone(), limits)
    }

    /// How many answers are kept.
    pub fn cached(&self) -> usize {
        self.0.known().cache.len()
    }

    /// How many questions are on their way, those that wait for their turn included.
    pub fn in_flight(&self) -> usize {
        self.0.known().flights.len()
    }

    /// Notes that a message has reason not to believe what does not exist: what is kept of that is asked anew soon, so that
    /// it does not outlive the way out of a captive portal.
    pub(super) fn doubt_denials(&self) {
        let is_denial = |heard: &Heard| {
            let code = heard.said.as_ref().map(|said| said.metadata.response_code);
            code == Ok(ResponseCode::NXDomain)
        };
        self.0.known().cache.shorten(FAILURE_TTL, is_denial);
    }

    /// Asks, or takes what is known. `time` is what a question has that is put for this, `until` when the asker is gone.
    pub(super) async fn ask(&self, question: &Query, until: Instant, time: Duration) -> Told {
        let asked = asked(question);
        let known = self.0.known().cache.get(&asked, None);
        match known {
            Some(heard) => Told {
                heard,
                cached: true,
            },
            None => self.wait(question.clone(), asked, until, time, None).await,
        }
    }

    /// Asks for what every resolver can tell.
    pub(super) async fn try_it(&self, until: Instant, time: Duration) -> Arc<Heard> {
        let Some((question, asked)) = control() else {
            return Arc::new(Heard::skipped(Why::DnsFailed));
        };
        self.wait(question, asked, until, time, Some(TRIAL_TTL))
            .await
            .heard
    }

    /// The waiting needs a clock and the asking needs sockets, which are there in the background only.
    async fn wait(
        &self,
        question: Query,
        asked: Asked,
        until: Instant,
        time: Duration,
        max_age: Option<Duration>,
    ) -> Told {
        let inner = Arc::clone(&self.0);
        let work = async move { inner.told(question, asked, until, time, max_age).await };
        let heard = match self.0.background.run(work) {
            Ok(told) => match told.await {
                Ok(told) => return told,
                Err(_) => Heard::nobody("the question was given up".to_owned()),
            },
            Err(error) => Heard::nobody(format!("cannot ask DNS: {error}")),
        };
        Told {
            heard: Arc::new(heard),
            cached: false,
        }
    }
}

impl Inner {
    async fn told(
        self: Arc<Self>,
        question: Query,
        asked: Asked,
        until: Instant,
        time: Duration,
        max_age: Option<Duration>,
    ) -> Told {
        let heard = if self.may_ask(until, time).await {
            match self.find(question, asked, time, max_age) {
                Found::Cached(heard) => {
                    return Told {
                        heard,
                        cached: true,
                    };
                }
                Found::Flying(flight) => flight.ends_by(until).await,
            }
        } else {
            Arc::new(Heard::skipped(Why::ResolverSilent))
        };
        Told {
            heard,
            cached: false,
        }
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
        let (question, asked) = control()?;
        match self.find(question, asked, time, Some(Duration::ZERO)) {
            Found::Flying(flight) => Some(flight),
            Found::Cached(_) => None,
        }
    }

    /// What is known, or the question in flight, or else a new one. Under one lock, so that none is asked twice.
    fn find(
        self: &Arc<Self>,
        question: Query,
        asked: Asked,
        time: Duration,
        max_age: Option<Duration>,
    ) -> Found {
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
        let (inner, so_far) = (Arc::clone(self), Arc::clone(&flight.so_far));
        tokio::spawn(async move {
            // It leaves the list of flights however it ends.
            let leaving = Leaving {
                inner: &inner,
                asked: &asked,
            };
            let heard = Arc::new(inner.fly(&question, &asked, time, &so_far).await);
            if let Some(lifetime) = inner.lifetime(&heard, &question) {
                let kept = Arc::clone(&heard);
                inner.known().cache.put(asked.clone(), kept, lifetime);
            }
            drop(leaving);
            // Nobody may wait any more.
            let _ = land.send(heard);
        });
        Found::Flying(flight)
    }

    async fn fly(
        self: &Arc<Self>,
        question: &Query,
        asked: &Asked,
        time: Duration,
        so_far: &SoFar,
    ) -> Heard {
        let is_control = control().is_some_and(|(_, control)| control == *asked);
        // The trial must not wait for those that it is to judge.
        let _place = if is_control {
            None
        } else {
            self.in_flight.acquire().await.ok()
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
    fn lifetime(&self, heard: &Heard, question: &Query) -> Option<Duration> {
        use super::answer::Outcome;
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
                Arc::new(Heard::nobody("the question was given up".to_owned()))
            }),
            () = sleep_until(until + GRACE) => Arc::new(self.so_far.now()),
        }
    }
}

/// Takes a flight off the list.
struct Leaving<'f> {
    inner: &'f Inner,
    asked: &'f Asked,
}

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.inner.known().flights.remove(self.asked);
    }
}

fn asked(question: &Query) -> Asked {
    (name::from_wire(question.name()), question.query_type())
}

fn control() -> Option<(Query, Asked)> {
    let name = name::to_wire(CONTROL).ok()?;
    let question = Query::query(name, WireType::NS);
    let asked = asked(&question);
    Some((question, asked))
}
