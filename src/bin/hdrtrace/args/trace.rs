//! Tracing messages.

use super::enrich::EnrichArgs;
use super::shape::Shape;
use super::words::{DepthWord, Input, Severity};
use clap::Args;
use std::path::PathBuf;

/// Tracing messages.
#[derive(Debug, Args)]
pub struct Trace {
    /// Messages or header blocks; `-` is standard input [default: standard input]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// What of a report is shown.
    #[command(flatten)]
    pub shape: Shape,

    /// What the inputs are: told from their first bytes, or insisted on
    #[arg(long, value_enum, default_value_t = Input::Auto, value_name = "FORM")]
    pub input: Input,

    /// Of an SMTP session with several messages, report the Nth only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub mail: Option<u16>,

    /// How much is done
    #[arg(long, value_enum, value_name = "DEPTH", default_value_t = DepthWord::Full)]
    pub depth: DepthWord,

    /// Exit with 1 if a finding is at least this severe
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<Severity>,

    /// Write the message, its report, the DNS answers and their sums into a new folder
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,

    /// What to look up beside.
    #[command(flatten)]
    pub enrich: EnrichArgs,
}
