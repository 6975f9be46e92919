//! The body of a request, which tells when it has come.

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A body, and what is dropped when all of it has come, or when nobody waits for the rest.
pub(super) struct Awaited<B, C> {
    inner: B,
    coming: Option<C>,
}

impl<B: HttpBody, C> Awaited<B, C> {
    pub(super) fn new(inner: B, coming: C) -> Self {
        let coming = (!inner.is_end_stream()).then_some(coming);
        Self { inner, coming }
    }
}

impl<B: HttpBody<Data = Bytes> + Unpin, C: Unpin> HttpBody for Awaited<B, C> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let poll = Pin::new(&mut self.inner).poll_frame(cx);
        if self.inner.is_end_stream() || matches!(poll, Poll::Ready(None | Some(Err(_)))) {
            self.coming = None;
        }
        poll
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use futures::executor::block_on;
    use http_body_util::BodyExt;
    use std::sync::Arc;

    #[test]
    fn it_tells_when_all_has_come() {
        let is_told = |held: &Arc<()>| Arc::strong_count(held) == 1;
        let held = Arc::new(());
        let mut body = Awaited::new(Body::from("some"), Arc::clone(&held));
        assert!(!is_told(&held));
        let frame = block_on(body.frame()).unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), "some");
        assert!(is_told(&held));
        // One without anything, and one that nobody reads.
        let _empty = Awaited::new(Body::empty(), Arc::clone(&held));
        assert!(is_told(&held));
        drop(Awaited::new(Body::from("some"), Arc::clone(&held)));
        assert!(is_told(&held));
    }
}
