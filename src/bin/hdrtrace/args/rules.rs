//! Rules of a team.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The rules that a command applies.
#[derive(Debug, Args)]
#[command(next_help_heading = "Analysis")]
pub struct RulesArgs {
    /// Apply the rules of a file (see docs/rules.md); may be repeated
    #[arg(long, global = true, hide_short_help = true, value_name = "FILE")]
    pub rules: Vec<PathBuf>,
}

/// About rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Read rules, explain them in words, and run their tests
    #[command(after_long_help = CHECK)]
    Check {
        /// Rules files
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// List the fields that conditions can name
    Fields,
}

const CHECK: &str = "\
Exit codes:
  0  all rules were read, and all tests passed
  1  a test failed
  2  a file could not be read; the error names line and column

Example:
  hdrtrace rules check team.toml";
