//! What gzip packed: a file, or a tar archive.

use super::{Archive, Attached, Room, tar};
use flate2::read::MultiGzDecoder;
use std::io::{Cursor, Read};

/// How it begins where it is packed by Deflate, as it always is.
pub(super) const MAGIC: &[u8] = b"\x1f\x8b\x08";

/// The length of a header of tar.
const HEADER: u64 = 512;

pub(super) fn read(attached: &Attached<'_>, room: &Room) -> Option<Archive> {
    let decoder = MultiGzDecoder::new(attached.bytes);
    let name = name(decoder.header()?.filename(), attached.name);
    let mut decoder = room.counts(decoder);
    let mut start = Vec::new();
    // Without room only its name is known.
    let _ = decoder.by_ref().take(HEADER).read_to_end(&mut start);
    let magic = start.get(tar::MAGIC_AT..);
    let is_tar = magic.is_some_and(|magic| magic.starts_with(tar::MAGIC));
    let mut whole = Cursor::new(start).chain(decoder);
    if is_tar {
        return tar::stream(whole);
    }
    let mut archive = Archive::default();
    if let Some(name) = archive.name(&name?) {
        archive.file(name, &mut whole, &Room::endless());
    }
    Some(archive)
}

/// What the file was called before it was packed; if that is not said, as the attachment is called, without the ending.
fn name(stated: Option<&[u8]>, own: Option<&str>) -> Option<String> {
    let stated = stated.map(|name| String::from_utf8_lossy(name).into_owned());
    stated.or_else(|| {
        let (front, end) = own?.rsplit_once('.')?;
        end.eq_ignore_ascii_case("gz").then(|| front.to_owned())
    })
}
