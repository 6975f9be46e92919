//! How often one client may ask.

use crate::limits::{MAX_CLIENTS, MAX_DNS_MESSAGES};
use crate::serve::problem::Problem;
use axum::http::StatusCode;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Seconds of the time that rates are of.
const MINUTE: f64 = 60.0;

/// Who asks: an address, or a digest of the name that a proxy gives. A whole /64 of IPv6 is one client: it is one customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::serve) enum Client {
    Address(IpAddr),
    Name([u8; 32]),
    /// All those that there is no more room for.
    Others,
}

impl Client {
    pub(in crate::serve) fn of_address(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => {
                let network = u128::from(address) & !u128::from(u64::MAX);
                Ipv6Addr::from(network).into()
            }
        })
    }

    pub(super) fn of_name(name: &[u8]) -> Self {
        Self::Name(Sha256::digest(name).into())
    }
}

/// The rates of all clients.
pub(in crate::serve) struct Rates {
    rate: Option<NonZero<u32>>,
    clients: Mutex<HashMap<Client, Buckets>>,
}

/// What a client may still do.
struct Buckets {
    requests: Bucket,
    /// Requests without the token.
    guesses: Bucket,
    /// Messages that may ask DNS.
    asking: Bucket,
}

impl Buckets {
    fn are_full(&mut self, now: Instant) -> bool {
        let all = [&mut self.requests, &mut self.guesses, &mut self.asking];
        all.into_iter().all(|bucket| bucket.is_full(now))
    }
}

/// So many at once, and as many again within a minute.
struct Bucket {
    most: f64,
    left: f64,
    at: Instant,
}

impl Bucket {
    fn new(most: u32, now: Instant) -> Self {
        Self {
            most: most.into(),
            left: most.into(),
            at: now,
        }
    }

    fn refill(&mut self, now: Instant) {
        let gone = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + gone * self.most / MINUTE).min(self.most);
        self.at = now;
    }

    /// Takes one, or says how many seconds it takes until there is one.
    fn take(&mut self, now: Instant) -> Result<(), u64> {
        self.refill(now);
        if self.left >= 1.0 {
            self.left -= 1.0;
            return Ok(());
        }
        let wait = ((1.0 - self.left) * MINUTE / self.most).ceil();
        // Between 1 and 60, as a rate is at least one a minute.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        Err(wait.clamp(1.0, MINUTE) as u64)
    }

    fn is_full(&mut self, now: Instant) -> bool {
        self.refill(now);
        self.left >= self.most
    }
}

impl Rates {
    pub(in crate::serve) fn new(rate: Option<NonZero<u32>>) -> Self {
        Self {
            rate,
            clients: Mutex::default(),
        }
    }

    /// A client sends a request.
    pub(super) fn request(&self, client: &Client) -> Result<(), Problem> {
        self.take(client, Instant::now(), |buckets| &mut buckets.requests)
            .map_err(|wait| too_many("too many requests", wait))
    }

    /// A client sends a request without the token.
    pub(super) fn guess(&self, client: &Client) -> Result<(), Problem> {
        self.take(client, Instant::now(), |buckets| &mut buckets.guesses)
            .map_err(|wait| too_many("too many requests", wait))
    }

    /// A message of a client, or a check, may ask DNS.
    pub(in crate::serve) fn asking(&self, client: &Client) -> Result<(), Problem> {
        self.take(client, Instant::now(), |buckets| &mut buckets.asking)
            .map_err(|wait| {
                too_many(
                    "too many messages with DNS; more can be traced offline",
                    wait,
                )
            })
    }

    fn take(
        &self,
        client: &Client,
        now: Instant,
        of: fn(&mut Buckets) -> &mut Bucket,
    ) -> Result<(), u64> {
        let Some(rate) = self.rate else { return Ok(()) };
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if !clients.contains_key(client) && clients.len() >= MAX_CLIENTS {
            // Whoever has not asked for a minute is forgotten.
            clients.retain(|_, buckets| !buckets.are_full(now));
        }
        let is_known = clients.contains_key(client) || clients.len() < MAX_CLIENTS;
        let client = if is_known { *client } else { Client::Others };
        let buckets = clients.entry(client).or_insert_with(|| Buckets {
            requests: Bucket::new(rate.get(), now),
            guesses: Bucket::new(rate.get(), now),
            asking: Bucket::new(MAX_DNS_MESSAGES, now),
        });
        of(buckets).take(now)
    }
}

fn too_many(what: &'static str, wait: u64) -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, what).after(wait)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn requests(buckets: &mut Buckets) -> &mut Bucket {
        &mut buckets.requests
    }

    #[test]
    fn a_client_has_so_many_and_gets_them_back() {
        let rates = Rates::new(NonZero::new(6));
        let one = Client::of_address("192.0.2.1".parse().unwrap());
        let other = Client::of_address("192.0.2.2".parse().unwrap());
        let now = Instant::now();
        for _ in 0..6 {
            assert_eq!(rates.take(&one, now, requests), Ok(()));
        }
        assert_eq!(rates.take(&one, now, requests), Err(10));
        assert_eq!(rates.take(&other, now, requests), Ok(()));
        let later = now + Duration::from_secs(10);
        assert_eq!(rates.take(&one, later, requests), Ok(()));
        assert_eq!(rates.take(&one, later, requests), Err(10));
        let free = Rates::new(None);
        assert!((0..1000).all(|_| free.request(&one).is_ok()));
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        let client = |text: &str| Client::of_address(text.parse().unwrap());
        assert_eq!(client("2001:db8::1"), client("2001:db8::ffff:1"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:192.0.2.1"), client("192.0.2.1"));
    }

    #[test]
    fn many_clients_take_no_more_memory() {
        let rates = Rates::new(NonZero::new(1));
        let now = Instant::now();
        for number in 0..MAX_CLIENTS * 2 {
            let client = Client::of_name(&number.to_le_bytes());
            let taken = rates.take(&client, now, requests);
            assert_eq!(taken.is_ok(), number <= MAX_CLIENTS, "{number}");
        }
        assert!(rates.clients.lock().unwrap().len() <= MAX_CLIENTS + 1);
        // A minute later all of them are forgotten.
        let later = now + Duration::from_secs(61);
        let client = Client::of_name(b"new");
        assert_eq!(rates.take(&client, later, requests), Ok(()));
        assert_eq!(rates.clients.lock().unwrap().len(), 1);
    }
}
