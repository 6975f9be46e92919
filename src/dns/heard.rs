//! What came of one question to the servers, in a form that many messages can share.

use super::answer::Outcome;
use super::asked::Question;
use crate::checked::Why;
use chrono::{DateTime, SubsecRound, Utc};
use hickory_proto::op::{Message, ResponseCode};
use hickory_proto::rr::{RData, RecordType};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The longest that records are kept, whatever their TTL says: a correction arrives within a day.
const MAX_TTL: Duration = Duration::from_hours(24);
/// The longest that a denial is kept (RFC 2308 section 5: one to three hours have been found to work well).
const MAX_NEGATIVE_TTL: Duration = Duration::from_hours(3);

/// What came of a question, and from whom.
#[derive(Debug)]
pub(super) struct Heard {
    /// Who answered, or who was asked in vain.
    pub(super) server: Option<String>,
    pub(super) said: Result<Message, Outcome>,
    /// When it was known.
    pub(super) at: DateTime<Utc>,
    /// The size on the wire of all that the servers sent.
    pub(super) bytes: usize,
    /// Whether a server sent anything.
    pub(super) replied: bool,
    /// Whether the network said that no server can be reached.
    pub(super) by_network: bool,
}

impl Heard {
    fn new(server: Option<String>, said: Result<Message, Outcome>) -> Self {
        Self {
            server,
            said,
            at: Utc::now().trunc_subsecs(3),
            bytes: 0,
            replied: false,
            by_network: false,
        }
    }

    /// A question that was not put.
    pub(super) fn skipped(why: Why) -> Self {
        Self::new(None, Err(Outcome::Skipped(why)))
    }

    /// There is nobody to ask, or nothing to ask with.
    pub(super) fn nobody(text: String) -> Self {
        Self {
            by_network: true,
            ..Self::new(None, Err(Outcome::Failed(text)))
        }
    }

    /// How long it may serve others: by TTL, a denial by the zone's SOA record (RFC 2308 section 5). `None` for what is no
    /// answer, and for a denial without such a record.
    pub(super) fn lifetime(&self, question: &Question) -> Option<Duration> {
        let message = self.said.as_ref().ok()?;
        let wanted = question.query.query_type();
        let has = |rtype: RecordType| message.answers.iter().any(|r| r.record_type() == rtype);
        let denies = message.metadata.response_code == ResponseCode::NXDomain || !has(wanted);
        let records = message.answers.iter().map(|record| seconds(record.ttl));
        let shortest = records.min().map(|ttl| ttl.min(MAX_TTL));
        if !denies {
            return shortest;
        }
        let negative = message
            .authorities
            .iter()
            .find_map(|record| match &record.data {
                RData::SOA(soa) => Some(seconds(record.ttl).min(seconds(soa.minimum))),
                _ => None,
            });
        match (negative, shortest) {
            (Some(negative), shortest) => Some(
                shortest
                    .unwrap_or(negative)
                    .min(negative)
                    .min(MAX_NEGATIVE_TTL),
            ),
            // An alias whose target the server leaves to the asker.
            (None, Some(alias)) if has(RecordType::CNAME) => Some(alias),
            (None, _) => None,
        }
    }
}

/// TTLs with the highest bit set count as zero (RFC 2181 section 8).
fn seconds(ttl: u32) -> Duration {
    Duration::from_secs(u64::from(i32::try_from(ttl).map_or(0, i32::unsigned_abs)))
}

/// What is known of a question while its servers are being asked, for those who cannot wait for the end.
#[derive(Debug)]
pub(super) struct SoFar {
    /// When it was first wanted.
    wanted: Instant,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    tried: Vec<Arc<str>>,
    /// When the first of them was asked.
    since: Option<Instant>,
    /// The best of the answers that do not count.
    poor: Option<(Arc<str>, Outcome)>,
    bytes: usize,
    replied: bool,
}

impl SoFar {
    /// Of a question that is wanted now.
    pub(super) fn new() -> Self {
        Self {
            wanted: Instant::now(),
            known: Mutex::default(),
        }
    }

    /// Notes that a server is being asked.
    pub(super) fn trying(&self, server: &Arc<str>) {
        let mut known = self.known();
        known.since.get_or_insert_with(Instant::now);
        if !known.tried.contains(server) {
            known.tried.push(Arc::clone(server));
        }
    }

    /// Notes that something came from a server.
    pub(super) fn replied(&self, bytes: usize) {
        let mut known = self.known();
        known.replied = true;
        known.bytes = known.bytes.saturating_add(bytes);
    }

    /// Notes an answer that does not count. What a server said tells more than what the network did.
    pub(super) fn poor(&self, server: &Arc<str>, outcome: Outcome) {
        let mut known = self.known();
        let is_better = match &known.poor {
            Some((_, known)) => matches!(known, Outcome::Failed(_)),
            None => true,
        };
        if is_better {
            known.poor = Some((Arc::clone(server), outcome));
        }
    }

    /// The answer that counts.
    pub(super) fn answered(&self, server: &Arc<str>, message: Message) -> Heard {
        self.with(Heard::new(Some(server.to_string()), Ok(message)))
    }

    /// What it comes to when its time is over. `ended` where all servers are through.
    pub(super) fn end(&self, ended: bool) -> Heard {
        let was_asked = !self.known().tried.is_empty();
        let mut heard = self.sum(was_asked);
        let failed = matches!(heard.said, Err(Outcome::Failed(_)));
        heard.by_network = ended && failed && !heard.replied;
        heard
    }

    /// What it comes to for one whose time is over before: no silence where it waited for its turn most of that time.
    pub(super) fn now(&self) -> Heard {
        let since = self.known().since;
        let had_its_turn =
            since.is_some_and(|since| since.elapsed() >= since.duration_since(self.wanted));
        self.sum(had_its_turn)
    }

    fn sum(&self, was_asked: bool) -> Heard {
        let (tried, poor) = {
            let known = self.known();
            (known.tried.clone(), known.poor.clone())
        };
        self.with(match poor {
            Some((server, outcome)) => Heard::new(Some(server.to_string()), Err(outcome)),
            None if !was_asked => Heard::skipped(Why::LimitReached),
            None => Heard::new(Some(tried.join(", ")), Err(Outcome::Timeout)),
        })
    }

    fn with(&self, heard: Heard) -> Heard {
        let known = self.known();
        Heard {
            bytes: known.bytes,
            replied: known.replied,
            ..heard
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hickory_proto::rr::rdata::{A, CNAME, SOA};
    use hickory_proto::rr::{Name, Record};

    fn heard(code: ResponseCode, answers: Vec<(u32, RData)>, soa: Option<(u32, u32)>) -> Heard {
        let mut message = Message::query();
        message.metadata.response_code = code;
        message.answers = answers
            .into_iter()
            .map(|(ttl, data)| Record::from_rdata(Name::root(), ttl, data))
            .collect();
        message.authorities = soa
            .into_iter()
            .map(|(ttl, minimum)| {
                let soa = SOA::new(Name::root(), Name::root(), 1, 1, 1, 1, minimum);
                Record::from_rdata(Name::root(), ttl, RData::SOA(soa))
            })
            .collect();
        Heard::new(None, Ok(message))
    }

    #[test]
    fn answers_live_by_ttl_and_denials_by_the_zone() {
        let a = || RData::A(A::new(192, 0, 2, 1));
        let alias = || RData::CNAME(CNAME(Name::root()));
        let (yes, no) = (ResponseCode::NoError, ResponseCode::NXDomain);
        let question = Question::new(Name::root(), RecordType::A);
        for (code, answers, soa, seconds) in [
            (yes, vec![(60, a()), (30, a())], None, Some(30)),
            (yes, vec![(5, alias()), (30, a())], None, Some(5)),
            (yes, vec![(u32::MAX, a())], None, Some(0)),
            (
                yes,
                vec![(i32::MAX.unsigned_abs(), a())],
                None,
                Some(24 * 3600),
            ),
            // RFC 2308 section 5: the smaller of the record's TTL and its minimum.
            (no, vec![], Some((300, 60)), Some(60)),
            (yes, vec![], Some((10, 60)), Some(10)),
            (no, vec![], Some((1 << 30, 1 << 30)), Some(3 * 3600)),
            (no, vec![(5, alias())], Some((300, 60)), Some(5)),
            (no, vec![(500, alias())], Some((300, 60)), Some(60)),
            (no, vec![], None, None),
            (yes, vec![], None, None),
            (yes, vec![(7, alias())], None, Some(7)),
        ] {
            let heard = heard(code, answers, soa);
            assert_eq!(
                heard.lifetime(&question),
                seconds.map(Duration::from_secs),
                "{:?}",
                heard.said
            );
        }
        assert_eq!(Heard::skipped(Why::LimitReached).lifetime(&question), None);
    }
}
