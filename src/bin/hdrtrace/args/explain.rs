//! `explain`.

use clap::Args;

/// `hdrtrace explain`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ExplainArgs {
    /// Term: AUT010, ESMTPSA, SFV:SPM, p=reject, 451 4.7.1
    pub term: Vec<String>,

    /// List every term
    #[arg(long)]
    pub list: bool,

    /// Print the catalogue of findings as Markdown
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
  hdrtrace explain USR001 --rules team.toml
  hdrtrace explain -- -all";
