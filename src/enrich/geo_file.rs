//! A geo file, open.

use super::PublicIp;
use super::geo::{GeoError, GeoFacts, GeoSource, MAX_FILE};
use chrono::DateTime;
use maxminddb::{LookupResult, PathElement, Reader};
use serde::de::DeserializeOwned;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most characters of one value.
const MAX_VALUE: usize = 200;

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
