//! Where an address is registered or thought to stand, by files of the user's own (`.mmdb`). Nothing is asked.

use chrono::{DateTime, Utc};
use std::io;

/// The largest file that is read, in bytes: the largest on offer, with every block of IPv6, has some 500 MB.
pub(super) const MAX_FILE: u64 = 1 << 30;

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GeoError {
    /// It cannot be read.
    #[error("cannot read the geo file {path}: {error}; name a MaxMind DB file (.mmdb)")]
    Io {
        path: String,
        /// Why.
        error: io::Error,
    },
    /// It is larger than is read.
    #[error("the geo file {0} has more than {MAX_FILE} bytes; is it a MaxMind DB file (.mmdb)?")]
    TooLarge(String),
    /// It is none.
    #[error(
        "{path} is not a MaxMind DB file: {fault}; unpack it if it came in an archive, or download it again"
    )]
    Format {
        path: String,
        /// What is wrong with it.
        fault: String,
    },
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeoSource {
    /// Its name without the folders that it lies in.
    pub file: String,
    /// What it calls itself, such as `GeoLite2-City`.
    pub kind: String,
    /// When it was built.
    pub built: Option<DateTime<Utc>>,
}

/// A geo file's entry for an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeoFacts {
    /// The file's name.
    pub file: String,
    /// The network that the entry is for; null if the file has none for the address.
    pub network: Option<String>,
    /// The country, ISO 3166-1.
    pub country: Option<String>,
    /// The city, in English.
    pub city: Option<String>,
    /// The number of the autonomous system.
    pub asn: Option<u32>,
    /// Who runs it.
    pub organization: Option<String>,
    /// Why the file says nothing, if it could not be asked.
    pub problem: Option<String>,
}
