//! The body of a request: read whole, within its time, and within the memory that all of them have together.

use super::problem::Problem;
use crate::limits::{MAX_DISCARDED, MAX_REQUEST};
use axum::body::Body;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT};
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

/// When somebody for whom there is no room may come again, in seconds.
const COME_AGAIN: u64 = 5;
/// The bytes that one permit of the room stands for.
const PIECE: usize = 1024;

/// The memory that bodies have together.
#[derive(Clone)]
pub(super) struct Room {
    free: Arc<Semaphore>,
    time: Duration,
}

/// A body.
#[derive(Debug)]
pub(super) struct Received {
    bytes: Vec<u8>,
    /// Its part of the memory, as long as it lives.
    part: Option<OwnedSemaphorePermit>,
}

impl Received {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Takes the bytes; their part of the memory stays taken as long as this lives.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }
}

impl Room {
    pub(super) fn new(bytes: usize, time: Duration) -> Self {
        Self {
            free: Arc::new(Semaphore::new(bytes / PIECE)),
            time,
        }
    }

    /// Reads a body.
    pub(super) async fn read(&self, headers: &HeaderMap, body: Body) -> Result<Received, Problem> {
        self.read_up_to(MAX_REQUEST, headers, body).await
    }

    /// The same where it must not be longer than this.
    pub(super) async fn read_up_to(
        &self,
        most: usize,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<Received, Problem> {
        let said = headers
            .get(CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        // Whoever asks first has not sent it yet.
        if said.is_some_and(|said| said > most) && headers.contains_key(EXPECT) {
            return Err(too_large(most));
        }
        let until = Instant::now() + self.time;
        match timeout_at(until, self.all_of(body, said.unwrap_or(0), most)).await {
            Ok(read) => read,
            Err(_) => Err(Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "the body took too long",
            )),
        }
    }

    async fn all_of(&self, mut body: Body, said: usize, most: usize) -> Result<Received, Problem> {
        let mut received = Received {
            bytes: Vec::new(),
            part: None,
        };
        let mut seen = 0;
        let mut is_full = false;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Problem::bad("the body ended too early"))?;
            let Ok(data) = frame.into_data() else {
                continue;
            };
            seen += data.len();
            if seen > most {
                // An answer that comes before all was sent is lost to most clients.
                if seen > MAX_DISCARDED || said > MAX_DISCARDED {
                    break;
                }
                received.bytes = Vec::new();
            } else if !is_full {
                is_full = !self.grow(&mut received, seen);
                if !is_full {
                    received.bytes.extend_from_slice(&data);
                }
            }
        }
        if seen > most {
            Err(too_large(most))
        } else if is_full {
            Err(Problem::busy("too much is being received", COME_AGAIN))
        } else {
            Ok(received)
        }
    }

    /// Takes as much of the memory as so many bytes need; `false` if there is no more.
    fn grow(&self, received: &mut Received, bytes: usize) -> bool {
        let wanted = bytes.div_ceil(PIECE);
        let taken = received
            .part
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        let more = u32::try_from(wanted.saturating_sub(taken)).unwrap_or(u32::MAX);
        if more == 0 {
            return true;
        }
        match (
            Arc::clone(&self.free).try_acquire_many_owned(more),
            &mut received.part,
        ) {
            (Ok(more), Some(part)) => part.merge(more),
            (Ok(more), none) => *none = Some(more),
            (Err(_), _) => return false,
        }
        true
    }
}

fn too_large(most: usize) -> Problem {
    let most = match most >> 20 {
        0 => format!("{} KiB", most >> 10),
        whole => format!("{whole} MiB"),
    };
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("longer than {most}"))
}

/// The media type of a body, without its parameters, in lower case; empty if none is named.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let value = value.unwrap_or_default();
    let kind = value.split(';').next().unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}

/// Media types, and beginnings of such, that no message comes as. What is none of them is read: a container has any.
const NO_MESSAGE: &[&str] = &[
    "application/x-www-form-urlencoded",
    "audio/",
    "font/",
    "image/",
    "multipart/",
    "text/html",
    "video/",
];

/// Refuses a body that is said to be something else than a message.
pub(super) fn require_message(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = media_type(headers);
    if NO_MESSAGE.iter().any(|no| kind.starts_with(no)) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "send the message as it is, as message/rfc822; mailboxes and archives as application/octet-stream",
        ));
    }
    require_plain(headers)
}

/// Refuses a body that is compressed on its way.
pub(super) fn require_plain(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get(CONTENT_ENCODING) {
        Some(coding) if coding != "identity" => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "a Content-Encoding is not supported; send a compressed file as application/octet-stream",
        )),
        _ => Ok(()),
    }
}
