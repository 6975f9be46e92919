//! The names inside a ZIP archive, by its directory: nothing is unpacked.
use std::io::Cursor;

/// The most names that are read.
const MAX_NAMES: usize = 200;
/// The longest name that is kept, in characters.
const MAX_NAME: usize = 200;
/// The most entries that an archive may state. The directory is read whole before a name is seen.
const MAX_ENTRIES: usize = 50_000;
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
    if !bytes.starts_with(b"PK") || memchr::memmem::find_iter(bytes, ENTRY).count() > MAX_ENTRIES {
        return None;
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut archive = Archive {
        names: Vec::new(),
        left_out: zip.len().saturating_sub(MAX_NAMES),
        encrypted: false,
    };
    for index in 0..zip.len().min(MAX_NAMES) {
        let Ok(entry) = zip.by_index_raw(index) else {
            continue;
        };
        archive.encrypted |= entry.encrypted();
        archive
            .names
            .push(entry.name().chars().take(MAX_NAME).collect());
    }
    Some(archive)
}
