//! The page as it is written: the empty one, or with reports, errors or an explanation.

use super::attribute;
use super::chosen::Chosen;
use super::samples::{SAMPLES, Sample};
use super::sources::{SOURCES, Source};
use crate::limits::{MAX_REPORTS_ON_PAGE, MAX_REQUEST};
use crate::render::{self, Format};
use crate::report::Report;
use crate::serve::server::Server;
use askama::Template;
use axum::response::Html;

#[derive(Template)]
#[template(path = "index.html")]
pub(super) struct Page {
    pub options: Chosen,
    pub errors: Vec<String>,
    pub shown: Vec<Shown>,
    /// How many reports there are beside those that are shown.
    pub left_out: usize,
    pub explained: Option<Explained>,
    offers_dns: bool,
    max_size: String,
    samples: &'static [Sample],
    sources: &'static [Source],
    version: &'static str,
}

/// A report on the page.
pub(super) struct Shown {
    severity: &'static str,
    time: String,
    from: String,
    subject: String,
    conclusion: String,
    /// The report's document, as the value of an attribute.
    srcdoc: String,
}

/// What a word means.
pub(super) struct Explained {
    pub term: String,
    pub text: String,
}

impl Page {
    pub(super) fn new(server: &Server) -> Self {
        Self {
            options: Chosen::of(&Vec::new()),
            errors: Vec::new(),
            shown: Vec::new(),
            left_out: 0,
            explained: None,
            offers_dns: server.analyzer.resolver().is_some(),
            max_size: format!("{} MiB", MAX_REQUEST >> 20),
            samples: SAMPLES,
            sources: SOURCES,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// Shows one more report, if there is room.
    pub(super) fn add(&mut self, report: &Report, server: &Server) {
        if self.shown.len() < MAX_REPORTS_ON_PAGE {
            self.shown.push(Shown::of(report, server));
        } else {
            self.left_out += 1;
        }
    }

    fn shows_result(&self) -> bool {
        self.explained.is_some() || !self.shown.is_empty() || !self.errors.is_empty()
    }

    fn opens_options(&self) -> bool {
        self.options.is_set(self.offers_dns)
    }

    fn title(&self) -> &str {
        match (&self.explained, self.shown.as_slice()) {
            (Some(explained), _) => &explained.term,
            (None, [one]) => &one.subject,
            (None, _) => "E-mail header analyzer",
        }
    }

    pub(super) fn render(&self) -> Html<String> {
        // Neither the template nor the escaper fail.
        Html(Template::render(self).unwrap_or_default())
    }
}

impl Shown {
    fn of(report: &Report, server: &Server) -> Self {
        let document = render::render(report, Format::Html, &server.style);
        let from = report.message.from.first();
        let subject = report.message.subject.as_deref().unwrap_or_default().trim();
        Self {
            severity: report.severity().word(),
            time: report.as_of.time.format("%Y-%m-%d %H:%M:%S").to_string(),
            from: from.map_or_else(
                || "(none)".to_owned(),
                |from| match &from.display {
                    Some(display) => format!("{display} <{}>", from.address),
                    None => from.address.clone(),
                },
            ),
            subject: if subject.is_empty() {
                "(no subject)".to_owned()
            } else {
                subject.to_owned()
            },
            conclusion: report.verdict.summary.clone(),
            srcdoc: attribute::of(&String::from_utf8_lossy(&document)),
        }
    }
}
