//! What is read.

use anyhow::{Result, anyhow, bail};
use hdrtrace::input;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Reads an input, and says what it is known by if it was longer than is read.
pub(crate) fn read(file: &Path) -> Result<(Vec<u8>, Option<input::Whole>)> {
    Ok(if is_stdin(file) {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            writeln!(
                io::stderr(),
                "Paste the headers (or the whole message), then press Ctrl-D:"
            )?;
        }
        input::read_limited(stdin.lock())?
    } else {
        let opened =
            File::open(file).map_err(|error| anyhow!("cannot be opened: {}", reason(&error)))?;
        if opened.metadata().is_ok_and(|meta| meta.is_dir()) {
            bail!(
                "is a directory: name the messages in it, such as {}/*.eml",
                file.display()
            );
        }
        input::read_limited(opened)
            .map_err(|error| anyhow!("cannot be read: {}", reason(&error)))?
    })
}

/// An I/O error without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether a file's name stands for standard input.
pub(crate) fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What an input is called in reports.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) {
        "-".to_owned()
    } else {
        file.display().to_string()
    }
}
