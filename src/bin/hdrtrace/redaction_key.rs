//! The key of redaction.

use crate::config::{self, Redaction};
use crate::files;
use crate::output::say;
use anyhow::{Context, Result, anyhow, bail};
use hdrtrace::redact::Key;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// More than a file of 64 digits has.
const MAX_KEY_FILE: u64 = 1024;

/// The key of redaction: from its file, or made and kept there.
pub(crate) fn key(redaction: &Redaction) -> Result<Key> {
    let path = match &redaction.key {
        Some(path) => path.clone(),
        None => default_key()?,
    };
    let place = || format!("the redaction key {}", path.display());
    if let Some(key) = kept(&path).with_context(place)? {
        return Ok(key);
    }
    let key = Key::random().context("cannot get a random number for the redaction key")?;
    match make_key(&path, &key) {
        Ok(()) => {
            say(&format!("created {}; keep it, and keep it secret", place()));
            Ok(key)
        }
        // Another run was first; its key is the one.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => kept(&path)
            .with_context(place)?
            .ok_or_else(|| anyhow!("{}: disappeared while it was read; try again", place())),
        Err(error) => Err(error).with_context(place),
    }
}

/// The key of a file, if there is one.
fn kept(path: &Path) -> Result<Option<Key>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    only_ours(&file)?;
    let mut text = String::new();
    (&mut file).take(MAX_KEY_FILE).read_to_string(&mut text)?;
    let key = Key::from_hex(&text);
    Ok(Some(key.ok_or_else(|| {
        anyhow!(
            "not 64 hexadecimal digits; name another file, or delete it to have a new key created"
        )
    })?))
}

fn default_key() -> Result<PathBuf> {
    let folder = config::folder().ok_or_else(|| {
        anyhow!("there is no configuration folder for the redaction key; give --redact-key FILE")
    })?;
    Ok(folder.join("redaction.key"))
}

/// Writes a key that nobody else can read at any moment.
fn make_key(path: &Path, key: &Key) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    files::write_private(path, format!("{}\n", key.to_hex()).as_bytes())
}

/// Refuses a key that others can read, or that is another's: with it they can tell who is behind a token.
#[cfg(unix)]
fn only_ours(file: &File) -> Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let meta = file.metadata()?;
    let user = rustix::process::geteuid().as_raw();
    if meta.uid() != user {
        bail!(
            "belongs to another user ({}, you are {user}); give a key file of your own",
            meta.uid()
        );
    }
    let mode = meta.permissions().mode();
    if mode & 0o077 != 0 {
        bail!(
            "can be read by others (mode {:03o}); run chmod 600 on it",
            mode & 0o777
        );
    }
    Ok(())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the form of its twin")]
fn only_ours(_: &File) -> Result<()> {
    Ok(())
}
