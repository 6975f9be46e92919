//! The sockets under hickory's clients: its own for TCP, and one for UDP that tells what its own hides.
//!
//! hickory's client for UDP picks the port, compares the id and the question, and reads the message. Its socket is not
//! connected, so that nobody says when no one listens at a port; and it neither says that an answer was cut before it
//! fails to read it, nor gives out a failure that does not repeat the question. This socket ends the wait with those.

use crate::limits::MAX_STRAYS;
use hickory_net::runtime::{DnsUdpSocket, RuntimeProvider, Spawn, TokioRuntimeProvider, TokioTime};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::ReadBuf;
use tokio::net::UdpSocket;

/// Room for servers that send more than they were asked for.
const BUFFER: usize = 4096;
/// The length of a message's head (RFC 1035 section 4.1.1).
const HEAD: usize = 12;
/// The flags in the third byte of a message.
const FLAG_RESPONSE: u8 = 0x80;
const FLAG_TRUNCATED: u8 = 0x02;
/// The response code in the fourth.
const RCODE: u8 = 0x0f;
/// NOERROR and NXDOMAIN: what a server says that could read the question.
const COULD_READ: [u8; 2] = [0, 3];

/// Sockets and tasks of the runtime that asks.
#[derive(Clone, Default)]
pub(super) struct Sockets(TokioRuntimeProvider);

impl RuntimeProvider for Sockets {
    type Handle = Tasks;
    type Timer = TokioTime;
    type Udp = Datagrams;
    type Tcp = <TokioRuntimeProvider as RuntimeProvider>::Tcp;

    fn create_handle(&self) -> Self::Handle {
        Tasks
    }

    fn connect_tcp(
        &self,
        server: SocketAddr,
        local: Option<SocketAddr>,
        time: Option<Duration>,
    ) -> Pin<Box<dyn Send + Future<Output = io::Result<Self::Tcp>>>> {
        self.0.connect_tcp(server, local, time)
    }

    fn bind_udp(
        &self,
        local: SocketAddr,
        server: SocketAddr,
    ) -> Pin<Box<dyn Send + Future<Output = io::Result<Self::Udp>>>> {
        Box::pin(async move {
            let socket = UdpSocket::bind(local).await?;
            // Connected, it takes datagrams of this server alone and learns when nobody listens there.
            socket.connect(server).await?;
            Ok(Datagrams {
                socket,
                server,
                id: OnceLock::new(),
                strays: AtomicUsize::new(0),
            })
        })
    }
}

/// Tasks that end by themselves, not with whoever began them.
#[derive(Clone)]
pub(super) struct Tasks;

impl Spawn for Tasks {
    fn spawn_bg(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(task);
    }
}

/// What ends the wait for an answer, beside the answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Cut {
    /// It did not fit.
    #[error("the answer was truncated")]
    Truncated,
    /// A failure that does not repeat the question.
    #[error("an error reply without its question")]
    Failure(Vec<u8>),
    /// Too much of what belongs to other questions.
    #[error("only answers to other queries arrived")]
    Strays,
}

impl Cut {
    /// The one that stands in an error.
    pub(super) fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl From<Cut> for io::Error {
    fn from(cut: Cut) -> Self {
        Self::other(cut)
    }
}

/// A socket for one question.
pub(super) struct Datagrams {
    socket: UdpSocket,
    server: SocketAddr,
    /// The id of the question, once it was sent.
    id: OnceLock<[u8; 2]>,
    strays: AtomicUsize,
}

impl DnsUdpSocket for Datagrams {
    type Time = TokioTime;

    fn poll_recv_from(
        &self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<(usize, SocketAddr)>> {
        let mut bytes = [0; BUFFER];
        loop {
            let mut read = ReadBuf::new(&mut bytes);
            ready!(self.socket.poll_recv(cx, &mut read))?;
            if let Some(length) = self.take(read.filled(), buffer) {
                return Poll::Ready(Ok((length?, self.server)));
            }
        }
    }

    /// Not by polling as above, which an error of the network does not wake.
    fn recv_from<'s, 'b, 'f>(
        &'s self,
        buffer: &'b mut [u8],
    ) -> Pin<Box<dyn Future<Output = io::Result<(usize, SocketAddr)>> + Send + 'f>>
    where
        's: 'f,
        'b: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let mut bytes = [0; BUFFER];
            loop {
                let length = self.socket.recv(&mut bytes).await?;
                if let Some(length) = self.take(&bytes[..length], buffer) {
                    return Ok((length?, self.server));
                }
            }
        })
    }

    fn poll_send_to(
        &self,
        cx: &mut Context<'_>,
        bytes: &[u8],
        _: SocketAddr,
    ) -> Poll<io::Result<usize>> {
        if let Some(id) = bytes.first_chunk() {
            self.id.get_or_init(|| *id);
        }
        self.socket.poll_send(cx, bytes)
    }
}

impl Datagrams {
    /// Takes a datagram over, or says why no more is waited for; `None` if it is passed over.
    fn take(&self, datagram: &[u8], buffer: &mut [u8]) -> Option<io::Result<usize>> {
        // What is taken may prove to be to another question, and the next is waited for.
        if self.strays.fetch_add(1, Ordering::Relaxed) >= MAX_STRAYS {
            return Some(Err(Cut::Strays.into()));
        }
        if !self.is_answered_by(datagram) {
            return None;
        }
        let length = datagram.len();
        if datagram[2] & FLAG_TRUNCATED != 0 || length > buffer.len() {
            return Some(Err(Cut::Truncated.into()));
        }
        let has_question = datagram[4..6] != [0, 0];
        if !has_question && !COULD_READ.contains(&(datagram[3] & RCODE)) {
            return Some(Err(Cut::Failure(datagram.to_vec()).into()));
        }
        buffer[..length].copy_from_slice(datagram);
        Some(Ok(length))
    }

    /// Whether these bytes have the head of an answer to the question.
    fn is_answered_by(&self, bytes: &[u8]) -> bool {
        bytes.len() >= HEAD
            && self.id.get().is_some_and(|id| bytes[..2] == *id)
            && bytes[2] & FLAG_RESPONSE != 0
    }
}
