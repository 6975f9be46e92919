//! `verify-evidence`.

use clap::Args;
use std::path::PathBuf;

/// `hdrtrace verify-evidence`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct VerifyArgs {
    /// Folder that --evidence wrote
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Seal that was printed when the folder was written
    #[arg(long, value_name = "SHA256")]
    pub seal: Option<String>,
}

const EXAMPLES: &str = "\
Exit codes:
  0  unchanged, and the analysis gives the same report
  2  changed, incomplete, or unreadable

Examples:
  hdrtrace --evidence case-1 message.eml
  hdrtrace verify-evidence case-1 --seal SHA256";
