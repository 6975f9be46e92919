//! Connections: taken up, given their time, and ended when the server is stopped.

use super::awaited::Awaited;
use super::bounds::Bounds;
use super::connections::Seat;
use super::entry::Entry;
use super::patient::Patient;
use super::server::{ServeError, Server};
use crate::limits::{MAX_REQUEST_HEAD, MIN_TAKEN};
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::TcpListener as Listener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// How long nothing is taken up after the system had no file left for a connection.
const PAUSE: Duration = Duration::from_millis(20);

/// A server with its listener: all that can be wrong with them is known.
pub struct Service {
    entry: Arc<Entry>,
    listener: Listener,
    bounds: Bounds,
}

impl Service {
    /// Of a server, and a listener that is bound.
    ///
    /// # Errors
    ///
    /// Whoever reaches the address would have access without a token, or the listener or a host name cannot be used.
    pub fn new(server: Server, listener: Listener) -> Result<Self, ServeError> {
        let address = listener.local_addr()?;
        server.check(address)?;
        listener.set_nonblocking(true)?;
        Ok(Self {
            bounds: server.bounds.clone(),
            entry: Arc::new(Entry::new(server, address)?),
            listener,
        })
    }

    /// Serves until `stop` comes; requests that are under way then may end in their time.
    ///
    /// # Errors
    ///
    /// The listener cannot be used.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let Self {
            entry,
            listener,
            bounds,
        } = self;
        let listener = TcpListener::from_std(listener)?;
        let mut builder = Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(bounds.head)
            .max_buf_size(MAX_REQUEST_HEAD)
            .half_close(false);
        let all = GracefulShutdown::new();
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                biased;
                () = &mut stop => break,
                accepted = listener.accept() => accepted,
            };
            let connections = &entry.shared.connections;
            let Ok((stream, _)) = accepted else {
                // There are too many files open, as a rule: one connection fewer, and again.
                connections.free_one();
                sleep(PAUSE).await;
                continue;
            };
            if let Some(seat) = connections.enter() {
                let connection = Connection {
                    entry: Arc::clone(&entry),
                    seat,
                    stall: bounds.stall,
                };
                connection.start(&builder, stream, &all);
            }
        }
        drop(listener);
        tokio::select! {
            () = all.shutdown() => {}
            () = sleep(bounds.grace) => {}
        }
        Ok(())
    }
}

struct Connection {
    entry: Arc<Entry>,
    seat: Arc<Seat>,
    stall: Duration,
}

impl Connection {
    /// Serves it by a task of its own.
    fn start(self, builder: &Builder, stream: TcpStream, all: &GracefulShutdown) {
        // Whoever is gone already has no address.
        let Ok(peer) = stream.peer_addr() else { return };
        // Answers are written whole; a failure costs only time.
        let _ = stream.set_nodelay(true);
        let Self { entry, seat, stall } = self;
        let guest = Arc::clone(&seat);
        let service = service_fn(move |request: Request<Incoming>| {
            let entry = Arc::clone(&entry);
            let (busy, coming) = guest.asks();
            async move {
                let request = request.map(|body| Body::new(Awaited::new(body, coming)));
                Ok::<_, Infallible>(entry.answer(peer.ip(), request, busy).await)
            }
        });
        let stream = TokioIo::new(Patient::new(stream, stall, MIN_TAKEN));
        let served = all.watch(builder.serve_connection(stream, service));
        tokio::spawn(async move {
            tokio::select! {
                // What ends a connection is its client's business.
                _ = served => {}
                () = seat.is_to_leave() => {}
            }
        });
    }
}
