//! Of DNS.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the detail of a question begins that could be put to nobody.
pub const NO_SERVER: &str = "no name server";

listed! {
/// The record types that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum RecordType {
    /// IPv4 address.
    A,
    /// IPv6 address.
    Aaaa,
    /// Mail exchange.
    Mx,
    /// Text.
    Txt,
    /// Name of an address.
    Ptr,
    /// Name server.
    Ns,
}
}

impl RecordType {
    /// Its name in the registry of DNS parameters.
    pub fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Mx => "MX",
            Self::Txt => "TXT",
            Self::Ptr => "PTR",
            Self::Ns => "NS",
        }
    }
}

listed! {
/// What DNSSEC says of an answer (RFC 4035 section 4.3), by our own validation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Dnssec {
    /// It should have a valid signature and does not: it may be forged. Such an answer counts as a failed lookup.
    Bogus,
    /// The domain is provably not signed.
    Insecure,
    /// Signed, with a chain of keys to a trust anchor.
    Secure,
    /// Nothing was validated, or could not be.
    #[default]
    Unchecked,
}
}

impl Dnssec {
    /// The stable word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bogus => "bogus",
            Self::Insecure => "insecure",
            Self::Secure => "secure",
            Self::Unchecked => "unchecked",
        }
    }
}
