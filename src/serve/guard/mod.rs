//! What is checked before anything is done for a request: one file a check.

mod headers;
mod host;
mod origin;
mod proxy;
mod rate;
mod token;

pub(super) use headers::add as add_headers;
pub(super) use host::Hosts;
pub(super) use rate::{Client, Rates};

use super::access::Access;
use super::problem::Problem;
use super::reach::Reach;
use axum::http::{HeaderMap, Method, Uri};
use std::net::IpAddr;

/// What is known of a request before its body is read.
pub(super) struct Asked<'r> {
    pub method: &'r Method,
    pub uri: &'r Uri,
    pub headers: &'r HeaderMap,
    pub peer: IpAddr,
    /// What it asks for.
    pub reach: Reach,
}

/// What the checks go by.
pub(super) struct Guard<'g> {
    pub hosts: &'g Hosts,
    pub access: &'g Access,
    pub rates: &'g Rates,
}

impl Guard<'_> {
    /// Lets a request in, and says whose it is; or why not.
    pub(super) fn admit(&self, asked: &Asked<'_>) -> Result<Client, Problem> {
        if asked.reach == Reach::Anybody {
            return Ok(Client::of_address(asked.peer));
        }
        self.hosts.check(asked)?;
        origin::check(asked)?;
        let client = match self.access {
            Access::Proxy(field) => proxy::named(field, asked)?,
            Access::Anyone | Access::Token(_) => Client::of_address(asked.peer),
        };
        // Whoever guesses a token is slowed down, and takes nothing from those of the same address who have it: behind a proxy
        // all have one.
        if let Access::Token(token) = self.access
            && let Err(refused) = token::check(token, asked)
        {
            self.rates.guess(&client)?;
            return Err(refused);
        }
        self.rates.request(&client)?;
        Ok(client)
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::Asked;
    use crate::serve::reach::Reach;
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
    use std::net::{IpAddr, Ipv4Addr};

    /// A request for tests.
    pub(in crate::serve) struct Request {
        pub method: Method,
        pub uri: Uri,
        pub headers: HeaderMap,
        pub reach: Reach,
    }

    impl Request {
        pub(in crate::serve) fn new(
            method: Method,
            reach: Reach,
            fields: &[(&'static str, &str)],
        ) -> Self {
            let mut headers = HeaderMap::new();
            for (name, value) in fields {
                headers.append(
                    HeaderName::from_static(name),
                    HeaderValue::from_str(value).expect("a value"),
                );
            }
            Self {
                method,
                uri: Uri::from_static("/"),
                headers,
                reach,
            }
        }

        pub(in crate::serve) fn asked(&self) -> Asked<'_> {
            Asked {
                method: &self.method,
                uri: &self.uri,
                headers: &self.headers,
                peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
                reach: self.reach,
            }
        }
    }
}
