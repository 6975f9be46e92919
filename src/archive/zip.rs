//! ZIP archives; protected ones with the passwords that desks use.

use super::content::{Content, ReadSeek};
use super::error::{ArchiveError, Halt, is_told, of_io};
use super::member::Member;
use super::tally::Unpacked;
use super::walk::Walk;
use crate::limits::{MAX_INPUT, MAX_MEMBERS, MAX_ZIP_TAIL};
use crate::words::origin::Container;
use ::zip::ZipArchive;
use ::zip::result::ZipError;
use std::borrow::Cow;
use std::io::{Read, SeekFrom};
use std::sync::Arc;

/// What those who pass on malware and phish protect it with.
pub(super) const USUAL: &[&str] = &["infected", "malware", "virus"];

pub(super) fn sniff(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

pub(super) fn read(walk: &mut Walk<'_>, reader: &mut dyn ReadSeek) -> Result<(), Halt> {
    // The library keeps the whole directory in memory.
    let members = stated(reader)?;
    if members > MAX_MEMBERS as u64 {
        return Err(ArchiveError::TooManyMembers(members).into());
    }
    reader.seek(SeekFrom::Start(0))?;
    let mut archive = ZipArchive::new(reader).map_err(told)?;
    // What opened the last member probably opens the next.
    let mut passwords: Vec<String> = walk.options.passwords.clone();
    passwords.extend(USUAL.iter().map(|&word| word.to_owned()));
    // Of members with the same name, the library keeps one.
    let kept = archive.len() as u64;
    if kept < members {
        let what = format!(
            "{} of {members} members share their names with others, and are not read",
            members - kept
        );
        walk.failed(
            Member::new(Container::Zip, "directory"),
            ArchiveError::damaged(Container::Zip, what),
        )?;
    }
    if archive.offset() > 0 {
        let what = format!("{} bytes before the archive are not read", archive.offset());
        walk.failed(
            Member::new(Container::Zip, "directory"),
            ArchiveError::damaged(Container::Zip, what),
        )?;
    }
    for index in 0..archive.len() {
        let (member, is_encrypted) = match archive.by_index_raw(index) {
            Ok(file) if !file.is_dir() || file.size() > 0 => {
                let name = String::from_utf8_lossy(file.name_raw());
                (Member::named(Container::Zip, &name), file.encrypted())
            }
            Ok(_) => continue,
            Err(error) => {
                let member = Member::new(Container::Zip, (index + 1).to_string());
                walk.failed(member, told(error))?;
                continue;
            }
        };
        if is_encrypted {
            match decrypted(walk, &mut archive, index, &mut passwords) {
                Ok(bytes) => walk.member(member, Content::Bytes(Cow::Owned(bytes)))?,
                Err(error) => walk.failed(member, error)?,
            }
            continue;
        }
        match archive.by_index(index) {
            Ok(file) => {
                let reader = unpacked(walk, file);
                walk.member(member, Content::Stream(Box::new(reader)))?;
            }
            Err(error) => walk.failed(member, told(error))?,
        }
    }
    Ok(())
}

fn unpacked<R: Read>(walk: &Walk<'_>, reader: R) -> Unpacked<R> {
    Unpacked {
        reader,
        tally: Arc::clone(&walk.tally),
    }
}

/// A protected member. A wrong password may open it, too (one in 256 does in the older cipher): only the checksum at its end
/// tells.
fn decrypted(
    walk: &Walk<'_>,
    archive: &mut ZipArchive<&mut dyn ReadSeek>,
    index: usize,
    passwords: &mut [String],
) -> Result<Vec<u8>, ArchiveError> {
    for at in 0..passwords.len() {
        let file = match archive.by_index_decrypt(index, passwords[at].as_bytes()) {
            Ok(file) => file,
            Err(ZipError::InvalidPassword) => continue,
            Err(error) => return Err(told(error)),
        };
        let mut bytes = Vec::new();
        let limit = MAX_INPUT as u64 + 1;
        match unpacked(walk, file).take(limit).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() > MAX_INPUT => return Err(ArchiveError::TooLarge(Container::Zip)),
            Ok(_) => {
                passwords.swap(0, at);
                return Ok(bytes);
            }
            Err(error) if is_told(&error) => return Err(of_io(error)),
            Err(_) => {}
        }
    }
    Err(ArchiveError::Encrypted)
}

fn told(error: ZipError) -> ArchiveError {
    match error {
        ZipError::Io(error) if is_told(&error) => of_io(error),
        ZipError::UnsupportedArchive(what) => ArchiveError::Method(what.to_owned()),
        ZipError::CompressionMethodNotSupported(method) => {
            ArchiveError::Method(format!("compression method {method}"))
        }
        error => ArchiveError::damaged(Container::Zip, error),
    }
}

/// How many members the archive says that it has (APPNOTE 4.3.16, 4.3.14); 0 where it says nothing.
fn stated(reader: &mut dyn ReadSeek) -> Result<u64, Halt> {
    let size = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(size.saturating_sub(MAX_ZIP_TAIL)))?;
    let mut tail = Vec::new();
    reader.take(MAX_ZIP_TAIL).read_to_end(&mut tail)?;
    let Some(record) = memchr::memmem::rfind(&tail, b"PK\x05\x06") else {
        return Ok(0);
    };
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
    };
    let count = tail.get(record + 10..record + 12).map_or(0, number);
    let is_64 = memchr::memmem::rfind(&tail, b"PK\x06\x06")
        .and_then(|at| tail.get(at + 32..at + 40))
        .map(number);
    Ok(is_64.unwrap_or(0).max(count))
}
