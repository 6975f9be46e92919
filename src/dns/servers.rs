//! The servers: which there are, in which turn they are asked, and what counts as an answer.

use super::answer::Outcome;
use super::asked::Question;
use super::exchange::{Fault, Reply};
use super::health::Health;
use super::heard::{Heard, SoFar};
use super::nameserver::NameServer;
use super::server::Server;
use super::trust::Trust;
use crate::words::dns::NO_SERVER;
use futures::FutureExt;
use futures::StreamExt;
use futures::future::{BoxFuture, Shared};
use futures::stream::FuturesUnordered;
use hickory_proto::op::{Message, ResponseCode};
use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, sleep_until};

/// How often a question is sent before its time is over: two lost packets are bad luck, three are an answer.
const ATTEMPTS: usize = 3;
/// When a question is sent again, the earlier one still counting: most answers come within this time.
const RESEND_AFTER: Duration = Duration::from_secs(1);
/// Servers of the system that are asked, as in `resolv.conf(5)`.
const MAX_SERVERS: usize = 3;

/// A place among a server's questions; `None` for one that needs none.
type Place = Shared<BoxFuture<'static, Option<Arc<OwnedSemaphorePermit>>>>;

/// The servers to ask.
#[derive(Debug)]
pub(super) struct Servers {
    /// The system's, unless they are given.
    given: Option<Vec<NameServer>>,
    /// How many questions each may have at once.
    most: usize,
    trust: Trust,
    /// Made at the first question.
    list: Mutex<Option<Vec<Arc<Server>>>>,
}

impl Servers {
    /// These, or the system's.
    pub(super) fn new(given: Option<Vec<NameServer>>, most: usize, trust: Trust) -> Self {
        Self {
            given,
            most,
            trust,
            list: Mutex::default(),
        }
    }

    /// Read once. A configuration that cannot be read is tried again: it may be there the next time.
    fn list(&self) -> Result<Vec<Arc<Server>>, String> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(servers) = list.as_ref() {
            return Ok(servers.clone());
        }
        let named = match &self.given {
            Some(given) => given.clone(),
            None => system_servers()?,
        };
        let server = |at| Arc::new(Server::new(at, self.most, &self.trust));
        let servers: Vec<_> = named.into_iter().map(server).collect();
        *list = Some(servers.clone());
        Ok(servers)
    }

    /// Puts a question to the servers in turn until one gives an answer that counts. `at_once` takes no place among the
    /// others.
    pub(super) async fn ask(
        &self,
        question: &Question,
        until: Instant,
        at_once: bool,
        so_far: &SoFar,
        health: &Health,
    ) -> Heard {
        let servers = match self.list() {
            Ok(servers) if !servers.is_empty() => servers,
            Ok(_) => return Heard::nobody(format!("{NO_SERVER}: none is given")),
            Err(text) => return Heard::nobody(format!("{NO_SERVER}: {text}")),
        };
        let attempts = ATTEMPTS.max(servers.len());
        let mut plan: VecDeque<_> = (0..servers.len()).cycle().take(attempts).collect();
        // A question sent again needs no second place.
        let mut places: HashMap<usize, Place> = HashMap::new();
        let mut next = Instant::now();
        let mut asking = FuturesUnordered::new();
        loop {
            if Instant::now() >= next
                && let Some(index) = plan.pop_front()
            {
                let server = &servers[index];
                let new = || place(Arc::clone(server), at_once);
                let place = places.entry(index).or_insert_with(new).clone();
                asking.push(async move {
                    let _place = place.await;
                    so_far.trying(&server.label);
                    (index, server.ask(question).await)
                });
                next = Instant::now() + RESEND_AFTER;
            }
            let (index, reply) = tokio::select! {
                biased;
                Some(heard) = asking.next() => heard,
                () = sleep_until(next), if !plan.is_empty() => continue,
                () = sleep_until(until), if !asking.is_empty() => break,
                else => break,
            };
            if !matches!(reply, Err(Fault::Network(_))) {
                so_far.replied(reply.as_ref().map_or(0, |reply| reply.bytes));
                health.heard();
            }
            let label = &servers[index].label;
            match judge(reply) {
                Ok(message) => return so_far.answered(label, message),
                Err(outcome) => so_far.poor(label, outcome),
            }
            // Asking the same server again would bring the same; the next one is asked at once.
            plan.retain(|planned| *planned != index);
            next = Instant::now();
        }
        so_far.end(asking.is_empty())
    }
}

/// A place among a server's questions. `at_once` takes none.
fn place(server: Arc<Server>, at_once: bool) -> Place {
    let place = async move {
        if at_once {
            return None;
        }
        server.place().await.map(Arc::new)
    };
    place.boxed().shared()
}

/// Whether an answer counts, or else what to say if no other server has a better one.
fn judge(heard: Result<Reply, Fault>) -> Result<Message, Outcome> {
    let reply = heard.map_err(|fault| Outcome::Failed(fault.to_string()))?;
    match reply.message.metadata.response_code {
        ResponseCode::NoError | ResponseCode::NXDomain => Ok(reply.message),
        ResponseCode::ServFail => Err(Outcome::ServFail),
        ResponseCode::Refused => Err(Outcome::Refused),
        other => Err(Outcome::Failed(format!("the server replied {other}"))),
    }
}

fn system_servers() -> Result<Vec<NameServer>, String> {
    let (config, _) = hickory_resolver::system_conf::read_system_conf()
        .map_err(|error| format!("the system's resolver configuration cannot be read ({error})"))?;
    Ok(config
        .name_servers()
        .iter()
        .filter_map(|server| Some(SocketAddr::new(server.ip, server.connections.first()?.port)))
        .map(NameServer::from)
        .take(MAX_SERVERS)
        .collect())
}
