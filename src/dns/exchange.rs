//! One question and its answer: what is sent, what counts as its answer, and why there is none.

use super::asked::Question;
use super::datagram::Cut;
use crate::words::octets::escape;
use hickory_net::{DnsError, NetError};
use hickory_proto::op::{
    DnsRequest, DnsRequestOptions, DnsResponse, Edns, Message, MessageType, ResponseCode,
};
use std::io;

/// The largest datagram that is asked for: what passes every path without fragments (DNS flag day 2020).
const UDP_PAYLOAD: u16 = 1232;
/// What is shown of an error that may quote the server, in bytes.
const MAX_QUOTED: usize = 200;

/// A server's answer, whatever it says.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) message: Message,
    /// Its size on the wire.
    pub(super) bytes: usize,
}

/// Why there is no answer from a server that can be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// The network gave an error, or the server could not prove who it is.
    #[error("{0}")]
    Network(String),
    /// The server answered with something else than DNS, or to another question.
    #[error("{0}")]
    Unreadable(String),
    /// The answer did not fit a datagram.
    #[error("the answer was truncated")]
    Truncated,
    /// Too many datagrams came that were to other questions.
    #[error("only answers to other queries arrived")]
    Strays,
    /// It could not be had over TCP either.
    #[error("the answer was truncated, and the retry over TCP failed: {0}")]
    NotOverTcp(Box<Fault>),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Network(error.to_string())
    }
}

impl From<NetError> for Fault {
    fn from(error: NetError) -> Self {
        match &error {
            NetError::Io(inner) => match Cut::of(inner) {
                Some(Cut::Truncated) => Self::Truncated,
                Some(Cut::Strays) => Self::Strays,
                Some(cut) => Self::Unreadable(cut.to_string()),
                None => Self::Network(inner.to_string()),
            },
            NetError::Timeout => Self::Network("no connection in time".to_owned()),
            NetError::Busy | NetError::NoConnections => {
                Self::Network("the connection was closed".to_owned())
            }
            NetError::H2(inner) if inner.is_io() || inner.is_go_away() => {
                Self::Network(shown(&error.to_string()))
            }
            NetError::Proto(inner) => Self::unread(inner),
            NetError::Dns(DnsError::ResponseCode(code)) => {
                Self::Unreadable(format!("the server replied {code}"))
            }
            _ => Self::Unreadable(shown(&error.to_string())),
        }
    }
}

impl Fault {
    /// Of a message that is none.
    pub(super) fn unread(error: &dyn std::error::Error) -> Self {
        Self::Unreadable(format!("the answer cannot be read: {error}"))
    }

    pub(super) fn other_question() -> Self {
        Self::Unreadable("the answer belongs to another query".to_owned())
    }
}

/// An error of HTTP quotes what the server wrote.
fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let end = line.floor_char_boundary(MAX_QUOTED);
    escape(&line.as_bytes()[..end])
}

/// A question as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) message: Message,
}

impl Request {
    pub(super) fn new(question: &Question, edns: bool) -> Self {
        let mut message = Message::query();
        message.add_query(question.query.clone());
        message.metadata.recursion_desired = true;
        // Asks a validating resolver for its judgment, with the signatures only where they are wanted (RFC 6840
        // section 5.7).
        message.metadata.authentic_data = true;
        if edns {
            let mut edns = Edns::new();
            edns.set_max_payload(UDP_PAYLOAD)
                .set_version(0)
                .set_dnssec_ok(question.signed);
            message.set_edns(edns);
        }
        Self { message }
    }

    /// In the form that hickory's clients send.
    pub(super) fn to_send(&self) -> DnsRequest {
        DnsRequest::new(self.message.clone(), DnsRequestOptions::default())
    }

    /// Reads bytes as the answer to this question.
    pub(super) fn read(&self, bytes: &[u8]) -> Result<Reply, Fault> {
        let message = Message::from_vec(bytes).map_err(|error| Fault::unread(&error))?;
        if message.metadata.id != self.message.metadata.id {
            return Err(Fault::other_question());
        }
        self.reply(message, bytes.len())
    }

    /// Takes what a client of hickory's gives, which has compared the id.
    pub(super) fn take(&self, response: DnsResponse) -> Result<Reply, Fault> {
        let bytes = response.as_buffer().len();
        self.reply(response.into_message(), bytes)
    }

    fn reply(&self, message: Message, bytes: usize) -> Result<Reply, Fault> {
        let succeeded = matches!(
            message.metadata.response_code,
            ResponseCode::NoError | ResponseCode::NXDomain
        );
        // A server that cannot read the question cannot repeat it.
        let repeated =
            message.queries == self.message.queries || (message.queries.is_empty() && !succeeded);
        if !repeated || message.metadata.message_type != MessageType::Response {
            return Err(Fault::other_question());
        }
        Ok(Reply { message, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_wrote_is_shown_in_part_and_made_safe() {
        let body = "message: <b>\u{1b}[31m".to_owned() + &"x".repeat(70_000) + "\nmore";
        let fault = Fault::from(NetError::Msg(body));
        let text = fault.to_string();
        assert!(
            text.starts_with(r"message: <b>\x1b[31mx") && text.len() < 300,
            "{text}"
        );
        assert!(matches!(fault, Fault::Unreadable(_)));
    }
}
