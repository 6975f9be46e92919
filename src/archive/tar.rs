//! tar archives, read as a stream.

use super::content::Content;
use super::error::{ArchiveError, Halt, is_told};
use super::member::Member;
use super::walk::Walk;
use crate::limits::{MAX_MEMBER_NAME, MAX_MEMBERS};
use crate::words::origin::Container;
use ::tar::EntryType;
use std::io::{self, Read};

/// Where the magic of POSIX and GNU tar stands.
const MAGIC: std::ops::Range<usize> = 257..262;

/// Where the checksum of a header stands, and its length.
const CHECKSUM: std::ops::Range<usize> = 148..156;
const HEADER: usize = 512;

/// The magic alone may stand in a message.
pub(super) fn sniff(head: &[u8]) -> bool {
    let Some(header) = head
        .get(..HEADER)
        .filter(|_| head.get(MAGIC) == Some(b"ustar"))
    else {
        return false;
    };
    let digits = header[CHECKSUM]
        .trim_ascii_start()
        .split(|byte| !byte.is_ascii_digit());
    let stated = digits
        .take(1)
        .find_map(|digits| std::str::from_utf8(digits).ok());
    let stated = stated.and_then(|digits| u32::from_str_radix(digits, 8).ok());
    let sum = (0..).zip(header).map(|(at, byte)| {
        // It is computed with spaces in its own place.
        u32::from(if CHECKSUM.contains(&at) { b' ' } else { *byte })
    });
    stated == Some(sum.sum())
}

pub(super) fn read(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    let mut archive = ::tar::Archive::new(reader);
    let mut name = None;
    // Names in entries of their own are read here, with a limit; the library would keep them whole.
    for (number, entry) in (0_usize..).zip(archive.entries().map_err(damaged)?.raw(true)) {
        let mut entry = entry.map_err(damaged)?;
        if number == MAX_MEMBERS {
            return Err(ArchiveError::TooManyMembers(number as u64 + 1).into());
        }
        match entry.header().entry_type() {
            EntryType::GNULongName => {
                let long = start_of(&mut entry)?;
                let end = memchr::memchr(0, &long).unwrap_or(long.len());
                name = Some(text(&long[..end]));
            }
            EntryType::XHeader => name = path(&start_of(&mut entry)?).or(name),
            EntryType::Regular | EntryType::Continuous => {
                let own = name.take().unwrap_or_else(|| text(&entry.path_bytes()));
                let member = Member::named(Container::Tar, &own);
                walk.member(member, Content::Stream(Box::new(entry)))?;
            }
            kind @ (EntryType::Link | EntryType::GNUSparse) => {
                let own = name.take().unwrap_or_else(|| text(&entry.path_bytes()));
                let what = if kind == EntryType::Link {
                    "a link to another member"
                } else {
                    "a sparse file"
                };
                let member = Member::named(Container::Tar, &own);
                walk.failed(member, ArchiveError::Method(what.to_owned()))?;
            }
            _ => name = None,
        }
    }
    Ok(())
}

/// As much of an entry as a name may take, with the words around it.
fn start_of(entry: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    entry
        .take(2 * MAX_MEMBER_NAME as u64)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The path of a POSIX extended header: records of a length, a space, a key, `=`, a value, a line end.
fn path(mut records: &[u8]) -> Option<String> {
    loop {
        let blank = memchr::memchr(b' ', records)?;
        let length: usize = std::str::from_utf8(&records[..blank]).ok()?.parse().ok()?;
        let record = records.get(blank + 1..length)?;
        if let Some(value) = record.strip_prefix(b"path=") {
            return Some(text(value.strip_suffix(b"\n").unwrap_or(value)));
        }
        records = &records[length..];
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn damaged(error: io::Error) -> Halt {
    if is_told(&error) {
        return error.into();
    }
    ArchiveError::damaged(Container::Tar, error).into()
}
