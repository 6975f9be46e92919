//! The page as its template has it.

use super::form::Form;
use crate::report::Report;
use crate::serve::trace::Failure;
use askama::Template;

/// A report on the page.
pub(super) struct Shown {
    pub subject: String,
    pub severity: &'static str,
    pub summary: String,
    /// The document that the command line gives, which is shown in a frame of its own.
    pub html: String,
}

impl Shown {
    pub(super) fn new(report: &Report, html: Vec<u8>) -> Self {
        Self {
            subject: report.message.subject.clone().unwrap_or_default(),
            severity: report.severity().word(),
            summary: report.verdict.summary.clone(),
            html: String::from_utf8(html).unwrap_or_default(),
        }
    }

    /// Its bytes.
    pub(super) fn len(&self) -> usize {
        self.html.len()
    }
}

/// The page.
#[derive(Template)]
#[template(path = "serve/page.html")]
pub(super) struct Page {
    form: Form,
    reports: Vec<Shown>,
    failures: Vec<Failure>,
    version: &'static str,
}

impl Page {
    pub(super) fn empty(form: Form) -> Self {
        Self::filled(form, Vec::new(), Vec::new())
    }

    pub(super) fn filled(form: Form, reports: Vec<Shown>, failures: Vec<Failure>) -> Self {
        Self {
            form,
            reports,
            failures,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    pub(super) fn html(&self) -> askama::Result<String> {
        self.render()
    }
}
