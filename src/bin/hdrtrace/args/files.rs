//! Files that are written.

use crate::files::Existing;
use clap::Args;

/// Files that are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files")]
pub struct FilesArgs {
    /// Replace files that exist already; the input is never replaced
    #[arg(long, global = true)]
    pub overwrite: bool,
}

impl FilesArgs {
    /// What becomes of a file that is there already.
    pub fn existing(&self) -> Existing {
        if self.overwrite {
            Existing::Replace
        } else {
            Existing::Keep
        }
    }
}
