//! What a server sends over TLS, so that hickory's multiplexer passes all of it on.
//!
//! The multiplexer drops what it cannot read without a word, and the question waits for its time to end. Such a message
//! is cut down to its head here, which reads as an answer without its question: nothing that anybody would believe.

use futures::Stream;
use hickory_net::NetError;
use hickory_net::runtime::TokioTime;
use hickory_net::xfer::DnsClientStream;
use hickory_proto::op::{DnsResponse, SerialMessage};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The length of a message's head (RFC 1035 section 4.1.1).
const HEAD: usize = 12;
/// Where in it the counts of what follows begin.
const COUNTS: usize = 4;
/// The flag of an answer, in the third byte.
const FLAG_RESPONSE: u8 = 0x80;

/// A stream of messages that can be read.
pub(super) struct Legible<S>(S);

impl<S> Legible<S> {
    pub(super) fn new(stream: S) -> Self {
        Self(stream)
    }
}

impl<S: DnsClientStream> Stream for Legible<S> {
    type Item = Result<SerialMessage, NetError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0).poll_next(cx).map_ok(legible)
    }
}

impl<S: DnsClientStream> DnsClientStream for Legible<S> {
    type Time = TokioTime;

    fn name_server_addr(&self) -> SocketAddr {
        self.0.name_server_addr()
    }
}

fn legible(message: SerialMessage) -> SerialMessage {
    let (mut bytes, server) = message.into_parts();
    if bytes.len() >= HEAD && DnsResponse::from_buffer(bytes.clone()).is_err() {
        bytes.truncate(HEAD);
        bytes[2] |= FLAG_RESPONSE;
        bytes[COUNTS..].fill(0);
    }
    SerialMessage::new(bytes, server)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_an_answer_to_nothing() {
        let server = SocketAddr::from(([192, 0, 2, 53], 853));
        let bad = [&[7, 9, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0][..], &[0xff; 9]].concat();
        let bytes = legible(SerialMessage::new(bad, server)).into_parts().0;
        let message = DnsResponse::from_buffer(bytes).unwrap();
        assert_eq!(message.metadata.id, 0x0709);
        assert!(message.queries.is_empty() && message.answers.is_empty());
    }
}
