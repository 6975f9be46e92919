//! DNSSEC: whether an answer is signed by keys that lead to a trusted one, or proven to be of a domain that is not signed.
//!
//! hickory validates; what it needs to know on the way (keys, delegations) is asked of the same servers, from the same
//! cache, within the message's limits. Each answer is validated by itself, so that a question that was lost for one
//! leaves no verdict on another. hickory gives the verdict and not its reason; the reason that is told is read from the
//! signatures again.

use super::answer::{Dnssec, Outcome};
use super::asked::{Asked, Question};
use super::datagram::Sockets;
use super::heard::Heard;
use super::limits::Budget;
use super::name::from_wire;
use super::resolver::Resolver;
use super::wildcard::has_no_closer;
use chrono::{DateTime, Utc};
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use hickory_net::dnssec::DnssecDnsHandle;
use hickory_net::xfer::DnsHandle;
use hickory_net::{DnsError, NetError};
use hickory_proto::dnssec::Proof;
use hickory_proto::dnssec::rdata::{DNSSECRData, RRSIG};
use hickory_proto::op::{DnsRequest, DnsRequestOptions, DnsResponse, Message};
use hickory_proto::rr::{Name, RData, Record, RecordType, SerialNumber};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Verdicts on sets of records that are kept while one answer is validated.
const KEPT: usize = 256;

/// Why an answer is not used.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) dnssec: Dnssec,
    pub(super) outcome: Outcome,
}

/// What of an answer is used.
#[derive(Debug)]
pub(super) struct Used<'u> {
    /// The name that was asked for, then the targets of aliases.
    pub(super) names: &'u [Name],
    /// The type whose records are at the last of them; `None` if that is an alias or denied.
    pub(super) records: Option<RecordType>,
    /// Whether the answer says that there is nothing.
    pub(super) denies: bool,
}

/// Validates what is used of an answer.
pub(super) async fn validate(
    resolver: &Resolver,
    budget: &Arc<Budget>,
    question: &Question,
    heard: &Arc<Heard>,
    used: Used<'_>,
) -> Result<Dnssec, Refusal> {
    let asker = Asker {
        resolver: resolver.clone(),
        budget: Arc::clone(budget),
        known: Arc::new((question.asked(), Arc::clone(heard))),
        lost: Arc::default(),
    };
    let lost = Arc::clone(&asker.lost);
    let mut options = DnsRequestOptions::default();
    options.edns_set_dnssec_ok = true;
    let request = DnsRequest::from_query(question.query.clone(), options);
    let handle = DnssecDnsHandle::with_trust_anchor(asker, resolver.keys());
    let validated = handle
        .validation_cache_size(KEPT)
        .send(request)
        .next()
        .await;
    let verdict = match validated {
        Some(Ok(response)) => verdict(&response, &used, None, heard.at),
        Some(Err(NetError::Dns(DnsError::Nsec {
            response, proof, ..
        }))) => verdict(&response, &used, Some(proof), heard.at),
        Some(Err(error)) => return Err(unchecked(&lost, &error.to_string())),
        None => return Err(unchecked(&lost, "it did not end")),
    };
    match verdict {
        Err(_) if lost.get().is_some() => Err(unchecked(&lost, "")),
        Err(reason) => Err(Refusal {
            dnssec: Dnssec::Bogus,
            outcome: Outcome::Failed(format!("DNSSEC: {reason}")),
        }),
        Ok(dnssec) => Ok(dnssec),
    }
}

/// What a validated answer comes to, or why it is bogus. `denial` is what the proof of what is not there came to, where
/// it failed.
fn verdict(
    message: &Message,
    used: &Used<'_>,
    denial: Option<Proof>,
    at: DateTime<Utc>,
) -> Result<Dnssec, String> {
    let mut least = Dnssec::Secure;
    let (last, aliases) = used.names.split_last().ok_or("no query was sent")?;
    let aliases = aliases.iter().map(|name| (name, RecordType::CNAME));
    let sets = aliases.chain(used.records.map(|rtype| (last, rtype)));
    let mut is_wild = false;
    for (name, rtype) in sets {
        let of_set = |record: &&Record| record.record_type() == rtype && record.name == *name;
        let proofs = message.answers.iter().filter(of_set);
        match proofs.map(|record| record.proof).min() {
            Some(Proof::Secure) => {}
            Some(Proof::Insecure) => least = Dnssec::Insecure,
            _ => return Err(reason(message, name, rtype, at)),
        }
        let labels = signatures(message, name, rtype).map(|one| one.input().num_labels);
        let labels = labels.min().filter(|labels| *labels < name.num_labels());
        is_wild |= labels.is_some_and(|labels| !has_no_closer(message, name, labels));
    }
    // What an alias leads to is asked for by itself: hickory looks for the proof of it at the alias. That there is no
    // closer name than a wildcard has to be proven in any case.
    let needs_denial = used.denies || is_wild;
    match denial.filter(|_| needs_denial) {
        Some(Proof::Insecure) => return Ok(Dnssec::Insecure),
        Some(_) => {
            return Err(format!(
                "there is no valid proof of nonexistence at {}",
                from_wire(last)
            ));
        }
        None => {}
    }
    let is_proof = |record: &Record| {
        record.proof == Proof::Secure
            && matches!(
                record.data,
                RData::DNSSEC(DNSSECRData::NSEC(_) | DNSSECRData::NSEC3(_))
            )
    };
    // hickory takes a denial without a proof only from what is proven not to be signed.
    if used.denies && !message.authorities.iter().any(is_proof) {
        least = Dnssec::Insecure;
    }
    Ok(least)
}

/// The signatures of a set of records.
fn signatures<'m>(
    message: &'m Message,
    name: &'m Name,
    rtype: RecordType,
) -> impl Iterator<Item = &'m RRSIG> {
    let at_name = message
        .answers
        .iter()
        .filter(move |record| record.name == *name);
    let signatures = at_name.filter_map(|record| match &record.data {
        RData::DNSSEC(DNSSECRData::RRSIG(rrsig)) => Some(rrsig),
        _ => None,
    });
    signatures.filter(move |rrsig| rrsig.input().type_covered == rtype)
}

/// Why records are bogus, as far as their signatures tell at the moment of the answer.
fn reason(message: &Message, name: &Name, rtype: RecordType, at: DateTime<Utc>) -> String {
    let signatures: Vec<&RRSIG> = signatures(message, name, rtype).collect();
    // Times of signatures are compared modulo 2³² (RFC 4034 section 3.1.5).
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the modulus is what is meant"
    )]
    let now = SerialNumber::new(at.timestamp() as u32);
    let is_over = |rrsig: &&RRSIG| rrsig.input().sig_expiration < now;
    let is_early = |rrsig: &&RRSIG| rrsig.input().sig_inception > now;
    let fault = if signatures.is_empty() {
        "should be signed, but have no signature"
    } else if signatures.iter().all(is_over) {
        "have a signature that has expired"
    } else if signatures.iter().all(is_early) {
        "have a signature that is not valid yet"
    } else {
        "have no valid signature by a trusted key"
    };
    format!("the {rtype} records at {} {fault}", from_wire(name))
}

/// The verdict where validation came to no end: what was lost decides.
fn unchecked(lost: &Lost, error: &str) -> Refusal {
    let outcome = match lost.get() {
        Some((_, Outcome::Skipped(why))) => Outcome::Skipped(why),
        Some((question, outcome)) => Outcome::Failed(format!(
            "DNSSEC: not validated: {question} ended in {}",
            outcome.rcode()
        )),
        None => Outcome::Failed(format!("DNSSEC: not validated: {error}")),
    };
    Refusal {
        dnssec: Dnssec::Unchecked,
        outcome,
    }
}

/// The first question of a validation that had no answer, and how it ended.
#[derive(Debug, Default)]
struct Lost(Mutex<Option<(String, Outcome)>>);

impl Lost {
    fn note(&self, question: &Asked, outcome: &Outcome) {
        let text = format!("the query for {} {}", question.name, question.rtype);
        self.lock().get_or_insert((text, outcome.clone()));
    }

    fn get(&self) -> Option<(String, Outcome)> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Option<(String, Outcome)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What hickory asks through.
#[derive(Clone)]
struct Asker {
    resolver: Resolver,
    budget: Arc<Budget>,
    /// The answer that is validated.
    known: Arc<(Asked, Arc<Heard>)>,
    lost: Arc<Lost>,
}

impl DnsHandle for Asker {
    type Response = BoxStream<'static, Result<DnsResponse, NetError>>;
    type Runtime = Sockets;

    fn send(&self, request: DnsRequest) -> Self::Response {
        let asker = self.clone();
        stream::once(async move { asker.answer(&request).await }).boxed()
    }
}

impl Asker {
    async fn answer(&self, request: &DnsRequest) -> Result<DnsResponse, NetError> {
        let query = request.queries.first().ok_or(NetError::NoConnections)?;
        let signed = request
            .edns
            .as_ref()
            .is_some_and(|edns| edns.flags().dnssec_ok);
        let question = Question::new(query.name().clone(), query.query_type()).signed(signed);
        let asked = question.asked();
        let heard = if asked == self.known.0 {
            Arc::clone(&self.known.1)
        } else {
            self.ask(&question).await
        };
        match &heard.said {
            Ok(message) => Ok(DnsResponse::from_message(message.clone())?),
            Err(outcome) => {
                self.lost.note(&asked, outcome);
                Err(NetError::Message("no answer"))
            }
        }
    }

    async fn ask(&self, question: &Question) -> Arc<Heard> {
        let until = match self.budget.admit_check() {
            Ok(until) => until,
            Err(why) => return Arc::new(Heard::skipped(why)),
        };
        let told = self
            .resolver
            .ask(question, until, self.budget.flight())
            .await;
        self.budget.checked(told.heard.bytes);
        told.heard
    }
}
