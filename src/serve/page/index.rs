//! `GET /`, `POST /`: the page, and the page with the reports on what its form sent.

use super::chosen::{self, Chosen};
use super::form::{self, Sent};
use super::render::Rendering;
use super::samples;
use super::view::Page;
use crate::limits::MAX_TRACED;
use crate::serve::api::traced;
use crate::serve::guard::Client;
use crate::serve::options::{ANALYSIS, Analysis, Filling, Pairs, pairs_of, read};
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::route::{Operation, Route};
use crate::serve::shared::Shared;
use crate::serve::stop::Stop;
use crate::serve::trace::Failure;
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
        Operation::of_page("GET", || get(visit)),
        Operation::of_page("POST", || post(sent)),
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
    let query = pairs_of(&uri);
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
            let bytes = received.take();
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
    let file = FILES.iter().find(|(word, _)| *word == sent.answer);
    let made = file.map(|(word, _)| Rendering::new(shared, word));
    let (analysis, mut rendering) = match (analysis(&sent.options), made.transpose()) {
        (Ok(analysis), Ok(rendering)) => (analysis, rendering),
        (Err(problem), _) | (_, Err(problem)) => {
            return (refused(&mut page, &problem), page.render()).into_response();
        }
    };
    let mut status = None;
    if sent.inputs.is_empty() {
        let problem = Problem::bad(
            "nothing to analyze: paste the header or the source of a message, or choose files",
        );
        status = Some(refused(&mut page, &problem));
    }
    let is_one = sent.inputs.len() == 1;
    let (mut count, mut failures) = (0_usize, Vec::new());
    for input in sent.inputs {
        let mut wanted = analysis.clone();
        wanted.known.name.clone_from(&input.name);
        let traced = traced(shared, client, input.bytes, &wanted, stop, &mut |report| {
            // So many are traced of all inputs together.
            if count == MAX_TRACED {
                return Ok(ControlFlow::Break(()));
            }
            count += 1;
            if let Some(rendering) = &mut rendering {
                return rendering.add(&report);
            }
            page.add(&report, &shared.server);
            Ok(ControlFlow::Continue(()))
        });
        match traced {
            Ok(traced) => failures.extend(traced.failures),
            Err(problem) if is_one => status = Some(refused(&mut page, &problem)),
            Err(problem) => {
                status = Some(problem.status);
                failures.push(Failure {
                    error: problem.told(),
                    member: Some(input.name),
                });
            }
        }
    }
    // Where there are reports, what else there was is a part of the answer.
    let status = status.filter(|_| count == 0).unwrap_or(StatusCode::OK);
    let told = failures.iter().map(Failure::told);
    page.errors.extend(told);
    match (rendering, file) {
        (Some(rendering), Some((_, ending))) if count > 0 => saved(rendering, failures, ending)
            .unwrap_or_else(|problem| {
                (refused(&mut page, &problem), page.render()).into_response()
            }),
        _ => (status, page.render()).into_response(),
    }
}

/// The reports as a file.
fn saved(rendering: Rendering, failures: Vec<Failure>, ending: &str) -> Result<Response, Problem> {
    let mut response = rendering.finish(failures)?;
    let name = format!("attachment; filename=\"report.{ending}\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn analysis(fields: &Pairs) -> Result<Analysis, Problem> {
    let mut wanted = Analysis::default();
    let mut filling = Filling::new(ANALYSIS, &mut wanted);
    read(&chosen::options(fields), &mut [&mut filling])?;
    Ok(wanted)
}

/// Shows why something was refused.
fn refused(page: &mut Page, problem: &Problem) -> StatusCode {
    page.errors.push(problem.told());
    problem.status
}
