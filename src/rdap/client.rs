//! The client.

use super::public::Public;
use super::{Network, RdapError, bootstrap, response};
use crate::limits::{MAX_RDAP_ANSWER, MAX_REDIRECTS};
use serde_json::Value;
use std::net::IpAddr;
use std::time::Duration;
use ureq::Agent;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// The list of registries by network (RFC 9224), kept by IANA.
const BOOTSTRAP: &str = "https://data.iana.org/rdap/";
/// How long one answer may take. Registries answer within two seconds.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Asks registries.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    server: Option<Url>,
}

impl Client {
    /// A client of the registry that IANA lists for an address, or of one server.
    ///
    /// A server that is given may be asked without encryption; registries are not.
    pub fn new(server: Option<&str>) -> Result<Self, RdapError> {
        let server = server
            .map(|given| {
                let slash = if given.ends_with('/') { "" } else { "/" };
                Url::parse(&format!("{given}{slash}"))
                    .ok()
                    .filter(|url| matches!(url.scheme(), "http" | "https"))
                    .ok_or_else(|| RdapError::Server(given.to_owned()))
            })
            .transpose()?;
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(MAX_REDIRECTS)
            .https_only(server.as_ref().is_none_or(|url| url.scheme() == "https"))
            .user_agent(concat!("hdrtrace/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self {
            agent: Agent::with_parts(
                config,
                DefaultConnector::default(),
                Public::but(server.as_ref()),
            ),
            server,
        })
    }

    /// What the registry says of an address's network.
    pub fn network(&self, ip: IpAddr) -> Result<Network, RdapError> {
        let base = match &self.server {
            Some(server) => server.clone(),
            None => self.registry(ip)?,
        };
        let url = base
            .join(&format!("ip/{ip}"))
            .map_err(|_| RdapError::Server(base.to_string()))?;
        let answer = self.get(&url)?;
        response::network(url.as_str(), &answer)
    }

    fn registry(&self, ip: IpAddr) -> Result<Url, RdapError> {
        let file = if ip.is_ipv4() {
            "ipv4.json"
        } else {
            "ipv6.json"
        };
        let list = format!("{BOOTSTRAP}{file}");
        let list = Url::parse(&list).map_err(|_| RdapError::Server(list))?;
        let answer = self.get(&list)?;
        bootstrap::registry(&answer, ip).ok_or(RdapError::NoRegistry)
    }

    fn get(&self, url: &Url) -> Result<Value, RdapError> {
        let unreachable = |error: ureq::Error| RdapError::Unreachable {
            url: url.to_string(),
            reason: error.to_string(),
        };
        let mut answer = self
            .agent
            .get(url.as_str())
            .header("accept", "application/rdap+json, application/json")
            .call()
            .map_err(unreachable)?;
        let text = answer
            .body_mut()
            .with_config()
            .limit(MAX_RDAP_ANSWER)
            .read_to_string()
            .map_err(unreachable)?;
        serde_json::from_str(&text).map_err(|_| RdapError::Malformed(url.to_string()))
    }
}
