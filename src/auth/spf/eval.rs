//! `check_host()` over the answers at hand (RFC 7208 sections 4 to 6).

use super::SpfRequest;
use super::identity::{Subject, malformed, target_name};
use super::known::{Known, Wanted, key};
use super::macros::MacroString;
use super::record::{Kind, Qualifier, Record, Term, is_spf, terms_of};
use super::trace::{Asked, RecordTrace, TermOutcome, TermTrace, clip, outcome_text};
use crate::auth::AuthResult;
use crate::checked::Why;
use crate::dns::{Answer, Outcome, RecordType};
use crate::limits::MAX_SPF_TERMS;
use std::sync::Arc;

/// Why an evaluation cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// An answer is wanted that is not at hand; it was noted.
    Want,
    /// An answer is missing for good.
    Missing(Why),
    /// DNS failed.
    Temporary(String),
    /// The record is in error.
    Permanent(String),
}

/// What the evaluation of a record came to.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) result: Result<AuthResult, Stop>,
    /// The terms that decided, outermost first, as written.
    pub(super) path: Vec<String>,
    /// The explanation's domain-spec and the domain whose record holds it.
    pub(super) explanation: Option<(MacroString, String)>,
}

impl Verdict {
    fn plain(result: AuthResult) -> Self {
        Self::stopped_or(Ok(result))
    }

    fn stopped_or(result: Result<AuthResult, Stop>) -> Self {
        Self {
            result,
            path: Vec::new(),
            explanation: None,
        }
    }
}

/// One evaluation.
pub(super) struct Evaluator<'a> {
    pub(super) request: &'a SpfRequest,
    pub(super) subject: &'a Subject,
    pub(super) known: &'a Known,
    pub(super) wanted: Wanted,
    pub(super) lookups: u32,
    pub(super) void_lookups: u32,
}

impl Evaluator<'_> {
    /// `check_host()` for one domain. Nested calls are bounded by the limit on look-ups, which `include` and
    /// `redirect` count against.
    pub(super) fn check_host(&mut self, domain: &str) -> (Verdict, RecordTrace) {
        let mut trace = RecordTrace {
            domain: clip(domain),
            question: None,
            text: None,
            result: None,
            reason: None,
            terms: Vec::new(),
            omitted_terms: 0,
        };
        let verdict = self.select_and_evaluate(domain, &mut trace);
        match &verdict.result {
            Ok(result) => trace.result = Some(*result),
            Err(Stop::Permanent(problem)) => {
                trace.result = Some(AuthResult::Permerror);
                trace.reason.get_or_insert_with(|| problem.clone());
            }
            Err(Stop::Temporary(problem)) => {
                trace.result = Some(AuthResult::Temperror);
                trace.reason.get_or_insert_with(|| problem.clone());
            }
            Err(Stop::Missing(why)) => {
                trace.reason.get_or_insert_with(|| why.text().to_owned());
            }
            Err(Stop::Want) => {}
        }
        (verdict, trace)
    }

    fn select_and_evaluate(&mut self, domain: &str, trace: &mut RecordTrace) -> Verdict {
        if let Some(problem) = malformed(domain) {
            trace.reason = Some(problem);
            return Verdict::plain(AuthResult::None);
        }
        let answer = match self.ask(domain, RecordType::Txt) {
            Ok(answer) => answer,
            Err(stop) => return Verdict::stopped_or(Err(stop)),
        };
        trace.question = Some(Asked::new(&answer));
        if let Err(stop) = usable(&answer) {
            return Verdict::stopped_or(Err(stop));
        }
        let mut records = answer.texts().filter(|text| is_spf(text));
        let (first, second) = (records.next(), records.next());
        let Some(text) = first else {
            trace.reason = Some(match answer.records().len() {
                0 => match answer.outcome {
                    Outcome::NxDomain => "the domain does not exist".to_owned(),
                    _ => "no SPF record".to_owned(),
                },
                texts => format!("{texts} TXT records, none of them SPF"),
            });
            return Verdict::plain(AuthResult::None);
        };
        trace.text = Some(clip(&String::from_utf8_lossy(&text)));
        if second.is_some() {
            let count = 2 + records.count();
            return permanent(format!("{domain} has {count} SPF records"));
        }
        match std::str::from_utf8(&text) {
            Ok(text) if text.is_ascii() => self.evaluate(text, domain, trace),
            _ => permanent(format!("the record of {domain} is not ASCII")),
        }
    }

    fn evaluate(&mut self, text: &str, domain: &str, trace: &mut RecordTrace) -> Verdict {
        let record = match Record::parse(text) {
            Ok(record) => record,
            Err(bad) => {
                trace_bad_terms(trace, text, bad.term, &bad.problem);
                return permanent(format!("{}: {}", clip(bad.term), bad.problem));
            }
        };
        let mut seen: Vec<Option<TermTrace>> = vec![None; record.terms.len().min(MAX_SPF_TERMS)];
        let verdict = self.walk(&record, domain, &mut seen);
        trace.omitted_terms = record.terms.len() - seen.len();
        let stopped = verdict.result.is_err();
        trace.terms = record
            .terms
            .iter()
            .zip(seen)
            .map(|(term, seen)| seen.unwrap_or_else(|| unvisited(term, &verdict, stopped)))
            .collect();
        verdict
    }

    /// The directives in order, then the redirect, then neutral (sections 4.6.2, 4.7).
    fn walk(
        &mut self,
        record: &Record<'_>,
        domain: &str,
        seen: &mut [Option<TermTrace>],
    ) -> Verdict {
        for (index, term) in record.terms.iter().enumerate() {
            let Kind::Directive(Qualifier(result), mechanism) = &term.kind else {
                continue;
            };
            let mut trace = TermTrace::new(term.text, TermOutcome::NoMatch);
            let mut path = vec![clip(term.text)];
            let matched = self.matches(mechanism, domain, &mut trace, &mut path);
            trace.outcome = match &matched {
                Ok(true) => TermOutcome::Match,
                Ok(false) => TermOutcome::NoMatch,
                Err(Stop::Missing(_) | Stop::Want) => TermOutcome::NotChecked,
                Err(_) => TermOutcome::Error,
            };
            let nested = trace.record.is_some();
            self.finish(trace, matched.as_ref().err(), index, seen);
            match matched {
                Ok(false) => {}
                Ok(true) => {
                    return Verdict {
                        result: Ok(*result),
                        path,
                        explanation: record
                            .explanation()
                            .map(|target| (target.clone(), domain.to_owned())),
                    };
                }
                Err(stop) => {
                    return Verdict {
                        result: Err(in_term(stop, term.text, nested)),
                        path,
                        explanation: None,
                    };
                }
            }
        }
        match record.redirect() {
            Some((index, target)) => {
                let text = record.terms[index].text;
                self.redirect(text, target, domain, index, seen)
            }
            None => Verdict::plain(AuthResult::Neutral),
        }
    }

    /// Section 6.1.
    fn redirect(
        &mut self,
        text: &str,
        target: &MacroString,
        domain: &str,
        index: usize,
        seen: &mut [Option<TermTrace>],
    ) -> Verdict {
        let mut trace = TermTrace::new(text, TermOutcome::Used);
        let mut verdict = match self.begin_term().and_then(|()| self.expand(target, domain)) {
            Ok(name) => {
                let name = target_name(&name).to_owned();
                trace.target = Some(clip(&name));
                let (verdict, nested) = self.check_host(&name);
                trace.record = Some(Box::new(nested));
                verdict
            }
            Err(stop) => Verdict::stopped_or(Err(stop)),
        };
        if verdict.result == Ok(AuthResult::None) {
            verdict.result = Err(Stop::Permanent(format!(
                "{} has no SPF record to redirect to",
                trace.target.as_deref().unwrap_or_default()
            )));
        }
        trace.outcome = match &verdict.result {
            Ok(_) => TermOutcome::Used,
            Err(Stop::Missing(_) | Stop::Want) => TermOutcome::NotChecked,
            Err(_) => TermOutcome::Error,
        };
        let nested = trace.record.is_some();
        self.finish(trace, verdict.result.as_ref().err(), index, seen);
        verdict.path.insert(0, clip(text));
        verdict.result = verdict.result.map_err(|stop| in_term(stop, text, nested));
        verdict
    }

    fn finish(
        &self,
        mut trace: TermTrace,
        stop: Option<&Stop>,
        index: usize,
        seen: &mut [Option<TermTrace>],
    ) {
        if trace.record.is_none() {
            match stop {
                Some(Stop::Temporary(problem) | Stop::Permanent(problem)) => {
                    trace.detail = Some(problem.clone());
                }
                Some(Stop::Missing(why)) => trace.detail = Some(why.text().to_owned()),
                Some(Stop::Want) | None => {}
            }
        }
        trace.lookups = self.lookups;
        trace.void_lookups = self.void_lookups;
        if let Some(slot) = seen.get_mut(index) {
            *slot = Some(trace);
        }
    }

    /// An answer, if it is at hand; else notes that it is wanted.
    pub(super) fn ask(&mut self, name: &str, rtype: RecordType) -> Result<Arc<Answer>, Stop> {
        if let Some(answer) = self.known.get(name, rtype) {
            return Ok(Arc::clone(answer));
        }
        self.wanted.insert(key(name, rtype));
        Err(Stop::Want)
    }

    /// As [`Self::ask`], with the answer noted in the trace.
    pub(super) fn ask_traced(
        &mut self,
        name: &str,
        rtype: RecordType,
        trace: &mut TermTrace,
    ) -> Result<Arc<Answer>, Stop> {
        let answer = self.ask(name, rtype)?;
        trace.questions.push(Asked::new(&answer));
        usable(&answer)?;
        Ok(answer)
    }
}

/// Whether an answer says anything: found, or not there. Everything else is a fault of DNS (section 4.4, 5).
pub(super) fn usable(answer: &Answer) -> Result<(), Stop> {
    match &answer.outcome {
        Outcome::Records(_) | Outcome::NoData | Outcome::NxDomain => Ok(()),
        Outcome::Skipped(why) => Err(Stop::Missing(*why)),
        outcome
        @ (Outcome::ServFail | Outcome::Refused | Outcome::Timeout | Outcome::Failed(_)) => Err(
            Stop::Temporary(format!("{}: {}", answer.name, outcome_text(outcome))),
        ),
    }
}

fn permanent(problem: String) -> Verdict {
    Verdict::stopped_or(Err(Stop::Permanent(problem)))
}

/// An error with the term that it happened in, unless a record within the term has said it.
fn in_term(stop: Stop, text: &str, nested: bool) -> Stop {
    let named = |problem: String| format!("{}: {problem}", clip(text));
    match stop {
        Stop::Temporary(problem) if !nested => Stop::Temporary(named(problem)),
        Stop::Permanent(problem) if !nested => Stop::Permanent(named(problem)),
        other => other,
    }
}

/// What is said of a term that the evaluation did not come to.
fn unvisited(term: &Term<'_>, verdict: &Verdict, stopped: bool) -> TermTrace {
    let used = matches!(
        (&term.kind, &verdict.result),
        (Kind::Explanation(_), Ok(AuthResult::Fail))
    ) && verdict.explanation.is_some();
    let outcome = match term.kind {
        _ if used => TermOutcome::Used,
        Kind::Directive(..) => TermOutcome::NotReached,
        Kind::Redirect(_) if stopped => TermOutcome::NotReached,
        _ => TermOutcome::Unused,
    };
    TermTrace::new(term.text, outcome)
}

/// The terms of a record that could not be read: the bad one and its neighbors.
fn trace_bad_terms(trace: &mut RecordTrace, text: &str, bad: &str, problem: &str) {
    let mut found = false;
    for term in terms_of(text) {
        if trace.terms.len() == MAX_SPF_TERMS {
            trace.omitted_terms += 1;
            continue;
        }
        let is_bad = !found && std::ptr::eq(term, bad);
        found |= is_bad;
        let mut one = TermTrace::new(
            term,
            if is_bad {
                TermOutcome::Error
            } else {
                TermOutcome::NotReached
            },
        );
        one.detail = is_bad.then(|| problem.to_owned());
        trace.terms.push(one);
    }
}
