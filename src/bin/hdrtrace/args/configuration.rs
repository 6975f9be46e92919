//! Where settings come from.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Where settings come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub struct Configuration {
    /// Configuration file to read
    ///
    /// [default: the file that HDRTRACE_CONFIG names, else hdrtrace.toml in the user's configuration folder]
    #[allow(clippy::doc_markdown, reason = "help is no Markdown")]
    #[arg(long, value_name = "FILE", global = true, hide_short_help = true)]
    pub config: Option<PathBuf>,

    /// Do not read a configuration file
    #[arg(long, global = true, conflicts_with = "config", hide_short_help = true)]
    pub no_config: bool,
}

/// About the configuration file.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigCommand {
    /// Write a file with every setting, commented out
    ///
    /// To the place that `config path` prints, or to the file that --config names. A file that is there stays.
    #[command(
        after_long_help = "Examples:\n  hdrtrace config init\n  hdrtrace config init --config team.toml"
    )]
    Init {
        /// Replace a file that is there
        #[arg(long)]
        overwrite: bool,
    },
    /// Print the name of the configuration file
    #[command(after_long_help = "Example:\n  $EDITOR \"$(hdrtrace config path)\"")]
    Path,
    /// Print the JSON Schema of the file, for editors
    #[command(
        after_long_help = "Example:\n  hdrtrace config schema > config.schema.json\n\nEditors that know Taplo read a first line such as\n  #:schema ./config.schema.json"
    )]
    Schema,
    /// Print all settings, as a configuration file
    ///
    /// With the line or option that each comes from.
    #[command(after_long_help = "Example:\n  hdrtrace config show > hdrtrace.toml")]
    Show,
}
