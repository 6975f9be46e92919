//! A connection whose other side may take its time, but not for ever.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// A connection whose other side takes enough in this time of what is written.
pub(super) struct Patient<C> {
    inner: C,
    patience: Duration,
    enough: usize,
    /// The end of the wait, while there is one.
    end: Option<Pin<Box<Sleep>>>,
    /// What was taken since it began.
    taken: usize,
}

impl<C> Patient<C> {
    pub(super) fn new(inner: C, patience: Duration, enough: usize) -> Self {
        Self {
            inner,
            patience,
            enough,
            end: None,
            taken: 0,
        }
    }

    /// Bytes were taken. A wait that has begun goes on until they are enough.
    fn took(&mut self, count: usize) {
        self.taken = self.taken.saturating_add(count);
        if self.taken >= self.enough {
            self.all_is_taken();
        }
    }

    fn all_is_taken(&mut self) {
        self.end = None;
        self.taken = 0;
    }

    /// Waits as long as there is patience.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        let patience = self.patience;
        let end = self.end.get_or_insert_with(|| Box::pin(sleep(patience)));
        match end.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }

    fn wrote(
        &mut self,
        cx: &mut Context<'_>,
        poll: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match &poll {
            Poll::Ready(Ok(count)) => self.took(*count),
            Poll::Ready(Err(_)) => {}
            Poll::Pending => return self.wait(cx),
        }
        poll
    }

    /// What was written before has gone.
    fn flushed(
        &mut self,
        cx: &mut Context<'_>,
        poll: Poll<io::Result<()>>,
    ) -> Poll<io::Result<()>> {
        if poll.is_pending() {
            return self.wait(cx);
        }
        self.all_is_taken();
        poll
    }
}

impl<C: AsyncRead + Unpin> AsyncRead for Patient<C> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl<C: AsyncWrite + Unpin> AsyncWrite for Patient<C> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.inner).poll_write(cx, buf);
        self.wrote(cx, poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.inner).poll_write_vectored(cx, bufs);
        self.wrote(cx, poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.inner).poll_flush(cx);
        self.flushed(cx, poll)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.inner).poll_shutdown(cx);
        self.flushed(cx, poll)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

    #[test]
    fn who_takes_nothing_is_left() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let (ours, mut theirs) = tokio::io::duplex(4);
            let mut ours = Patient::new(ours, Duration::from_millis(40), 1);
            ours.write_all(b"four").await.unwrap();
            let stalled = ours.write_all(b"more").await.unwrap_err();
            assert_eq!(stalled.kind(), ErrorKind::TimedOut);
            // Whoever takes enough has all the time again; less is too little.
            let slowly = async |mut slow: DuplexStream| {
                let mut byte = [0];
                for _ in 0..8 {
                    sleep(Duration::from_millis(40)).await;
                    if slow.read_exact(&mut byte).await.is_err() {
                        break;
                    }
                }
            };
            for (enough, ends_well) in [(1, true), (100, false)] {
                let (ours, slow) = tokio::io::duplex(1);
                let mut ours = Patient::new(ours, Duration::from_millis(200), enough);
                let sent = async move { ours.write_all(b"12345678").await };
                let (sent, ()) = futures::join!(sent, slowly(slow));
                assert_eq!(sent.is_ok(), ends_well, "{enough}");
            }
            let mut four = [0; 4];
            theirs.read_exact(&mut four).await.unwrap();
        });
    }
}
