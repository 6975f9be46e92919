//! 7z archives; protected ones with the passwords that desks use.

use super::content::{Content, ReadSeek};
use super::error::{ArchiveError, Halt, is_told, of_io};
use super::member::Member;
use super::tally::Unpacked;
use super::walk::Walk;
use super::zip::USUAL;
use crate::codec::seven_zip::directory_coders;
use crate::limits::{MAX_CODERS, MAX_MEMBERS, MAX_UNPACKER};
use crate::words::origin::Container;
use sevenz_rust2::{Archive, ArchiveReader, EntryDecision, Error, Password};
use std::io::{self, SeekFrom};
use std::sync::Arc;

pub(super) fn read(walk: &mut Walk<'_>, reader: &mut dyn ReadSeek) -> Result<(), Halt> {
    let password = password(walk, reader)?;
    let mut archive = open(reader, &password).map_err(told)?;
    let members = archive.archive().files.len();
    if members > MAX_MEMBERS {
        return Err(ArchiveError::TooManyMembers(members as u64).into());
    }
    let mut halt = None;
    let end = archive.for_each_entries_with_decision(|entry, reader| {
        if entry.is_directory() {
            return Ok(EntryDecision::Continue);
        }
        let member = Member::named(Container::SevenZip, entry.name());
        let reader = Unpacked {
            reader,
            tally: Arc::clone(&walk.tally),
        };
        match walk.member(member, Content::Stream(Box::new(reader))) {
            Ok(()) => Ok(EntryDecision::Continue),
            Err(stop) => {
                halt = Some(stop);
                Ok(EntryDecision::Stop)
            }
        }
    });
    match halt {
        Some(halt) => Err(halt),
        None => end.map_err(|error| told(error).into()),
    }
}

fn open<'r>(
    mut reader: &'r mut dyn ReadSeek,
    password: &Password,
) -> Result<ArchiveReader<&'r mut dyn ReadSeek>, Error> {
    // Each coder of a chain takes a window of its own.
    let coders = directory_coders(&mut reader)?;
    let limit = share(coders)?;
    reader.seek(SeekFrom::Start(0))?;
    let directory = Archive::read_with_memory_limit(&mut reader, password, limit)?;
    let chains = directory
        .blocks
        .iter()
        .map(|block| block.coders.len() as u64);
    let limit = share(chains.max().unwrap_or(0).max(coders))?;
    reader.seek(SeekFrom::Start(0))?;
    let mut archive = ArchiveReader::new_with_memory_limit(reader, password.clone(), limit)?;
    // Each thread takes memory of its own.
    archive.set_thread_count(1);
    Ok(archive)
}

/// How much of the memory is for one of so many coders, in KiB.
fn share(coders: u64) -> Result<usize, Error> {
    let coders = usize::try_from(coders)
        .ok()
        .filter(|count| *count <= MAX_CODERS);
    let coders = coders.ok_or_else(|| io::Error::other("too many coders behind one another"))?;
    Ok(MAX_UNPACKER / coders.max(1))
}

/// The password that opens an archive; of one that is not protected, none.
fn password(walk: &Walk<'_>, reader: &mut dyn ReadSeek) -> Result<Password, ArchiveError> {
    let words = walk.options.passwords.iter().map(String::as_str);
    let words = words.chain(USUAL.iter().copied());
    for password in [Password::empty()]
        .into_iter()
        .chain(words.map(Password::from))
    {
        match opens(walk, reader, &password) {
            Ok(true) => return Ok(password),
            Err(error) if password.is_empty() && !is_locked(&error) => return Err(told(error)),
            // A wrong password gives bytes that make no sense.
            Ok(false) | Err(_) => {}
        }
    }
    Err(ArchiveError::Encrypted)
}

/// Whether an archive says that it is protected.
fn is_locked(error: &Error) -> bool {
    matches!(error, Error::PasswordRequired | Error::MaybeBadPassword(_))
}

/// Whether a password opens the directory of an archive and its first protected member.
fn opens(walk: &Walk<'_>, reader: &mut dyn ReadSeek, password: &Password) -> Result<bool, Error> {
    let mut archive = open(reader, password)?;
    let files = &archive.archive().files;
    let protected = (0..files.len())
        .find(|&at| files[at].has_stream() && archive.archive().is_file_encrypted(at))
        .map(|at| files[at].name().to_owned());
    let Some(protected) = protected else {
        return Ok(true);
    };
    if password.is_empty() {
        return Ok(false);
    }
    let mut is_open = false;
    archive.for_each_entries_with_decision(|entry, reader| {
        if entry.name() != protected {
            return Ok(EntryDecision::Continue);
        }
        let mut reader = Unpacked {
            reader,
            tally: Arc::clone(&walk.tally),
        };
        io::copy(&mut reader, &mut io::sink())?;
        is_open = true;
        Ok(EntryDecision::Stop)
    })?;
    Ok(is_open)
}

fn told(error: Error) -> ArchiveError {
    match error {
        Error::Io(error, _) if is_told(&error) => of_io(error),
        Error::PasswordRequired | Error::MaybeBadPassword(_) => ArchiveError::Encrypted,
        Error::UnsupportedCompressionMethod(method) => ArchiveError::Method(method),
        Error::MaxMemLimited { .. } => ArchiveError::Method(format!(
            "it needs more than {} MiB of memory",
            MAX_UNPACKER >> 10
        )),
        error => ArchiveError::damaged(Container::SevenZip, error),
    }
}
