//! What is read.

use crate::faults::Unreadable;
use anyhow::Result;
use hdrtrace::input;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Reads an input, and says what it is known by if it was longer than is read. An error is [`Unreadable`].
pub(crate) fn read(file: &Path) -> Result<(Vec<u8>, Option<input::Whole>)> {
    Ok(if is_stdin(file) {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            writeln!(
                io::stderr(),
                "Paste the headers (or the whole message), then press Ctrl-D:"
            )?;
        }
        input::read_limited(stdin.lock()).map_err(|error| Unreadable::new(&shown(file), &error))?
    } else {
        let unreadable = |error: io::Error| Unreadable::new(&shown(file), &error);
        let opened = File::open(file).map_err(unreadable)?;
        if opened.metadata().is_ok_and(|meta| meta.is_dir()) {
            let error = io::Error::other(format!(
                "is a directory; name the messages in it, such as {}/*.eml",
                file.display()
            ));
            return Err(unreadable(error).into());
        }
        input::read_limited(opened).map_err(unreadable)?
    })
}

/// Whether a file's name stands for standard input.
pub(crate) fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What an input is called in errors.
pub(crate) fn shown(file: &Path) -> String {
    if is_stdin(file) {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    }
}

/// What an input is called in reports.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) {
        "-".to_owned()
    } else {
        file.display().to_string()
    }
}
