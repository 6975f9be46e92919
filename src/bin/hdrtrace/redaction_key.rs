//! The key of redaction.

use crate::config::{self, Redaction};
use crate::output::say;
use anyhow::{Context, Result, anyhow, bail};
use hdrtrace::redact::Key;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The key of redaction: from its file, or made and kept there.
pub(crate) fn key(redaction: &Redaction) -> Result<Key> {
    let path = match &redaction.key {
        Some(path) => path.clone(),
        None => default_key()?,
    };
    let place = || format!("the key of redaction, {}", path.display());
    match fs::read_to_string(&path) {
        Ok(text) => {
            only_ours(&path).with_context(place)?;
            Key::from_hex(&text).ok_or_else(|| anyhow!("{}: is not 64 hexadecimal digits", place()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let key = Key::random().context("no random number for the key of redaction")?;
            make_key(&path, &key).with_context(place)?;
            say(&format!("made {}; keep it, and give it to nobody", place()))?;
            Ok(key)
        }
        Err(error) => Err(error).with_context(place),
    }
}

fn default_key() -> Result<PathBuf> {
    let folder = config::folder().ok_or_else(|| {
        anyhow!("there is no configuration folder for the key of redaction: give --redact-key")
    })?;
    Ok(folder.join("redaction.key"))
}

/// Writes a key that nobody else can read at any moment.
fn make_key(path: &Path, key: &Key) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut new = File::options();
    new.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        new.mode(0o600);
    }
    let mut file = new.open(path)?;
    writeln!(file, "{}", key.to_hex())?;
    file.sync_all()
}

/// Refuses a key that others can read: with it they can tell who is behind a token.
#[cfg(unix)]
fn only_ours(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!(
            "can be read by others (mode {:03o}): chmod 600 it",
            mode & 0o777
        );
    }
    Ok(())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the form of its twin")]
fn only_ours(_: &Path) -> Result<()> {
    Ok(())
}
