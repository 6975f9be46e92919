//! tar archives.

use super::{Archive, Attached, Room};
use std::io::{Cursor, Read};
use tar::{Entries, EntryType};

/// What POSIX and GNU tar write into the header of each file.
pub(super) const MAGIC: &[u8] = b"ustar";
/// Where it stands.
pub(super) const MAGIC_AT: usize = 257;

pub(super) fn read(attached: &Attached<'_>, room: &Room) -> Option<Archive> {
    let mut tar = tar::Archive::new(Cursor::new(attached.bytes));
    of(tar.entries_with_seek().ok()?, room)
}

/// One that comes out of another archive, whose bytes are counted there.
pub(super) fn stream(reader: impl Read) -> Option<Archive> {
    of(tar::Archive::new(reader).entries().ok()?, &Room::endless())
}

/// An archive that ends too early has what is there.
fn of<R: Read>(entries: Entries<'_, R>, room: &Room) -> Option<Archive> {
    let mut archive = Archive::default();
    for entry in entries.map_while(Result::ok) {
        let mut entry = entry;
        let kind = entry.header().entry_type();
        let name = archive.name(&String::from_utf8_lossy(&entry.path_bytes()));
        let is_file = matches!(kind, EntryType::Regular | EntryType::Continuous);
        if let Some(name) = name
            && is_file
            && room.has(entry.size())
        {
            archive.file(name, &mut entry, room);
        }
    }
    (!archive.names.is_empty()).then_some(archive)
}
