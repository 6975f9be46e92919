//! An answer of bytes.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, VARY};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};

/// How many failures there were; left out where there were none.
const FAILURES: HeaderName = HeaderName::from_static("hdrtrace-failures");

/// Bytes of a media type, which may depend on what the client accepts.
pub(in crate::serve) fn reply(media: &'static str, bytes: impl Into<Body>) -> Response {
    let mut response = bytes.into().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(VARY, HeaderValue::from_static("Accept"));
    response
}

/// The same with the number of parts of the input that could not be traced.
pub(in crate::serve) fn with_failures(mut response: Response, failures: usize) -> Response {
    if failures > 0 {
        response
            .headers_mut()
            .insert(FAILURES, HeaderValue::from(failures));
    }
    response
}
