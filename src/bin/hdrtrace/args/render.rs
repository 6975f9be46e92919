//! `render`.

use super::shape::Shape;
use clap::Args;
use std::path::PathBuf;

/// `hdrtrace render`.
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// What --format json wrote, one report or several; `-` is standard input
    #[arg(value_name = "REPORT", required = true)]
    pub files: Vec<PathBuf>,

    /// What of it is shown.
    #[command(flatten)]
    pub shape: Shape,
}
