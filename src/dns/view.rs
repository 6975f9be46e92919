//! One message's look-ups: what was asked before is known, and the log has each question once.

use super::answer::{Answer, Outcome, RecordType};
#[cfg(feature = "net")]
use super::bounds::Bounds;
use super::doubt::{self, Doubt};
use super::index::{Answers, Key, keyed};
#[cfg(feature = "net")]
use super::limits::Limits;
use super::limits::Used;
#[cfg(feature = "net")]
use super::live::Live;
use super::name;
#[cfg(feature = "net")]
use super::nameserver::NameServer;
#[cfg(feature = "net")]
use super::resolver::Resolver;
#[cfg(not(feature = "net"))]
use super::unconnected::Live;
use crate::checked::Why;
use chrono::{DateTime, Utc};
use futures::FutureExt;
use futures::future::{BoxFuture, Shared, WeakShared};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A question that is being asked; all who want its answer wait for the same.
type Flight = Shared<BoxFuture<'static, Arc<Answer>>>;
/// The same for who does not wait: when nobody does any more, what it holds is let go.
type WeakFlight = WeakShared<BoxFuture<'static, Arc<Answer>>>;

/// A function that answers questions.
type Answering = dyn Fn(&str, RecordType) -> Answer + Send + Sync;

/// Where answers come from.
#[derive(Clone)]
enum Source {
    /// Nowhere: no question may be asked.
    Offline,
    /// From recorded answers; what is not among them was not asked.
    Recorded(Arc<Answers>),
    /// From servers.
    #[cfg_attr(not(feature = "net"), expect(dead_code, reason = "no network"))]
    Live(Arc<Live>),
    Function(Arc<Answering>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Offline => "Offline",
            Self::Recorded(_) => "Recorded",
            Self::Live(_) => "Live",
            Self::Function(_) => "Function",
        })
    }
}

/// The resolver for one message, with its log. Clones share both.
#[derive(Clone, Debug)]
pub struct Dns {
    source: Source,
    state: Arc<Mutex<State>>,
    moment: Option<DateTime<Utc>>,
    masked: bool,
}

#[derive(Debug, Default)]
struct State {
    log: Answers,
    flights: HashMap<Key, WeakFlight>,
    doubt: Doubt,
}

impl Dns {
    /// A resolver that asks nothing.
    pub fn offline() -> Self {
        Self::new(Source::Offline)
    }

    /// A resolver that answers from recorded answers only.
    pub fn recorded(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::indexed(Arc::new(keyed(answers)))
    }

    /// The same from answers that others are answered from, too.
    pub(super) fn indexed(answers: Arc<Answers>) -> Self {
        Self::new(Source::Recorded(answers))
    }

    /// The same, with the moment at which the recording was made.
    #[must_use]
    pub fn made_at(mut self, moment: Option<DateTime<Utc>>) -> Self {
        self.moment = moment;
        self
    }

    /// The same for a message whose secrets were overwritten: a name with `**` in it is a mask, and asked of nobody.
    #[must_use]
    pub(crate) fn masked(mut self) -> Self {
        self.masked = true;
        self
    }

    /// What went out for the message.
    pub(crate) fn used(&self) -> Used {
        match &self.source {
            Source::Live(live) => live.used(),
            _ => Used::default(),
        }
    }

    /// When the recording that answers was made, if one answers and says so.
    pub fn moment(&self) -> Option<DateTime<Utc>> {
        self.moment
    }

    /// A message's view of a shared resolver.
    #[cfg(feature = "net")]
    fn over(resolver: Resolver, limits: Limits) -> Self {
        Self::new(Source::Live(Arc::new(Live::new(resolver, limits))))
    }

    /// A resolver that asks the system's servers. Its configuration is read at the first question, not before.
    #[cfg(feature = "net")]
    pub fn system(limits: Limits) -> Self {
        Resolver::system(&Bounds::for_one()).dns(limits)
    }

    /// A resolver that asks one server.
    #[cfg(feature = "net")]
    pub fn server(server: impl Into<NameServer>, limits: Limits) -> Self {
        Self::servers([server], limits)
    }

    /// A resolver that asks these servers, the next one when one is silent or fails.
    #[cfg(feature = "net")]
    pub fn servers(
        servers: impl IntoIterator<Item = impl Into<NameServer>>,
        limits: Limits,
    ) -> Self {
        Resolver::servers(servers, &Bounds::for_one()).dns(limits)
    }

    /// A resolver whose answers come from a function: for embedding where another resolver is at hand, and for tests.
    /// The function gets the name in lower case without its trailing dot.
    pub fn from_fn(answer: impl Fn(&str, RecordType) -> Answer + Send + Sync + 'static) -> Self {
        Self::new(Source::Function(Arc::new(answer)))
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            state: Arc::default(),
            moment: None,
            masked: false,
        }
    }

    /// Asks for the records of one type at one name. Always gives an answer, which says how it ended.
    ///
    /// Any executor will do. Without servers the answer is there at once.
    pub async fn lookup(&self, name: &str, rtype: RecordType) -> Arc<Answer> {
        let key = (name::key(name), rtype);
        let answer = match self.begin(&key) {
            Begun::Known(answer) => return self.believed(answer),
            Begun::Asking(flight) => flight.await,
        };
        let mut state = self.state();
        state.flights.remove(&key);
        state.log.insert(key, Arc::clone(&answer));
        drop(state);
        self.believed(answer)
    }

    /// The answer, or that there is none where it is not believed.
    fn believed(&self, answer: Arc<Answer>) -> Arc<Answer> {
        let instead = self.state().doubt.instead(&answer);
        instead.map_or(answer, Arc::new)
    }

    /// Holds the answers so far against each other, and stops believing what is provably false: see [`Doubt`]. Whether
    /// something that was believed before no longer is. Where DNS knew no name at all, one is asked for that exists.
    pub async fn cross_examine(&self) -> bool {
        let knows_none = {
            let state = self.state();
            let mut outcomes = state.log.values().map(|answer| &answer.outcome);
            let is_name = |outcome| matches!(outcome, &Outcome::Records(_) | &Outcome::NoData);
            outcomes
                .clone()
                .any(|outcome| *outcome == Outcome::NxDomain)
                && !outcomes.any(is_name)
        };
        // A recording that was made without it says nothing of it.
        let is_recorded = |answers: &Answers| {
            let key = (doubt::CONTROL.to_owned(), RecordType::Ns);
            answers.contains_key(&key)
        };
        let can_ask = match &self.source {
            Source::Recorded(answers) => is_recorded(answers),
            _ => true,
        };
        if knows_none && can_ask {
            self.lookup(doubt::CONTROL, RecordType::Ns).await;
        }
        let mut state = self.state();
        let answers: Vec<&Answer> = state.log.values().map(Arc::as_ref).collect();
        let doubt = Doubt::of(&answers);
        let is_new = doubt != state.doubt && !doubt.is_none();
        state.doubt = doubt;
        drop(state);
        if let Source::Live(live) = &self.source
            && is_new
        {
            live.doubt_denials();
        }
        is_new
    }

    /// Why NXDOMAIN answers are not believed, if so.
    pub fn doubt(&self) -> Doubt {
        self.state().doubt.clone()
    }

    /// Whether DNS knew a name: it had a record. An empty answer alone shows none: who filters answers gives those too.
    pub fn knows_a_name(&self) -> bool {
        self.state()
            .log
            .values()
            .any(|answer| matches!(answer.outcome, Outcome::Records(_)))
    }

    /// Admits this many questions more than the limits say, and as many bytes of answers as a message has at first: for
    /// work that follows another and must not go without because that used up what there was. The time stays.
    pub fn admit_more(&self, questions: usize) {
        if let Source::Live(live) = &self.source {
            live.admit_more(questions);
        }
    }

    /// Every question of this message with its answer, by name and type.
    pub fn log(&self) -> Vec<Arc<Answer>> {
        self.state().log.values().cloned().collect()
    }

    fn begin(&self, key: &Key) -> Begun {
        let mut state = self.state();
        if let Some(answer) = state.log.get(key) {
            return Begun::Known(Arc::clone(answer));
        }
        let known = match (&self.source, name::check(&key.0)) {
            _ if self.masked && key.0.contains("**") => {
                Arc::new(Answer::skipped(&key.0, key.1, Why::AlteredInput))
            }
            (_, Err(fault)) => Arc::new(Answer::invalid(&key.0, key.1, fault)),
            (Source::Offline, _) => Arc::new(Answer::skipped(&key.0, key.1, Why::Offline)),
            (Source::Recorded(answers), _) => answers
                .get(key)
                .cloned()
                .unwrap_or_else(|| Arc::new(Answer::skipped(&key.0, key.1, Why::NotInCapsule))),
            (Source::Function(answer), _) => Arc::new(answer(&key.0, key.1)),
            (Source::Live(live), Ok(())) => {
                if let Some(flight) = state.flights.get(key).and_then(WeakFlight::upgrade) {
                    return Begun::Asking(flight);
                }
                let (live, (name, rtype)) = (Arc::clone(live), key.clone());
                let flight = async move { Arc::new(live.answer(&name, rtype).await) };
                let flight = flight.boxed().shared();
                if let Some(weak) = flight.downgrade() {
                    state.flights.insert(key.clone(), weak);
                }
                return Begun::Asking(flight);
            }
        };
        state.log.insert(key.clone(), Arc::clone(&known));
        Begun::Known(known)
    }

    /// What was noted before another thread panicked is still true, so a poisoned lock is no reason to stop.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(feature = "net")]
impl Resolver {
    /// One message's view of it, with limits and a log of its own.
    pub fn dns(&self, limits: Limits) -> Dns {
        Dns::over(self.clone(), limits)
    }
}

/// How a look-up begins.
enum Begun {
    Known(Arc<Answer>),
    Asking(Flight),
}
