//! The names inside a ZIP archive, by its directory: nothing is unpacked.
use crate::limits::{MAX_ARCHIVE_ENTRIES, MAX_ARCHIVE_NAME, MAX_ARCHIVE_NAMES};
use std::io::Cursor;

/// The signature of an entry in the directory.
const ENTRY: &[u8] = b"PK\x01\x02";

/// What is inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The names, in the order of the directory.
    pub names: Vec<String>,
    /// How many more there are.
    pub left_out: usize,
    /// Whether an entry is encrypted: filters cannot look into it.
    pub encrypted: bool,
}

/// Reads the directory of a ZIP archive. `None` for anything else, and for one that is damaged.
pub(super) fn read(bytes: &[u8]) -> Option<Archive> {
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let stated = memchr::memmem::find_iter(bytes, ENTRY).count();
    if stated > MAX_ARCHIVE_ENTRIES {
        return Some(Archive {
            names: Vec::new(),
            left_out: stated,
            encrypted: false,
        });
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut archive = Archive {
        names: Vec::new(),
        left_out: zip.len().saturating_sub(MAX_ARCHIVE_NAMES),
        encrypted: false,
    };
    for index in 0..zip.len().min(MAX_ARCHIVE_NAMES) {
        let Ok(entry) = zip.by_index_raw(index) else {
            continue;
        };
        archive.encrypted |= entry.encrypted();
        archive
            .names
            .push(entry.name().chars().take(MAX_ARCHIVE_NAME).collect());
    }
    Some(archive)
}
