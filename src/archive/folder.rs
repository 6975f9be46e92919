//! Folders: Maildir and Maildir++, MH, and plain ones. In the order of their names, so that the same folder gives the same list.

use super::content::Content;
use super::error::{ArchiveError, Halt};
use super::formats::FORMATS;
use super::member::{Expect, Member, promises_mail};
use super::options::Options;
use super::walk::{Item, Summary, Walk};
use crate::words::origin::Container;
use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Files and folders that mail programs keep beside messages.
const BESIDE: &[&str] = &[
    "tmp",
    "courierimapkeywords",
    "dovecot-uidlist",
    "dovecot-keywords",
];

/// Hands on every message of a file, or of a folder and the folders in it.
pub fn walk_path(
    path: &Path,
    options: &Options,
    sink: &mut dyn FnMut(Item<'_>) -> ControlFlow<()>,
) -> Result<Summary, ArchiveError> {
    let mut walk = Walk::new(FORMATS, options, sink);
    let end = if path.is_dir() {
        folder(&mut walk, path, "")
    } else {
        file(&mut walk, path)
    };
    walk.finish(end)
}

fn file(walk: &mut Walk<'_>, path: &Path) -> Result<(), Halt> {
    let content = walk.counted(Content::File(File::open(path)?))?;
    walk.open(content, Expect::Anything)
}

/// A folder that is at this place below the one that was named.
fn folder(walk: &mut Walk<'_>, path: &Path, below: &str) -> Result<(), Halt> {
    let is_maildir = path.join("cur").is_dir() && path.join("new").is_dir();
    if is_maildir {
        for part in ["cur", "new"] {
            for path in sorted(&path.join(part))?.files {
                message_of_maildir(walk, &path, &format!("{below}{part}/"))?;
            }
        }
    }
    let inside = sorted(path)?;
    for path in inside.files {
        // Beside the messages of a Maildir lie only the server's own files.
        if !is_maildir {
            plain(walk, &path, below)?;
        }
    }
    for path in inside.folders {
        let name = name(&path);
        let is_own = is_maildir && matches!(name.as_str(), "cur" | "new");
        if !is_own && !is_beside(&name) {
            folder(walk, &path, &format!("{below}{name}/"))?;
        }
    }
    Ok(())
}

fn plain(walk: &mut Walk<'_>, path: &Path, below: &str) -> Result<(), Halt> {
    let name = name(path);
    if name.starts_with('.') || is_beside(&name) {
        return Ok(());
    }
    let expect = if promises_mail(&name) {
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
    if name.starts_with('.') {
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
        } else if kind.is_file() || kind.is_symlink() && entry.path().is_file() {
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

fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn is_beside(name: &str) -> bool {
    let ends = Path::new(name).extension();
    BESIDE.contains(&name) || name.starts_with("dovecot") || ends.is_some_and(|end| end == "msf")
}
