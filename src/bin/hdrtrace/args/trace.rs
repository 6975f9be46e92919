//! Tracing messages.

use super::shape::Shape;
use super::words::{DepthWord, Input, Severity};
use clap::Args;
use std::path::PathBuf;

/// Tracing messages.
#[derive(Debug, Args)]
pub struct Trace {
    /// Messages, mailboxes, archives; - for standard input
    ///
    /// Also header blocks, Outlook messages (.msg), exports, folders and SMTP sessions; what a file is, its content decides.
    /// Without FILE, standard input is read.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// What of a report is shown.
    #[command(flatten)]
    pub shape: Shape,

    /// Type of the input
    #[arg(help_heading = "Analysis", long, hide_short_help = true, value_enum, default_value_t = Input::Auto, value_name = "FORM")]
    pub input: Input,

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
