//! `GET /api/v1/explain/{term}`: what a word of mail means.

use super::reply::reply;
use crate::explain::{self, Entry, Explanation};
use crate::limits::MAX_TERM;
use crate::render::{self, Format};
use crate::serve::formats::{self, TEXTS};
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::route::{Answer, Operation, Route, Schema};
use crate::serve::shared::Shared;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

pub(super) const ROUTE: Route = Route {
    path: "/api/v1/explain/{term}",
    reach: Reach::Program,
    operations: &[Operation {
        method: "GET",
        summary: "Explain a term: a finding, header field, result, tag, filter or reply code",
        options: Vec::new,
        body: None,
        answers: || {
            let schemas = [Schema::List("Explanation"), Schema::Text];
            let answers = TEXTS.iter().zip(schemas);
            answers
                .map(|(format, schema)| Answer {
                    media: format.media,
                    schema,
                })
                .collect()
        },
        run: || get(run),
    }],
};

async fn run(
    State(shared): State<Arc<Shared>>,
    Path(term): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let format = formats::chosen(None, TEXTS, &headers)?;
    if term.len() > MAX_TERM {
        return Err(Problem::bad(format!(
            "the term is longer than {MAX_TERM} bytes"
        )));
    }
    let bytes = shared
        .work
        .run(move |_| {
            let found = explain::find(&term);
            if found.is_empty() {
                let problem = Problem::new(StatusCode::NOT_FOUND, format!("unknown term {term:?}"));
                return Err(problem.near(explain::near(&term)));
            }
            if format.form == Format::Json {
                let all: Vec<Explanation> = found.into_iter().map(Explanation::from).collect();
                return render::json_line(&all).map_err(|_| Problem::fault());
            }
            let texts: Vec<String> = found.iter().map(Entry::to_text).collect();
            Ok(texts.join("\n").into_bytes())
        })
        .await?;
    Ok(reply(format.media, bytes))
}
