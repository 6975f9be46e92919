//! Folders: Maildir and Maildir++, MH, and plain ones. In the order of their names, so that the same folder gives the same list.

use super::content::Content;
use super::error::{ArchiveError, Halt};
use super::formats::FORMATS;
use super::ignored::Ignored;
use super::item::{Item, Summary};
use super::member::{Expect, Member, promises_mail};
use super::options::Options;
use super::walk::Walk;
use crate::words::origin::Container;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Hands on every message of a file, or of a folder and the folders in it.
pub fn walk_path(
    path: &Path,
    options: &Options,
    sink: &mut dyn FnMut(Item<'_>) -> ControlFlow<()>,
) -> Result<Summary, ArchiveError> {
    let mut walk = Walk::new(FORMATS, options, sink);
    walk.top = name(path);
    walk.run(|walk| {
        if path.is_dir() {
            folder(walk, path, "", &mut Ignored::new(!options.no_ignore))
        } else {
            file(walk, path)
        }
    })
}

fn file(walk: &mut Walk<'_>, path: &Path) -> Result<(), Halt> {
    let content = walk.counted(Content::File(File::open(path)?))?;
    walk.open(content, Expect::Anything)
}

/// A folder that is at this place below the one that was named.
fn folder(
    walk: &mut Walk<'_>,
    path: &Path,
    below: &str,
    ignored: &mut Ignored,
) -> Result<(), Halt> {
    let before = ignored.enter(path);
    let end = within(walk, path, below, ignored);
    ignored.leave(before);
    end
}

fn within(
    walk: &mut Walk<'_>,
    path: &Path,
    below: &str,
    ignored: &mut Ignored,
) -> Result<(), Halt> {
    let inside = match listed(walk, path, ignored) {
        Ok(inside) => inside,
        // The one that was named is the whole input.
        Err(error) if below.is_empty() => return Err(error.into()),
        Err(error) => {
            let member = Member::new(Container::Folder, below.trim_end_matches('/'));
            return walk.failed(member, ArchiveError::Io(error));
        }
    };
    let is_maildir = is_maildir(path);
    if is_maildir {
        for part in PARTS {
            let part_path = path.join(part);
            if !inside.folders.contains(&part_path) && !leads_away(&part_path, path, below) {
                continue;
            }
            let below_part = format!("{below}{part}/");
            match listed(walk, &part_path, ignored) {
                Ok(inside) => {
                    for path in inside.files {
                        message_of_maildir(walk, &path, &below_part)?;
                    }
                    // What somebody sorted there is no part of a Maildir, but it is mail.
                    for path in inside.folders {
                        plain_folder(walk, &path, &below_part, ignored)?;
                    }
                }
                Err(error) => {
                    let member = Member::new(Container::Maildir, format!("{below}{part}"));
                    walk.failed(member, ArchiveError::Io(error))?;
                }
            }
        }
    }
    for path in inside.files {
        // Beside the messages of a Maildir lie the server's own files.
        if !is_maildir || promises_mail(&name(&path)) {
            plain(walk, &path, below)?;
        }
    }
    for path in inside.folders {
        let name = name(&path);
        if is_maildir && (PARTS.contains(&name.as_str()) || name == "tmp") {
            continue;
        }
        if is_maildir {
            // The folders of a Maildir++ have names with a dot.
            folder(walk, &path, &format!("{below}{name}/"), ignored)?;
        } else {
            plain_folder(walk, &path, below, ignored)?;
        }
    }
    Ok(())
}

fn plain_folder(
    walk: &mut Walk<'_>,
    path: &Path,
    below: &str,
    ignored: &mut Ignored,
) -> Result<(), Halt> {
    let name = name(path);
    if name.starts_with('.') && !is_maildir(path) && !walk.options.hidden {
        walk.summary.hidden += 1;
        return Ok(());
    }
    folder(walk, path, &format!("{below}{name}/"), ignored)
}

/// Whether a part of a Maildir is a link to a folder elsewhere, as where it has a disk of its own. One to a folder that is walked
/// through itself would give each message twice.
fn leads_away(part: &Path, maildir: &Path, below: &str) -> bool {
    let top = maildir.ancestors().nth(below.matches('/').count());
    let top = top.and_then(|top| top.canonicalize().ok());
    match (top, part.canonicalize()) {
        (Some(top), Ok(target)) => target.is_dir() && !target.starts_with(top),
        _ => false,
    }
}

fn is_maildir(path: &Path) -> bool {
    PARTS.iter().all(|part| path.join(part).is_dir())
}

/// The parts of a Maildir that hold messages; what is in `tmp` is not whole yet.
const PARTS: &[&str] = &["cur", "new"];

fn plain(walk: &mut Walk<'_>, path: &Path, below: &str) -> Result<(), Halt> {
    let name = name(path);
    let is_promised = promises_mail(&name);
    // Hidden files and the summaries of Thunderbird are a program's own, unless they are called messages.
    if name.starts_with('.') && !is_promised && !walk.options.hidden {
        walk.summary.hidden += 1;
        return Ok(());
    }
    if Path::new(&name).extension().is_some_and(|end| end == "msf") {
        walk.summary.passed_over += 1;
        return Ok(());
    }
    let expect = if is_promised {
        Expect::Message
    } else {
        Expect::Anything
    };
    let member = Member {
        expect,
        ..Member::new(Container::Folder, format!("{below}{name}"))
    };
    open(walk, member, path)
}

/// A file of a Maildir: `unique:2,FLAGS`; on file systems without colons another character stands for it.
fn message_of_maildir(walk: &mut Walk<'_>, path: &Path, below: &str) -> Result<(), Halt> {
    let name = name(path);
    if name.starts_with('.') && !walk.options.hidden {
        walk.summary.hidden += 1;
        return Ok(());
    }
    let mut member = Member {
        expect: Expect::Surely,
        ..Member::new(Container::Maildir, format!("{below}{name}"))
    };
    if let Some((_, flags)) = name
        .rsplit_once("2,")
        .filter(|(before, _)| before.ends_with([':', ';', '!']))
    {
        member.fact("flags", flags);
    }
    open(walk, member, path)
}

fn open(walk: &mut Walk<'_>, member: Member, path: &Path) -> Result<(), Halt> {
    let content = File::open(path)
        .map_err(ArchiveError::Io)
        .and_then(|file| walk.counted(Content::File(file)));
    match content {
        Ok(content) => walk.member(member, content),
        Err(error) => walk.failed(member, error),
    }
}

/// What is in a folder.
struct Inside {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

/// What of a folder is looked at: what is ignored is counted.
fn listed(walk: &mut Walk<'_>, path: &Path, ignored: &Ignored) -> io::Result<Inside> {
    let mut inside = sorted(path)?;
    let own = own_names(&walk.options.own, path);
    inside
        .files
        .retain(|path| path.file_name().is_none_or(|name| !own.contains(&name)));
    let mut is_kept = |path: &PathBuf, is_folder| {
        let is_named = ignored.names(path, is_folder);
        walk.summary.ignored += u64::from(is_named);
        !is_named
    };
    inside.files.retain(|path| is_kept(path, false));
    inside.folders.retain(|path| is_kept(path, true));
    Ok(inside)
}

/// The names in a folder that are of whoever reads it.
fn own_names<'o>(own: &'o [PathBuf], folder: &Path) -> Vec<&'o OsStr> {
    if own.is_empty() {
        return Vec::new();
    }
    let folder = folder.canonicalize().ok();
    let mut own = own.iter().map(PathBuf::as_path).collect::<Vec<_>>();
    own.retain(|path| path.parent() == folder.as_deref());
    own.into_iter().filter_map(Path::file_name).collect()
}

/// The files and folders in a folder, each in the order of its name; numbers by their value, as MH has them. Links to folders
/// are not followed: they may lead back.
fn sorted(path: &Path) -> io::Result<Inside> {
    let mut inside = Inside {
        files: Vec::new(),
        folders: Vec::new(),
    };
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            inside.folders.push(entry.path());
        } else if kind.is_file() || kind.is_symlink() && may_be_file(&entry.path()) {
            inside.files.push(entry.path());
        }
    }
    for list in [&mut inside.files, &mut inside.folders] {
        list.sort_by_cached_key(|path| {
            let name = name(path);
            let number = name.parse::<u64>().ok().filter(|_| !name.starts_with('+'));
            (number.is_none(), number, name)
        });
    }
    Ok(inside)
}

/// Whether a link leads to a file, or cannot be followed: that is an error in its place.
fn may_be_file(link: &Path) -> bool {
    link.metadata().map_or(true, |meta| meta.is_file())
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
