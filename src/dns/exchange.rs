//! One question to one server: UDP first, TCP when the answer did not fit.

use hickory_proto::op::{Edns, Message, MessageType, Query, ResponseCode};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};

/// The largest datagram that is asked for: what passes every path without fragments (DNS flag day 2020).
const UDP_PAYLOAD: u16 = 1232;
/// Room for servers that send more than they were asked for.
const UDP_BUFFER: usize = 4096;
/// Datagrams that do not belong to the question and are passed over before the server is given up.
const MAX_STRAYS: usize = 64;
/// The flags in the third byte of a message (RFC 1035 section 4.1.1).
const FLAG_RESPONSE: u8 = 0x80;
const FLAG_TRUNCATED: u8 = 0x02;

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
    /// The network gave an error.
    #[error("{0}")]
    Network(#[from] io::Error),
    /// The server answered with something else than DNS, or to another question.
    #[error("{0}")]
    Unreadable(String),
    /// The answer did not fit a datagram and could not be had over TCP.
    #[error("the answer was truncated and could not be had over TCP: {0}")]
    Truncated(Box<Fault>),
}

/// Puts one question. Waits as long as it takes: the caller sets the time.
pub(super) async fn ask(server: SocketAddr, question: &Query) -> Result<Reply, Fault> {
    let reply = ask_once(server, &Request::new(question, true)?).await?;
    match reply.message.metadata.response_code {
        // Servers from before EDNS do not know its record (RFC 6891 section 7).
        ResponseCode::FormErr | ResponseCode::NotImp => {
            ask_once(server, &Request::new(question, false)?).await
        }
        _ => Ok(reply),
    }
}

async fn ask_once(server: SocketAddr, request: &Request) -> Result<Reply, Fault> {
    match over_udp(server, request).await? {
        Some(reply) => Ok(reply),
        None => over_tcp(server, request)
            .await
            .map_err(|fault| Fault::Truncated(Box::new(fault))),
    }
}

/// The answer, or `None` if it was truncated.
async fn over_udp(server: SocketAddr, request: &Request) -> Result<Option<Reply>, Fault> {
    let any = match server {
        SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    // A socket for each question has a port that cannot be guessed (RFC 5452); connected, it takes datagrams of this
    // server alone and learns when nobody listens there.
    let socket = UdpSocket::bind((any, 0)).await?;
    socket.connect(server).await?;
    socket.send(&request.bytes).await?;
    let mut buffer = [0; UDP_BUFFER];
    for _ in 0..MAX_STRAYS {
        let length = socket.recv(&mut buffer).await?;
        let datagram = &buffer[..length];
        if !request.is_answered_by(datagram) {
            continue;
        }
        // A truncated message may end within a record, so this comes before reading it.
        if datagram[2] & FLAG_TRUNCATED != 0 {
            return Ok(None);
        }
        if let Some(reply) = request.read(datagram)? {
            return Ok(Some(reply));
        }
    }
    Err(Fault::Unreadable(
        "only answers to other questions came".to_owned(),
    ))
}

async fn over_tcp(server: SocketAddr, request: &Request) -> Result<Reply, Fault> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(request.bytes.len()).unwrap_or(u16::MAX);
    let framed = [&length.to_be_bytes()[..], &request.bytes].concat();
    stream.write_all(&framed).await?;
    let length = stream.read_u16().await?;
    let mut message = vec![0; usize::from(length)];
    stream.read_exact(&mut message).await?;
    request
        .is_answered_by(&message)
        .then(|| request.read(&message))
        .transpose()?
        .flatten()
        .ok_or_else(|| Fault::Unreadable("the answer is to another question".to_owned()))
}

/// A question as it is sent.
struct Request {
    message: Message,
    bytes: Vec<u8>,
}

impl Request {
    fn new(question: &Query, edns: bool) -> Result<Self, Fault> {
        let mut message = Message::query();
        message.add_query(question.clone());
        message.metadata.recursion_desired = true;
        // Asks a validating resolver for its judgement, without the signatures (RFC 6840 section 5.7).
        message.metadata.authentic_data = true;
        if edns {
            let mut edns = Edns::new();
            edns.set_max_payload(UDP_PAYLOAD).set_version(0);
            message.set_edns(edns);
        }
        let bytes = message
            .to_vec()
            .map_err(|error| Fault::Unreadable(format!("the question cannot be put: {error}")))?;
        Ok(Self { message, bytes })
    }

    /// Whether these bytes have the head of an answer to this question.
    fn is_answered_by(&self, bytes: &[u8]) -> bool {
        bytes.len() > 2 && bytes[..2] == self.bytes[..2] && bytes[2] & FLAG_RESPONSE != 0
    }

    /// Reads an answer; `None` if it is to another question.
    fn read(&self, bytes: &[u8]) -> Result<Option<Reply>, Fault> {
        let message = Message::from_vec(bytes)
            .map_err(|error| Fault::Unreadable(format!("the answer cannot be read: {error}")))?;
        let succeeded = matches!(
            message.metadata.response_code,
            ResponseCode::NoError | ResponseCode::NXDomain
        );
        // A server that cannot read the question cannot repeat it.
        let repeated =
            message.queries == self.message.queries || (message.queries.is_empty() && !succeeded);
        let is_reply = repeated && message.metadata.message_type == MessageType::Response;
        Ok(is_reply.then_some(Reply {
            message,
            bytes: bytes.len(),
        }))
    }
}
