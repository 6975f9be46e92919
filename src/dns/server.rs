//! One server: how it is asked, and how many questions it may have at once.

use super::asked::Question;
use super::exchange::{Fault, Reply, Request};
use super::nameserver::{NameServer, Over};
use super::plain;
use super::secure::Secure;
use super::trust::Trust;
use hickory_proto::op::ResponseCode;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A server that is asked.
#[derive(Debug)]
pub(super) struct Server {
    /// As it stands in reports.
    pub(super) label: Arc<str>,
    at: NameServer,
    way: Way,
    places: Arc<Semaphore>,
}

/// How it is asked.
#[derive(Debug)]
enum Way {
    Plain,
    Secure(Secure),
    /// Not at all, for this reason.
    Closed(String),
}

impl Server {
    /// With so many questions at once.
    pub(super) fn new(at: NameServer, most: usize, trust: &Trust) -> Self {
        let way = match at.over {
            Over::Plain => Way::Plain,
            Over::Tls { .. } | Over::Https { .. } => trust
                .tls()
                .map_or_else(Way::Closed, |tls| Way::Secure(Secure::new(tls, most))),
        };
        Self {
            label: at.to_string().into(),
            at,
            way,
            places: Arc::new(Semaphore::new(most)),
        }
    }

    /// A place among its questions.
    pub(super) async fn place(&self) -> Option<OwnedSemaphorePermit> {
        // It is never closed.
        Arc::clone(&self.places).acquire_owned().await.ok()
    }

    /// Puts one question. Waits as long as it takes: the caller sets the time.
    pub(super) async fn ask(&self, question: &Question) -> Result<Reply, Fault> {
        let reply = self.ask_once(&Request::new(question, true)).await?;
        match reply.message.metadata.response_code {
            // Servers from before EDNS do not know its record (RFC 6891 section 7).
            ResponseCode::FormErr | ResponseCode::NotImp => {
                self.ask_once(&Request::new(question, false)).await
            }
            _ => Ok(reply),
        }
    }

    async fn ask_once(&self, request: &Request) -> Result<Reply, Fault> {
        match &self.way {
            Way::Plain => plain::ask(self.at.address, request).await,
            Way::Secure(secure) => secure.ask(&self.at, request).await,
            Way::Closed(why) => Err(Fault::Network(why.clone())),
        }
    }
}
