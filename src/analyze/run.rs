//! What one input is analyzed with.

use crate::dns::{CapsuleError, Dns, Limits, Resolver};
use crate::settings::{Known, Settings};
use chrono::{DateTime, Utc};

/// What one input is analyzed with.
#[derive(Clone, Copy)]
pub(super) struct Run<'r> {
    pub(super) settings: &'r Settings,
    pub(super) known: &'r Known,
    /// The resolver of all messages, if servers are asked.
    pub(super) resolver: Option<&'r Resolver>,
    /// The present moment.
    pub(super) now: DateTime<Utc>,
}

impl Run<'_> {
    pub(super) fn dns(self, sha256: &str) -> Result<Dns, CapsuleError> {
        self.dns_within(sha256, self.settings.dns.limits.clone())
    }

    /// The same within other limits.
    pub(super) fn dns_within(self, sha256: &str, limits: Limits) -> Result<Dns, CapsuleError> {
        dns(self.settings, self.resolver, sha256, limits)
    }
}

/// A message's view of a shared resolver, or what is not asked of one.
pub(super) fn dns(
    settings: &Settings,
    resolver: Option<&Resolver>,
    sha256: &str,
    limits: Limits,
) -> Result<Dns, CapsuleError> {
    match resolver {
        Some(resolver) => Ok(resolver.dns(limits)),
        None => settings.dns.source.resolver(limits, sha256),
    }
}
