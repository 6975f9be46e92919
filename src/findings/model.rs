//! What a finding is: an entry of the catalogue, an occurrence, and the bytes that show it.

use super::rates::Rates;
use crate::evidence::Evidence;
use crate::message::Span;
pub use crate::words::findings::{Basis, Severity};

/// One entry of the catalogue.
#[derive(Debug)]
pub struct Finding {
    /// Stable code: three letters for the family, three digits.
    pub code: &'static str,
    /// Stable name in kebab case.
    pub name: &'static str,
    /// How severe it is, unless a hit says less.
    pub severity: Severity,
    /// What the statement rests on.
    pub basis: Basis,
    /// One line.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How it can be wrong: the honest cases that look the same.
    pub wrong: &'static str,
    /// Where to read more.
    pub references: &'static [&'static str],
    /// Looks for it.
    pub check: fn(&Evidence<'_>) -> Vec<Hit>,
}

/// One occurrence of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What was seen, in one sentence with the values in it.
    pub detail: String,
    /// Where it was seen.
    pub places: Vec<Place>,
    /// A lower severity than the catalogue's, by what was seen or by proven context.
    pub severity: Option<Severity>,
    /// The steps of the session that show it.
    pub steps: Vec<usize>,
    /// What this hit rests on, where that is other than the catalogue's.
    pub basis: Option<Basis>,
}

impl Hit {
    /// An occurrence that no bytes of the input show.
    pub fn new(detail: impl Into<String>) -> Self {
        Self {
            detail: detail.into(),
            places: Vec::new(),
            severity: None,
            steps: Vec::new(),
            basis: None,
        }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.places.extend(place.into());
        self
    }

    /// Says that the bytes alone show it, where they do: no answer of DNS had a part in it.
    #[must_use]
    pub fn derived_if(mut self, shown_by_bytes: bool) -> Self {
        if shown_by_bytes {
            self.basis = Some(Basis::Derived);
        }
        self
    }

    /// Adds a step of the session.
    #[must_use]
    pub fn in_step(mut self, step: impl Into<Option<usize>>) -> Self {
        self.steps.extend(step.into());
        self
    }

    /// The severity that this occurrence has by itself, where it is a lesser one of its kind. What else the message says
    /// is no reason for it: that goes through `in_context`.
    #[must_use]
    pub fn graded(mut self, severity: Severity) -> Self {
        let least = self.severity.unwrap_or(severity);
        self.severity = Some(least.min(severity));
        self
    }

    /// [`Self::graded`] where the occurrence is a lesser one.
    #[must_use]
    pub fn graded_if(self, lesser: bool, severity: Severity) -> Self {
        if lesser { self.graded(severity) } else { self }
    }
}

/// Bytes of the message that show a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the field in the message.
    pub field_index: usize,
    /// The bytes.
    pub span: Span,
}

impl Place {
    /// These bytes, of this field.
    pub fn new(field_index: usize, span: Span) -> Self {
        Self { field_index, span }
    }

    /// The whole value of a field.
    pub fn field(evidence: &Evidence<'_>, field_index: usize) -> Option<Self> {
        let field = evidence.message.fields().get(field_index)?;
        let value = field.raw_value();
        let lead = value.len() - value.trim_ascii_start().len();
        let span = field.value_span();
        Some(Self {
            field_index,
            span: Span::new(
                span.start + lead,
                span.start + lead + value.trim_ascii().len(),
            ),
        })
    }

    /// The first occurrence of a text in a field's value; the whole value if it is folded apart.
    pub fn text(evidence: &Evidence<'_>, field_index: usize, text: &str) -> Option<Self> {
        let field = evidence.message.fields().get(field_index)?;
        match memchr::memmem::find(field.raw_value(), text.as_bytes()) {
            Some(at) if !text.is_empty() => {
                let start = field.value_span().start + at;
                Some(Self {
                    field_index,
                    span: Span::new(start, start + text.len()),
                })
            }
            _ => Self::field(evidence, field_index),
        }
    }
}

impl Finding {
    /// The family: the letters of its code. `RTE` is the route, `AUT` authentication, `IDN` identity, `FRM` form,
    /// `VND` filters, `BDY` the body, `ENR` what was looked up beside, `SMT` the SMTP session, `SUM` what the others add up to.
    pub fn family(&self) -> &'static str {
        self.code.get(..3).unwrap_or(self.code)
    }

    /// How often it is made in the corpora, without DNS; `None` if that was not measured: what needs an answer of DNS or an
    /// SMTP session was never looked for there.
    pub fn rates(&self) -> Option<Rates> {
        let needs_more = self.basis == Basis::LookedUp || matches!(self.family(), "ENR" | "SMT");
        Rates::of(self.code).filter(|rates| !needs_more || !rates.are_zero())
    }
}

/// A finding that was made, and where.
pub type Found = (&'static Finding, Hit);

/// The severity of a hit: the catalogue's, or less where context explains it.
pub fn severity(finding: &Finding, hit: &Hit) -> Severity {
    hit.severity
        .map_or(finding.severity, |lower| lower.min(finding.severity))
}
