//! RDAP (RFC 9082, RFC 9083): whom the registry of a network names for reports of abuse. The only part that speaks HTTP, and only
//! when it is asked to: the registry learns which address is of interest.

#[cfg(feature = "rdap")]
mod bootstrap;
#[cfg(feature = "rdap")]
mod client;
#[cfg(feature = "rdap")]
mod public;
#[cfg(feature = "rdap")]
mod response;
#[cfg(not(feature = "rdap"))]
mod unconnected;

#[cfg(feature = "rdap")]
pub use client::Client;
#[cfg(not(feature = "rdap"))]
pub use unconnected::Client;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum RdapError {
    /// No registry is listed for the address.
    #[error("no registry is responsible for this address")]
    NoRegistry,
    /// The server could not be asked.
    #[error("{url}: {reason}")]
    Unreachable {
        /// What was asked.
        url: String,
        /// Why not.
        reason: String,
    },
    /// The answer is none of RDAP.
    #[error("{0}: the answer is not RDAP")]
    Malformed(String),
    /// The address of a server is none.
    #[error("invalid RDAP server {0}: give an address such as https://rdap.example.net/")]
    Server(String),
}

/// What a registry says of a network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// What was asked.
    pub url: String,
    /// The network's name in the registry.
    pub name: Option<String>,
    /// Mail addresses of those with the role `abuse`, in the order given.
    pub abuse: Vec<String>,
}
