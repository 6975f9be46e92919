//! `generate`.

use clap::Subcommand;
use clap_complete::Shell;
use std::path::PathBuf;

/// Files generated from the command line's definition.
#[derive(Clone, Debug, Subcommand)]
pub enum Generate {
    /// Print the manual page (roff)
    #[command(
        after_long_help = "Examples:\n  hdrtrace generate man > hdrtrace.1\n  hdrtrace generate man check spf > hdrtrace-check-spf.1\n  hdrtrace generate man --out man/"
    )]
    Man {
        /// Command to document [default: hdrtrace itself]
        command: Vec<String>,
        /// Write the pages of all commands to this folder
        #[arg(long, value_name = "DIR", conflicts_with = "command")]
        out: Option<PathBuf>,
    },
    /// Print the completions for a shell
    #[command(after_long_help = "Example:\n  hdrtrace generate completions bash > hdrtrace.bash")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the JSON Schema of reports
    #[command(after_long_help = "Example:\n  hdrtrace generate schema > report.schema.json")]
    Schema,
}
