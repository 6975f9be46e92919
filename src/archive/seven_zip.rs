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
use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Error, Password};
use std::io::{self, Read, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;

pub(super) fn read(walk: &mut Walk<'_>, reader: &mut dyn ReadSeek) -> Result<(), Halt> {
    let opened = unlocked(walk, reader)?;
    let members = opened.directory.files.len();
    if members > MAX_MEMBERS {
        return Err(ArchiveError::TooManyMembers(members as u64).into());
    }
    let mut halt = None;
    let end = opened.each(reader, &mut |entry, reader| {
        if entry.is_directory() {
            return Ok(ControlFlow::Continue(()));
        }
        let member = Member::named(Container::SevenZip, entry.name());
        let reader = Unpacked {
            reader,
            tally: Arc::clone(&walk.tally),
        };
        match walk.member(member, Content::Stream(Box::new(reader))) {
            Ok(()) => Ok(ControlFlow::Continue(())),
            Err(stop) => {
                halt = Some(stop);
                Ok(ControlFlow::Break(()))
            }
        }
    });
    match halt {
        Some(halt) => Err(halt),
        None => end.map_err(|error| told(error).into()),
    }
}

/// An archive whose directory was read.
struct Opened {
    directory: Archive,
    password: Password,
    /// The memory for each coder, in KiB.
    limit: usize,
}

/// Takes a member and its bytes; a break ends the reading.
type Each<'e> = dyn FnMut(&ArchiveEntry, &mut dyn Read) -> Result<ControlFlow<()>, Error> + 'e;

impl Opened {
    fn new(mut reader: &mut dyn ReadSeek, password: Password) -> Result<Self, Error> {
        // Each coder of a chain takes a window of its own.
        let coders = directory_coders(&mut reader)?;
        let limit = share(coders)?;
        reader.seek(SeekFrom::Start(0))?;
        let directory = Archive::read_with_memory_limit(&mut reader, &password, limit)?;
        let chains = directory
            .blocks
            .iter()
            .map(|block| block.coders.len() as u64);
        Ok(Self {
            limit: share(chains.max().unwrap_or(0))?,
            directory,
            password,
        })
    }

    /// Unpacks the members, block by block, and then those without bytes.
    fn each(&self, mut reader: &mut dyn ReadSeek, each: &mut Each<'_>) -> Result<(), Error> {
        let mut is_over = false;
        for number in 0..self.directory.blocks.len() {
            let block = BlockDecoder::new_with_memory_limit(
                1, // Each thread takes memory of its own.
                self.limit,
                number,
                &self.directory,
                &self.password,
                &mut reader,
            );
            block.for_each_entries(&mut |entry, reader| {
                is_over = each(entry, reader)?.is_break();
                Ok(!is_over)
            })?;
            if is_over {
                return Ok(());
            }
        }
        let places = self.directory.stream_map.file_block_index.iter();
        for (entry, _) in self
            .directory
            .files
            .iter()
            .zip(places)
            .filter(|(_, block)| block.is_none())
        {
            if each(entry, &mut io::empty())?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Whether the password opens the first protected member, if there is one.
    fn opens(&self, walk: &Walk<'_>, reader: &mut dyn ReadSeek) -> Result<bool, Error> {
        let files = &self.directory.files;
        let protected = (0..files.len())
            .find(|&at| files[at].has_stream() && self.directory.is_file_encrypted(at))
            .map(|at| files[at].name().to_owned());
        let Some(protected) = protected else {
            return Ok(true);
        };
        if self.password.is_empty() {
            return Ok(false);
        }
        let mut is_open = false;
        self.each(reader, &mut |entry, reader| {
            if entry.name() != protected {
                return Ok(ControlFlow::Continue(()));
            }
            let mut reader = Unpacked {
                reader,
                tally: Arc::clone(&walk.tally),
            };
            io::copy(&mut reader, &mut io::sink())?;
            is_open = true;
            Ok(ControlFlow::Break(()))
        })?;
        Ok(is_open)
    }
}

/// How much of the memory is for one of so many coders, in KiB.
fn share(coders: u64) -> Result<usize, Error> {
    let coders = usize::try_from(coders)
        .ok()
        .filter(|count| *count <= MAX_CODERS);
    let coders = coders.ok_or_else(|| io::Error::other("too many coders behind one another"))?;
    Ok(MAX_UNPACKER / coders.max(1))
}

/// The archive with the password that opens it; one that is not protected, with none.
fn unlocked(walk: &Walk<'_>, reader: &mut dyn ReadSeek) -> Result<Opened, ArchiveError> {
    let words = walk.options.passwords.iter().map(String::as_str);
    let words = words.chain(USUAL.iter().copied());
    for password in [Password::empty()]
        .into_iter()
        .chain(words.map(Password::from))
    {
        let is_given = !password.is_empty();
        let opened = Opened::new(reader, password);
        let opened = opened.and_then(|opened| Ok((opened.opens(walk, reader)?, opened)));
        match opened {
            Ok((true, opened)) => return Ok(opened),
            Err(error) if !is_given && !is_locked(&error) => return Err(told(error)),
            // A wrong password gives bytes that make no sense.
            Ok(_) | Err(_) => {}
        }
    }
    Err(ArchiveError::Encrypted)
}

/// Whether an archive says that it is protected.
fn is_locked(error: &Error) -> bool {
    matches!(error, Error::PasswordRequired | Error::MaybeBadPassword(_))
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
        error => ArchiveError::damaged(Container::SevenZip, what(&error)),
    }
}

/// What is wrong with an archive. The library's own words are those of its source.
fn what(error: &Error) -> String {
    match error {
        Error::Io(error, _) | Error::FileOpen(error, _) => error.to_string(),
        Error::Other(text) => text.to_string(),
        Error::ChecksumVerificationFailed => "the checksum of a member is wrong".to_owned(),
        Error::NextHeaderCrcMismatch => "the checksum of its directory is wrong".to_owned(),
        Error::UnsupportedVersion { major, minor } => format!("version {major}.{minor}"),
        _ => "its directory makes no sense".to_owned(),
    }
}
