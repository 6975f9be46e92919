//! `cortex`.

use clap::Args;
use std::path::PathBuf;

/// `hdrtrace cortex`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct CortexArgs {
    /// Job folder with input/input.json; without it, standard input
    ///
    /// The result is written to output/output.json in it, or to standard output.
    #[arg(value_name = "JOBDIR")]
    pub folder: Option<PathBuf>,
}

const EXAMPLES: &str = "\
At TLP:RED or PAP:RED no DNS query is sent.

Exit codes:
  0  analyzed
  1  refused or failed; the result says why
  2  usage error, or the result could not be written

Examples:
  hdrtrace cortex /job
  hdrtrace cortex < input.json";
