//! `GET /`, `POST /`: the page, and the page with the reports on what its form sent.

use super::chosen::{self, Chosen};
use super::form::{self, Sent};
use super::render::rendered;
use super::samples;
use super::view::Page;
use crate::report::Report;
use crate::serve::api::{reply, traced};
use crate::serve::guard::Client;
use crate::serve::options::{ANALYSIS, Analysis, Filling, Pairs, pairs, read};
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::route::{Operation, Route};
use crate::serve::shared::Shared;
use crate::serve::stop::Stop;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::ops::ControlFlow;
use std::sync::Arc;

pub(super) const ROUTE: Route = Route {
    path: "/",
    reach: Reach::Page,
    operations: &[
        Operation {
            method: "GET",
            summary: "",
            options: Vec::new,
            body: None,
            answers: Vec::new,
            run: || get(visit),
        },
        Operation {
            method: "POST",
            summary: "",
            options: Vec::new,
            body: None,
            answers: Vec::new,
            run: || post(sent),
        },
    ],
};

/// The forms that the result may be wanted in, and the ends of their files' names.
const FILES: &[(&str, &str)] = &[
    ("html", "html"),
    ("json", "json"),
    ("markdown", "md"),
    ("iocs", "csv"),
];

async fn visit(State(shared): State<Arc<Shared>>, uri: Uri) -> Result<Response, Problem> {
    let query = pairs(uri.query().unwrap_or_default().as_bytes());
    let worker = Arc::clone(&shared);
    let work = move |_: &_| {
        let mut page = Page::new(&worker.server);
        let mut status = StatusCode::OK;
        if let Some((_, name)) = query.iter().find(|(name, _)| name == "sample") {
            match samples::report(name) {
                Ok(report) => page.add(&report, &worker.server),
                Err(problem) => status = refused(&mut page, &problem),
            }
        }
        page.options = Chosen::of(&query);
        Ok((status, page.render()))
    };
    Ok(shared.work.run(work).await?.into_response())
}

async fn sent(
    State(shared): State<Arc<Shared>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let received = shared.room.read(&parts.headers, body).await;
    let sent = match received {
        // The memory is held until the work is done.
        Ok(mut received) => {
            let bytes = std::mem::take(&mut received.bytes);
            form::read(parts, bytes).await.map(|sent| (sent, received))
        }
        Err(problem) => Err(problem),
    };
    let worker = Arc::clone(&shared);
    let work = move |stop: &Stop| {
        Ok(match sent {
            Ok((sent, _held)) => answer(&worker, client, sent, stop),
            Err(problem) => {
                let mut page = Page::new(&worker.server);
                (refused(&mut page, &problem), page.render()).into_response()
            }
        })
    };
    shared.work.run(work).await
}

/// Analyzes what was sent.
fn answer(shared: &Shared, client: Client, sent: Sent, stop: &Stop) -> Response {
    let mut page = Page::new(&shared.server);
    page.options = Chosen::of(&sent.options);
    let mut reports = Vec::new();
    let mut status = None;
    let file = FILES.iter().find(|(word, _)| *word == sent.answer);
    let is_page = file.is_none();
    if sent.inputs.is_empty() {
        let problem = Problem::bad(
            "nothing to analyze: paste the header or the source of a message, or choose files",
        );
        status = Some(refused(&mut page, &problem));
    }
    let is_one = sent.inputs.len() == 1;
    let analysis = match analysis(&sent.options) {
        Ok(analysis) => analysis,
        Err(problem) => {
            return (refused(&mut page, &problem), page.render()).into_response();
        }
    };
    for input in sent.inputs {
        let mut wanted = analysis.clone();
        wanted.known.name.clone_from(&input.name);
        let traced = traced(shared, client, input.bytes, &wanted, stop, &mut |report| {
            if is_page {
                page.add(&report, &shared.server);
            } else {
                reports.push(report);
            }
            Ok(ControlFlow::Continue(()))
        });
        match traced {
            Ok(traced) => page
                .errors
                .extend(traced.failures.into_iter().map(|failure| failure.told())),
            Err(problem) if is_one => status = Some(refused(&mut page, &problem)),
            Err(problem) => {
                page.errors
                    .push(format!("{}: {}", input.name, problem.told()));
                status = Some(problem.status);
            }
        }
    }
    // Where there are reports, what else there was is a part of the answer.
    let status = status
        .filter(|_| page.shown.is_empty())
        .unwrap_or(StatusCode::OK);
    match file {
        Some((word, ending)) if !reports.is_empty() => saved(shared, &reports, word, ending)
            .unwrap_or_else(|problem| {
                (refused(&mut page, &problem), page.render()).into_response()
            }),
        _ => (status, page.render()).into_response(),
    }
}

/// The reports as a file.
fn saved(
    shared: &Shared,
    reports: &[Report],
    word: &str,
    ending: &str,
) -> Result<Response, Problem> {
    let (media, bytes) = rendered(shared, reports, word)?;
    let mut response = reply(media, bytes);
    let name = format!("attachment; filename=\"report.{ending}\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn analysis(fields: &Pairs) -> Result<Analysis, Problem> {
    let mut wanted = Analysis::default();
    let mut filling = Filling {
        table: ANALYSIS,
        into: &mut wanted,
    };
    read(&chosen::options(fields), &mut [&mut filling])?;
    Ok(wanted)
}

/// Shows why something was refused.
fn refused(page: &mut Page, problem: &Problem) -> StatusCode {
    page.errors.push(problem.told());
    problem.status
}
