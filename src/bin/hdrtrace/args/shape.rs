//! What of a report is shown.

use super::words::Table;
use clap::Args;

/// What of a report is shown.
#[derive(Debug, Args)]
pub struct Shape {
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

    /// Show how SPF and DMARC came to their verdicts: the records, term by term
    #[arg(short, long)]
    pub verbose: bool,
}
