//! `scan`.

use super::words::{DepthWord, Severity};
use clap::Args;
use std::path::PathBuf;

/// `hdrtrace scan`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ScanArgs {
    /// Mailboxes, archives, folders and messages
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,

    /// Read further paths from a file, one per line
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,

    /// Number of threads [default: one per core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,

    /// Depth of the analysis
    #[arg(long, value_enum, value_name = "DEPTH", default_value_t = DepthWord::Verdict)]
    pub depth: DepthWord,

    /// Show only messages of at least this severity
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub min_severity: Option<Severity>,

    /// Write the summary as JSON to a file
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Exit codes:
  0  all messages were traced
  2  usage error, or something could not be read

Examples:
  hdrtrace scan --offline inbox.mbox
  hdrtrace scan --offline Maildir/ --min-severity warning
  hdrtrace scan --offline mail.zip --format csv > messages.csv";
