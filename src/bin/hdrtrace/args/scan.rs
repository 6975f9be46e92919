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

    /// Show only messages of which a condition is true
    ///
    /// In the language of rules (see docs/rules.md): 'dmarc.result == "fail" and client.tls'.
    #[arg(long = "where", value_name = "CONDITION")]
    pub only_where: Option<String>,

    /// Write the output to a file: .ndjson, .csv, .sarif or .parquet
    ///
    /// The file is there when all of it is written.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Write the summary as JSON to a file
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,

    /// Note what is done in a file, and continue from there
    ///
    /// If the scan is interrupted, the same command with the same file continues it. Its output is that of a scan that was not
    /// interrupted.
    #[arg(long, value_name = "JOURNAL")]
    pub resume: Option<PathBuf>,

    /// Write the DNS questions that were not asked to a file
    ///
    /// One per line, name and type: what --offline or --replay-dns did not answer.
    #[arg(long, value_name = "FILE")]
    pub dns_wanted: Option<PathBuf>,

    /// Show no progress
    #[arg(long)]
    pub no_progress: bool,
}

const EXAMPLES: &str = "\
Exit codes:
  0              all messages were traced
  2              usage error, or something could not be read
  129, 130, 143  ended by SIGHUP, Ctrl-C or SIGTERM

Examples:
  hdrtrace scan --offline inbox.mbox
  hdrtrace scan --offline Maildir/ --min-severity warning
  hdrtrace scan --offline mail.zip --format csv > messages.csv
  hdrtrace scan --rules team.toml --where 'any findings (code == \"USR001\")' Maildir/
  hdrtrace scan --resume scan.journal --out mail.ndjson /srv/mail";
