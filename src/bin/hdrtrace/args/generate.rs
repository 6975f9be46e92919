//! `generate`.

use clap::Subcommand;

/// What is generated.
#[derive(Debug, Subcommand)]
pub enum Generate {
    /// The JSON Schema of reports
    Schema,
}
