//! Where an address is registered or thought to stand, by files of the user's own (`.mmdb`). Nothing is asked.

use super::PublicIp;
use chrono::{DateTime, Utc};
use maxminddb::{LookupResult, PathElement, Reader};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The largest file that is read, in bytes: the largest on offer, with every block of IPv6, has some 500 MB.
const MAX_FILE: u64 = 1 << 30;
/// The most characters of one value.
const MAX_VALUE: usize = 200;

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GeoError {
    /// It cannot be read.
    #[error("the geo file {path} cannot be read: {error}; name a MaxMind DB file (.mmdb)")]
    Io {
        /// Which.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// It is larger than is read.
    #[error("the geo file {0} has more than {MAX_FILE} bytes; is it a MaxMind DB file (.mmdb)?")]
    TooLarge(String),
    /// It is none.
    #[error(
        "{path} is no MaxMind DB file: {fault}; unpack it if it came in an archive, or fetch it anew"
    )]
    Format {
        /// Which.
        path: String,
        /// What is wrong with it.
        fault: String,
    },
}

/// A file in memory.
pub struct GeoFile {
    about: GeoSource,
    reader: Reader<Vec<u8>>,
}

impl fmt::Debug for GeoFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("GeoFile").field(&self.about).finish()
    }
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GeoSource {
    /// Its name without the folders that it lies in.
    pub file: String,
    /// What it calls itself, such as `GeoLite2-City`.
    pub kind: String,
    /// When it was built: what it says is as old.
    pub built: Option<DateTime<Utc>>,
}

/// What a file says of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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

impl GeoFile {
    /// Reads a file.
    pub fn open(path: &Path) -> Result<Self, GeoError> {
        let shown = path.display().to_string();
        let io = |error| GeoError::Io {
            path: shown.clone(),
            error,
        };
        let mut bytes = Vec::new();
        File::open(path)
            .map_err(io)?
            .take(MAX_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(io)?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(GeoError::TooLarge(shown));
        }
        let reader = Reader::from_source(bytes).map_err(|error| GeoError::Format {
            path: shown.clone(),
            fault: error.to_string(),
        })?;
        let metadata = reader.metadata();
        let built = i64::try_from(metadata.build_epoch)
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        let about = GeoSource {
            file: path
                .file_name()
                .map_or(shown, |name| name.to_string_lossy().into_owned()),
            kind: clip(&metadata.database_type),
            built,
        };
        Ok(Self { about, reader })
    }

    /// What it is.
    pub fn about(&self) -> &GeoSource {
        &self.about
    }

    /// What it says of an address.
    pub(super) fn look_up(&self, ip: PublicIp) -> GeoFacts {
        let mut facts = GeoFacts {
            file: self.about.file.clone(),
            ..GeoFacts::default()
        };
        let found = match self.reader.lookup(ip.ip()) {
            Ok(found) => found,
            Err(error) => {
                facts.problem = Some(clip(&error.to_string()));
                return facts;
            }
        };
        if !found.has_data() {
            return facts;
        }
        facts.network = found.network().ok().map(|network| network.to_string());
        facts.country = text(&found, &["country", "iso_code"]);
        facts.city = text(&found, &["city", "names", "en"]);
        facts.asn = value(&found, &["autonomous_system_number"]);
        facts.organization = text(&found, &["autonomous_system_organization"]);
        facts
    }
}

fn text(found: &LookupResult<'_, Vec<u8>>, path: &[&str]) -> Option<String> {
    value::<String>(found, path).map(|text| clip(&text))
}

/// The value at a path; none where the file has none there, or one of another type.
fn value<T: DeserializeOwned>(found: &LookupResult<'_, Vec<u8>>, path: &[&str]) -> Option<T> {
    let path: Vec<PathElement<'_>> = path.iter().map(|key| PathElement::Key(key)).collect();
    found.decode_path(&path).ok().flatten()
}

fn clip(text: &str) -> String {
    text.chars().take(MAX_VALUE).collect()
}
