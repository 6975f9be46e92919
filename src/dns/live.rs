//! Asking servers for one message: what it may cost, and what the answers come to over their aliases.

use super::answer::{Answer, Dnssec, Outcome, RecordType};
use super::asked::Question;
use super::chain::{Chain, Step};
use super::heard::Heard;
use super::limits::{Budget, Limits, Used};
use super::name;
use super::resolver::Resolver;
use super::validate::{self, Refusal, validate};
use crate::checked::Why;
use hickory_proto::rr::{Name, RecordType as WireType};
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// Questions beside authentication that are on their way at once: no more are lost on a resolver that answers none.
const BESIDE_AT_ONCE: usize = 8;

/// The resolver as one message has it, and what asking it may cost.
#[derive(Debug)]
pub(super) struct Live {
    resolver: Resolver,
    budget: Arc<Budget>,
    /// Places for questions beside authentication.
    beside: Semaphore,
    /// Held while the resolver is tried.
    trying: Mutex<()>,
}

impl Live {
    pub(super) fn new(resolver: Resolver, limits: Limits) -> Self {
        Self {
            resolver,
            budget: Arc::new(Budget::new(limits)),
            beside: Semaphore::new(BESIDE_AT_ONCE),
            trying: Mutex::new(()),
        }
    }

    /// Raises the number of questions, and the bytes by what a message has at first.
    pub(super) fn admit_more(&self, questions: usize) {
        self.budget.admit_more(questions);
    }

    /// What went out for the message.
    pub(super) fn used(&self) -> Used {
        self.budget.used()
    }

    /// Notes that the resolver's denials are not believed.
    pub(super) fn doubt_denials(&self) {
        self.resolver.doubt_denials();
    }

    /// Asks until there is an outcome.
    pub(super) async fn answer(&self, name: &str, rtype: RecordType) -> Answer {
        let wire = match name::to_wire(name) {
            Ok(wire) => wire,
            Err(fault) => return Answer::invalid(name, rtype, fault),
        };
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
        let heard = self.resolver.try_it(until, self.budget.flight()).await;
        match &heard.said {
            Ok(_) => Ok(()),
            Err(Outcome::Timeout | Outcome::Skipped(_)) => Err(Why::DnsUnreachable),
            Err(_) => Err(Why::DnsFailed),
        }
    }

    async fn ask_on(&self, name: &str, wire: Name, rtype: RecordType) -> Answer {
        let mut answer = Answer::new(name, rtype, Outcome::Timeout);
        let mut chain = Chain::new(wire);
        let mut time: Option<Instant> = None;
        let mut all_cached = true;
        let mut proven: Option<Dnssec> = None;
        answer.outcome = loop {
            if let Some(why) = self.resolver.refusal(chain.end()) {
                break Outcome::Skipped(why);
            }
            let until = match self.budget.admit() {
                Ok(until) => *time.get_or_insert(until),
                Err(why) => break Outcome::Skipped(why),
            };
            let question = Question::new(chain.end().clone(), wire_type(rtype))
                .signed(self.budget.validates());
            let told = self
                .resolver
                .ask(&question, until, self.budget.flight())
                .await;
            let heard = told.heard;
            if !told.cached {
                self.budget.sent(heard.bytes);
            }
            // From the cache it costs what it cost from the server, so that the report is the same.
            if heard.replied {
                self.budget.heard(heard.bytes);
            }
            if heard.by_network {
                self.budget.refused_by_network();
            }
            if let Err(Outcome::Skipped(why)) = &heard.said {
                break Outcome::Skipped(self.budget.why_skipped(*why));
            }
            all_cached &= told.cached;
            answer.cached = all_cached;
            answer.at = Some(heard.at);
            answer.server.clone_from(&heard.server);
            let message = match &heard.said {
                Ok(message) => message,
                Err(outcome) => break outcome.clone(),
            };
            let vouched = message.metadata.authentic_data;
            answer.authentic = Some(answer.authentic.unwrap_or(true) && vouched);
            let known = chain.names().len() - 1;
            let mut step = chain.read(message, rtype);
            if self.budget.validates() {
                let names = &chain.names()[known..];
                match self.judge(&question, &heard, names, &mut step).await {
                    Ok(found) => proven = Some(proven.unwrap_or(found).min(found)),
                    Err(refusal) => {
                        answer.dnssec = refusal.dnssec;
                        break refusal.outcome;
                    }
                }
            }
            match step {
                Step::End(outcome) => break outcome,
                Step::AskOn => {}
            }
        };
        if let Some(proven) = proven.filter(|_| answer.is_answered()) {
            answer.dnssec = proven;
        }
        answer.cnames = chain.cnames();
        answer.ttl = chain.ttl();
        answer
    }
}

impl Live {
    /// Validates what an answer says of the names that it led over. Where it denies what an alias leads to, that is asked
    /// for by itself: the proof is the zone's where it ends.
    async fn judge(
        &self,
        question: &Question,
        heard: &Arc<Heard>,
        names: &[Name],
        step: &mut Step,
    ) -> Result<Dnssec, Refusal> {
        let is_alias = names.len() > 1;
        if is_alias && matches!(step, Step::End(Outcome::NoData | Outcome::NxDomain)) {
            *step = Step::AskOn;
        }
        let used = validate::Used {
            names,
            records: match step {
                Step::End(Outcome::Records(_)) => Some(question.query.query_type()),
                _ => None,
            },
            denies: matches!(step, Step::End(Outcome::NoData | Outcome::NxDomain)),
        };
        // What is no answer needs no proof.
        if matches!(step, Step::End(outcome) if !outcome.is_of_dns()) {
            return Ok(Dnssec::Unchecked);
        }
        validate(&self.resolver, &self.budget, question, heard, used).await
    }
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
