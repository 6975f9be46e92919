//! Reports that the script has, in another format. So what is downloaded says what is shown, and nothing is asked twice.

use crate::indicators::Sum;
use crate::render::{self as renderers, Iocs, Table};
use crate::report::Report;
use crate::serve::answer::Answer;
use crate::serve::api::reply;
use crate::serve::formats::REPORTS;
use crate::serve::options::pairs;
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::route::{Operation, Route};
use crate::serve::shared::Shared;
use crate::serve::trace::Traced;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use std::sync::Arc;

pub(super) const ROUTE: Route = Route {
    path: "/render",
    reach: Reach::Program,
    operations: &[Operation {
        method: "POST",
        summary: "",
        options: Vec::new,
        body: None,
        answers: Vec::new,
        run: || post(run),
    }],
};

/// The word for the indicators of all reports, as CSV.
const INDICATORS: &str = "iocs";

async fn run(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
    let format = query.into_iter().find(|(name, _)| name == "format");
    let word = format.map_or_else(String::new, |(_, word)| word);
    let received = shared.room.read(&parts.headers, body).await?;
    let worker = Arc::clone(&shared);
    let (media, bytes) = shared
        .work
        .run(move |_| {
            let reports =
                Report::read(&received.bytes).map_err(|error| Problem::bad(error.to_string()))?;
            rendered(&worker, &reports, &word)
        })
        .await?;
    Ok(reply(media, bytes))
}

/// Reports in a format, by its word.
pub(super) fn rendered(
    shared: &Shared,
    reports: &[Report],
    word: &str,
) -> Result<(&'static str, Vec<u8>), Problem> {
    let style = shared.server.style;
    if word == INDICATORS {
        let mut sum = Sum::default();
        for report in reports {
            sum.add(report);
        }
        let bytes = renderers::iocs(&sum.sorted(), Iocs::Csv, &style);
        return Ok((
            "text/csv; charset=utf-8",
            bytes.map_err(|_| Problem::fault())?,
        ));
    }
    let format = REPORTS.iter().find(|format| format.word == word);
    let format = format.ok_or_else(|| Problem::bad(format!("unknown format {word:?}")))?;
    let mut answer = Answer::new(format, Table::Messages, style, false);
    for report in reports {
        if answer.add(report)?.is_break() {
            break;
        }
    }
    Ok((format.media, answer.finish(&Traced::default())?))
}
