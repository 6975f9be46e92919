//! A path, and what can be done there: what the server answers by, and what its description is made of.

use super::options::Described;
use super::reach::Reach;
use super::shared::Shared;
use axum::routing::MethodRouter;
use std::sync::Arc;

/// A path.
pub(super) struct Route {
    /// Its pattern: `/api/v1/explain/{term}`.
    pub path: &'static str,
    pub reach: Reach,
    pub operations: &'static [Operation],
}

/// What can be done with a path.
pub(super) struct Operation {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// What it does, in a line; nothing for what is no part of the interface.
    pub summary: &'static str,
    /// The options of its query, or of a form or object that is sent.
    pub options: fn() -> Vec<Described>,
    pub body: Option<&'static Body>,
    pub answers: fn() -> Vec<Answer>,
    pub run: fn() -> MethodRouter<Arc<Shared>>,
}

impl Operation {
    /// What only the page asks for: it is no part of the interface that is described.
    pub(super) const fn of_page(
        method: &'static str,
        run: fn() -> MethodRouter<Arc<Shared>>,
    ) -> Self {
        Self {
            method,
            summary: "",
            options: Vec::new,
            body: None,
            answers: Vec::new,
            run,
        }
    }
}

/// What is sent.
pub(super) struct Body {
    pub what: &'static str,
    pub media: &'static [&'static str],
    /// Whether it holds the options, which then stand not in the query.
    pub is_options: bool,
}

/// What is answered, with the status 200.
pub(super) struct Answer {
    pub media: &'static str,
    pub schema: Schema,
}

/// The shape of what is answered.
#[derive(Clone, Copy)]
pub(super) enum Schema {
    /// A text, or a format that is described elsewhere.
    Text,
    /// An object without a description.
    Object,
    /// One of these.
    Named(&'static str),
    /// A list of these.
    List(&'static str),
    /// One report; or a list of them, and of what could not be read.
    Reports,
}

impl Route {
    /// Whether a path is of this pattern.
    fn has(&self, path: &str) -> bool {
        match self.path.split_once('{') {
            None => path == self.path,
            Some((before, _)) => path
                .strip_prefix(before)
                .is_some_and(|value| !value.is_empty() && !value.contains('/')),
        }
    }

    /// The methods that are served: `GET, HEAD`.
    pub(super) fn allowed(&self) -> String {
        let methods = self
            .operations
            .iter()
            .map(|operation| match operation.method {
                "GET" => "GET, HEAD",
                other => other,
            });
        methods.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn allows(&self, method: &str) -> bool {
        let method = if method == "HEAD" { "GET" } else { method };
        self.operations
            .iter()
            .any(|operation| operation.method == method)
    }
}

/// What is served at a path.
pub(super) fn of<'r>(routes: &[&'r Route], path: &str) -> Option<&'r Route> {
    routes.iter().copied().find(|route| route.has(path))
}
