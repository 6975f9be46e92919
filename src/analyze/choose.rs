//! Which message is traced where one carries another, as a report of it does.
//!
//! A sender can attach anything to a message, and write a note above it. So what the outer message is decides: one that raises a
//! warning itself is the one to look at, and what it carries is only named.

use super::{AnalyzeError, Analyzer};
use crate::archive::{self, Entry, Inner, Item};
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

impl Analyzer {
    /// The messages that an entry of a container is traced as: one, unless those that it carries are asked for.
    pub fn choose<'e>(
        &self,
        entry: Entry<'e>,
        known: &Known,
    ) -> Result<Vec<Chosen<'e>>, AnalyzeError> {
        let wanted = self.settings().archive.inner;
        let carried = archive::inside(&entry);
        let Some(carried) = carried else {
            return Ok(vec![Self::as_it_is(entry, known)]);
        };
        let mut outer = entry.clone();
        let origin = outer.origin.get_or_insert_with(Origin::default);
        origin.inside = archive::listed(&entry, &carried);
        let outer = Self::as_it_is(outer, known);
        match wanted {
            Inner::No => Ok(vec![outer]),
            Inner::Yes => {
                let inner = self.inside(&entry, carried, known, None)?;
                Ok(if inner.is_empty() { vec![outer] } else { inner })
            }
            Inner::Auto if !archive::is_report(&entry, &carried) => Ok(vec![outer]),
            Inner::Auto => {
                let reports = self.analyze_all(&outer.bytes, &outer.known)?;
                let is_itself = reports
                    .iter()
                    .any(|report| report.worst() >= Some(Severity::Warning));
                if !is_itself {
                    let inner = self.inside(&entry, carried, known, reports.first())?;
                    if inner.len() == 1 {
                        return Ok(inner);
                    }
                }
                Ok(vec![Chosen {
                    reports: Some(reports),
                    ..outer
                }])
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

    /// What an entry carries, each as it is traced itself.
    fn inside(
        &self,
        entry: &Entry<'_>,
        carried: crate::body::Carried,
        known: &Known,
        report: Option<&Report>,
    ) -> Result<Vec<Chosen<'static>>, AnalyzeError> {
        let wrapper = wrapper(&entry.bytes, report);
        let mut chosen = Vec::new();
        let mut fault = None;
        archive::walk_inside(
            entry,
            carried,
            &wrapper,
            &self.settings().archive,
            &mut |item| {
                if let Item::Message(inner) = item {
                    match self.choose(inner.into_owned(), known) {
                        Ok(inner) => chosen.extend(inner),
                        Err(error) => fault = Some(error),
                    }
                }
                ControlFlow::Continue(())
            },
        );
        match fault {
            Some(error) if chosen.is_empty() => Err(error),
            _ => Ok(chosen),
        }
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
            severity: report.verdict.severity,
            summary: report.verdict.summary.clone(),
        }),
    }
}
