//! A server over TLS or HTTPS: one connection for all questions, opened when there is something to ask.

use super::datagram::Sockets;
use super::exchange::{Fault, Reply, Request};
use super::legible::Legible;
use super::nameserver::{NameServer, Over};
use super::plain::NO_LIMIT;
use futures::FutureExt;
use futures::StreamExt;
use futures::future::Shared;
use hickory_net::NetError;
use hickory_net::h2::HttpsClientStream;
use hickory_net::tls::tls_client_connect;
use hickory_net::xfer::{DnsExchange, DnsHandle, DnsMultiplexer};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::Instant;

/// A connection over which nothing came for this time, though something was asked, is not used again: it may be dead
/// without a word, as after a change of networks. Shorter than the time after which a question is sent again.
const SILENCE: Duration = Duration::from_millis(900);

/// How often one question may be under way over a connection: sent again, and asked as the trial.
const SENT: usize = 4;

/// What a connection is asked through.
type Exchange = DnsExchange<Sockets>;
/// Its opening, which all wait for that ask meanwhile.
type Opening = Shared<oneshot::Receiver<Result<Arc<Open>, NetError>>>;

/// A server with its connection.
pub(super) struct Secure {
    tls: Arc<ClientConfig>,
    /// How many questions it may have at once.
    most: usize,
    line: Mutex<Option<Line>>,
    lines: AtomicU64,
}

/// The connection of the moment.
#[derive(Clone)]
struct Line {
    number: u64,
    opening: Opening,
}

struct Open {
    exchange: Exchange,
    /// Since when something was asked and nothing came.
    silent: Mutex<Option<Instant>>,
}

impl fmt::Debug for Secure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secure").finish_non_exhaustive()
    }
}

impl Secure {
    pub(super) fn new(tls: Arc<ClientConfig>, most: usize) -> Self {
        Self {
            tls,
            most,
            line: Mutex::default(),
            lines: AtomicU64::new(0),
        }
    }

    /// Puts one question. Waits as long as it takes.
    pub(super) async fn ask(&self, server: &NameServer, request: &Request) -> Result<Reply, Fault> {
        let (line, is_new) = self.line(server);
        match self.ask_over(&line, request).await {
            // Servers close what was not used for some seconds.
            Err(Fault::Network(_)) if !is_new => {
                let (line, _) = self.line(server);
                self.ask_over(&line, request).await
            }
            end => end,
        }
    }

    async fn ask_over(&self, line: &Line, request: &Request) -> Result<Reply, Fault> {
        let opened = line.opening.clone().await;
        let opened = opened.unwrap_or(Err(NetError::Busy));
        let end = match opened {
            Ok(open) => open.ask(request).await,
            Err(error) => Err(error.into()),
        };
        if let Err(Fault::Network(_)) = &end {
            let mut now = self.now();
            if now.as_ref().is_some_and(|now| now.number == line.number) {
                *now = None;
            }
        }
        end
    }

    /// The connection, and whether it is opened for this.
    fn line(&self, server: &NameServer) -> (Line, bool) {
        let mut now = self.now();
        if let Some(line) = now.as_ref().filter(|line| line.is_usable()) {
            return (line.clone(), false);
        }
        let (done, opening) = oneshot::channel();
        let open = open(server.clone(), Arc::clone(&self.tls), self.most);
        // By itself, so that it goes on when those who wait for it have gone.
        tokio::spawn(async move {
            let opened = open.await.map(|exchange| {
                Arc::new(Open {
                    exchange,
                    silent: Mutex::default(),
                })
            });
            let _ = done.send(opened);
        });
        let line = Line {
            number: self.lines.fetch_add(1, Ordering::Relaxed),
            opening: opening.shared(),
        };
        *now = Some(line.clone());
        (line, true)
    }

    fn now(&self) -> MutexGuard<'_, Option<Line>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// Whether it is still being opened, or open and not silent.
    fn is_usable(&self) -> bool {
        match self.opening.peek() {
            None => true,
            Some(Ok(Ok(open))) => !open
                .silent()
                .is_some_and(|since| since.elapsed() >= SILENCE),
            Some(_) => false,
        }
    }
}

impl Open {
    async fn ask(&self, request: &Request) -> Result<Reply, Fault> {
        self.silent().get_or_insert_with(Instant::now);
        let end = self.exchange.send(request.to_send()).next().await;
        *self.silent() = None;
        match end {
            Some(response) => request.take(response?),
            None => Err(NetError::Busy.into()),
        }
    }

    fn silent(&self) -> MutexGuard<'_, Option<Instant>> {
        self.silent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a connection to a server that proves who it is.
async fn open(
    server: NameServer,
    tls: Arc<ClientConfig>,
    most: usize,
) -> Result<Exchange, NetError> {
    let (address, name) = (server.address, server.certificate_name());
    if let Over::Https { path, .. } = server.over {
        let client = HttpsClientStream::builder(tls, Sockets::default());
        return client.exchange(address, name.into(), path.into()).await;
    }
    let name = ServerName::try_from(name)
        .map_err(|_| NetError::Message("not a valid certificate name"))?;
    let (stream, sender) = tls_client_connect(address, name, tls, Sockets::default());
    let stream = Legible::new(stream.await?);
    let multiplexer = DnsMultiplexer::new(stream, sender)
        .with_timeout(NO_LIMIT)
        .with_max_active_requests(most.saturating_mul(SENT));
    let (exchange, background) = Exchange::from_stream(multiplexer);
    // It ends with the last of those who ask through it.
    tokio::spawn(background);
    Ok(exchange)
}
