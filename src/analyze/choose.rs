//! Which message is traced where one carries another, as a report of it does.
//!
//! A sender can attach anything to a message, and write a note above it. So what the outer message is decides: one that raises a
//! warning itself is the one to look at, and what it carries is only named.

use super::{AnalyzeError, Analyzer};
use crate::archive::{Cargo, Entry, Failure, Inner, Item};
use crate::fault;
use crate::message::{Message, decoded_text};
use crate::report::Report;
use crate::settings::Known;
use crate::words::findings::Severity;
use crate::words::origin::{Origin, Wrapper, WrapperVerdict};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// A message that is to be traced.
#[derive(Debug)]
pub struct Chosen<'e> {
    /// Its bytes.
    pub bytes: Cow<'e, [u8]>,
    /// What is known of it.
    pub known: Known,
    /// Its reports, where choosing it took them.
    pub reports: Option<Vec<Report>>,
}

/// What an entry is traced as.
#[derive(Debug, Default)]
pub struct Choice<'e> {
    /// The messages: one, unless those that it carries are asked for.
    pub messages: Vec<Chosen<'e>>,
    /// What of those that it carries cannot be read; where the message itself is traced, what a limit left out.
    pub failures: Vec<Failure>,
}

impl<'e> Choice<'e> {
    fn only(chosen: Chosen<'e>) -> Self {
        Self {
            messages: vec![chosen],
            failures: Vec::new(),
        }
    }
}

impl Analyzer {
    /// The messages that an entry of a container is traced as: one, unless those that it carries are asked for.
    pub fn choose<'e>(&self, entry: Entry<'e>, known: &Known) -> Result<Choice<'e>, AnalyzeError> {
        let wanted = self.settings().archive.inner;
        fault::caught(|| self.choose_by(wanted, entry, known))
            .unwrap_or_else(|said| Err(AnalyzeError::Fault(said)))
    }

    fn choose_by<'e>(
        &self,
        wanted: Inner,
        mut entry: Entry<'e>,
        known: &Known,
    ) -> Result<Choice<'e>, AnalyzeError> {
        let Some(cargo) = Cargo::of(&mut entry) else {
            return Ok(Choice::only(as_it_is(entry, known)));
        };
        let origin = entry.origin.get_or_insert_with(Origin::default);
        origin.inside = cargo.listed();
        let mut outer = as_it_is(entry, known);
        let mut left_out = Vec::new();
        match wanted {
            Inner::Yes => {
                let wrapper = wrapper(&outer.bytes, None);
                let mut inner = self.inside(cargo, &wrapper, known, Inner::Yes)?;
                if inner.messages.is_empty() {
                    inner.messages.push(outer);
                }
                return Ok(inner);
            }
            Inner::Auto if cargo.is_reported(&outer.bytes) => {
                let reports = self.analyze_all(&outer.bytes, &outer.known)?;
                let is_harmless = reports
                    .iter()
                    .all(|report| report.worst() < Some(Severity::Warning));
                if is_harmless {
                    // What the reported message carries was its sender's choice.
                    let wrapper = wrapper(&outer.bytes, reports.first());
                    let mut inner = self.inside(cargo, &wrapper, known, Inner::No)?;
                    if inner.messages.len() == 1 && inner.failures.is_empty() {
                        return Ok(inner);
                    }
                    // What it carries is nobody's fault but the sender's; what is not looked at is said.
                    inner.failures.retain(|failure| failure.error.is_limit());
                    left_out = inner.failures;
                }
                outer.reports = Some(reports);
            }
            Inner::Auto | Inner::No => {}
        }
        Ok(Choice {
            messages: vec![outer],
            failures: left_out,
        })
    }

    /// What a message carries, each as it is traced itself.
    fn inside(
        &self,
        cargo: Cargo,
        wrapper: &Wrapper,
        known: &Known,
        within: Inner,
    ) -> Result<Choice<'static>, AnalyzeError> {
        let mut choice = Choice::default();
        let mut fault = None;
        cargo.walk(wrapper, &self.settings().archive, &mut |item| {
            match item {
                Item::Failed(failure) => choice.failures.push(failure),
                Item::Message(inner) => match self.choose_by(within, inner.into_owned(), known) {
                    Ok(inner) => {
                        choice.messages.extend(inner.messages);
                        choice.failures.extend(inner.failures);
                    }
                    Err(error) => fault = Some(error),
                },
            }
            // A report has one.
            if within == Inner::No && choice.messages.len() > 1 {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        match fault {
            Some(error) => Err(error),
            None => Ok(choice),
        }
    }
}

fn as_it_is<'e>(entry: Entry<'e>, known: &Known) -> Chosen<'e> {
    Chosen {
        known: Known {
            whole: entry.whole,
            known_by: entry.known_by,
            origin: entry.origin.map(Box::new),
            rebuilt: entry.rebuilt,
            ..known.clone()
        },
        bytes: entry.bytes,
        reports: None,
    }
}

/// What is told of a message that carries another.
fn wrapper(bytes: &[u8], report: Option<&Report>) -> Wrapper {
    let message = Message::parse(bytes);
    let text = |name: &str| message.first(name).map(decoded_text);
    Wrapper {
        from: text("From").unwrap_or_default(),
        date: text("Date"),
        subject: text("Subject"),
        message_id: text("Message-ID"),
        part: String::new(),
        verdict: report.map(|report| WrapperVerdict {
            severity: report.severity(),
            summary: report.verdict.summary.clone(),
        }),
    }
}
