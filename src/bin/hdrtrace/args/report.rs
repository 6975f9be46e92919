//! `report`.

use super::redact::Redaction;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `hdrtrace report`.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ReportArgs {
    /// Format
    #[arg(value_enum)]
    pub form: Form,

    /// Message to report; - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Who reports: "Example Org <abuse@example.org>"
    ///
    /// Required, here or in the configuration.
    #[arg(long, value_name = "WHO")]
    pub reporter: Option<String>,

    /// Type of abuse
    #[arg(long = "type", value_enum, value_name = "TYPE", default_value_t = Type::Spam)]
    pub kind: Type,

    /// Folder for the reports, one to each party
    ///
    /// [default: print one report]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Output file; - for standard output, even a terminal
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "FILE", conflicts_with = "out")]
    pub output: Option<PathBuf>,

    /// Which party's report to print, by its number
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "out")]
    pub party: usize,

    /// Look up contacts at Abusix and abuse.net over DNS
    ///
    /// They learn the address and the domains.
    #[arg(long)]
    pub lookup_contacts: bool,

    /// Look up the contact of the network over RDAP (HTTPS)
    ///
    /// The registry learns the address.
    #[arg(long)]
    pub rdap: bool,

    /// RDAP server to use instead of the one that IANA lists
    #[arg(hide_short_help = true, long, value_name = "URL", requires = "rdap")]
    pub rdap_server: Option<String>,

    /// Query private and documentation addresses and names, too: for your own servers
    #[arg(long, hide = true)]
    pub allow_reserved: bool,

    /// TCP source port, from the server's log; for XARF
    ///
    /// XARF reports of spam require it.
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub source_port: Option<u16>,

    /// URL to report
    ///
    /// [default for --type phishing: the links of the message]
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,

    /// Do not include the body
    #[arg(long)]
    pub headers_only: bool,

    /// Do not redact the recipients
    #[arg(long, conflicts_with_all = ["protect_address", "redact_key"])]
    pub no_redact: bool,

    /// Report even if no recipient to redact is found
    #[arg(hide_short_help = true, long, conflicts_with = "no_redact")]
    pub no_recipient: bool,

    /// How to redact.
    #[command(flatten)]
    pub redaction: Redaction,
}

const EXAMPLES: &str = "\
Nothing is sent. Existing files are not overwritten without --overwrite.

Exit codes:
  0  the report was made
  2  usage error, the input could not be read, or there is no party to report to
  3  a protected address would leak: nothing was written

Examples:
  hdrtrace report text spam.eml --reporter \"Example Org <abuse@example.org>\"
  hdrtrace report arf phish.eml --type phishing --reporter abuse@example.org --out reports
  hdrtrace report xarf phish.eml --type phishing --reporter abuse@example.org";

/// Format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// ARF message, machine-readable (RFC 5965)
    Arf,
    /// JSON (XARF v4)
    Xarf,
    /// Letter as plain text
    Text,
}

/// What is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Type {
    /// Unsolicited message
    Spam,
    /// Message that impersonates another sender to steal credentials or money
    Phishing,
    /// DMARC failure, reported to the owner of the domain in From (RFC 6591)
    AuthFailure,
}
