//! The page: a form to paste into, and below it what was found. It works without scripts.

mod assets;
mod form;
mod view;

use super::api::{reply, traced};
use super::guard::Client;
use super::options::{ANALYSIS, Analysis, Filling, pairs, read};
use super::problem::Problem;
use super::reach::Reach;
use super::received;
use super::route::{Answer, Operation, Route, Schema};
use super::shared::Shared;
use super::trace::Failure;
use crate::limits::MAX_ANSWER;
use crate::render::{self, Format};
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::response::Response;
use axum::routing::{get, post};
use form::Form;
use std::ops::ControlFlow;
use std::sync::Arc;
use view::{Page, Shown};

const HTML: &str = "text/html; charset=utf-8";

fn answers() -> Vec<Answer> {
    vec![Answer {
        media: HTML,
        schema: Schema::Text,
    }]
}

const PAGE: Route = Route {
    path: "/",
    reach: Reach::Page,
    operations: &[
        Operation {
            method: "GET",
            summary: "The page",
            options: Vec::new,
            body: None,
            answers,
            run: || get(empty),
        },
        Operation {
            method: "POST",
            summary: "What the form of the page sends",
            options: Vec::new,
            body: None,
            answers,
            run: || post(filled),
        },
    ],
};

/// Everything that browsers are served.
pub(super) const ROUTES: &[&Route] = &[&PAGE, &assets::STYLE];

/// The page with the options of its address, and no message.
async fn empty(State(_): State<Arc<Shared>>, request: Request) -> Result<Response, Problem> {
    let query = request.uri().query().unwrap_or_default();
    let form = Form::of(&pairs(query.as_bytes()));
    shown(&Page::empty(form))
}

/// The page with what was sent.
async fn filled(
    State(shared): State<Arc<Shared>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Response, Problem> {
    debug_assert_eq!(request.method(), Method::POST);
    let (parts, body) = request.into_parts();
    received::require_plain(&parts.headers)?;
    let received = shared.room.read(&parts.headers, body).await?;
    let sent = form::sent(&parts.headers, received).await?;
    let mut wanted = Analysis::default();
    let mut filling = Filling {
        table: ANALYSIS,
        into: &mut wanted,
    };
    read(&sent.options, &mut [&mut filling])?;
    let worker = Arc::clone(&shared);
    let page = shared
        .work
        .run(move |stop| {
            let mut reports = Vec::new();
            let mut failures = Vec::new();
            for input in sent.inputs {
                let mut wanted = wanted.clone();
                wanted.known.name.clone_from(&input.name);
                let done = traced(&worker, client, input.bytes, &wanted, stop, &mut |report| {
                    let html = render::try_render(&report, Format::Html, &worker.server.style)
                        .map_err(|_| Problem::fault())?;
                    reports.push(Shown::new(&report, html));
                    Ok(
                        if reports.iter().map(Shown::len).sum::<usize>() < MAX_ANSWER {
                            ControlFlow::Continue(())
                        } else {
                            ControlFlow::Break(())
                        },
                    )
                });
                match done {
                    Ok(done) => failures.extend(done.failures),
                    Err(problem) => failures.push(Failure {
                        error: problem.detail.into_owned(),
                        member: Some(input.name),
                    }),
                }
            }
            Ok(Page::filled(Form::of(&sent.options), reports, failures))
        })
        .await?;
    shown(&page)
}

fn shown(page: &Page) -> Result<Response, Problem> {
    Ok(reply(HTML, page.html().map_err(|_| Problem::fault())?))
}
