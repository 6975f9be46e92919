//! A name server as it is written: where it is, and how it is reached.
//!
//! | text | reached |
//! |---|---|
//! | `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]:53` | over UDP, and TCP for what does not fit |
//! | `tls://192.0.2.53#dns.example` | over TLS (RFC 7858) |
//! | `https://192.0.2.53/dns-query#dns.example` | over HTTPS (RFC 8484) |
//!
//! The address is always an address: a name would have to be looked up first, in the open, at a server that nobody
//! named. Behind `#` stands the name that the server's certificate must have; without it the certificate must have the
//! address.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// The port of DNS (RFC 1035 section 4.2).
const PORT: u16 = 53;
/// The port of DNS over TLS (RFC 7858 section 3.1).
const TLS_PORT: u16 = 853;
/// The port of HTTPS (RFC 9110 section 4.2.2).
const HTTPS_PORT: u16 = 443;
/// RFC 1035 section 2.3.4.
const MAX_LABEL: usize = 63;
const MAX_NAME: usize = 254;
/// The path that servers use (RFC 8484 section 4.1.1 has it in its examples).
const HTTPS_PATH: &str = "/dns-query";

/// A name server: its address, and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NameServer {
    pub(super) address: SocketAddr,
    pub(super) over: Over,
}

/// How a server is reached.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Over {
    /// In the open, over UDP and TCP.
    Plain,
    /// Over TLS; the certificate must have this name, or else the address.
    Tls { name: Option<String> },
    /// Over HTTPS, at this path.
    Https { name: Option<String>, path: String },
}

/// Why a text names no server. Says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameServerError {
    /// Not an address, nor one of the schemes.
    #[error(
        "not an IP address with an optional port, such as 192.0.2.53:53 or [2001:db8::53]:53, nor tls://192.0.2.53#NAME or https://192.0.2.53/dns-query#NAME, where NAME is that of the server's certificate"
    )]
    Address,
    /// A name where the address has to be.
    #[error(
        "{host:?} is not an IP address, and looking it up would disclose the query: write {scheme}://IP#{host}, with the address of that server"
    )]
    Host {
        /// The scheme in front.
        scheme: &'static str,
        /// What stands in place of the address.
        host: String,
    },
    /// What stands behind `#` can be in no certificate.
    #[error(
        "{0:?} after # is not a certificate name such as dns.example: give one, or omit it if the certificate has the address"
    )]
    Name(String),
    /// A path that HTTPS does not have.
    #[error(
        "the path {0:?} is invalid: write the full path without a template, such as /dns-query"
    )]
    Path(String),
    /// TLS has no path.
    #[error(
        "tls:// has no path: write tls://IP#NAME, or https:// if the server is asked over HTTPS"
    )]
    NoPath,
    /// An IPv6 address is no authority for HTTP's purposes here.
    #[error(
        "an IPv6 address over https:// needs the name of the server's certificate: write {0}#NAME"
    )]
    NeedsName(String),
}

impl From<SocketAddr> for NameServer {
    fn from(address: SocketAddr) -> Self {
        let over = Over::Plain;
        Self { address, over }
    }
}

#[cfg(feature = "net")]
impl NameServer {
    /// The name that the server's certificate must have.
    pub(super) fn certificate_name(&self) -> String {
        match &self.over {
            Over::Tls { name: Some(name) }
            | Over::Https {
                name: Some(name), ..
            } => name.clone(),
            _ => self.address.ip().to_string(),
        }
    }
}

impl FromStr for NameServer {
    type Err = NameServerError;

    fn from_str(text: &str) -> Result<Self, NameServerError> {
        if let Some(rest) = scheme(text, "tls://") {
            return tls(rest);
        }
        if let Some(rest) = scheme(text, "https://") {
            return https(rest, text);
        }
        let address = address(text, PORT).ok_or(NameServerError::Address)?;
        Ok(address.into())
    }
}

fn tls(rest: &str) -> Result<NameServer, NameServerError> {
    let (host, name) = split_name(rest)?;
    let host = match host.split_once('/') {
        None => host,
        Some((host, "")) => host,
        Some(_) => return Err(NameServerError::NoPath),
    };
    let address = address(host, TLS_PORT).ok_or_else(|| no_address("tls", host))?;
    let over = Over::Tls { name };
    Ok(NameServer { address, over })
}

fn https(rest: &str, text: &str) -> Result<NameServer, NameServerError> {
    let (rest, name) = split_name(rest)?;
    let (host, path) = rest
        .find('/')
        .map_or((rest, ""), |slash| rest.split_at(slash));
    let path = match path {
        "" => HTTPS_PATH,
        path => path,
    };
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"{}<>\"\\^`|".contains(&byte);
    if !path.bytes().all(is_plain) {
        return Err(NameServerError::Path(path.to_owned()));
    }
    let address = address(host, HTTPS_PORT).ok_or_else(|| no_address("https", host))?;
    if name.is_none() && address.is_ipv6() {
        return Err(NameServerError::NeedsName(text.to_owned()));
    }
    let path = path.to_owned();
    let over = Over::Https { name, path };
    Ok(NameServer { address, over })
}

fn scheme<'t>(text: &'t str, scheme: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// What stands before `#`, and the name behind it.
fn split_name(text: &str) -> Result<(&str, Option<String>), NameServerError> {
    let Some((rest, name)) = text.split_once('#') else {
        return Ok((text, None));
    };
    if !is_host_name(name) {
        return Err(NameServerError::Name(name.to_owned()));
    }
    Ok((rest, Some(name.to_ascii_lowercase())))
}

/// Whether a certificate can have this name: labels of letters, digits, hyphens and underscores, the last one no number
/// (RFC 1123 section 2.1).
fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        (1..=MAX_LABEL).contains(&label.len()) && label.bytes().all(is_plain)
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    text.len() < MAX_NAME && text.split('.').all(is_label) && !is_number
}

/// An address with its port, or with that of the protocol.
fn address(text: &str, port: u16) -> Option<SocketAddr> {
    let ip = || text.trim_matches(['[', ']']).parse::<IpAddr>().ok();
    text.parse()
        .ok()
        .or_else(|| Some(SocketAddr::new(ip()?, port)))
        .filter(|address| address.port() != 0)
}

fn no_address(scheme: &'static str, host: &str) -> NameServerError {
    let without_port = host.rsplit_once(':').map_or(host, |(host, _)| host);
    if !is_host_name(without_port) {
        return NameServerError::Address;
    }
    let host = without_port.to_owned();
    NameServerError::Host { scheme, host }
}

impl fmt::Display for NameServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.address;
        let name = match &self.over {
            Over::Plain => return write!(f, "{address}"),
            Over::Tls { name } => {
                write!(f, "tls://{address}")?;
                name
            }
            Over::Https { name, path } => {
                write!(f, "https://{address}{path}")?;
                name
            }
        };
        match name {
            Some(name) => write!(f, "#{name}"),
            None => Ok(()),
        }
    }
}

impl From<NameServer> for String {
    fn from(server: NameServer) -> Self {
        server.to_string()
    }
}

impl TryFrom<String> for NameServer {
    type Error = NameServerError;

    fn try_from(text: String) -> Result<Self, NameServerError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_written_says_the_same_again() {
        for (text, full) in [
            ("192.0.2.53", "192.0.2.53:53"),
            ("192.0.2.53:5353", "192.0.2.53:5353"),
            ("2001:db8::53", "[2001:db8::53]:53"),
            ("[2001:db8::53]:54", "[2001:db8::53]:54"),
            ("tls://192.0.2.53", "tls://192.0.2.53:853"),
            ("TLS://192.0.2.53/", "tls://192.0.2.53:853"),
            (
                "tls://[2001:db8::53]:8853#DNS.example",
                "tls://[2001:db8::53]:8853#dns.example",
            ),
            ("https://192.0.2.53", "https://192.0.2.53:443/dns-query"),
            (
                "https://192.0.2.53:8443/a/b?c#dns.example",
                "https://192.0.2.53:8443/a/b?c#dns.example",
            ),
            (
                "https://[2001:db8::53]#dns.example",
                "https://[2001:db8::53]:443/dns-query#dns.example",
            ),
        ] {
            let server: NameServer = text.parse().unwrap();
            assert_eq!(server.to_string(), full, "{text}");
            assert_eq!(full.parse(), Ok(server), "{full}");
        }
    }

    #[test]
    fn what_cannot_be_used_says_what_to_write() {
        for (text, part) in [
            ("dns.example", "not an IP address with"),
            ("", "not an IP address with"),
            ("192.0.2.53:0", "not an IP address with"),
            ("udp://192.0.2.53", "tls://192.0.2.53#NAME"),
            ("tls://dns.example", "write tls://IP#dns.example"),
            ("tls://dns.example:853", "write tls://IP#dns.example"),
            ("https://dns.example/q", "write https://IP#dns.example"),
            ("tls://", "not an IP address with"),
            ("tls://192.0.2.53/dns-query", "tls:// has no path"),
            ("tls://192.0.2.53#", "not a certificate name"),
            ("tls://192.0.2.53#a b", "not a certificate name"),
            ("tls://192.0.2.53#192.0.2.53", "not a certificate name"),
            ("https://192.0.2.53/dns-query{?dns}", "without a template"),
            ("https://192.0.2.53/a b", "without a template"),
            ("https://[2001:db8::53]", "https://[2001:db8::53]#NAME"),
        ] {
            let error = text.parse::<NameServer>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
