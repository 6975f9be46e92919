//! Reports that the script has, in another format. So what is downloaded says what is shown, and nothing is asked twice.

use crate::indicators::Sum;
use crate::render::{self as renderers, Iocs, Style, Table};
use crate::report::Report;
use crate::serve::answer::Answer;
use crate::serve::api::{reply, with_failures};
use crate::serve::formats::REPORTS;
use crate::serve::options::pairs_of;
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::route::{Operation, Route};
use crate::serve::shared::Shared;
use crate::serve::stop::Stop;
use crate::serve::trace::{Failure, Traced};
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use std::ops::ControlFlow;
use std::sync::Arc;

pub(super) const ROUTE: Route = Route {
    path: "/render",
    reach: Reach::Program,
    operations: &[Operation::of_page("POST", || post(run))],
};

/// The word for the indicators of all reports, as CSV.
const INDICATORS: &str = "iocs";

async fn run(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let query = pairs_of(&parts.uri);
    let format = query.into_iter().find(|(name, _)| name == "format");
    let word = format.map_or_else(String::new, |(_, word)| word);
    let received = shared.room.read(&parts.headers, body).await?;
    let worker = Arc::clone(&shared);
    let work = move |_: &Stop| {
        let reports = Report::read(received.bytes());
        let reports = reports.map_err(|error| Problem::bad(error.to_string()))?;
        let mut rendering = Rendering::new(&worker, &word)?;
        for (place, report) in reports.iter().enumerate() {
            if rendering.add(report)?.is_break() && place + 1 < reports.len() {
                return Err(Problem::unfit("the reports are too long for one answer"));
            }
        }
        rendering.finish(Vec::new())
    };
    shared.work.run(work).await
}

/// Reports in a format, which is made as they come.
pub(super) struct Rendering {
    pub media: &'static str,
    form: Making,
}

enum Making {
    Answer(Box<Answer>),
    /// The indicators of all, as CSV.
    Indicators(Sum, Style),
}

impl Rendering {
    /// In a format, by its word.
    pub(super) fn new(shared: &Shared, word: &str) -> Result<Self, Problem> {
        let style = shared.server.style;
        if word == INDICATORS {
            return Ok(Self {
                media: "text/csv; charset=utf-8",
                form: Making::Indicators(Sum::default(), style),
            });
        }
        let format = REPORTS.iter().find(|format| format.word == word);
        let format = format.ok_or_else(|| Problem::bad(format!("unknown format {word:?}")))?;
        Ok(Self {
            media: format.media,
            form: Making::Answer(Box::new(Answer::new(format, Table::Messages, style, false))),
        })
    }

    /// Adds a report; it breaks where there is no room for more.
    pub(super) fn add(&mut self, report: &Report) -> Result<ControlFlow<()>, Problem> {
        match &mut self.form {
            Making::Answer(answer) => answer.add(report),
            Making::Indicators(sum, _) => {
                sum.add(report);
                Ok(ControlFlow::Continue(()))
            }
        }
    }

    /// All of it, with what could not be traced.
    pub(super) fn finish(self, failures: Vec<Failure>) -> Result<Response, Problem> {
        let count = failures.len();
        let bytes = match self.form {
            Making::Answer(answer) => answer.finish(&Traced {
                failures,
                ..Traced::default()
            })?,
            Making::Indicators(sum, style) => {
                let bytes = renderers::iocs(&sum.sorted(), Iocs::Csv, &style);
                bytes.map_err(|_| Problem::fault())?
            }
        };
        Ok(with_failures(reply(self.media, bytes), count))
    }
}
