//! `GET /healthz` and `GET /metrics`, for those who watch the server.

use super::reply::reply;
use crate::serve::metrics;
use crate::serve::reach::Reach;
use crate::serve::route::{Answer, Operation, Route, Schema};
use crate::serve::shared::Shared;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

/// The media type of a short text.
const TEXT: &str = "text/plain; charset=utf-8";

pub(super) const HEALTH: Route = Route {
    path: "/healthz",
    reach: Reach::Anybody,
    operations: &[Operation {
        method: "GET",
        summary: "Tell that the server is there",
        options: Vec::new,
        body: None,
        answers: || {
            vec![Answer {
                media: TEXT,
                schema: Schema::Text,
            }]
        },
        run: || get(async || reply(TEXT, "ok\n")),
    }],
};

pub(super) const METRICS: Route = Route {
    path: "/metrics",
    reach: Reach::Program,
    operations: &[Operation {
        method: "GET",
        summary: "Count requests, durations, messages and DNS queries, for Prometheus",
        options: Vec::new,
        body: None,
        answers: || {
            vec![Answer {
                media: metrics::MEDIA_TYPE,
                schema: Schema::Text,
            }]
        },
        run: || get(run),
    }],
};

async fn run(State(shared): State<Arc<Shared>>) -> Response {
    reply(metrics::MEDIA_TYPE, shared.metrics())
}
