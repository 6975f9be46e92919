//! Where settings come from.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Where settings come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub struct Configuration {
    /// Read this configuration file [default: what `HDRTRACE_CONFIG` names, else hdrtrace.toml in
    /// the user's configuration folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Read no configuration file
    #[arg(long, global = true, conflicts_with = "config")]
    pub no_config: bool,
}

/// About the configuration file.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print what is in force, and from where: as a file that can be edited
    Show,
}
