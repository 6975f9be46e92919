//! Where a registry may be: on the Internet. A redirect into one's own network would have us ask there for a stranger.

use crate::names::is_reserved_ip;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Url;

/// Finds the addresses of hosts as usual, and leaves out those that no registry can have.
#[derive(Debug)]
pub(super) struct Public {
    usual: DefaultResolver,
    /// The host and port that the user named: wherever they are.
    named: Option<(String, Option<u16>)>,
}

impl Public {
    /// All hosts must be public but the one that the user named.
    pub(super) fn but(named: Option<&Url>) -> Self {
        Self {
            usual: DefaultResolver::default(),
            named: named.and_then(|url| {
                let host = url.host_str()?.to_owned();
                Some((host, url.port_or_known_default()))
            }),
        }
    }

    fn is_named(&self, uri: &Uri) -> bool {
        let default = match uri.scheme_str() {
            Some("http") => Some(80),
            _ => Some(443),
        };
        let port = uri.port_u16().or(default);
        self.named.as_ref().is_some_and(|(host, named)| {
            *named == port
                && uri
                    .host()
                    .is_some_and(|other| host.eq_ignore_ascii_case(other))
        })
    }
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.usual.resolve(uri, config, timeout)?;
        if self.is_named(uri) {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| !is_reserved_ip(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() {
            return Err(ureq::Error::HostNotFound);
        }
        Ok(public)
    }
}
