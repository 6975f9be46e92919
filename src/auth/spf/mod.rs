//! SPF: whether a host may use a name in HELO or MAIL FROM (RFC 7208, with RFC 8616 for internationalized mail).
//!
//! ```
//! use hdrtrace::auth::spf::{Identity, SpfRequest, Unknown, check_host};
//! use hdrtrace::dns::{Answer, Data, Dns, Outcome, RecordType};
//!
//! let record = Data::Txt(vec![b"v=spf1 ip4:192.0.2.0/24 -all".to_vec()]);
//! let answer = Answer::new("example.com", RecordType::Txt, Outcome::Records(vec![record]));
//! let request = SpfRequest {
//!     client: "192.0.2.7".parse().unwrap(),
//!     helo: "mx.example.com".to_owned(),
//!     mail_from: "alice@example.com".to_owned(),
//!     receiver: "mx.example.org".to_owned(),
//!     identity: Identity::MailFrom,
//!     now: chrono::DateTime::UNIX_EPOCH,
//!     unknown: Unknown::default(),
//! };
//! # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
//! # runtime.block_on(async {
//! let check = check_host(&Dns::recorded([answer]), &request).await;
//! assert_eq!(check.result.done().unwrap().word(), "pass");
//! assert_eq!(check.mechanism.as_deref(), Some("ip4:192.0.2.0/24"));
//! # });
//! ```

mod ahead;
mod eval;
mod explain;
mod identity;
mod known;
mod macros;
mod matches;
mod published;
mod record;
mod syntax;
mod target;
mod term;
mod trace;

pub use published::{Published, published};
pub use trace::{Asked, RecordTrace, TermOutcome, TermTrace};

use super::AuthResult;
use crate::checked::{Checked, Why};
use crate::dns::Dns;
use crate::limits::{
    MAX_AHEAD, MAX_LOOKUPS, MAX_MX_NAMES, MAX_PTR_NAMES, MAX_SPF_ROUNDS, MAX_VOID_LOOKUPS,
};
pub use crate::words::auth::Identity;
use chrono::{DateTime, Utc};
use eval::{Evaluator, Stop, Verdict};
use futures::future::join_all;
use identity::Subject;
use known::{Known, Wanted};
use serde::Serialize;
use std::net::IpAddr;

/// What is asked of `check_host()` (section 4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpfRequest {
    /// The address of the client. IPv4-mapped ones count as IPv4.
    pub client: IpAddr,
    /// What the client called itself; may be empty.
    pub helo: String,
    /// The reverse-path, with or without angle brackets; empty for the null sender.
    pub mail_from: String,
    /// The name of the receiving host, for `%{r}`; may be empty.
    pub receiver: String,
    /// Which identity is checked.
    pub identity: Identity,
    /// The time, for `%{t}`.
    pub now: DateTime<Utc>,
    /// What of it is not known.
    pub unknown: Unknown,
}

/// What of a request is not known. A record that asks for it by a macro cannot be evaluated: what stands in its place would be
/// another question, and its answer no fail of this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unknown {
    /// What the client called itself (`%{h}`).
    pub helo: bool,
    /// The local part of the sender (`%{l}`, `%{s}`), where only its domain is known. Of a sender that has none it is `postmaster`
    /// (section 4.3).
    pub local_part: bool,
}

/// The outcome of one check. When answers were missing, `result` says so and the rest is what was learned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpfCheck {
    /// The result, or why there is none. In JSON `"result": word` or `"skipped": reason`.
    #[serde(flatten, serialize_with = "super::outcome::flat")]
    pub result: Checked<AuthResult>,
    pub identity: Identity,
    /// The domain whose record was looked for first: the identity that a pass vouches for.
    pub domain: String,
    /// The sender, as the macros `%{s}` sees it.
    pub sender: String,
    /// The client's address, IPv4-mapped ones as IPv4.
    pub ip: IpAddr,
    /// The term that decided, as written, or at which an error or a missing answer was met; `default` when none matched
    /// (section 4.7); `None` when there was no record to evaluate. After a redirect it is a term of the record
    /// redirected to.
    pub mechanism: Option<String>,
    /// The path to the deciding term: redirects, includes, and the innermost term, as written.
    pub path: Vec<String>,
    /// Terms that caused DNS lookups.
    pub lookups: u32,
    /// Void lookups.
    pub void_lookups: u32,
    /// Why it is none, temperror, permerror or not checked, in words.
    pub reason: Option<String>,
    /// The owner's explanation of a fail (section 6.2): unverified text.
    pub explanation: Option<String>,
    /// What was done, record by record.
    pub trace: RecordTrace,
}

/// Checks one identity. Asks the records that do not depend on each other at once.
pub async fn check_host(dns: &Dns, request: &SpfRequest) -> SpfCheck {
    let subject = Subject::new(request);
    let mut known = Known::default();
    let mut ahead = MAX_AHEAD;
    for _ in 0..MAX_SPF_ROUNDS {
        match round(request, &subject, &known, &mut ahead) {
            Ok(check) => return check,
            Err(wanted) => ask_all(dns, wanted, &mut known).await,
        }
    }
    SpfCheck::given_up(request, &subject)
}

async fn ask_all(dns: &Dns, wanted: Wanted, known: &mut Known) {
    let questions = wanted.into_iter().map(|(name, rtype)| async move {
        let answer = dns.lookup(&name, rtype).await;
        ((name, rtype), answer)
    });
    for (key, answer) in join_all(questions).await {
        known.insert(key, answer);
    }
}

/// Checks both identities at once: HELO, then MAIL FROM. `request.identity` is not looked at.
pub async fn check_both(dns: &Dns, request: &SpfRequest) -> (SpfCheck, SpfCheck) {
    let of = |identity| SpfRequest {
        identity,
        ..request.clone()
    };
    let (helo, mail_from) = (of(Identity::Helo), of(Identity::MailFrom));
    futures::join!(check_host(dns, &helo), check_host(dns, &mail_from))
}

/// The check, or what to ask before it is tried again.
fn round(
    request: &SpfRequest,
    subject: &Subject,
    known: &Known,
    ahead: &mut usize,
) -> Result<SpfCheck, Wanted> {
    attempt(request, subject, known).map_err(|mut wanted| {
        ahead::look_ahead(subject, known, &mut wanted, ahead);
        wanted
    })
}

/// The check over the answers at hand, or the questions that it wants answered.
fn attempt(request: &SpfRequest, subject: &Subject, known: &Known) -> Result<SpfCheck, Wanted> {
    let mut evaluator = Evaluator {
        request,
        subject,
        known,
        wanted: Wanted::new(),
        lookups: 0,
        void_lookups: 0,
    };
    let (verdict, trace) = evaluator.check_host(&subject.domain);
    if verdict.result == Err(Stop::Want) {
        return Err(evaluator.wanted);
    }
    let explanation = match (&verdict.result, &verdict.explanation) {
        (Ok(AuthResult::Fail), Some((target, domain))) => {
            match evaluator.explanation(target, domain) {
                Ok(text) => text,
                Err(_) => return Err(evaluator.wanted),
            }
        }
        _ => None,
    };
    let (lookups, void_lookups) = (evaluator.lookups, evaluator.void_lookups);
    Ok(SpfCheck {
        lookups,
        void_lookups,
        explanation,
        ..SpfCheck::new(request, subject, verdict, trace)
    })
}

impl SpfCheck {
    fn new(request: &SpfRequest, subject: &Subject, verdict: Verdict, trace: RecordTrace) -> Self {
        let mechanism = verdict
            .path
            .iter()
            .find(|term| !is_redirect(term))
            .cloned()
            .or_else(|| match verdict.result {
                Ok(AuthResult::None) | Err(_) => None,
                Ok(_) => Some("default".to_owned()),
            });
        let (result, reason) = match verdict.result {
            Ok(AuthResult::None) => (Checked::Done(AuthResult::None), trace.reason.clone()),
            Ok(result) => (Checked::Done(result), None),
            Err(Stop::Permanent(problem)) => (Checked::Done(AuthResult::Permerror), Some(problem)),
            Err(Stop::Temporary(problem)) => (Checked::Done(AuthResult::Temperror), Some(problem)),
            Err(Stop::Missing(why)) => (Checked::Skipped(why), Some(why.text().to_owned())),
            Err(Stop::Want) => (Checked::Skipped(Why::LimitReached), None),
        };
        Self {
            result,
            identity: request.identity,
            domain: subject.domain.clone(),
            sender: subject.sender(),
            ip: subject.ip,
            mechanism,
            path: verdict.path,
            lookups: 0,
            void_lookups: 0,
            reason,
            explanation: None,
            trace,
        }
    }

    fn given_up(request: &SpfRequest, subject: &Subject) -> Self {
        let nothing = Known::default();
        let mut evaluator = Evaluator {
            request,
            subject,
            known: &nothing,
            wanted: Wanted::new(),
            lookups: 0,
            void_lookups: 0,
        };
        let (verdict, trace) = evaluator.check_host(&subject.domain);
        Self::new(request, subject, verdict, trace)
    }
}

fn is_redirect(term: &str) -> bool {
    term.get(..9)
        .is_some_and(|head| head.eq_ignore_ascii_case("redirect="))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Answer, Data, Outcome, RecordType};
    use std::sync::Arc;

    /// The rounds of questions that a check takes over these SPF records; addresses are all 192.0.2.1.
    fn rounds(records: &[(&str, &str)]) -> (Vec<Wanted>, SpfCheck) {
        let request = SpfRequest {
            client: "192.0.2.9".parse().unwrap(),
            helo: "mx.example".to_owned(),
            mail_from: "a@example.com".to_owned(),
            receiver: String::new(),
            identity: Identity::MailFrom,
            now: DateTime::UNIX_EPOCH,
            unknown: Unknown::default(),
        };
        let answer = |name: &str, rtype| {
            let data = match rtype {
                RecordType::Txt => {
                    let text = records.iter().find(|(owner, _)| *owner == name)?.1;
                    Data::Txt(vec![text.as_bytes().to_vec()])
                }
                RecordType::Mx => Data::Mx {
                    preference: 0,
                    exchange: format!("mx.{name}"),
                },
                RecordType::A => Data::A("192.0.2.1".parse().ok()?),
                _ => return None,
            };
            Some(Outcome::Records(vec![data]))
        };
        let subject = Subject::new(&request);
        let (mut known, mut ahead) = (Known::default(), MAX_AHEAD);
        let mut rounds = Vec::new();
        loop {
            match round(&request, &subject, &known, &mut ahead) {
                Ok(check) => return (rounds, check),
                Err(wanted) => {
                    for (name, rtype) in &wanted {
                        let outcome = answer(name, *rtype).unwrap_or(Outcome::NxDomain);
                        let answer = Arc::new(Answer::new(name, *rtype, outcome));
                        known.insert((name.clone(), *rtype), answer);
                    }
                    rounds.push(wanted);
                }
            }
        }
    }

    #[test]
    fn what_does_not_depend_on_another_is_asked_at_once() {
        let (rounds, check) = rounds(&[
            (
                "example.com",
                "v=spf1 include:a.test mx include:b.test a:c.test -all",
            ),
            ("a.test", "v=spf1 include:a1.test ?all"),
            ("a1.test", "v=spf1 include:a2.test ?all"),
            ("a2.test", "v=spf1 ?all"),
            ("b.test", "v=spf1 include:b1.test ?all"),
            ("b1.test", "v=spf1 mx:b2.test ?all"),
        ]);
        assert_eq!(check.result, Checked::Done(AuthResult::Fail));
        // example.com → b.test → b1.test → MX → A is the longest chain.
        assert_eq!(rounds.len(), 5);
        assert_eq!(rounds[1].len(), 4);
        assert_eq!(check.lookups, 8);
    }

    #[test]
    fn nothing_is_asked_behind_a_match() {
        let (rounds, check) = rounds(&[(
            "example.com",
            "v=spf1 ip4:192.0.2.0/24 include:a.test redirect=b.test",
        )]);
        assert_eq!(check.result, Checked::Done(AuthResult::Pass));
        assert_eq!(rounds.len(), 1);
    }

    #[test]
    fn names_with_macros_wait_for_their_turn() {
        let (rounds, _) = rounds(&[
            (
                "example.com",
                "v=spf1 include:a.test exists:%{l}.b.test -all",
            ),
            ("a.test", "v=spf1 -all"),
        ]);
        assert_eq!(rounds[1].len(), 1);
        assert_eq!(rounds.len(), 3);
    }

    #[test]
    fn no_more_than_ten_terms_are_asked_for_ahead() {
        let record = format!("v=spf1 {}-all", "a:x%.test ".repeat(30));
        let mut number = 0;
        let record = record.split('%').fold(String::new(), |text, part| {
            number += 1;
            if text.is_empty() {
                part.to_owned()
            } else {
                format!("{text}{number}{part}")
            }
        });
        let (rounds, check) = rounds(&[("example.com", &record)]);
        assert_eq!(check.result, Checked::Done(AuthResult::Permerror));
        assert_eq!(rounds.iter().map(Wanted::len).sum::<usize>(), 11);
    }
}
