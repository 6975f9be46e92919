//! Whether a request names this server as its host. A page of another site can have its name lead to this machine (DNS
//! rebinding): its requests then come from here, and name that site.

use super::Asked;
use crate::names::normalize;
use crate::serve::problem::Problem;
use crate::serve::server::ServeError;
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The port of a host that names none.
const HTTP: u16 = 80;

/// The names that the server is called by.
pub(in crate::serve) struct Hosts(Vec<Host>);

struct Host {
    name: String,
    /// Any, if none is said: a proxy listens at another one.
    port: Option<u16>,
}

impl Hosts {
    /// The names of the address that it listens on, and those that its operator allows.
    pub(in crate::serve) fn new(
        listen: SocketAddr,
        allowed: &[String],
    ) -> Result<Self, ServeError> {
        let loopback: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        let mut addresses = loopback.to_vec();
        if !listen.ip().is_unspecified() {
            addresses.push(listen.ip());
        }
        let mut hosts: Vec<Host> = addresses
            .into_iter()
            .map(written)
            .chain(["localhost".to_owned()])
            .map(|name| Host {
                name,
                port: Some(listen.port()),
            })
            .collect();
        for given in allowed {
            let authority = authority(given).ok_or_else(|| ServeError::Host(given.clone()))?;
            hosts.push(Host {
                name: normalize(authority.host()),
                port: authority.port_u16(),
            });
        }
        Ok(Self(hosts))
    }

    pub(super) fn check(&self, asked: &Asked<'_>) -> Result<(), Problem> {
        let mut fields = asked.headers.get_all(HOST).iter();
        let host = match (fields.next(), fields.next()) {
            (Some(host), None) => host.to_str().ok().and_then(authority),
            _ => None,
        };
        let Some(host) = host else {
            return Err(Problem::bad("a request needs one valid Host field"));
        };
        // A request that names its whole address names the host twice.
        let is_known = self.has(&host) && asked.uri.authority().is_none_or(|named| self.has(named));
        if is_known {
            return Ok(());
        }
        Err(Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "this server is not known by the name in the Host field; its operator can allow the name",
        ))
    }

    fn has(&self, asked: &Authority) -> bool {
        let name = normalize(asked.host());
        let port = asked.port_u16().unwrap_or(HTTP);
        self.0
            .iter()
            .any(|host| host.name == name && host.port.is_none_or(|own| own == port))
    }
}

/// An address as it stands in a URL.
fn written(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// A host with or without a port, and nothing else.
fn authority(text: &str) -> Option<Authority> {
    let authority: Authority = text.parse().ok()?;
    let host = authority.host();
    let is_port = text.len() == host.len() || authority.port_u16().is_some();
    let is_host = !host.is_empty() && !text.contains('@') && text.starts_with(host);
    (is_host && is_port).then_some(authority)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::guard::testing::Request;
    use crate::serve::reach::Reach;
    use axum::http::Method;

    fn status(listen: &str, allowed: &[&str], fields: &[(&'static str, &str)]) -> u16 {
        let allowed: Vec<String> = allowed.iter().map(|&name| name.to_owned()).collect();
        let hosts = Hosts::new(listen.parse().unwrap(), &allowed).unwrap();
        let request = Request::new(Method::GET, Reach::Program, fields);
        match hosts.check(&request.asked()) {
            Ok(()) => 200,
            Err(problem) => problem.status.as_u16(),
        }
    }

    #[test]
    fn only_names_of_this_server_are_served() {
        let listen = "127.0.0.1:8025";
        for (host, expected) in [
            ("localhost:8025", 200),
            ("LOCALHOST:8025", 200),
            ("localhost.:8025", 200),
            ("127.0.0.1:8025", 200),
            ("[::1]:8025", 200),
            ("localhost", 421),
            ("localhost:8026", 421),
            ("evil.example:8025", 421),
            ("localhost.evil.example:8025", 421),
            ("192.0.2.1:8025", 421),
            ("127.0.0.1:8025@evil.example", 400),
            ("evil.example@localhost:8025", 400),
            ("localhost:8025/", 400),
            ("localhost:x", 400),
            ("", 400),
        ] {
            assert_eq!(status(listen, &[], &[("host", host)]), expected, "{host}");
        }
        assert_eq!(status(listen, &[], &[]), 400);
        let twice = [("host", "localhost:8025"), ("host", "localhost:8025")];
        assert_eq!(status(listen, &[], &twice), 400);
    }

    #[test]
    fn other_names_are_served_where_they_are_allowed() {
        let allowed = &["mail.example.org", "tools.example.org:8443"];
        for (host, expected) in [
            ("mail.example.org", 200),
            ("mail.example.org:443", 200),
            ("tools.example.org:8443", 200),
            ("tools.example.org", 421),
            ("192.0.2.5:80", 200),
            ("192.0.2.5", 200),
            ("192.0.2.6", 421),
        ] {
            let found = status("192.0.2.5:80", allowed, &[("host", host)]);
            assert_eq!(found, expected, "{host}");
        }
        // Listening everywhere names nothing.
        assert_eq!(status("0.0.0.0:80", &[], &[("host", "0.0.0.0")]), 421);
        for no_host in ["https://a.example", "a.example/x", "", "a.example:"] {
            let listen = "127.0.0.1:1".parse().unwrap();
            assert!(
                Hosts::new(listen, &[no_host.to_owned()]).is_err(),
                "{no_host}"
            );
        }
    }
}
