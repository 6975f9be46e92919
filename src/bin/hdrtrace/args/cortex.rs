//! `cortex`.

use clap::Args;
use std::path::PathBuf;

/// `hdrtrace cortex`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct CortexArgs {
    /// Folder of the job; without it, standard input
    ///
    /// The job is read from input/input.json in it, and the result is written to output/output.json; without a folder, it is
    /// printed.
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
