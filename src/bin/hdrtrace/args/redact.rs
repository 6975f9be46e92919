//! `redact`, and how to redact.

use clap::Args;
use std::path::PathBuf;

/// `hdrtrace redact`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct RedactArgs {
    /// Message to read; - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Output file; - for standard output, even a terminal
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// How to redact.
    #[command(flatten)]
    pub redaction: Redaction,
}

const EXAMPLES: &str = "\
Exit codes:
  0  redacted
  2  usage error, or the input could not be read
  3  a protected address would leak: nothing was written

Example:
  hdrtrace redact message.eml --output redacted.eml";

/// How to redact.
#[derive(Debug, Args)]
#[command(next_help_heading = "Redaction")]
pub struct Redaction {
    /// Redact this address or name, too; may be repeated
    #[arg(long, value_name = "WHO")]
    pub protect_address: Vec<String>,

    /// Key file for the tokens; created if it does not exist
    ///
    /// [default: redaction.key in the user's configuration folder]
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub redact_key: Option<PathBuf>,
}
