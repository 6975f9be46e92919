//! Of DNS.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
