//! `render`.

use super::shape::Shape;
use clap::Args;
use std::path::PathBuf;

/// `hdrtrace render`.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  hdrtrace render report.json --format html > report.html")]
pub struct RenderArgs {
    /// JSON reports to read; - for standard input
    #[arg(value_name = "REPORT", required = true)]
    pub files: Vec<PathBuf>,

    /// What of it is shown.
    #[command(flatten)]
    pub shape: Shape,
}
