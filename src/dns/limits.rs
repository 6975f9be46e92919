//! What the look-ups of one message may cost.

#[cfg(feature = "net")]
use super::answer::Outcome;
#[cfg(feature = "net")]
use crate::checked::Why;
#[cfg(feature = "net")]
use crate::limits::MAX_CHECKS;
use crate::limits::{LOOKUP_SECONDS, MAX_ANSWER_BYTES, MAX_QUESTIONS, MAX_SHARES, MESSAGE_SECONDS};
#[cfg(feature = "net")]
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
#[cfg(feature = "net")]
use tokio::time::Instant;

#[cfg(feature = "net")]
/// So many questions in a row without an answer that tells anything make one doubt the resolver itself.
const DOUBT: usize = 4;

/// What the look-ups of one message may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time for one look-up, with its aliases, repetitions and other servers.
    pub lookup: Duration,
    /// Time for all look-ups of the message, from the first question on.
    pub message: Duration,
    /// How many questions may be asked. A repetition of a question that was not answered does not count.
    pub questions: usize,
    /// How many bytes of answers may be read before the next question is refused.
    pub bytes: usize,
    /// Whether every answer is validated by DNSSEC: some questions more for each name, and more for each new domain. They
    /// are counted apart, up to `MAX_CHECKS` times what the limits above give.
    pub dnssec: bool,
}

/// What the messages of one input may take together.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    one: Limits,
    left: Limits,
}

/// What was taken of it: questions that went out, bytes of their answers, and the time from the first to the last.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Used {
    pub(crate) questions: usize,
    pub(crate) bytes: usize,
    pub(crate) time: Duration,
}

impl Share {
    pub(crate) fn of(one: Limits) -> Self {
        let left = Limits {
            questions: one.questions.saturating_mul(MAX_SHARES),
            bytes: one.bytes.saturating_mul(MAX_SHARES),
            message: one.message * u32::try_from(MAX_SHARES).unwrap_or(u32::MAX),
            ..one.clone()
        };
        Self { one, left }
    }

    /// What the next message may take. Where nothing is left, no question is asked, and that a limit was reached is said.
    pub(crate) fn limits(&self) -> Limits {
        let (one, left) = (&self.one, &self.left);
        Limits {
            questions: if left.message.is_zero() {
                0
            } else {
                one.questions.min(left.questions)
            },
            bytes: one.bytes.min(left.bytes),
            message: one.message.min(left.message),
            ..one.clone()
        }
    }

    pub(crate) fn take(&mut self, used: Used) {
        let left = &mut self.left;
        left.questions = left.questions.saturating_sub(used.questions);
        left.bytes = left.bytes.saturating_sub(used.bytes);
        left.message = left.message.saturating_sub(used.time);
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lookup: Duration::from_secs(LOOKUP_SECONDS),
            message: Duration::from_secs(MESSAGE_SECONDS),
            questions: MAX_QUESTIONS,
            bytes: MAX_ANSWER_BYTES,
            dnssec: false,
        }
    }
}

#[cfg(feature = "net")]
/// What of the limits is used up.
#[derive(Debug)]
pub(super) struct Budget {
    limits: Limits,
    spent: Mutex<Spent>,
}

#[cfg(feature = "net")]
#[derive(Debug, Default)]
struct Spent {
    /// When the message's time is over; set by the first question.
    until: Option<Instant>,
    questions: usize,
    bytes: usize,
    /// Of these, what went out: the rest was known from other messages.
    sent: usize,
    received: usize,
    /// When a question ended last.
    last: Option<Instant>,
    /// What was admitted beside the limits.
    more_questions: usize,
    more_bytes: usize,
    /// Whether any server ever answered.
    heard: bool,
    /// Questions in a row that had no answer, or none but a failure.
    in_vain: usize,
    /// Whether any question had an answer that tells something.
    answered: bool,
    /// Why nothing more is asked beside authentication, once the resolver turned out to answer nothing.
    given_up: Option<Why>,
    /// Whether the network itself said that no server can be reached.
    unreachable: bool,
    /// Questions that had no answer in their time.
    timed_out: usize,
    /// What validation took.
    checks: usize,
    check_bytes: usize,
}

#[cfg(feature = "net")]
impl Budget {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            spent: Mutex::default(),
        }
    }

    /// Whether one more question may be asked, and until when its answer counts.
    pub(super) fn admit(&self) -> Result<Instant, Why> {
        let now = Instant::now();
        let mut spent = self.spent();
        let message = *spent.until.get_or_insert(now + self.limits.message);
        if spent.unreachable || now >= message {
            return Err(Why::DnsUnreachable);
        }
        let questions = self.limits.questions.saturating_add(spent.more_questions);
        let bytes = self.limits.bytes.saturating_add(spent.more_bytes);
        if spent.questions >= questions || spent.bytes >= bytes {
            return Err(Why::LimitReached);
        }
        spent.questions += 1;
        Ok(message.min(now + self.limits.lookup))
    }

    /// Whether answers are validated.
    pub(super) fn validates(&self) -> bool {
        self.limits.dnssec
    }

    /// The same as [`Budget::admit`], for a question that validation asks.
    pub(super) fn admit_check(&self) -> Result<Instant, Why> {
        let now = Instant::now();
        let mut spent = self.spent();
        let message = *spent.until.get_or_insert(now + self.limits.message);
        if now >= message {
            return Err(Why::DnsUnreachable);
        }
        let most = |limit: usize| limit.saturating_mul(MAX_CHECKS);
        if spent.checks >= most(self.limits.questions)
            || spent.check_bytes >= most(self.limits.bytes)
        {
            return Err(Why::LimitReached);
        }
        spent.checks += 1;
        Ok(message.min(now + self.limits.lookup))
    }

    /// Notes the answer to a question that validation asked.
    pub(super) fn checked(&self, bytes: usize) {
        let mut spent = self.spent();
        spent.check_bytes = spent.check_bytes.saturating_add(bytes);
    }

    /// The time of one question to the servers.
    pub(super) fn flight(&self) -> Duration {
        self.limits.lookup.min(self.limits.message)
    }

    /// Why a question was not put, as this message sees it: one that waited for the resolver itself knows more than that
    /// others did.
    pub(super) fn why_skipped(&self, why: Why) -> Why {
        match why {
            Why::ResolverSilent if self.spent().timed_out > 0 => Why::DnsUnreachable,
            _ => why,
        }
    }

    /// Raises the number of questions, and the bytes by what the limits gave at first.
    pub(super) fn admit_more(&self, questions: usize) {
        let mut spent = self.spent();
        spent.more_questions = spent.more_questions.saturating_add(questions);
        spent.more_bytes = spent.more_bytes.saturating_add(self.limits.bytes);
    }

    /// Whether the questions that come now are those beside authentication.
    pub(super) fn is_beside(&self) -> bool {
        self.spent().more_questions > 0
    }

    /// Notes that a question went out, and how many bytes came back.
    pub(super) fn sent(&self, bytes: usize) {
        let mut spent = self.spent();
        spent.sent += 1;
        spent.received = spent.received.saturating_add(bytes);
    }

    /// What went out for the message.
    pub(super) fn used(&self) -> Used {
        let spent = self.spent();
        let first = spent
            .until
            .and_then(|until| until.checked_sub(self.limits.message));
        let time = first.zip(spent.last).filter(|_| spent.sent > 0);
        Used {
            questions: spent.sent.saturating_add(spent.checks),
            bytes: spent.received.saturating_add(spent.check_bytes),
            time: time.map_or(Duration::ZERO, |(first, last)| last - first),
        }
    }

    /// Notes how a question ended.
    pub(super) fn ended(&self, outcome: &Outcome) {
        let mut spent = self.spent();
        spent.last = Some(Instant::now());
        spent.timed_out += usize::from(*outcome == Outcome::Timeout);
        match outcome {
            Outcome::Records(_) | Outcome::NoData | Outcome::NxDomain => {
                spent.in_vain = 0;
                spent.answered = true;
            }
            Outcome::Timeout | Outcome::ServFail | Outcome::Refused | Outcome::Failed(_) => {
                spent.in_vain += 1;
            }
            Outcome::Skipped(_) => {}
        }
    }

    /// Whether so many questions were in vain that the resolver is to be tried.
    pub(super) fn is_doubtful(&self) -> bool {
        let spent = self.spent();
        spent.given_up.is_none() && spent.in_vain >= DOUBT
    }

    /// Notes what came of trying it: an answer, or why none. One that refuses what the whole Internet has, but answered
    /// something else, serves its own zones only, and may have more of the message's.
    pub(super) fn tried(&self, said: Result<(), Why>) {
        let mut spent = self.spent();
        spent.in_vain = 0;
        let serves_some = spent.answered && said == Err(Why::DnsFailed);
        spent.given_up = said.err().filter(|_| !serves_some);
    }

    /// Why nothing more is asked beside authentication.
    pub(super) fn given_up(&self) -> Option<Why> {
        self.spent().given_up
    }

    /// Notes that a server answered.
    pub(super) fn heard(&self, bytes: usize) {
        let mut spent = self.spent();
        spent.heard = true;
        spent.bytes = spent.bytes.saturating_add(bytes);
    }

    /// Notes that the network refused a question to every server. A question without any answer proves less: the name
    /// alone may be slow, so those only use up the message's time.
    pub(super) fn refused_by_network(&self) {
        let mut spent = self.spent();
        spent.unreachable = !spent.heard;
    }

    fn spent(&self) -> MutexGuard<'_, Spent> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
