//! What was sent → reports: every message of it, as long as there is time and room.

use super::options::Analysis;
use super::phrases::phrase;
use super::problem::Problem;
use super::stop::Stop;
use crate::analyze::{AnalyzeError, Analyzer};
use crate::archive::{self, ArchiveError, Content, Entry, Item};
use crate::limits::{MAX_FAILURES, MAX_TRACED};
use crate::report::Report;
use crate::report::dns::Rcode;
use crate::words::origin::Step;
use crate::words::{self, Remedy};
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::ControlFlow;

/// Something of an input that could not be traced.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Failure {
    /// Why.
    pub error: String,
    /// The way to it through containers, if it is a part of the input.
    pub member: Option<String>,
}

impl Failure {
    /// Which part it was, and why.
    pub(super) fn told(&self) -> String {
        match &self.member {
            Some(member) => format!("{member}: {}", self.error),
            None => self.error.clone(),
        }
    }
}

/// What came of an input beside its reports.
#[derive(Debug, Default)]
pub(super) struct Traced {
    pub failures: Vec<Failure>,
    /// How many reports there were.
    pub reports: u64,
    /// How many questions of DNS they asked.
    pub queries: u64,
}

/// Takes a report; an error ends the work, a break leaves out the others.
pub(super) type Sink<'s> = dyn FnMut(Report) -> Result<ControlFlow<()>, Problem> + 's;

/// What an input is traced with.
pub(super) struct Tracer<'t> {
    pub analyzer: &'t Analyzer,
    pub wanted: &'t Analysis,
    pub stop: &'t Stop,
    /// Whether one more message may ask DNS.
    pub may_ask: &'t dyn Fn() -> Result<(), Problem>,
}

impl Tracer<'_> {
    /// Traces an input. Where nothing of it can be traced, that is an error.
    pub(super) fn trace(&self, input: Vec<u8>, sink: &mut Sink<'_>) -> Result<Traced, Problem> {
        let mut work = Work {
            tracer: self,
            seen: 0,
            traced: Traced::default(),
            problem: None,
            sink,
        };
        let options = &self.analyzer.settings().archive;
        let content = Content::Bytes(input.into());
        let walked = archive::walk(content, options, &mut |item| work.item(item));
        if let Some(problem) = work.problem {
            return Err(problem);
        }
        let (seen, traced) = (work.seen, work.traced);
        match (walked, self.wanted.message) {
            (Err(error), _) => Err(unreadable(&error)),
            (Ok(_), Some(wanted)) if traced.reports == 0 && seen < wanted => {
                let messages = if seen == 1 { "message" } else { "messages" };
                let detail =
                    format!("there is no message {wanted}: the input has {seen} {messages}");
                Err(Problem::unfit(detail))
            }
            (Ok(_), _) if traced.reports == 0 => Err(match traced.failures.into_iter().next() {
                Some(failure) => Problem::unfit(failure.error),
                None => Problem::unfit("there is no message"),
            }),
            (Ok(_), _) => Ok(traced),
        }
    }
}

struct Work<'w, 's> {
    tracer: &'w Tracer<'w>,
    /// How many messages there were so far.
    seen: u64,
    traced: Traced,
    problem: Option<Problem>,
    sink: &'w mut Sink<'s>,
}

/// Nothing further is traced, whatever the reason.
struct End;

impl Work<'_, '_> {
    fn item(&mut self, item: Item<'_>) -> ControlFlow<()> {
        let done = match item {
            Item::Message(entry) => self.entry(entry),
            Item::Failed(failure) => {
                self.unreadable(&failure.steps, &failure.error);
                Ok(())
            }
        };
        let is_enough = self
            .tracer
            .wanted
            .message
            .is_some_and(|wanted| self.seen >= wanted);
        if done.is_err() || is_enough {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// A message of a container, or the whole of an input that is none.
    fn entry(&mut self, entry: Entry<'_>) -> Result<(), End> {
        let wanted = self.tracer.wanted;
        let is_before = wanted.message.is_some_and(|wanted| self.seen + 1 < wanted);
        let steps = entry.origin.as_ref().map(|origin| origin.steps.clone());
        let is_member = steps.is_some();
        let steps = steps.unwrap_or_default();
        if is_before && is_member && !archive::carries(&entry) {
            self.seen += 1;
            return Ok(());
        }
        self.may_go_on()?;
        let analyzer = self.tracer.analyzer;
        let choice = match analyzer.choose(entry, &wanted.known) {
            Ok(choice) => choice,
            Err(error) => return self.failed(is_member, &steps, &error),
        };
        for failure in &choice.failures {
            self.unreadable(&failure.steps, &failure.error);
        }
        for (place, mut chosen) in choice.messages.into_iter().enumerate() {
            // Each that a message carries counts as one more.
            if place > 0 {
                self.may_go_on()?;
            }
            let reports = match chosen.reports.take() {
                Some(reports) => Ok(reports),
                None => analyzer.analyze_all(&chosen.bytes, &chosen.known),
            };
            match reports {
                Ok(reports) => reports
                    .into_iter()
                    .try_for_each(|report| self.report(report))?,
                Err(error) => self.failed(is_member, &steps, &error)?,
            }
        }
        Ok(())
    }

    /// Whether one more is begun.
    fn may_go_on(&mut self) -> Result<(), End> {
        if self.tracer.stop.is_now() {
            return self.cut("the time for one request is over");
        }
        if self.traced.reports >= MAX_TRACED as u64 {
            return self.cut("one request has reached the limit of messages");
        }
        if self.tracer.analyzer.resolver().is_none() {
            return Ok(());
        }
        match (self.tracer.may_ask)() {
            Ok(()) => Ok(()),
            Err(problem) if self.traced.reports == 0 => self.refuse(problem),
            Err(problem) => self.cut(&problem.detail),
        }
    }

    fn report(&mut self, report: Report) -> Result<(), End> {
        self.seen += 1;
        let wanted = self.tracer.wanted.message;
        if wanted.is_some_and(|wanted| wanted != self.seen) {
            return Ok(());
        }
        self.traced.reports += 1;
        let asked = |answer: &&crate::report::dns::Answer| answer.rcode != Rcode::Skipped;
        self.traced.queries += report.dns.iter().filter(asked).count() as u64;
        match (self.sink)(report) {
            Ok(ControlFlow::Continue(())) => Ok(()),
            Ok(ControlFlow::Break(())) => self.cut("the answer has reached its limit"),
            Err(problem) => self.refuse(problem),
        }
    }

    /// One bad message does not stop the others; where it is the whole input there are none.
    fn failed(&mut self, is_member: bool, steps: &[Step], error: &AnalyzeError) -> Result<(), End> {
        if !is_member {
            let problem = match error {
                AnalyzeError::Fault(_) => Problem::fault(),
                error => unfit(error.to_string(), error.remedy().as_ref()),
            };
            return self.refuse(problem);
        }
        self.seen += 1;
        let error = match error {
            // What it says may quote a message.
            AnalyzeError::Fault(_) => Problem::fault().detail.into_owned(),
            error => words::told(&error.to_string(), error.remedy().as_ref(), phrase),
        };
        self.note(error, steps);
        Ok(())
    }

    fn unreadable(&mut self, steps: &[Step], error: &ArchiveError) {
        let error = match error {
            ArchiveError::Fault(_) => Problem::fault().detail.into_owned(),
            error => words::told(&error.to_string(), error.remedy().as_ref(), phrase),
        };
        self.note(error, steps);
    }

    fn note(&mut self, error: String, steps: &[Step]) {
        if self.traced.failures.len() < MAX_FAILURES {
            let members: Vec<&str> = steps.iter().map(|step| step.member.as_str()).collect();
            self.traced.failures.push(Failure {
                error,
                member: (!members.is_empty()).then(|| members.join(": ")),
            });
        }
    }

    /// Leaves out what comes next, and says so.
    fn cut(&mut self, why: &str) -> Result<(), End> {
        if self.traced.reports == 0 {
            return self.refuse(Problem::unfit(why.to_owned()));
        }
        self.traced.failures.truncate(MAX_FAILURES - 1);
        self.note(format!("further messages were not traced: {why}"), &[]);
        Err(End)
    }

    fn refuse(&mut self, problem: Problem) -> Result<(), End> {
        self.problem = Some(problem);
        Err(End)
    }
}

fn unreadable(error: &ArchiveError) -> Problem {
    match error {
        ArchiveError::Fault(_) => Problem::fault(),
        error => unfit(error.to_string(), error.remedy().as_ref()),
    }
}

fn unfit(detail: String, remedy: Option<&Remedy>) -> Problem {
    Problem::unfit(detail).helped(remedy, phrase)
}
