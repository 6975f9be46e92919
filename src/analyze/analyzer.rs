//! What traces messages: options, and the resolver that all of them share.

use super::options::DnsSource;
use super::wait::block_on;
use super::{AnalyzeError, Options, session};
use crate::dns::{Bounds, CapsuleError, Dns, Resolver};
use crate::report::Report;
use std::sync::Arc;

/// Traces messages that share a resolver: its servers are read once, and what one message asked is known to the next.
///
/// A resolver that does not answer is left alone for a while, and the reports say so ([`Why::ResolverSilent`]); whether it
/// is the resolver or a name, a question for `com` tells.
///
/// [`Why::ResolverSilent`]: crate::checked::Why::ResolverSilent
///
/// Make one and keep it. Clones share the resolver; any thread may use it, inside an executor or not.
///
/// ```
/// use hdrtrace::{Analyzer, Options};
///
/// let analyzer = Analyzer::new(Options::default());
/// let message = b"From: Alice <alice@client.example>\r\nSubject: Hello\r\n\r\nHi!\r\n";
/// let report = analyzer.analyze(message).unwrap();
/// println!("{}", report.verdict.summary);
/// ```
#[derive(Clone, Debug)]
pub struct Analyzer {
    options: Arc<Options>,
    resolver: Option<Resolver>,
}

impl Analyzer {
    /// With these options, and a resolver as they say.
    pub fn new(options: Options) -> Self {
        let resolver = options.dns.servers(&Bounds::default());
        Self {
            options: Arc::new(options),
            resolver,
        }
    }

    /// With a resolver of the caller's; it is asked wherever `options.dns` names servers.
    #[must_use]
    pub fn with_resolver(mut self, resolver: Resolver) -> Self {
        self.resolver = self.resolver.map(|_| resolver);
        self
    }

    /// The same resolver for other options, such as those of another message. Where DNS answers come from stays.
    #[must_use]
    pub fn with_options(&self, options: Options) -> Self {
        Self {
            options: Arc::new(Options {
                dns: self.options.dns.clone(),
                ..options
            }),
            resolver: self.resolver.clone(),
        }
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The resolver, if servers are asked.
    pub fn resolver(&self) -> Option<&Resolver> {
        self.resolver.as_ref()
    }

    /// Traces one message; see [`analyze`](super::analyze). Blocks until it is done.
    pub fn analyze(&self, bytes: &[u8]) -> Result<Report, AnalyzeError> {
        block_on(self.analyze_async(bytes))
    }

    /// Traces every message of an input; see [`analyze_all`](super::analyze_all). Blocks until it is done.
    pub fn analyze_all(&self, bytes: &[u8]) -> Result<Vec<Report>, AnalyzeError> {
        block_on(self.analyze_all_async(bytes))
    }

    /// Traces one message, on any executor. What needs no DNS is done when it is polled: for a large message with a broken
    /// signature that can take a good part of a second.
    pub async fn analyze_async(&self, bytes: &[u8]) -> Result<Report, AnalyzeError> {
        self.run().one(bytes).await
    }

    /// Traces every message of an input, on any executor.
    pub async fn analyze_all_async(&self, bytes: &[u8]) -> Result<Vec<Report>, AnalyzeError> {
        self.run().all(bytes).await
    }

    /// What one message asks DNS with, by the digest that [`sha256`](super::sha256) gives of it: a view of the shared
    /// resolver, or the recorded answers.
    pub fn dns(&self, sha256: &str) -> Result<Dns, CapsuleError> {
        self.run().dns(sha256)
    }

    fn run(&self) -> Run<'_> {
        Run {
            options: &self.options,
            resolver: self.resolver.as_ref(),
        }
    }
}

/// Options, and the resolver of all messages, if servers are asked.
#[derive(Clone, Copy)]
pub(super) struct Run<'r> {
    pub(super) options: &'r Options,
    pub(super) resolver: Option<&'r Resolver>,
}

/// Runs with a resolver of its own, for one input.
pub(super) fn alone<T>(options: &Options, run: impl AsyncFnOnce(Run<'_>) -> T) -> T {
    let resolver = options.dns.servers(&Bounds::for_one());
    let resolver = resolver.as_ref();
    block_on(run(Run { options, resolver }))
}

impl Run<'_> {
    pub(super) async fn one(self, bytes: &[u8]) -> Result<Report, AnalyzeError> {
        if let Some(form) = session::form(bytes, self.options.input)? {
            let first = session::reports(bytes, form, self, 1).await?.pop();
            return first.ok_or(AnalyzeError::EmptySession(form.text));
        }
        super::analyze_message(bytes, self).await
    }

    pub(super) async fn all(self, bytes: &[u8]) -> Result<Vec<Report>, AnalyzeError> {
        match session::form(bytes, self.options.input)? {
            Some(form) => session::reports(bytes, form, self, usize::MAX).await,
            None => Ok(vec![super::analyze_message(bytes, self).await?]),
        }
    }

    pub(super) fn dns(self, sha256: &str) -> Result<Dns, CapsuleError> {
        let limits = self.options.limits.clone();
        match self.resolver {
            Some(resolver) => Ok(resolver.dns(limits)),
            None => self.options.dns.resolver(limits, sha256),
        }
    }
}

impl DnsSource {
    /// A resolver that messages can share, if servers are asked.
    pub(super) fn servers(&self, bounds: &Bounds) -> Option<Resolver> {
        match self {
            Self::Offline | Self::Replay { .. } => None,
            Self::System => Some(Resolver::system(bounds)),
            Self::Server(server) => Some(Resolver::servers([server.clone()], bounds)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_send<T: Send>(_: T) {}

    fn is_shared<T: Send + Sync>(_: &T) {}

    #[test]
    fn tasks_of_any_thread_can_trace() {
        let analyzer = Analyzer::new(Options::default());
        is_send(analyzer.analyze_async(b""));
        is_send(analyzer.analyze_all_async(b""));
        is_shared(&analyzer);
    }
}
