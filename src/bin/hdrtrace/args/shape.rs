//! What of a report is shown.

use super::words::Table;
use clap::Args;

/// What of a report is shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches that do not depend on each other"
)]
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
    /// By default links, host names and addresses are defanged (hxxps, [.]) in all human-readable formats, so that nobody
    /// follows one by mistake. JSON, CSV and the header that --annotate prints are never defanged.
    #[arg(long, hide_short_help = true)]
    pub no_defang: bool,

    /// Show everything, and how SPF and DMARC were evaluated
    #[arg(short, long, conflicts_with = "brief")]
    pub verbose: bool,

    /// Show the conclusion and four lines
    #[arg(short, long)]
    pub brief: bool,

    /// Show local time beside UTC
    ///
    /// The time zone is that of TZ, or of this machine. Local time is also shown where TZ is set to another zone than UTC.
    #[arg(long, hide_short_help = true)]
    pub local_time: bool,

    /// Do not use a pager
    ///
    /// On a terminal, a report goes through $PAGER, or less -FRX. A report that is longer than the screen and is not paged
    /// repeats its conclusion at the end.
    #[arg(long, hide_short_help = true)]
    pub no_pager: bool,
}
