//! `verify-evidence`.

use clap::Args;
use std::path::PathBuf;

/// `hdrtrace verify-evidence`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The folder
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// The seal that was printed when it was written
    #[arg(long, value_name = "SHA256")]
    pub seal: Option<String>,
}
