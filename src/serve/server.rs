//! What an operator decides.

use super::access::Access;
use super::bounds::Bounds;
use super::line::Line;
use crate::analyze::Analyzer;
use crate::render::Style;
use crate::words::Remedy;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZero;
use std::sync::Arc;
use std::{fmt, io};

/// What serves.
#[derive(Clone)]
pub struct Server {
    /// What traces messages. Its settings hold for every visitor, but for what visitors may choose.
    pub analyzer: Analyzer,
    /// Who has access.
    pub access: Access,
    /// The names that the server is called by, each with or without a port, beside those of the address that it listens on.
    pub hosts: Vec<String>,
    /// How many requests a minute one client may send; as many as it likes, if this is not said.
    pub rate: Option<NonZero<u32>>,
    /// How many requests are worked on at once.
    pub jobs: NonZero<usize>,
    /// How reports look. Of a width, colors and a screen nothing is known here.
    pub style: Style,
    /// What requests may cost.
    pub bounds: Bounds,
    /// Takes the lines of the log.
    pub log: Arc<dyn Fn(&Line) + Send + Sync>,
}

impl Server {
    /// One for whoever reaches it, with no limit on its clients, that logs nothing.
    pub fn new(analyzer: Analyzer) -> Self {
        Self {
            analyzer,
            access: Access::Anyone,
            hosts: Vec::new(),
            rate: None,
            jobs: NonZero::<usize>::MIN,
            style: Style::default(),
            bounds: Bounds::default(),
            log: Arc::new(|_| {}),
        }
    }

    /// Refuses to serve strangers.
    ///
    /// # Errors
    ///
    /// Other machines reach the address, and everybody would have access.
    pub fn check(&self, address: SocketAddr) -> Result<(), ServeError> {
        match self.access {
            Access::Anyone if !is_loopback(address.ip()) => Err(ServeError::Exposed(address)),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("access", &self.access)
            .field("hosts", &self.hosts)
            .field("rate", &self.rate)
            .field("jobs", &self.jobs)
            .finish_non_exhaustive()
    }
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Everybody who reaches the address would have access.
    #[error("other machines can reach {0}, and everybody would have access")]
    Exposed(SocketAddr),
    /// A name that the server is called by is none.
    #[error("{0:?} is not a host name, such as mail.example.org or mail.example.org:8443")]
    Host(String),
    /// Listening fails.
    #[error("cannot listen: {0}")]
    Listen(#[from] io::Error),
}

impl ServeError {
    /// What helps, if anything does.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Exposed(_) => Some(Remedy::RequireToken),
            Self::Host(_) | Self::Listen(_) => None,
        }
    }
}
