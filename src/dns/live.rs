//! Asking servers: which one, how often, and what their answers come to.

use super::answer::{Answer, Outcome, RecordType};
use super::chain::{Chain, Step};
use super::exchange::{Fault, Reply, ask};
use super::limits::{Budget, Limits};
use super::name::InvalidName;
use crate::checked::Why;
use chrono::{SubsecRound, Utc};
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use hickory_proto::op::{Query, ResponseCode};
use hickory_proto::rr::{Name, RecordType as WireType};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};
use tokio::time::{Instant, sleep_until};

/// How often a question is sent before its time is over: two lost packets are bad luck, three are an answer.
const ATTEMPTS: usize = 3;
/// When a question is sent again, the earlier one still counting: most answers come within this time.
const RESEND_AFTER: Duration = Duration::from_secs(1);
/// Servers of the system that are asked, as in `resolv.conf(5)`.
const MAX_SERVERS: usize = 3;

/// Questions beside authentication that are on their way at once: no more are lost on a resolver that answers none.
const BESIDE_AT_ONCE: usize = 16;
/// A name that nobody chose.
const TRIED: &str = "com.";

/// The servers to ask, and what asking them may cost.
#[derive(Debug)]
pub(super) struct Live {
    /// Read from the system at the first question, unless they are given.
    servers: OnceLock<Result<Vec<SocketAddr>, String>>,
    budget: Budget,
    /// Places for questions beside authentication.
    beside: Semaphore,
    /// Held while the resolver is tried.
    trying: Mutex<()>,
}

/// What came of a question, and from whom.
struct Heard {
    /// Who answered, or who was asked in vain.
    server: Option<String>,
    said: Result<Reply, Outcome>,
}

impl Heard {
    fn nothing(tried: &[SocketAddr], outcome: Outcome) -> Self {
        let tried: Vec<String> = tried.iter().map(SocketAddr::to_string).collect();
        Self {
            server: (!tried.is_empty()).then(|| tried.join(", ")),
            said: Err(outcome),
        }
    }

    /// Whether there was no answer for a reason that is not DNS's own.
    fn is_failure(&self) -> bool {
        matches!(self.said, Err(Outcome::Failed(_)))
    }
}

impl Live {
    /// The system's servers.
    pub(super) fn system(limits: Limits) -> Self {
        Self {
            servers: OnceLock::new(),
            budget: Budget::new(limits),
            beside: Semaphore::new(BESIDE_AT_ONCE),
            trying: Mutex::new(()),
        }
    }

    /// These servers.
    pub(super) fn servers(servers: Vec<SocketAddr>, limits: Limits) -> Self {
        let live = Self::system(limits);
        live.servers.get_or_init(|| Ok(servers));
        live
    }

    /// Raises the number of questions, and the bytes by what a message has at first.
    pub(super) fn admit_more(&self, questions: usize) {
        self.budget.admit_more(questions);
    }

    /// Asks until there is an outcome.
    pub(super) async fn answer(&self, name: &str, wire: Name, rtype: RecordType) -> Answer {
        let place = if self.budget.is_beside() {
            match self.place_beside().await {
                Ok(place) => place,
                Err(why) => return Answer::skipped(name, rtype, why),
            }
        } else {
            None
        };
        let answer = self.ask_on(name, wire, rtype).await;
        self.budget.ended(&answer.outcome);
        drop(place);
        answer
    }

    /// A place for a question beside authentication, or why no more are asked.
    ///
    /// Where the last questions were all in vain, the names may be to blame, which the sender may have chosen, or the
    /// resolver. So it is asked for a name that nobody chose: only if that has no answer either, the rest is left out.
    async fn place_beside(&self) -> Result<Option<SemaphorePermit<'_>>, Why> {
        // It is never closed.
        let place = self.beside.acquire().await.ok();
        if self.budget.is_doubtful() {
            let _one = self.trying.lock().await;
            if self.budget.is_doubtful() {
                self.budget.tried(self.try_resolver().await);
            }
        }
        match self.budget.given_up() {
            Some(why) => Err(why),
            None => Ok(place),
        }
    }

    /// Asks for what every resolver of the Internet can tell. It is no question of the message's, and stands in no log.
    async fn try_resolver(&self) -> Result<(), Why> {
        let until = self.budget.admit()?;
        let Ok(name) = Name::from_ascii(TRIED) else {
            return Ok(());
        };
        let question = Query::query(name, WireType::NS);
        match self.ask_servers(&question, until).await.said {
            Ok(_) => Ok(()),
            Err(Outcome::Timeout) => Err(Why::DnsUnreachable),
            Err(_) => Err(Why::DnsFailed),
        }
    }

    async fn ask_on(&self, name: &str, wire: Name, rtype: RecordType) -> Answer {
        let mut answer = Answer::new(name, rtype, Outcome::Timeout);
        let mut chain = Chain::new(wire);
        let mut time: Option<Instant> = None;
        answer.outcome = loop {
            let until = match self.budget.admit() {
                Ok(until) => *time.get_or_insert(until),
                Err(why) => break Outcome::Skipped(why),
            };
            let question = Query::query(chain.end().clone(), wire_type(rtype));
            let heard = self.ask_servers(&question, until).await;
            answer.at = Some(Utc::now().trunc_subsecs(3));
            answer.server = heard.server;
            let message = match heard.said {
                Ok(reply) => reply.message,
                Err(outcome) => break outcome,
            };
            let vouched = message.metadata.authentic_data;
            answer.authentic = Some(answer.authentic.unwrap_or(true) && vouched);
            match chain.read(&message, rtype) {
                Step::End(outcome) => break outcome,
                Step::AskOn => {}
            }
        };
        answer.cnames = chain.cnames();
        answer.ttl = chain.ttl();
        answer
    }

    /// Puts a question to the servers in turn until one gives an answer that counts.
    async fn ask_servers(&self, question: &Query, until: Instant) -> Heard {
        let servers = match self.servers.get_or_init(system_servers) {
            Ok(servers) if !servers.is_empty() => servers,
            none => {
                self.budget.refused_by_network();
                let text = none.as_ref().err().map_or("none is given", String::as_str);
                let outcome = Outcome::Failed(format!("no name server: {text}"));
                return Heard::nothing(&[], outcome);
            }
        };
        let attempts = ATTEMPTS.max(servers.len());
        let mut plan: VecDeque<_> = servers.iter().copied().cycle().take(attempts).collect();
        let mut tried: Vec<SocketAddr> = Vec::new();
        let mut poor = None;
        let mut next = Instant::now();
        let mut asking = FuturesUnordered::new();
        loop {
            if Instant::now() >= next
                && let Some(server) = plan.pop_front()
            {
                if !tried.contains(&server) {
                    tried.push(server);
                }
                asking.push(async move { (server, ask(server, question).await) });
                next = Instant::now() + RESEND_AFTER;
            }
            let (server, reply) = tokio::select! {
                biased;
                Some(heard) = asking.next() => heard,
                () = sleep_until(next), if !plan.is_empty() => continue,
                () = sleep_until(until), if !asking.is_empty() => break,
                else => break,
            };
            let said = self.judge(reply);
            let is_good = said.is_ok();
            let heard = Heard {
                server: Some(server.to_string()),
                said,
            };
            if is_good {
                return heard;
            }
            // Asking the same server again would bring the same; the next one is asked at once.
            plan.retain(|planned| *planned != server);
            next = Instant::now();
            // What a server said tells more than what the network did.
            if poor.as_ref().is_none_or(Heard::is_failure) {
                poor = Some(heard);
            }
        }
        let heard = poor.unwrap_or_else(|| Heard::nothing(&tried, Outcome::Timeout));
        if asking.is_empty() && heard.is_failure() {
            self.budget.refused_by_network();
        }
        heard
    }

    /// Whether an answer counts, or else what to say if no other server has a better one.
    fn judge(&self, heard: Result<Reply, Fault>) -> Result<Reply, Outcome> {
        match &heard {
            Ok(reply) => self.budget.heard(reply.bytes),
            Err(Fault::Network(_)) => {}
            Err(Fault::Unreadable(_) | Fault::Truncated(_)) => self.budget.heard(0),
        }
        let reply = heard.map_err(|fault| Outcome::Failed(fault.to_string()))?;
        match reply.message.metadata.response_code {
            ResponseCode::NoError | ResponseCode::NXDomain => Ok(reply),
            ResponseCode::ServFail => Err(Outcome::ServFail),
            ResponseCode::Refused => Err(Outcome::Refused),
            other => Err(Outcome::Failed(format!("the server said: {other}"))),
        }
    }
}

/// The answer for a name that cannot be asked for.
pub(super) fn invalid(name: &str, rtype: RecordType, fault: InvalidName) -> Answer {
    let mut answer = Answer::new("", rtype, Outcome::Failed(format!("not asked: {fault}")));
    // As it was given: the normal form would hide what is wrong with it.
    name.clone_into(&mut answer.name);
    answer
}

fn system_servers() -> Result<Vec<SocketAddr>, String> {
    let (config, _) = hickory_resolver::system_conf::read_system_conf().map_err(|error| {
        format!("the system's configuration cannot be read ({error}); name one with --nameserver")
    })?;
    Ok(config
        .name_servers()
        .iter()
        .filter_map(|server| Some(SocketAddr::new(server.ip, server.connections.first()?.port)))
        .take(MAX_SERVERS)
        .collect())
}

fn wire_type(rtype: RecordType) -> WireType {
    match rtype {
        RecordType::A => WireType::A,
        RecordType::Aaaa => WireType::AAAA,
        RecordType::Mx => WireType::MX,
        RecordType::Txt => WireType::TXT,
        RecordType::Ptr => WireType::PTR,
        RecordType::Ns => WireType::NS,
    }
}
