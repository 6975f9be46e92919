//! 7z archives. Nothing is decrypted.

use super::{Archive, Attached, Room, kept};
use crate::codec::seven_zip::directory_coders;
use crate::limits::{
    MAX_ARCHIVE_ENTRIES, MAX_ARCHIVE_NAMES, MAX_ATTACHED_CODERS, MAX_ATTACHED_UNPACKER,
};
use sevenz_rust2::{ArchiveEntry, Block, BlockDecoder, Coder, EncoderMethod, Error, Password};
use std::io::{Cursor, Read};

pub(super) fn read(attached: &Attached<'_>, room: &Room) -> Option<Archive> {
    let mut bytes = Cursor::new(attached.bytes);
    if directory_coders(&mut bytes).ok()? > MAX_ATTACHED_CODERS {
        return None;
    }
    let password = Password::empty();
    let limit = MAX_ATTACHED_UNPACKER;
    let directory =
        match sevenz_rust2::Archive::read_with_memory_limit(&mut bytes, &password, limit) {
            Ok(directory) => directory,
            Err(Error::PasswordRequired | Error::MaybeBadPassword(_)) => {
                return Some(Archive {
                    encrypted: true,
                    ..Archive::default()
                });
            }
            Err(_) => return None,
        };
    let mut archive = Archive::default();
    if directory.files.len() > MAX_ARCHIVE_ENTRIES {
        archive.left_out = directory.files.len();
        return Some(archive);
    }
    for (at, entry) in directory.files.iter().enumerate() {
        archive.encrypted |= directory.is_file_encrypted(at);
        archive.name(&shown(entry));
    }
    for (number, block) in directory.blocks.iter().enumerate() {
        if has_enough(&archive) {
            break;
        }
        if !is_plain(block) {
            continue;
        }
        let block = BlockDecoder::new_with_memory_limit(
            1, limit, number, &directory, &password, &mut bytes,
        );
        // A block that is damaged has no more files; others may be whole.
        let _ = block
            .for_each_entries(&mut |entry, reader| Ok(goes_on(entry, reader, &mut archive, room)));
    }
    Some(archive)
}

/// Whether it can be unpacked with little memory and without a password.
fn is_plain(block: &Block) -> bool {
    let is_encrypted = |coder: &Coder| coder.encoder_method_id() == EncoderMethod::ID_AES256_SHA256;
    block.coders.len() as u64 <= MAX_ATTACHED_CODERS && !block.coders.iter().any(is_encrypted)
}

/// Whether as many files were unpacked as names are kept.
fn has_enough(archive: &Archive) -> bool {
    archive.files.len() == MAX_ARCHIVE_NAMES
}

/// Folders as other archives write them.
fn shown(entry: &ArchiveEntry) -> String {
    let end = if entry.is_directory() { "/" } else { "" };
    format!("{}{end}", entry.name())
}

/// Unpacks a file; whether what is behind it in the block is to be unpacked, for which the file has to be.
fn goes_on(
    entry: &ArchiveEntry,
    reader: &mut dyn Read,
    archive: &mut Archive,
    room: &Room,
) -> bool {
    if !entry.has_stream() {
        return true;
    }
    if has_enough(archive) || !room.has(entry.size()) {
        return false;
    }
    archive.file(kept(entry.name()), reader, room);
    true
}
