//! Answers that are being sent: what is not taken yet has its part of a memory that all of them share, and its connection is not
//! ended for a newcomer.

use super::problem::Problem;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Collected};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// When somebody for whom there is no room may come again, in seconds.
const COME_AGAIN: u64 = 5;
/// The bytes that one permit of the room stands for.
const PIECE: usize = 1024;

/// The memory that answers have together.
pub(super) struct Outbox {
    free: Arc<Semaphore>,
}

/// The bytes of an answer, until they are sent.
struct Held<G> {
    bytes: Bytes,
    _part: OwnedSemaphorePermit,
    _guard: G,
}

impl<G> AsRef<[u8]> for Held<G> {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Outbox {
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            free: Arc::new(Semaphore::new(bytes / PIECE)),
        }
    }

    /// Takes the room that an answer needs, and holds a guard, until it is sent; where there is no room, the answer is another.
    pub(super) async fn send<G: Send + 'static>(&self, response: Response, guard: G) -> Response {
        let (head, body) = response.into_parts();
        // All bodies are whole: nothing is waited for.
        let Ok(bytes) = body.collect().await.map(Collected::to_bytes) else {
            return Problem::fault().into_response();
        };
        let pieces = u32::try_from(bytes.len().div_ceil(PIECE)).unwrap_or(u32::MAX);
        let Ok(part) = Arc::clone(&self.free).try_acquire_many_owned(pieces) else {
            return Problem::busy("too many answers are being sent", COME_AGAIN).into_response();
        };
        let held = Held {
            bytes,
            _part: part,
            _guard: guard,
        };
        Response::from_parts(head, Body::from(Bytes::from_owner(held)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use futures::executor::block_on;

    fn answer(length: usize) -> Response {
        Response::new(Body::from(vec![b'x'; length]))
    }

    #[test]
    fn what_is_not_taken_yet_keeps_its_memory() {
        let outbox = Outbox::new(4 * PIECE);
        let first = block_on(outbox.send(answer(3 * PIECE), ()));
        assert_eq!(first.status(), StatusCode::OK);
        let second = block_on(outbox.send(answer(2 * PIECE), ()));
        assert_eq!(second.status(), StatusCode::SERVICE_UNAVAILABLE);
        drop(first);
        let third = block_on(outbox.send(answer(2 * PIECE), ()));
        assert_eq!(third.status(), StatusCode::OK);
    }

    #[test]
    fn the_guard_is_held_until_all_is_sent() {
        let (guard, held) = std::sync::mpsc::channel::<()>();
        let outbox = Outbox::new(4 * PIECE);
        let response = block_on(outbox.send(answer(10), guard));
        let body = response.into_body();
        let bytes = block_on(body.collect()).unwrap().to_bytes();
        assert_eq!(held.try_recv(), Err(std::sync::mpsc::TryRecvError::Empty));
        drop(bytes);
        assert_eq!(
            held.try_recv(),
            Err(std::sync::mpsc::TryRecvError::Disconnected)
        );
    }
}
