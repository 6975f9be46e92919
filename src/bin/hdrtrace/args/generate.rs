//! `generate`.

use clap::Subcommand;
use clap_complete::Shell;

/// What is made of what can be typed.
#[derive(Clone, Debug, Subcommand)]
pub enum Generate {
    /// Print the manual page (roff): hdrtrace generate man > hdrtrace.1
    Man {
        /// That of this command [default: that of hdrtrace itself]
        command: Option<String>,
    },
    /// Print what completes words in a shell: hdrtrace generate completions bash > hdrtrace.bash
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the JSON Schema of reports: hdrtrace generate schema > report.schema.json
    Schema,
}
