//! What of a report is shown.

use super::words::Table;
use clap::Args;

/// What of a report is shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Shape {
    /// Print the header with the findings under its bytes
    #[arg(long, conflicts_with = "format")]
    pub annotate: bool,

    /// Table to print with --format csv
    #[arg(
        hide_short_help = true,
        long,
        value_enum,
        value_name = "TABLE",
        required_if_eq("format", "csv")
    )]
    pub table: Option<Table>,

    /// Do not defang links and names
    ///
    /// By default links are defanged (hxxps, [.]) in all formats for people, and in HTML and Markdown names and
    /// addresses, too, so that nobody follows one by mistake. JSON and CSV are never defanged.
    #[arg(long, hide_short_help = true)]
    pub no_defang: bool,

    /// Show how SPF and DMARC were evaluated, term by term
    #[arg(short, long)]
    pub verbose: bool,
}
