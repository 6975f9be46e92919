//! ZIP archives.

use super::{Archive, Attached, Room};
use crate::limits::MAX_ARCHIVE_ENTRIES;
use std::io::Cursor;
use zip::ZipArchive;

/// The signature of an entry in the directory.
const ENTRY: &[u8] = b"PK\x01\x02";

pub(super) fn read(attached: &Attached<'_>, room: &Room) -> Option<Archive> {
    let bytes = attached.bytes;
    let stated = memchr::memmem::find_iter(bytes, ENTRY).count();
    if stated > MAX_ARCHIVE_ENTRIES {
        return Some(Archive {
            left_out: stated,
            ..Archive::default()
        });
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut archive = Archive::default();
    for index in 0..zip.len() {
        if archive.is_full() {
            archive.left_out = zip.len() - index;
            break;
        }
        let Ok(entry) = zip.by_index_raw(index) else {
            continue;
        };
        archive.encrypted |= entry.encrypted();
        let is_file = entry.is_file() && !entry.encrypted();
        let name = archive.name(entry.name());
        drop(entry);
        if is_file && let Some(name) = name {
            unpack(&mut zip, index, name, &mut archive, room);
        }
    }
    Some(archive)
}

/// Unpacks a file. What it states saves the work; what counts is what comes out, and what has to be read for it: many entries may be
/// of the same bytes, and these may give nothing.
fn unpack(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    name: String,
    archive: &mut Archive,
    room: &Room,
) {
    let Ok(mut file) = zip.by_index(index) else {
        return;
    };
    let cost = file.compressed_size();
    if room.has(file.size().saturating_add(cost)) && room.take(cost).is_ok() {
        archive.file(name, &mut file, room);
    }
}
