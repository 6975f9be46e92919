//! What the form sends: the text, the files, the options.

use crate::limits::{MAX_OPTIONS_BODY, MAX_REQUEST_OPTIONS};
use crate::serve::options::Pairs;
use crate::serve::problem::Problem;
use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;

/// What is analyzed.
pub(super) struct Input {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What was sent.
#[derive(Default)]
pub(super) struct Sent {
    pub inputs: Vec<Input>,
    /// What the result is wanted as: `page`, or a format.
    pub answer: String,
    /// All other fields.
    pub options: Pairs,
}

/// The fields that hold messages: what was pasted, and files.
const PASTED: &str = "pasted";
const FILES: &str = "file";
/// What a pasted message is called: as the program calls its standard input.
const NAME: &str = "-";

/// Reads a form whose body was received already.
pub(super) async fn read(parts: Parts, body: Vec<u8>) -> Result<Sent, Problem> {
    let mut request = Request::from_parts(parts, Body::from(body));
    // How much is received was decided before.
    DefaultBodyLimit::disable().apply(&mut request);
    let Ok(mut multipart) = Multipart::from_request(request, &()).await else {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "this is where the form of the page is sent; programs use /api/v1/reports",
        ));
    };
    let mut sent = Sent::default();
    let mut parts = 0;
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        parts += 1;
        if parts > MAX_REQUEST_OPTIONS {
            return Err(Problem::bad(format!(
                "more than {MAX_REQUEST_OPTIONS} files and options"
            )));
        }
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        match name.as_str() {
            // A browser sends an empty file where none was chosen.
            FILES if bytes.is_empty() => {}
            FILES => sent.inputs.push(Input {
                name: file,
                bytes: bytes.into(),
            }),
            PASTED if bytes.trim_ascii().is_empty() => {}
            PASTED => sent.inputs.push(Input {
                name: NAME.to_owned(),
                bytes: bytes.into(),
            }),
            _ if bytes.len() > MAX_OPTIONS_BODY => {
                return Err(Problem::bad("an option is too long"));
            }
            "answer" => sent.answer = text(&bytes),
            _ => sent.options.push((name, text(&bytes))),
        }
    }
    Ok(sent)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err gives")]
fn broken(error: MultipartError) -> Problem {
    Problem::bad(error.body_text())
}
