//! `explain`.

use clap::Args;

/// `hdrtrace explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The word, such as AUT010, Received, ESMTPSA, SFV:SPM, `dkim l=`, 5.7.26; several are taken as one
    pub term: Vec<String>,

    /// List everything that is explained, as without a word
    #[arg(long)]
    pub list: bool,

    /// Print the catalogue of findings as the page docs/findings.md
    #[arg(long, conflicts_with_all = ["list", "term"])]
    pub markdown: bool,
}
