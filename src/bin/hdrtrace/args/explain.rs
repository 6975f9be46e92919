//! `explain`.

use clap::Args;

/// `hdrtrace explain`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ExplainArgs {
    /// The term as it is written: AUT010, Received, ESMTPSA, SFV:SPM, p=reject, "dkim l=", 451 4.7.1
    #[arg(allow_hyphen_values = true)]
    pub term: Vec<String>,

    /// List every term
    #[arg(long)]
    pub list: bool,

    /// Print the catalogue of findings as Markdown (docs/findings.md)
    #[arg(long, conflicts_with_all = ["list", "term"])]
    pub markdown: bool,
}

const EXAMPLES: &str = "\
Exit codes:
  0  explained    2  unknown term; similar ones are suggested

Examples:
  hdrtrace explain dmarc-fail
  hdrtrace explain SFV:SPM SCL:9
  hdrtrace explain compauth=fail reason=001
  hdrtrace explain -- -all";
