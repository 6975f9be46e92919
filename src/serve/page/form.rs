//! What the form holds, and what it sends.

use crate::limits::{MAX_REQUEST_OPTIONS, MAX_TRACED};
use crate::serve::options::Pairs;
use crate::serve::problem::Problem;
use crate::serve::received::Received;
use axum::RequestExt;
use axum::body::Body;
use axum::extract::Multipart;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Request, StatusCode};

/// The fields that hold messages: what was pasted, and files.
const PASTED: &str = "pasted";
const FILES: &str = "file";
/// What a pasted message is called.
const NAME: &str = "-";

/// What the form holds beside messages.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub offline: bool,
    pub trust: String,
    pub protect: String,
    pub client_ip: String,
}

/// A message or a container that was sent.
pub(super) struct Input {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What was sent.
#[derive(Default)]
pub(super) struct Sent {
    pub options: Pairs,
    pub inputs: Vec<Input>,
}

impl Form {
    pub(super) fn of(options: &Pairs) -> Self {
        let all = |name: &str| {
            let values = options.iter().filter(|(known, _)| known == name);
            let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
            values.join(" ")
        };
        Self {
            offline: options
                .iter()
                .any(|(name, value)| name == "offline" && value != "false" && value != "0"),
            trust: all("trust"),
            protect: all("protect"),
            client_ip: all("client-ip"),
        }
    }
}

/// Reads what the form sent.
pub(super) async fn sent(headers: &HeaderMap, received: Received) -> Result<Sent, Problem> {
    let mut request = Request::new(Body::from(received.bytes));
    if let Some(kind) = headers.get(CONTENT_TYPE) {
        request.headers_mut().insert(CONTENT_TYPE, kind.clone());
    }
    let Ok(mut parts) = request.extract::<Multipart, _>().await else {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "this is where the form of the page is sent; programs use /api/v1/reports",
        ));
    };
    let mut sent = Sent::default();
    let wrong = |_| Problem::bad("the form cannot be read");
    while let Some(part) = parts.next_field().await.map_err(wrong)? {
        if sent.options.len() > MAX_REQUEST_OPTIONS || sent.inputs.len() >= MAX_TRACED {
            return Err(Problem::bad("the form has too many fields"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(wrong)?;
        match name.as_str() {
            _ if bytes.is_empty() => {}
            PASTED | FILES => sent.inputs.push(Input {
                name: file
                    .filter(|_| name == FILES)
                    .unwrap_or_else(|| NAME.to_owned()),
                bytes: bytes.into(),
            }),
            _ => sent.option(name, &String::from_utf8_lossy(&bytes)),
        }
    }
    if sent.inputs.is_empty() {
        return Err(Problem::bad(
            "there is no message; paste one, or choose a file",
        ));
    }
    Ok(sent)
}

impl Sent {
    /// Lists stand in one field, separated by spaces or commas.
    fn option(&mut self, name: String, value: &str) {
        if name == "trust" || name == "protect" {
            let words = value
                .split([' ', ',', '\t', '\r', '\n'])
                .filter(|word| !word.is_empty());
            self.options
                .extend(words.map(|word| (name.clone(), word.to_owned())));
        } else {
            self.options.push((name, value.to_owned()));
        }
    }
}
