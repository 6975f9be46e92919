//! What is read: files, standard input, folders, and the messages in them.

use crate::faults::Unreadable;
use anyhow::Result;
use hdrtrace::archive::{self, ArchiveError, Content, Item, Options, Summary};
use hdrtrace::input;
use hdrtrace::words::origin::Step;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// Hands on every message of an input. An error is [`Unreadable`], or says what is wrong with the container.
pub(crate) fn walk(
    file: &Path,
    options: &Options,
    sink: &mut dyn FnMut(Item<'_>) -> ControlFlow<()>,
) -> Result<Summary> {
    let end = if is_stdin(file) {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            let hint = "Paste the headers (or the whole message), then press Ctrl-D:";
            // Nobody is helped by an error about this.
            let _ = writeln!(io::stderr(), "{hint}");
        }
        archive::walk(Content::Stream(Box::new(stdin.lock())), options, sink)
    } else {
        archive::walk_path(file, options, sink)
    };
    end.map_err(|error| unreadable(file, error))
}

/// Why nothing of an input can be read: [`Unreadable`] names it already.
pub(crate) fn unreadable(file: &Path, error: ArchiveError) -> anyhow::Error {
    match error {
        ArchiveError::Io(error) => Unreadable::new(&shown(file), &error).into(),
        error => error.into(),
    }
}

/// Reads a file that is no message, as much as is read of an input, and what it is known by if it was longer. An error is [`Unreadable`].
pub(crate) fn read(file: &Path) -> Result<(Vec<u8>, Option<input::Whole>)> {
    let unreadable = |error: io::Error| Unreadable::new(&shown(file), &error);
    Ok(if is_stdin(file) {
        input::read_limited(io::stdin().lock()).map_err(unreadable)?
    } else {
        let opened = File::open(file).map_err(unreadable)?;
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

/// What a member of a container is called in errors: the file, and the way to it.
pub(crate) fn shown_member(file: &Path, steps: &[Step]) -> String {
    let mut name = shown(file);
    for step in steps {
        name.push_str(": ");
        name.push_str(&step.member);
    }
    name
}

/// What an input is called in reports.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) {
        "-".to_owned()
    } else {
        file.display().to_string()
    }
}
