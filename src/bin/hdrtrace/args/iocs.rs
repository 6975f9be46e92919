//! `iocs`.

use super::words::DepthWord;
use clap::Args;
use std::path::PathBuf;

/// `hdrtrace iocs`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct IocsArgs {
    /// Messages, mailboxes, archives; - for standard input
    ///
    /// Without FILE, standard input is read. Each indicator of several messages is listed once.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// List only what may be blocked
    ///
    /// That is what belongs to the sender as far as can be told, and to nobody else: no shared hosts, no domains of mailbox
    /// providers, nothing that may be forged in another's name.
    #[arg(long)]
    pub blockable: bool,

    /// Depth of the analysis
    #[arg(long, hide_short_help = true, value_enum, value_name = "DEPTH", default_value_t = DepthWord::Full)]
    pub depth: DepthWord,

    /// Do not defang links and names in text
    #[arg(long, hide_short_help = true)]
    pub no_defang: bool,
}

const EXAMPLES: &str = "\
Formats: text (the default), csv, json, stix (STIX 2.1) and misp (a MISP event).

Exit codes:
  0  all indicators were listed
  2  usage error, or something could not be read

Examples:
  hdrtrace iocs phish.eml
  hdrtrace iocs --blockable --format csv phish.eml > block.csv
  hdrtrace iocs --offline reported.mbox --protect example.org
  hdrtrace iocs --format misp phish.eml > event.json
  hdrtrace iocs --format json *.eml | jq -r '.indicators[].value'";
