//! What is inside a ZIP archive: the names by its directory, and the files' hashes, for which they are unpacked within limits.

use crate::codec::hex;
use crate::limits::{MAX_ARCHIVE_ENTRIES, MAX_ARCHIVE_NAME, MAX_ARCHIVE_NAMES};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read};

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
    /// The files that were unpacked, in the order of the directory.
    pub files: Vec<File>,
}

/// A file inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name in the archive.
    pub name: String,
    /// Bytes, unpacked.
    pub size: u64,
    /// SHA-256 of these, in hexadecimal.
    pub sha256: String,
}

/// Reads a ZIP archive; its files are unpacked as long as `room` lasts, which becomes less by what they take. `None` for
/// anything else, and for one that is damaged.
pub(super) fn read(bytes: &[u8], room: &mut u64) -> Option<Archive> {
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let stated = memchr::memmem::find_iter(bytes, ENTRY).count();
    if stated > MAX_ARCHIVE_ENTRIES {
        return Some(Archive {
            names: Vec::new(),
            left_out: stated,
            encrypted: false,
            files: Vec::new(),
        });
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut archive = Archive {
        names: Vec::new(),
        left_out: zip.len().saturating_sub(MAX_ARCHIVE_NAMES),
        encrypted: false,
        files: Vec::new(),
    };
    for index in 0..zip.len().min(MAX_ARCHIVE_NAMES) {
        let Ok(entry) = zip.by_index_raw(index) else {
            continue;
        };
        archive.encrypted |= entry.encrypted();
        let name: String = entry.name().chars().take(MAX_ARCHIVE_NAME).collect();
        let is_file = entry.is_file() && !entry.encrypted();
        drop(entry);
        if is_file && let Some((size, sha256)) = hash(&mut zip, index, room) {
            archive.files.push(File {
                name: name.clone(),
                size,
                sha256,
            });
        }
        archive.names.push(name);
    }
    Some(archive)
}

/// The size and the hash of a file; `None` where it does not fit into the room, or cannot be unpacked whole.
fn hash(
    zip: &mut zip::ZipArchive<Cursor<&[u8]>>,
    index: usize,
    room: &mut u64,
) -> Option<(u64, String)> {
    let mut file = zip.by_index(index).ok()?;
    // What an entry states saves the work; what counts is what comes out, and what has to be read for it: many entries may be of the
    // same bytes, and these may give nothing.
    let cost = file.compressed_size();
    if file.size().saturating_add(cost) > *room {
        return None;
    }
    *room -= cost;
    let mut sum = Sha256::new();
    let (mut size, mut piece) = (0_u64, vec![0; 32 * 1024]);
    loop {
        let read = file.read(&mut piece).ok()?;
        if read == 0 {
            return Some((size, hex::encode(&sum.finalize())));
        }
        let taken = u64::try_from(read).ok()?;
        *room = room.checked_sub(taken).or_else(|| {
            *room = 0;
            None
        })?;
        size += taken;
        sum.update(&piece[..read]);
    }
}
