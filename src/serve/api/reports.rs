//! `POST /api/v1/reports`: a message, or a container of messages, is traced.

use super::reply::{reply, with_failures};
use crate::render::Table;
use crate::serve::answer::Answer;
use crate::serve::formats::{self, Form, Format, REPORTS, TABLES};
use crate::serve::guard::Client;
use crate::serve::options::{
    ANALYSIS, Analysis, Described, Filling, LOOK, Look, Parameter, Values, one_of, pairs_of, read,
};
use crate::serve::problem::Problem;
use crate::serve::reach::Reach;
use crate::serve::received::{self, Received};
use crate::serve::route::{self, Body, Operation, Route, Schema};
use crate::serve::shared::Shared;
use crate::serve::stop::Stop;
use crate::serve::trace::{Traced, Tracer};
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::post;
use std::sync::Arc;

/// What is sent where messages are wanted.
pub(super) const MESSAGE: Body = Body {
    what: "A message, its header, an SMTP session, or a container of messages as it is: .msg, mbox, ZIP, 7z, an export",
    media: &["message/rfc822", "text/plain", "application/octet-stream"],
    is_options: false,
};

pub(super) const ROUTE: Route = Route {
    path: "/api/v1/reports",
    reach: Reach::Program,
    operations: &[Operation {
        method: "POST",
        summary: "Trace a message, or all messages of a container",
        options: described,
        body: Some(&MESSAGE),
        answers: || {
            let of = |format: &Format<Form>| route::Answer {
                media: format.media,
                schema: match format.form {
                    Form::Json => Schema::Reports,
                    Form::One(_) if format.media.contains("json") => Schema::Object,
                    _ => Schema::Text,
                },
            };
            REPORTS.iter().map(of).collect()
        },
        run: || post(run),
    }],
};

/// What is chosen of the answer.
#[derive(Default)]
struct Shape {
    format: Option<&'static Format<Form>>,
    table: Option<Table>,
}

const SHAPE: &[Parameter<Shape>] = &[
    Parameter::new(
        "format",
        "Format of the answer, whatever Accept says",
        Values::OneOf(|| REPORTS.iter().map(|format| format.word).collect()),
        |into, given| {
            let format = one_of(REPORTS.iter(), |format| format.word, given)?;
            into.format = Some(format);
            Ok(())
        },
    ),
    Parameter::new(
        "table",
        "Table of the format csv; messages, if none is named",
        Values::OneOf(|| TABLES.iter().map(|(word, _)| *word).collect()),
        |into, given| {
            let (_, table) = one_of(TABLES, |row| row.0, given)?;
            into.table = Some(*table);
            Ok(())
        },
    ),
];

fn described() -> Vec<Described> {
    let analysis = ANALYSIS.iter().map(|row| row.described);
    let look = LOOK.iter().map(|row| row.described);
    let shape = SHAPE.iter().map(|row| row.described);
    shape.chain(analysis).chain(look).collect()
}

/// What was chosen.
#[derive(Default)]
struct Wanted {
    analysis: Analysis,
    look: Look,
    shape: Shape,
}

impl Wanted {
    fn of(uri: &Uri) -> Result<Self, Problem> {
        let mut wanted = Self::default();
        let query = pairs_of(uri);
        let mut analysis = Filling::new(ANALYSIS, &mut wanted.analysis);
        let mut look = Filling::new(LOOK, &mut wanted.look);
        let mut shape = Filling::new(SHAPE, &mut wanted.shape);
        read(&query, &mut [&mut analysis, &mut look, &mut shape])?;
        let is_csv = wanted
            .shape
            .format
            .is_none_or(|format| format.form == Form::Table);
        if wanted.shape.table.is_some() && !is_csv {
            return Err(Problem::bad(
                "the option table works only with the format csv",
            ));
        }
        Ok(wanted)
    }
}

async fn run(
    State(shared): State<Arc<Shared>>,
    Extension(client): Extension<Client>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    received::require_message(&parts.headers)?;
    let wanted = Wanted::of(&parts.uri)?;
    let format = formats::chosen(wanted.shape.format, &REPORTS, &parts.headers)?;
    let received = shared.room.read(&parts.headers, body).await?;
    let worker = Arc::clone(&shared);
    let (bytes, failures) = shared
        .work
        .run(move |stop| trace(&worker, client, received, &wanted, format, stop))
        .await?;
    Ok(with_failures(reply(format.media, bytes), failures))
}

/// Traces what was received; gives the answer, and how many parts could not be traced.
fn trace(
    shared: &Shared,
    client: Client,
    mut received: Received,
    wanted: &Wanted,
    format: &Format<Form>,
    stop: &Stop,
) -> Result<(Vec<u8>, usize), Problem> {
    let style = wanted.look.style(&shared.server.style);
    let table = wanted.shape.table.unwrap_or(Table::Messages);
    let is_one = wanted.analysis.message.is_some();
    let mut answer = Answer::new(format, table, style, is_one);
    let input = received.take();
    let traced = traced(
        shared,
        client,
        input,
        &wanted.analysis,
        stop,
        &mut |report| answer.add(&report),
    )?;
    Ok((answer.finish(&traced)?, traced.failures.len()))
}

/// Traces an input of a client, and counts it.
pub(in crate::serve) fn traced(
    shared: &Shared,
    client: Client,
    input: Vec<u8>,
    wanted: &Analysis,
    stop: &Stop,
    sink: &mut crate::serve::trace::Sink<'_>,
) -> Result<Traced, Problem> {
    let analyzer = wanted.analyzer(&shared.server.analyzer)?;
    let tracer = Tracer {
        analyzer: &analyzer,
        wanted,
        stop,
        may_ask: &|| shared.rates.asking(&client),
    };
    let traced = tracer.trace(input, sink)?;
    shared.metrics.traced(traced.reports, traced.queries);
    Ok(traced)
}
