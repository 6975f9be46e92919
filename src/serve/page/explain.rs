//! `GET /explain/{term}`: what a word of mail means, for a reader. A link to it says nothing of a message.

use super::view::{Explained, Page};
use crate::explain::{self, Entry};
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::route::{Operation, Route};
use crate::serve::shared::Shared;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

pub(super) const ROUTE: Route = Route {
    path: "/explain/{term}",
    reach: Reach::Page,
    operations: &[Operation::of_page("GET", || get(run))],
};

async fn run(
    State(shared): State<Arc<Shared>>,
    Path(term): Path<String>,
) -> Result<Response, Problem> {
    let worker = Arc::clone(&shared);
    let work = move |_: &_| {
        let mut page = Page::new(&worker.server);
        let found = explain::find(&term);
        let status = if found.is_empty() {
            page.errors.push(unknown(&term));
            StatusCode::NOT_FOUND
        } else {
            let texts: Vec<String> = found.iter().map(Entry::to_text).collect();
            page.explained = Some(Explained {
                term,
                text: texts.join("\n"),
            });
            StatusCode::OK
        };
        Ok((status, page.render()))
    };
    let (status, page) = shared.work.run(work).await?;
    Ok((status, page).into_response())
}

fn unknown(term: &str) -> String {
    let near = explain::near(term);
    if near.is_empty() {
        format!("unknown term {term:?}")
    } else {
        format!("unknown term {term:?}; did you mean {}?", near.join(", "))
    }
}
