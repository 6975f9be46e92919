//! What is inside an archive: the names by its directory, and the files' hashes, for which they are unpacked within limits.

mod gzip;
mod room;
#[cfg(feature = "seven-zip")]
mod seven_zip;
mod tar;
mod zip;

use crate::codec::hex;
use crate::limits::{MAX_ARCHIVE_NAME, MAX_ARCHIVE_NAMES};
use sha2::{Digest, Sha256};
use std::io::Read;

pub(super) use room::Room;

/// What is inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// A kind of archive.
struct Kind {
    /// How one begins.
    magic: &'static [u8],
    /// Where that stands.
    at: usize,
    /// Reads it; `None` where it is none, or is damaged.
    read: fn(&Attached<'_>, &Room) -> Option<Archive>,
}

/// An attachment that may be one.
struct Attached<'a> {
    bytes: &'a [u8],
    name: Option<&'a str>,
}

/// A ZIP archive, which programs and office documents are, too.
const ZIP: Kind = Kind {
    magic: b"PK",
    at: 0,
    read: zip::read,
};

/// What holds nothing but the sender's files.
#[rustfmt::skip]
const KINDS: &[Kind] = &[
    ZIP,
    #[cfg(feature = "seven-zip")]
    Kind { magic: b"7z\xbc\xaf\x27\x1c", at: 0, read: seven_zip::read },
    Kind { magic: tar::MAGIC, at: tar::MAGIC_AT, read: tar::read },
    Kind { magic: gzip::MAGIC, at: 0, read: gzip::read },
];

impl Kind {
    fn read(&self, attached: &Attached<'_>, room: &Room) -> Option<Archive> {
        let is_one = attached.bytes.get(self.at..)?.starts_with(self.magic);
        is_one.then(|| (self.read)(attached, room)).flatten()
    }
}

/// Reads an archive, which is called so; its files are unpacked as long as there is room. `None` for anything else, and for one that is
/// damaged.
pub(super) fn read(bytes: &[u8], name: Option<&str>, room: &Room) -> Option<Archive> {
    let attached = Attached { bytes, name };
    KINDS.iter().find_map(|kind| kind.read(&attached, room))
}

/// The names in a program or an office document, if it is an archive inside. They are no files of the sender's, and are not unpacked.
pub(super) fn names(bytes: &[u8]) -> Option<Archive> {
    ZIP.read(&Attached { bytes, name: None }, &Room::none())
}

impl Archive {
    /// Takes a name, as far as names are kept.
    fn name(&mut self, name: &str) -> Option<String> {
        if self.is_full() {
            self.left_out += 1;
            return None;
        }
        let name = kept(name);
        self.names.push(name.clone());
        Some(name)
    }

    /// Whether no more names are kept.
    fn is_full(&self) -> bool {
        self.names.len() == MAX_ARCHIVE_NAMES
    }

    /// Unpacks a file, if there is room.
    fn file(&mut self, name: String, reader: &mut dyn Read, room: &Room) {
        if let Some((size, sha256)) = hash(reader, room) {
            self.files.push(File { name, size, sha256 });
        }
    }
}

/// As much of a name as is kept.
fn kept(name: &str) -> String {
    name.chars().take(MAX_ARCHIVE_NAME).collect()
}

/// The size and the hash of what comes; `None` where it does not fit into the room, or does not come whole.
fn hash(reader: &mut dyn Read, room: &Room) -> Option<(u64, String)> {
    let mut reader = room.counts(reader);
    let mut sum = Sha256::new();
    let (mut size, mut piece) = (0_u64, vec![0; 32 * 1024]);
    loop {
        let read = reader.read(&mut piece).ok()?;
        if read == 0 {
            return Some((size, hex::encode(&sum.finalize())));
        }
        size += u64::try_from(read).ok()?;
        sum.update(&piece[..read]);
    }
}

#[cfg(test)]
mod tests;
