//! Tracing messages.

use super::shape::Shape;
use super::words::{DepthWord, Input, Severity};
use clap::Args;
use std::path::PathBuf;

/// Tracing messages.
#[derive(Debug, Args)]
pub struct Trace {
    /// Messages or headers; - for standard input (default)
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// What of a report is shown.
    #[command(flatten)]
    pub shape: Shape,

    /// Type of the input
    #[arg(help_heading = "Analysis", long, hide_short_help = true, value_enum, default_value_t = Input::Auto, value_name = "FORM")]
    pub input: Input,

    /// Report only the Nth message of an SMTP session
    #[arg(help_heading = "Analysis", long, hide_short_help = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub mail: Option<u16>,

    /// Depth of the analysis
    #[arg(help_heading = "Analysis", long, hide_short_help = true, value_enum, value_name = "DEPTH", default_value_t = DepthWord::Full)]
    pub depth: DepthWord,

    /// Exit with 1 if a finding has at least this severity
    #[arg(help_heading = "Analysis", long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<Severity>,

    /// Save message, report and DNS answers in a new folder
    ///
    /// Also a text report, the command line, and a manifest of SHA-256 sums; verify-evidence checks it.
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
}
