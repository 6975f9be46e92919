//! What traces messages: settings, and the resolver that all messages share.

use super::run::{Run, dns};
use super::wait::block_on;
use super::{AnalyzeError, guard, session};
use crate::dns::{CapsuleError, Dns, Resolver};
use crate::report::Report;
use crate::session::Form;
use crate::settings::{Known, Settings, SettingsError};
use crate::words::origin::Origin;
use std::sync::Arc;

/// Traces messages that share a resolver: its servers are read once, and what one message asked is known to the next.
///
/// Asks DNS as the settings say, and only for names that the message's authentication needs, for what `enrich` asks for, and
/// for `com` where DNS knew none of the names (see [`crate::dns::Doubt`]). With [`DnsSource::Offline`] and
/// [`DnsSource::Replay`] nothing is sent.
///
/// A resolver that does not answer is left alone for a while, and the reports say so ([`Why::ResolverSilent`]); whether it
/// is the resolver or a name, a question for `com` tells.
///
/// [`DnsSource::Offline`]: crate::DnsSource::Offline
/// [`DnsSource::Replay`]: crate::DnsSource::Replay
/// [`Why::ResolverSilent`]: crate::checked::Why::ResolverSilent
///
/// Make one and keep it. Clones share the resolver; any thread may use it, inside an executor or not.
///
/// ```
/// use hdrtrace::{Analyzer, Known, Settings};
///
/// let analyzer = Analyzer::new(Settings::default())?;
/// let message = b"From: Alice <alice@client.example>\r\nSubject: Hello\r\n\r\nHi!\r\n";
/// let report = analyzer.analyze(message, &Known::default())?;
/// println!("{}", report.verdict.summary);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Analyzer {
    settings: Arc<Settings>,
    resolver: Option<Resolver>,
}

impl Analyzer {
    /// With these settings, and a resolver as they say.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        settings.check()?;
        let resolver = settings.dns.servers();
        Ok(Self {
            settings: Arc::new(settings),
            resolver,
        })
    }

    /// With a resolver of the caller's; it is asked wherever the settings name servers.
    #[must_use]
    pub fn with_resolver(mut self, resolver: Resolver) -> Self {
        self.resolver = self.resolver.map(|_| resolver);
        self
    }

    /// With other settings, and the same resolver if they let servers be asked: for one message of many, whose caller wants less or
    /// knows more.
    pub fn with_settings(&self, settings: Settings) -> Result<Self, SettingsError> {
        settings.check()?;
        let asks = settings.dns.source.asks_servers();
        Ok(Self {
            settings: Arc::new(settings),
            resolver: self.resolver.clone().filter(|_| asks),
        })
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The resolver, if servers are asked.
    pub fn resolver(&self) -> Option<&Resolver> {
        self.resolver.as_ref()
    }

    /// Traces one message. Of an SMTP session with several, it is the first; [`Self::analyze_all`] gives all. Blocks until
    /// it is done.
    pub fn analyze(&self, raw: &[u8], known: &Known) -> Result<Report, AnalyzeError> {
        block_on(self.analyze_async(raw, known))
    }

    /// Traces every message of an input: one, unless it is an SMTP session. A session without a message gives a report of
    /// the session alone. Blocks until it is done.
    pub fn analyze_all(&self, raw: &[u8], known: &Known) -> Result<Vec<Report>, AnalyzeError> {
        block_on(self.analyze_all_async(raw, known))
    }

    /// [`Self::analyze`] on any executor. What needs no DNS is done when it is polled: for a large message with a broken
    /// signature that can take a good part of a second.
    pub async fn analyze_async(&self, raw: &[u8], known: &Known) -> Result<Report, AnalyzeError> {
        guard::guarded(Box::pin(self.run(known).one(raw))).await
    }

    /// [`Self::analyze_all`] on any executor.
    pub async fn analyze_all_async(
        &self,
        raw: &[u8],
        known: &Known,
    ) -> Result<Vec<Report>, AnalyzeError> {
        guard::guarded(Box::pin(self.run(known).all(raw))).await
    }

    /// What one message asks DNS with, by the digest that [`sha256`](crate::sha256) gives of it: a view of the shared
    /// resolver, or the recorded answers.
    pub fn dns(&self, sha256: &str) -> Result<Dns, CapsuleError> {
        let limits = self.settings.dns.limits.clone();
        dns(&self.settings, self.resolver.as_ref(), sha256, limits)
    }

    fn run<'r>(&'r self, known: &'r Known) -> Run<'r> {
        Run {
            settings: &self.settings,
            known,
            resolver: self.resolver.as_ref(),
            now: self.settings.clock.now(),
        }
    }
}

impl Run<'_> {
    /// The form of a session, if the input is one. What a container holds as a message is one.
    fn form(&self, bytes: &[u8]) -> Result<Option<&'static Form>, AnalyzeError> {
        let is_member = |origin: &Origin| !origin.steps.is_empty();
        match &self.known.origin {
            Some(origin) if is_member(origin) => Ok(None),
            _ => session::form(bytes, self.settings.input),
        }
    }

    async fn one(self, bytes: &[u8]) -> Result<Report, AnalyzeError> {
        if let Some(form) = self.form(bytes)? {
            let first = session::reports(bytes, form, self, 1).await?.pop();
            return first.ok_or(AnalyzeError::EmptySession(form.text));
        }
        super::analyze_message(bytes, self).await
    }

    async fn all(self, bytes: &[u8]) -> Result<Vec<Report>, AnalyzeError> {
        match self.form(bytes)? {
            Some(form) => session::reports(bytes, form, self, usize::MAX).await,
            None => Ok(vec![super::analyze_message(bytes, self).await?]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{At, Clock};

    fn is_send<T: Send>(_: T) {}

    fn is_shared<T: Send + Sync>(_: &T) {}

    #[test]
    fn tasks_of_any_thread_can_trace() {
        let analyzer = Analyzer::new(Settings::default()).unwrap();
        let known = Known::default();
        is_send(analyzer.analyze_async(b"", &known));
        is_send(analyzer.analyze_all_async(b"", &known));
        is_shared(&analyzer);
    }

    #[test]
    fn the_time_of_receipt_is_the_callers_if_it_knows_one() {
        let message =
            b"Received: from c.example ([192.0.2.7]) by mx.example.net with ESMTPS id 1;\r\n\
            \x20Sat, 02 May 2026 10:00:09 +0000\r\nFrom: a@c.example\r\n\r\n";
        let as_of = |at, received_at: Option<&str>| {
            let settings = Settings {
                at,
                clock: Clock::Fixed("2026-06-01T00:00:00Z".parse().unwrap()),
                ..Settings::default()
            };
            let known = Known {
                received_at: received_at.map(|time| time.parse().unwrap()),
                ..Known::default()
            };
            let report = Analyzer::new(settings).unwrap().analyze(message, &known);
            report.unwrap().as_of.time.to_rfc3339()
        };
        let told = Some("2026-05-02T10:00:11Z");
        assert_eq!(as_of(At::Received, told), "2026-05-02T10:00:11+00:00");
        assert_eq!(as_of(At::Received, None), "2026-05-02T10:00:09+00:00");
        assert_eq!(as_of(At::Now, told), "2026-06-01T00:00:00+00:00");
    }
}
