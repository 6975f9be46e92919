//! `redact`, and how to redact.

use clap::Args;
use std::path::PathBuf;

/// `hdrtrace redact`.
#[derive(Debug, Args)]
pub struct RedactArgs {
    /// The message; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Write the redacted message here; `-` is standard output, a terminal too [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// How to redact.
    #[command(flatten)]
    pub redaction: Redaction,
}

/// How to redact.
#[derive(Debug, Args)]
#[command(next_help_heading = "Redaction")]
pub struct Redaction {
    /// Protect this address, too, or this name; may be repeated
    #[arg(long, value_name = "ADDRESS")]
    pub protect_address: Vec<String>,

    /// The key that tokens are made with; it is made if the file does not exist
    /// [default: redaction.key in the user's configuration folder]
    #[arg(long, value_name = "FILE")]
    pub redact_key: Option<PathBuf>,
}
