//! What all requests share.

use super::connections::Connections;
use super::metrics::{Gauges, Metrics};
use super::received::Room;
use super::sending::Outbox;
use super::server::Server;
use super::work::Work;
use crate::serve::guard::Rates;
use std::sync::Arc;

/// What all requests share.
pub(super) struct Shared {
    pub server: Server,
    pub work: Work,
    pub room: Room,
    pub outbox: Outbox,
    pub rates: Rates,
    pub metrics: Metrics,
    pub connections: Arc<Connections>,
    /// The description of the interface.
    pub openapi: Vec<u8>,
}

impl Shared {
    pub(super) fn new(server: Server, openapi: Vec<u8>) -> Self {
        let bounds = &server.bounds;
        Self {
            work: Work::new(server.jobs, bounds.waiting, bounds.turn, bounds.work),
            room: Room::new(bounds.bodies, bounds.body),
            outbox: Outbox::new(bounds.answers),
            rates: Rates::new(server.rate),
            metrics: Metrics::default(),
            connections: Connections::new(bounds.connections),
            openapi,
            server,
        }
    }

    /// What is counted and measured.
    pub(super) fn metrics(&self) -> String {
        let (jobs, waiting) = (self.server.jobs, self.server.bounds.waiting);
        self.metrics.text(&Gauges {
            connections: self.connections.count(),
            under_way: self.work.under_way(jobs, waiting),
        })
    }
}
