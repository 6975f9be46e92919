//! `POST /api/v1/iocs`: the indicators of messages, each once.

use super::reply::{reply, with_failures};
use super::reports::{MESSAGE, traced};
use crate::indicators::Sum;
use crate::render::{self, Iocs};
use crate::serve::formats::{self, Format, INDICATORS};
use crate::serve::guard::Client;
use crate::serve::options::{
    ANALYSIS, Analysis, Described, Filling, Parameter, Values, flag, one_of, pairs_of, read,
};
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::received;
use crate::serve::route::{Answer, Operation, Route, Schema};
use crate::serve::shared::Shared;
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use std::ops::ControlFlow;
use std::sync::Arc;

pub(super) const ROUTE: Route = Route {
    path: "/api/v1/iocs",
    reach: Reach::Program,
    operations: &[Operation {
        method: "POST",
        summary: "List the indicators of messages, each once",
        options: || {
            let analysis = ANALYSIS.iter().map(|row| row.described);
            let shape = SHAPE.iter().map(|row| row.described);
            shape.chain(analysis).collect::<Vec<Described>>()
        },
        body: Some(&MESSAGE),
        answers: || {
            let of = |format: &Format<Iocs>| Answer {
                media: format.media,
                schema: match format.form {
                    Iocs::Text | Iocs::Csv => Schema::Text,
                    _ => Schema::Object,
                },
            };
            INDICATORS.iter().map(of).collect()
        },
        run: || post(run),
    }],
};

/// What is chosen of the answer.
#[derive(Default)]
struct Shape {
    format: Option<&'static Format<Iocs>>,
    blockable: bool,
    no_defang: bool,
}

const SHAPE: &[Parameter<Shape>] = &[
    Parameter::new(
        "format",
        "Format of the answer, whatever Accept says",
        Values::OneOf(|| INDICATORS.iter().map(|format| format.word).collect()),
        |into, given| {
            let format = one_of(INDICATORS, |format| format.word, given)?;
            into.format = Some(format);
            Ok(())
        },
    ),
    Parameter::new(
        "blockable",
        "List only what may be blocked",
        Values::Flag,
        |into, given| flag(given).map(|blockable| into.blockable = blockable),
    ),
    Parameter::new(
        "no-defang",
        "Do not defang links and names in text",
        Values::Flag,
        |into, given| flag(given).map(|whole| into.no_defang = whole),
    ),
];

async fn run(
    State(shared): State<Arc<Shared>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    received::require_message(&parts.headers)?;
    let query = pairs_of(&parts.uri);
    let (mut wanted, mut shape) = (Analysis::default(), Shape::default());
    let mut analysis = Filling::new(ANALYSIS, &mut wanted);
    let mut own = Filling::new(SHAPE, &mut shape);
    read(&query, &mut [&mut analysis, &mut own])?;
    let format = formats::chosen(shape.format, INDICATORS, &parts.headers)?;
    let mut received = shared.room.read(&parts.headers, body).await?;
    let worker = Arc::clone(&shared);
    let (bytes, failures) = shared
        .work
        .run(move |stop| {
            let mut sum = Sum::default();
            let input = received.take();
            let traced = traced(&worker, client, input, &wanted, stop, &mut |report| {
                sum.add(&report);
                Ok(ControlFlow::Continue(()))
            })?;
            let mut sum = sum.sorted();
            if shape.blockable {
                sum = sum.blockable();
            }
            let mut style = worker.server.style;
            style.defang &= !shape.no_defang;
            let bytes = render::iocs(&sum, format.form, &style).map_err(|_| Problem::fault())?;
            Ok((bytes, traced.failures.len()))
        })
        .await?;
    Ok(with_failures(reply(format.media, bytes), failures))
}
