//! `recover`.

use clap::Args;
use std::path::PathBuf;

/// Recovering an original.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0  recovered    1  no signature is broken in a way that can be undone    2  usage, or the input could not be read")]
pub struct Recover {
    /// The message; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub file: PathBuf,

    /// Write the original here; `-` is standard output, a terminal too [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Recover what this domain signed [default: the first signature that can be]
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,
}
