//! `recover`.

use clap::Args;
use std::path::PathBuf;

/// Recovering an original.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Exit codes:
  0  recovered
  1  no signature was broken in a way that can be undone
  2  usage error, or the input could not be read

Example:
  hdrtrace recover list.eml > original.eml")]
pub struct Recover {
    /// Message to read; - for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub file: PathBuf,

    /// Output file; - for standard output, even a terminal
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Recover what this domain signed
    ///
    /// [default: the first signature that can be recovered]
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,
}
