//! What the caller says of whose hops to believe.

use crate::texts::as_text;
use ipnet::IpNet;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// One thing that the caller trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustSpec {
    /// Infer the boundary from provider profiles (the default).
    Auto,
    /// Believe no hop: all of them are the sender's word.
    None,
    /// The hop with this number, counted from the origin, is where our side took the mail.
    Hop(usize),
    /// Peers in this network are ours.
    Net(IpNet),
    /// Hosts of this name or below it are ours.
    Host(String),
    /// Authentication-Results with this authserv-id are our receiver's.
    AuthservId(String),
    /// What a host of this domain seals by ARC is believed.
    ArcSealer(String),
}

/// What cannot be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "invalid trust value {given:?}: {why}; use auto, none, hop:N, net:CIDR, host:SUFFIX, authserv:ID or arc:DOMAIN"
)]
pub struct TrustSpecError {
    given: String,
    why: &'static str,
}

/// As it is given on the command line.
impl fmt::Display for TrustSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::None => f.write_str("none"),
            Self::Hop(n) => write!(f, "hop:{n}"),
            Self::Net(net) => write!(f, "net:{net}"),
            Self::Host(suffix) => write!(f, "host:{suffix}"),
            Self::AuthservId(id) => write!(f, "authserv:{id}"),
            Self::ArcSealer(domain) => write!(f, "arc:{domain}"),
        }
    }
}

as_text!(TrustSpec);

impl FromStr for TrustSpec {
    type Err = TrustSpecError;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let error = |why| TrustSpecError {
            given: given.to_owned(),
            why,
        };
        match given.split_once(':') {
            None if given == "auto" => Ok(Self::Auto),
            None if given == "none" => Ok(Self::None),
            Some(("hop", n)) => match n.parse() {
                Ok(n) if n > 0 => Ok(Self::Hop(n)),
                _ => Err(error("hops are numbered from 1, the earliest first")),
            },
            Some(("net", net)) => net
                .parse()
                .or_else(|_| net.parse::<IpAddr>().map(IpNet::from))
                .map(Self::Net)
                .map_err(|_| error("not an address or network such as 192.0.2.0/24")),
            Some(("host", suffix)) if !suffix.trim_matches(['*', '.']).is_empty() => {
                Ok(Self::Host(crate::names::normalize(
                    suffix.trim_start_matches(['*', '.']),
                )))
            }
            Some(("authserv", id)) if !id.is_empty() => {
                Ok(Self::AuthservId(id.to_ascii_lowercase()))
            }
            Some(("arc", domain)) if domain.contains('.') && !domain.starts_with('.') => {
                Ok(Self::ArcSealer(crate::names::normalize(domain)))
            }
            Some(("arc", _)) => Err(error("not a domain such as example.com")),
            _ => Err(error("unknown type")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_and_what_is_none_is_explained() {
        assert_eq!("hop:3".parse(), Ok(TrustSpec::Hop(3)));
        assert_eq!(
            "net:192.0.2.7".parse(),
            Ok(TrustSpec::Net("192.0.2.7/32".parse().unwrap()))
        );
        assert_eq!(
            "host:*.Example.com".parse(),
            Ok(TrustSpec::Host("example.com".into()))
        );
        assert_eq!(
            "authserv:MX".parse(),
            Ok(TrustSpec::AuthservId("mx".into()))
        );
        assert_eq!(
            "arc:Example.com".parse(),
            Ok(TrustSpec::ArcSealer("example.com".into()))
        );
        for bad in ["hop:0", "net:x", "host:", "arc:", "arc:com", "yes", ""] {
            let error = bad.parse::<TrustSpec>().unwrap_err().to_string();
            assert!(error.contains("hop:N"), "{error}");
        }
    }
}
