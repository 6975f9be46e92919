//! What goes wrong, as RFC 9457 has it: a JSON document that says what, and what helps.

use crate::render;
use crate::words::{Phrases, Remedy};
use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::borrow::Cow;

/// The media type.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub status: StatusCode,
    pub detail: Cow<'static, str>,
    /// What helps.
    remedy: Option<Cow<'static, str>>,
    /// What may have been meant.
    suggestions: Vec<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// As it is written.
#[derive(Serialize)]
struct Document<'p> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<&'p str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    suggestions: &'p [String],
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            detail: detail.into(),
            remedy: None,
            suggestions: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// What is wrong and what helps, in one text.
    pub(super) fn told(&self) -> String {
        match &self.remedy {
            Some(remedy) => format!("{}; {remedy}", self.detail),
            None => self.detail.to_string(),
        }
    }

    /// The request is wrong.
    pub(super) fn bad(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// What was sent cannot be traced, or not so.
    pub(super) fn unfit(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// There is too much to do.
    pub(super) fn busy(detail: &'static str, seconds: u64) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail).after(seconds)
    }

    /// A fault of ours. What it says may quote a message, and is not told.
    pub(super) fn fault() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "an internal error of hdrtrace; please report it",
        )
    }

    pub(super) fn no_access() -> Self {
        let realms =
            HeaderValue::from_static("Bearer realm=\"hdrtrace\", Basic realm=\"hdrtrace\"");
        Self::new(
            StatusCode::UNAUTHORIZED,
            "this server requires its token: as a Bearer token, or as the password of any user name",
        )
        .with(WWW_AUTHENTICATE, realms)
    }

    pub(super) fn wrong_method(allowed: &str) -> Self {
        let problem = Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            format!("only {allowed} is served here"),
        );
        match HeaderValue::from_str(allowed) {
            Ok(allowed) => problem.with(ALLOW, allowed),
            Err(_) => problem,
        }
    }

    /// The same when it may be tried again.
    pub(super) fn after(self, seconds: u64) -> Self {
        self.with(RETRY_AFTER, HeaderValue::from(seconds))
    }

    fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The same with what helps.
    pub(super) fn helped(mut self, remedy: Option<&Remedy>, phrases: Phrases) -> Self {
        self.remedy = remedy.map(phrases);
        self
    }

    /// The same with what may have been meant.
    pub(super) fn near(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let document = Document {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            remedy: self.remedy.as_deref(),
            suggestions: &self.suggestions,
        };
        let body = render::json_line(&document).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.extend(self.headers);
        response
    }
}
