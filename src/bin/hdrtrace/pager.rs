//! Long reports page by page, as git shows its own: on a terminal only.

use crate::config::Output;
use anyhow::Result;
use hdrtrace::render::{Format, Style};
use signal_hook::consts::SIGINT;
use std::io::{self, IsTerminal, StdoutLock, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What is run where `PAGER` names nothing, with what it is told where `LESS` says nothing: to end at once where all fits,
/// to pass colors on, to leave the report on the screen.
const DEFAULT: &str = "less";
const LESS: &str = "FRX";

/// Where reports are written.
pub(crate) enum Pager {
    Direct(StdoutLock<'static>),
    Paged(Child),
}

impl Pager {
    /// The pager, where people read and one is wanted and found. It has the end of the report one key away, so that the
    /// conclusion is not repeated there.
    pub(crate) fn open(output: &Output, format: Format, style: &mut Style) -> Self {
        let direct = || Self::Direct(io::stdout().lock());
        let is_read = matches!(format, Format::Terminal | Format::Annotated);
        let wanted = is_read && output.pager && !output.brief && io::stdout().is_terminal();
        let Some(command) = wanted.then(command).flatten() else {
            return direct();
        };
        let mut pager = Command::new("sh");
        pager.arg("-c").arg(&command).stdin(Stdio::piped());
        if std::env::var_os("LESS").is_none() {
            pager.env("LESS", LESS);
        }
        match pager.spawn() {
            Ok(child) => {
                style.rows = None;
                // Ctrl-C is the pager's: it stops a search there, and must not leave it without us.
                let seen = Arc::new(AtomicBool::new(false));
                let _ = signal_hook::flag::register(SIGINT, seen);
                Self::Paged(child)
            }
            Err(_) => direct(),
        }
    }

    /// Writes what is left, and waits until all was read.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.flush()?;
        Ok(())
    }
}

/// What `PAGER` names; `None` where that is nothing or only passes on, and where the default is not installed.
fn command() -> Option<String> {
    let named = ["HDRTRACE_PAGER", "PAGER"]
        .iter()
        .find_map(|name| std::env::var(name).ok());
    match named.as_deref().map(str::trim) {
        Some("" | "cat") => None,
        Some(command) => Some(command.to_owned()),
        None => is_installed(DEFAULT).then(|| DEFAULT.to_owned()),
    }
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Direct(out) => out.write(bytes),
            Self::Paged(child) => match &mut child.stdin {
                Some(input) => input.write(bytes),
                None => Ok(bytes.len()),
            },
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Direct(out) => out.flush(),
            Self::Paged(child) => child.stdin.as_mut().map_or(Ok(()), Write::flush),
        }
    }
}

impl Drop for Pager {
    fn drop(&mut self) {
        if let Self::Paged(child) = self {
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }
}
