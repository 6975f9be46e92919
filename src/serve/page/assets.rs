//! The files of the page.

use crate::serve::api::reply;
use crate::serve::reach::Reach;
use crate::serve::route::{Answer, Operation, Route, Schema};
use axum::routing::get;

const CSS: &str = "text/css; charset=utf-8";

pub(super) const STYLE: Route = Route {
    path: "/page.css",
    reach: Reach::Program,
    operations: &[Operation {
        method: "GET",
        summary: "The style sheet of the page",
        options: Vec::new,
        body: None,
        answers: || {
            vec![Answer {
                media: CSS,
                schema: Schema::Text,
            }]
        },
        run: || get(async || reply(CSS, include_str!("../../../templates/serve/page.css"))),
    }],
};
