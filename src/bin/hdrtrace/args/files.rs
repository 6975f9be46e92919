//! Files that are written.

use crate::files::Existing;
use clap::Args;

/// Files that are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files")]
pub struct FilesArgs {
    /// Overwrite existing output files; the input is never overwritten
    #[arg(long, global = true, hide_short_help = true)]
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
