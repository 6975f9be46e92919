//! A server in the open: UDP first, TCP when the answer did not fit.

use super::datagram::{Cut, Sockets};
use super::exchange::{Fault, Reply, Request};
use futures::StreamExt;
use hickory_net::NetError;
use hickory_net::tcp::TcpClientStream;
use hickory_net::udp::UdpClientStream;
use hickory_net::xfer::{DnsRequestSender, DnsStreamHandle};
use hickory_proto::op::SerialMessage;
use std::net::SocketAddr;
use std::time::Duration;

/// hickory's clients want a limit each; the one that counts is the caller's, which is shorter.
pub(super) const NO_LIMIT: Duration = Duration::from_mins(10);

/// Puts one question. Waits as long as it takes.
pub(super) async fn ask(server: SocketAddr, request: &Request) -> Result<Reply, Fault> {
    match over_udp(server, request).await {
        Err(Fault::Truncated) => over_tcp(server, request)
            .await
            .map_err(|fault| Fault::NotOverTcp(Box::new(fault))),
        // Who floods us with datagrams that he made up cannot do so within a connection.
        Err(flooded @ Fault::Strays) => over_tcp(server, request).await.map_err(|_| flooded),
        reply => reply,
    }
}

/// Sent once: when it is sent again, and to whom, is decided over all servers.
async fn over_udp(server: SocketAddr, request: &Request) -> Result<Reply, Fault> {
    let mut client = UdpClientStream::builder(server, Sockets::default())
        .with_timeout(Some(NO_LIMIT))
        .with_max_retries(1)
        .build();
    match client.send_message(request.to_send()).next().await {
        Some(Ok(response)) => request.take(response),
        Some(Err(NetError::Io(error))) => match Cut::of(&error) {
            Some(Cut::Failure(bytes)) => request.read(bytes),
            _ => Err(NetError::Io(error).into()),
        },
        Some(Err(error)) => Err(error.into()),
        None => Err(NetError::Timeout.into()),
    }
}

/// Over a connection of its own, without hickory's multiplexer: that passes over what it cannot read.
async fn over_tcp(server: SocketAddr, request: &Request) -> Result<Reply, Fault> {
    let bytes = request
        .message
        .to_vec()
        .map_err(|error| Fault::Unreadable(format!("the query cannot be sent: {error}")))?;
    let (stream, mut sender) =
        TcpClientStream::new(server, None, Some(NO_LIMIT), Sockets::default());
    let mut stream = stream.await?;
    sender.send(SerialMessage::new(bytes, server))?;
    match stream.next().await {
        Some(answer) => request.read(answer?.bytes()),
        None => Err(Fault::Network(
            "the server closed the connection".to_owned(),
        )),
    }
}
