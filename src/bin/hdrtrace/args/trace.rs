//! Tracing messages.

use super::words::{DepthWord, Input, Severity, Table};
use clap::Args;
use std::path::PathBuf;

/// Tracing messages.
#[derive(Debug, Args)]
pub struct Trace {
    /// Messages or header blocks; `-` is standard input [default: standard input]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Print the header itself, with findings under the bytes that show them
    #[arg(long, conflicts_with = "format")]
    pub annotate: bool,

    /// The table of --format csv
    #[arg(
        long,
        value_enum,
        value_name = "TABLE",
        required_if_eq("format", "csv")
    )]
    pub table: Option<Table>,

    /// Leave links and names whole. Without it links are broken in all that people read (hxxps, [.]), and in
    /// HTML and Markdown names and mail addresses too, so that nobody follows one by mistake; JSON and CSV never are
    #[arg(long)]
    pub no_defang: bool,

    /// What the inputs are: told from their first bytes, or insisted on
    #[arg(long, value_enum, default_value_t = Input::Auto, value_name = "FORM")]
    pub input: Input,

    /// Of an SMTP session with several messages, report the Nth only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub mail: Option<u16>,

    /// How much is done
    #[arg(long, value_enum, value_name = "DEPTH", default_value_t = DepthWord::Full)]
    pub depth: DepthWord,

    /// Show how SPF and DMARC came to their verdicts: the records, term by term
    #[arg(short, long)]
    pub verbose: bool,

    /// Exit with 1 if a finding is at least this severe
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<Severity>,

    /// Write the message, its report, the DNS answers and their sums into a new folder
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
}
