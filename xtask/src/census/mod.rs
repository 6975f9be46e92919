//! What folders of messages hold, and how much of it is understood.

mod claims;
mod received;
mod route;
mod vendors;

pub(crate) use claims::Census as Claims;
pub(crate) use received::Census as Received;
pub(crate) use route::Census as Routes;
pub(crate) use vendors::Census as Vendors;

use crate::folders;
use anyhow::Result;
use hdrtrace::message::Message;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What is counted over messages.
pub(crate) trait Count: Default {
    /// Counts a message, which is that of a file.
    fn add(&mut self, file: &Path, message: &Message);

    /// What was counted.
    fn print(&self, out: &mut dyn Write) -> io::Result<()>;
}

/// Counts over each folder.
pub(crate) fn print<C: Count>(of: &[PathBuf], out: &mut dyn Write) -> Result<()> {
    for folder in of {
        let mut census = C::default();
        let files = folders::files(folder)?;
        for file in &files {
            census.add(file, &Message::parse(&folders::read(file)?));
        }
        writeln!(out, "{}: {} messages", folder.display(), files.len())?;
        census.print(out)?;
    }
    Ok(())
}

/// The share of a whole, in percent.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of messages and fields are far below 2⁵²"
)]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
