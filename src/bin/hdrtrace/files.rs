//! Files that are written: whole or not at all, under a random name that is created anew, and over nothing that is there
//! unless that was asked for.

use crate::faults::{Unreadable, unwritable};
use anyhow::{Result, anyhow, bail};
use hdrtrace::limits::MAX_RULES_BYTES;
use hdrtrace::rules::RuleSet;
use std::fs::{self, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, PersistError};

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It stays, and that is an error; one without a byte in it, as `mktemp` makes them, holds nothing that could be lost.
    Keep,
    /// It is replaced. A link is replaced itself: what it leads to stays.
    Replace,
}

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Who the user's umask lets.
    Usual,
    /// The user alone, from the first byte.
    Owner,
}

/// Refuses a place that is taken, before work is done whose result could not be kept.
pub(crate) fn refuse_taken(path: &Path, existing: Existing) -> Result<()> {
    let is_taken = path.symlink_metadata().is_ok() && !is_stream(path) && !is_empty(path);
    if is_taken && existing == Existing::Keep {
        return Err(taken(path));
    }
    Ok(())
}

/// Refuses to write a file over the one that it is made from.
pub(crate) fn refuse_same(output: &Path, input: &Path) -> Result<()> {
    refuse_inputs(&[output], [input].into_iter())
}

/// Refuses to write files over those that they are made from.
pub(crate) fn refuse_inputs<'p>(
    outputs: &[&Path],
    mut inputs: impl Iterator<Item = &'p Path>,
) -> Result<()> {
    let there = outputs.iter().filter_map(|path| path.canonicalize().ok());
    let there: Vec<PathBuf> = there.collect();
    let same = |input: &Path| {
        let input = input.canonicalize().ok()?;
        there.contains(&input).then_some(input)
    };
    // Inputs may be many.
    let found = if there.is_empty() {
        None
    } else {
        inputs.find_map(same)
    };
    match found {
        Some(path) => bail!(
            "{} is the input, which is never overwritten; name another file",
            path.display()
        ),
        None => Ok(()),
    }
}

/// Refuses a place where no file can be made, before work is done whose result could not be kept.
pub(crate) fn refuse_impossible(path: &Path) -> Result<()> {
    if path.is_dir() {
        bail!("{} is a folder; name a file in it", path.display());
    }
    if is_stream(path) {
        return Ok(());
    }
    // It has no name: whatever ends the program leaves nothing of it.
    let tried = tempfile::tempfile_in(folder(path));
    tried.map(drop).map_err(|error| cannot(path, &error))
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: &[u8], existing: Existing) -> Result<()> {
    write_all(&[(path.to_owned(), bytes.to_vec())], existing)
}

/// Writes a file. What is known by a word takes the place of what was begun and not finished, as [`NewFile::begin`] has it.
pub(crate) fn write_known(
    path: &Path,
    bytes: &[u8],
    existing: Existing,
    known_by: Option<&str>,
) -> Result<()> {
    let mut file = NewFile::begin(path, existing, known_by)?;
    file.write_all(bytes)
        .map_err(|error| cannot(path, &error))?;
    file.finish()
}

/// Writes several files that belong together: all are on the disk before the first gets its name, and those of them that have
/// theirs go where a later one cannot get its own.
pub(crate) fn write_all(files: &[(PathBuf, Vec<u8>)], existing: Existing) -> Result<()> {
    let mut begun = Vec::new();
    for (path, bytes) in files {
        refuse_taken(path, existing)?;
        if is_stream(path) {
            write_stream(path, bytes).map_err(|error| cannot(path, &error))?;
        } else {
            let file = begin(path, bytes, Readers::Usual).map_err(|error| cannot(path, &error))?;
            begun.push((path, file));
        }
    }
    let mut named: Vec<&Path> = Vec::new();
    for (path, file) in begun {
        if let Err(error) = name(file, path, existing) {
            // What replaced another file stays: taking it away would not bring back the other.
            for path in named.iter().filter(|_| existing == Existing::Keep) {
                let _ = fs::remove_file(path);
            }
            return Err(error);
        }
        named.push(path);
    }
    Ok(())
}

/// Writes a file that only its owner can read, at any moment. Of several that do so at once one is first; the others are told
/// that it exists.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    begin(path, bytes, Readers::Owner)?
        .persist_noclobber(path)
        .map_err(|error| error.error)?;
    Ok(())
}

/// Reads a file of text that has a limit, and no more of it than that.
pub(crate) fn read_limited(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    let read = fs::File::open(path)?
        .take(most + 1)
        .read_to_string(&mut text)?;
    if u64::try_from(read).is_ok_and(|read| read > most) {
        return Err(io::Error::other(format!("longer than {most} bytes")));
    }
    Ok(text)
}

/// Reads rules of a team.
pub(crate) fn rules(path: &Path) -> Result<RuleSet> {
    let name = path.display().to_string();
    let most = u64::try_from(MAX_RULES_BYTES).unwrap_or(u64::MAX);
    let text = read_limited(path, most).map_err(|error| Unreadable::new(&name, &error))?;
    Ok(RuleSet::read(&text, &name)?)
}

/// An error of writing a file, with its name.
pub(crate) fn cannot(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("{}", unwritable(path, error))
}

/// All of it on the disk, beside the place where it will stand and under a name that nobody else has.
fn begin(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<NamedTempFile> {
    let mut file = new(path, readers, None)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The folder that a file is in.
pub(crate) fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// How a file is called that is not whole yet.
const PREFIX: &str = ".hdrtrace-";
const SUFFIX: &str = ".part";

/// Where a file stands that is not whole, and is known by a word.
pub(crate) fn part(path: &Path, known_by: &str) -> PathBuf {
    folder(path).join(format!("{PREFIX}{known_by}{SUFFIX}"))
}

/// A new file beside the place where it will stand. One that is known by a word is called by it, in the place of one of that name.
fn new(path: &Path, readers: Readers, known_by: Option<&str>) -> io::Result<NamedTempFile> {
    let folder = folder(path);
    let prefix = format!("{PREFIX}{}", known_by.unwrap_or_default());
    let mut new = tempfile::Builder::new();
    new.prefix(&prefix).suffix(SUFFIX);
    if let Some(word) = known_by {
        new.rand_bytes(0);
        let left = fs::remove_file(part(path, word));
        left.or_else(|error| match error.kind() {
            ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })?;
    }
    #[cfg(unix)]
    if readers == Readers::Usual {
        use std::os::unix::fs::PermissionsExt;
        // The umask takes off what it always does.
        new.permissions(fs::Permissions::from_mode(0o666));
    }
    new.tempfile_in(folder)
}

/// A file that grows, and gets its name when all of it is on the disk. Dropped before that, it leaves nothing.
pub(crate) enum NewFile {
    Named {
        file: NamedTempFile,
        path: PathBuf,
        existing: Existing,
    },
    /// A device or a pipe, which has no whole.
    Stream(fs::File),
}

impl NewFile {
    /// Begins it. What is known by a word, which nobody else may know or use at the same time, takes the place of what was begun
    /// and not finished.
    pub(crate) fn begin(path: &Path, existing: Existing, known_by: Option<&str>) -> Result<Self> {
        refuse_taken(path, existing)?;
        let begun = || -> io::Result<Self> {
            if is_stream(path) {
                return Ok(Self::Stream(fs::File::options().write(true).open(path)?));
            }
            Ok(Self::Named {
                file: new(path, Readers::Usual, known_by)?,
                path: path.to_owned(),
                existing,
            })
        };
        begun().map_err(|error| cannot(path, &error))
    }

    /// Where it stands until it has its name.
    pub(crate) fn place(&self) -> Option<&Path> {
        match self {
            Self::Named { file, .. } => Some(file.path()),
            Self::Stream(_) => None,
        }
    }

    /// Gives it its name.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Stream(mut file) => Ok(file.flush()?),
            Self::Named {
                file,
                path,
                existing,
            } => {
                let synced = file.as_file().sync_all();
                synced.map_err(|error| cannot(&path, &error))?;
                name(file, &path, existing)
            }
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Named { file, .. } => file.write(bytes),
            Self::Stream(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Named { file, .. } => file.flush(),
            Self::Stream(file) => file.flush(),
        }
    }
}

/// Opens a file that is written on, or begun, twice: to read it and to write it. No other process that asks has it at the same
/// time; it is its owner's alone.
pub(crate) fn open_journal(path: &Path) -> Result<(fs::File, fs::File)> {
    if path.metadata().is_ok_and(|meta| !meta.is_file()) {
        bail!(
            "{} is no regular file, and cannot be a journal",
            path.display()
        );
    }
    let mut options = fs::File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let writer = options.open(path).map_err(|error| cannot(path, &error))?;
    // Where files cannot be locked, nobody is kept out.
    if let Err(TryLockError::WouldBlock) = writer.try_lock() {
        bail!("{} is in use by another scan", path.display());
    }
    let reader = fs::File::open(path).map_err(|error| cannot(path, &error))?;
    Ok((reader, writer))
}

/// Gives a file its name.
fn name(file: NamedTempFile, path: &Path, existing: Existing) -> Result<()> {
    let done = match existing {
        Existing::Keep if !is_empty(path) => file.persist_noclobber(path),
        Existing::Keep | Existing::Replace => file.persist(path),
    };
    done.map(drop)
        .map_err(|PersistError { error, .. }| match error.kind() {
            ErrorKind::AlreadyExists => taken(path),
            _ => cannot(path, &error),
        })
}

/// Whether there is a file with bytes in it, be it by a link.
pub(crate) fn is_begun(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.len() > 0)
}

/// Whether a path leads to a device or a pipe, which has no whole to replace.
pub(crate) fn is_stream(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

/// Whether there is a file of no bytes: itself, not what a link leads to.
fn is_empty(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|meta| meta.is_file() && meta.len() == 0)
}

fn write_stream(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut stream = fs::File::options().write(true).open(path)?;
    stream.write_all(bytes)?;
    stream.flush()
}

fn taken(path: &Path) -> anyhow::Error {
    anyhow!("{} already exists; --overwrite replaces it", path.display())
}
