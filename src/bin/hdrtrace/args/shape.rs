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

    /// Show everything: all findings, hops and links, and how SPF and DMARC came to their results, record by record
    #[arg(short, long, conflicts_with = "brief")]
    pub verbose: bool,

    /// Show the conclusion and four lines
    #[arg(short, long)]
    pub brief: bool,

    /// Show local time beside UTC: that of TZ, or of this machine. It is also shown where TZ is set
    #[arg(long)]
    pub local_time: bool,

    /// Print a long report at once, without $PAGER (default: less -FRX), which is used on a terminal only
    #[arg(long)]
    pub no_pager: bool,
}
