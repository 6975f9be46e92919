//! The resolver that many messages share: servers, a cache, bounds, and a thread of its own.

use super::asked::Question;
use super::background::Background;
use super::bounds::Bounds;
use super::flight::{Flights, Put, Told};
use super::heard::Heard;
use super::nameserver::NameServer;
use super::servers::Servers;
use super::trust::{Trust, TrustError};
use crate::checked::Why;
use crate::names::{is_local_name, is_reserved_ip};
use hickory_proto::dnssec::TrustAnchors;
use hickory_proto::rr::Name;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How long an answer to the question that every resolver can answer shows that this one does.
const TRIAL_TTL: Duration = Duration::from_secs(5);

/// Servers, with what was heard from them lately. Clones share all of it; any thread may ask, inside an executor or not.
#[derive(Clone)]
pub struct Resolver(Arc<Inner>);

struct Inner {
    flights: Arc<Flights>,
    keys: Arc<TrustAnchors>,
    /// Whether local names are asked.
    local: bool,
    background: Background,
}

/// What a resolver is made of. Nothing is read or connected before the first question.
///
/// ```
/// use hdrtrace::dns::Resolver;
///
/// let server = "tls://192.0.2.53#dns.example".parse()?;
/// let resolver = Resolver::builder().servers([server]).build();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ResolverBuilder {
    servers: Option<Vec<NameServer>>,
    bounds: Bounds,
    trust: Trust,
    local: Option<bool>,
}

impl ResolverBuilder {
    /// Asks these servers, the next one when one is silent or fails; without this the system's.
    #[must_use]
    pub fn servers(mut self, servers: impl IntoIterator<Item = NameServer>) -> Self {
        self.servers = Some(servers.into_iter().collect());
        self
    }

    /// Whether names and addresses are asked that only a network of one's own can know, such as `mail.internal` and
    /// 10.0.0.1. Without this, servers that are named are asked for them, and the system's are not: theirs may pass the
    /// question on to strangers.
    #[must_use]
    pub fn local_names(mut self, asked: bool) -> Self {
        self.local = Some(asked);
        self
    }

    /// What it may take.
    #[must_use]
    pub fn bounds(mut self, bounds: Bounds) -> Self {
        self.bounds = bounds;
        self
    }

    /// Has the certificates of servers be vouched for by these authorities (X.509 in DER), in place of the public ones of
    /// the Web.
    ///
    /// # Errors
    ///
    /// If one is no certificate.
    pub fn certificates(mut self, authorities: &[Vec<u8>]) -> Result<Self, TrustError> {
        self.trust.certificates(authorities)?;
        Ok(self)
    }

    /// Has DNSSEC begin with these keys, DNSKEY records as in a zone file, in place of those of the root.
    ///
    /// # Errors
    ///
    /// If the text is not that of such records.
    pub fn trust_anchors(mut self, records: &str) -> Result<Self, TrustError> {
        self.trust.anchors(records)?;
        Ok(self)
    }

    /// The resolver.
    pub fn build(self) -> Resolver {
        let keys = self.trust.keys();
        let local = self.local.unwrap_or(self.servers.is_some());
        let servers = Servers::new(self.servers, self.bounds.per_server.max(1), self.trust);
        Resolver(Arc::new(Inner {
            flights: Arc::new(Flights::new(servers, &self.bounds)),
            keys,
            local,
            background: Background::default(),
        }))
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Resolver").field(&self.0.flights).finish()
    }
}

impl Resolver {
    /// What one is made of.
    pub fn builder() -> ResolverBuilder {
        ResolverBuilder::default()
    }

    /// One that asks the system's servers. Its configuration is read once, at the first question.
    pub fn system(bounds: &Bounds) -> Self {
        Self::builder().bounds(bounds.clone()).build()
    }

    /// One that asks these servers, the next one when one is silent or fails.
    pub fn servers(
        servers: impl IntoIterator<Item = impl Into<NameServer>>,
        bounds: &Bounds,
    ) -> Self {
        let servers = servers.into_iter().map(Into::into);
        Self::builder()
            .bounds(bounds.clone())
            .servers(servers)
            .build()
    }

    /// How many answers are kept.
    pub fn cached(&self) -> usize {
        self.0.flights.count_kept()
    }

    /// How many questions are on their way, those that wait for their turn included.
    pub fn in_flight(&self) -> usize {
        self.0.flights.count_flying()
    }

    /// Why a name is not asked, where it is not.
    pub(super) fn refusal(&self, name: &Name) -> Option<Why> {
        (!self.0.local && is_local(name)).then_some(Why::Reserved)
    }

    /// The keys that DNSSEC begins with.
    pub(super) fn keys(&self) -> Arc<TrustAnchors> {
        Arc::clone(&self.0.keys)
    }

    /// Notes that a message has reason not to believe what does not exist: what is kept of that is asked anew soon, so that
    /// it does not outlive the way out of a captive portal.
    pub(super) fn doubt_denials(&self) {
        self.0.flights.doubt_denials();
    }

    /// Asks, or takes what is known. `time` is what a question has that is put for this, `until` when the asker is gone.
    pub(super) async fn ask(&self, question: &Question, until: Instant, time: Duration) -> Told {
        match self.0.flights.kept(&question.asked()) {
            Some(heard) => Told::cached(heard),
            None => {
                self.wait(Put {
                    question: question.clone(),
                    until,
                    time,
                    max_age: None,
                })
                .await
            }
        }
    }

    /// Asks for what every resolver can tell.
    pub(super) async fn try_it(&self, until: Instant, time: Duration) -> Arc<Heard> {
        let Some(question) = Question::control() else {
            return Arc::new(Heard::skipped(Why::DnsFailed));
        };
        let put = Put {
            question,
            until,
            time,
            max_age: Some(TRIAL_TTL),
        };
        self.wait(put).await.heard
    }

    /// The waiting needs a clock and the asking needs sockets, which are there in the background only.
    async fn wait(&self, put: Put) -> Told {
        let flights = Arc::clone(&self.0.flights);
        let fault = match self.0.background.run(flights.told(put)) {
            Ok(told) => match told.await {
                Ok(told) => return told,
                Err(_) => "the query was canceled".to_owned(),
            },
            Err(error) => format!("cannot query DNS: {error}"),
        };
        Told::new(Heard::nobody(fault))
    }
}

/// Whether a name, or the address that it is the reverse of, belongs to one's own network or to nobody.
fn is_local(name: &Name) -> bool {
    match name.parse_arpa_name() {
        Ok(network) => is_reserved_ip(network.addr()),
        Err(_) => is_local_name(&name.to_lowercase().to_ascii()),
    }
}
