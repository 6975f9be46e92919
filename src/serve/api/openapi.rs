//! The description of the interface (`OpenAPI` 3.1), made of the table by which it answers.

use super::reply::reply;
use crate::explain::Explanation;
use crate::limits::{MAX_DNS_MESSAGES, MAX_REQUEST, MAX_REQUEST_OPTIONS, MAX_TRACED};
use crate::report::{CheckReport, Report};
use crate::serve::options::{Described, Values};
use crate::serve::problem::MEDIA_TYPE as PROBLEM;
use crate::serve::reach::Reach;
use crate::serve::route::{Answer, Operation, Route, Schema};
use crate::serve::shared::Shared;
use crate::serve::trace::Failure;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const JSON: &str = "application/json";

pub(super) const ROUTE: Route = Route {
    path: "/api/v1/openapi.json",
    reach: Reach::Program,
    operations: &[Operation {
        method: "GET",
        summary: "Describe this interface (OpenAPI 3.1)",
        options: Vec::new,
        body: None,
        answers: || {
            vec![Answer {
                media: JSON,
                schema: Schema::Object,
            }]
        },
        run: || get(run),
    }],
};

async fn run(State(shared): State<Arc<Shared>>) -> Response {
    reply(JSON, shared.openapi.clone())
}

/// The description of these routes.
pub(in crate::serve) fn document(routes: &[&Route]) -> Vec<u8> {
    let paths: Map<String, Value> = routes
        .iter()
        .map(|route| (route.path.to_owned(), path(route)))
        .collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "hdrtrace",
            "version": env!("CARGO_PKG_VERSION"),
            "description": about(),
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "responses": {"Problem": {
                "description": "What went wrong (RFC 9457)",
                "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic", "description": "Any user name, and the token as password"},
            },
        },
        "security": [{}, {"bearer": []}, {"basic": []}],
    });
    let mut text = document.to_string().into_bytes();
    text.push(b'\n');
    text
}

fn about() -> String {
    format!(
        "Traces e-mail messages. A body has at most {} MiB, a request at most {MAX_REQUEST_OPTIONS} options, and of one input at \
         most {MAX_TRACED} messages are traced. Where clients are limited, each may have {MAX_DNS_MESSAGES} messages a minute \
         traced with DNS. Too many requests are answered with 429, a busy server with 503; Retry-After says when to try again.",
        MAX_REQUEST >> 20
    )
}

fn path(route: &Route) -> Value {
    let operations = route.operations.iter();
    let all: Map<String, Value> = operations
        .map(|one| (one.method.to_ascii_lowercase(), operation(route, one)))
        .collect();
    Value::Object(all)
}

fn operation(route: &Route, operation: &Operation) -> Value {
    let options = (operation.options)();
    let is_sent = operation.body.is_some_and(|body| body.is_options);
    let mut parameters: Vec<Value> = Vec::new();
    if let Some((_, name)) = route.path.split_once('{') {
        parameters.push(json!({
            "name": name.trim_end_matches('}'),
            "in": "path",
            "required": true,
            "schema": {"type": "string"},
        }));
    }
    if !is_sent {
        parameters.extend(options.iter().map(parameter));
    }
    let mut content = Map::new();
    for answer in (operation.answers)() {
        content
            .entry(answer.media)
            .or_insert_with(|| json!({"schema": schema(answer.schema)}));
    }
    let mut described = json!({
        "summary": operation.summary,
        "operationId": id(route, operation),
        "parameters": parameters,
        "responses": {
            "200": {"description": "Done", "content": content},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    });
    if let Some(body) = operation.body {
        let schema = if is_sent {
            object(&options)
        } else {
            json!({"type": "string", "contentMediaType": "message/rfc822"})
        };
        let media = body.media.iter();
        let content: Map<String, Value> = media
            .map(|&media| (media.to_owned(), json!({"schema": schema})))
            .collect();
        described["requestBody"] = json!({
            "description": body.what,
            "required": true,
            "content": content,
        });
    }
    if route.reach == Reach::Anybody {
        described["security"] = json!([]);
    }
    described
}

/// What an operation is called: `post-reports`.
fn id(route: &Route, operation: &Operation) -> String {
    let words = route.path.trim_start_matches("/api/v1").split(['/', '.']);
    let words: Vec<&str> = words
        .filter(|word| !word.is_empty() && !word.starts_with('{'))
        .collect();
    format!(
        "{}-{}",
        operation.method.to_ascii_lowercase(),
        words.join("-")
    )
}

fn parameter(option: &Described) -> Value {
    json!({
        "name": option.name,
        "in": "query",
        "description": option.what,
        "required": option.required,
        "schema": of_option(option),
    })
}

/// The options as an object.
fn object(options: &[Described]) -> Value {
    let properties: Map<String, Value> = options
        .iter()
        .map(|option| {
            let mut schema = of_option(option);
            schema["description"] = option.what.into();
            (option.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = options
        .iter()
        .filter(|option| option.required)
        .map(|option| option.name)
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn of_option(option: &Described) -> Value {
    let one = match option.values {
        Values::Flag => json!({"type": "boolean"}),
        Values::Text => json!({"type": "string"}),
        Values::Number => json!({"type": "integer", "minimum": 1}),
        Values::OneOf(words) => json!({"type": "string", "enum": words()}),
    };
    if option.repeats {
        json!({"type": "array", "items": one})
    } else {
        one
    }
}

fn schema(of: Schema) -> Value {
    let named = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    match of {
        Schema::Text => json!({"type": "string"}),
        Schema::Object => json!({"type": "object"}),
        Schema::Named(name) => named(name),
        Schema::List(name) => json!({"type": "array", "items": named(name)}),
        Schema::Reports => json!({"oneOf": [
            named("Report"),
            {"type": "array", "items": {"oneOf": [named("Report"), named("Failure")]}},
        ]}),
    }
}

/// The shapes of what is answered, each with those that it is made of.
fn schemas() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut all = Map::new();
    let mut add = |name: &str, schema: schemars::Schema| {
        all.insert(name.to_owned(), schema.to_value());
    };
    add("Report", Report::json_schema(&mut generator));
    add("Check", CheckReport::json_schema(&mut generator));
    add("Failure", Failure::json_schema(&mut generator));
    add("Explanation", Explanation::json_schema(&mut generator));
    for (name, schema) in generator.take_definitions(true) {
        // A type that is called as one of ours is another one nowhere.
        all.entry(name).or_insert(schema);
    }
    all.insert("Problem".to_owned(), problem());
    all
}

fn problem() -> Value {
    json!({
        "type": "object",
        "description": "What went wrong, as RFC 9457 has it.",
        "properties": {
            "type": {"const": "about:blank"},
            "title": {"type": "string", "description": "What the status means."},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string", "description": "What went wrong this time."},
            "remedy": {"type": "string", "description": "What helps."},
            "suggestions": {"type": "array", "items": {"type": "string"}, "description": "What may have been meant."},
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": false,
    })
}
