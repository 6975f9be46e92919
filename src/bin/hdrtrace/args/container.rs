//! Which message of a mailbox, an archive or an export.

use clap::{Args, ValueEnum};

/// Which message of a mailbox, an archive or an export.
#[derive(Debug, Args)]
#[command(next_help_heading = "Mailboxes and archives")]
pub struct ContainerArgs {
    /// Only the Nth message of the input
    #[arg(long, alias = "mail", global = true, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub message: Option<u64>,

    /// Trace the attached message instead of the one that carries it
    ///
    /// auto: where a message looks like a report of another one (a report button, a note above one attached message) and
    /// raises no warning itself. yes: wherever a message is attached. no: never.
    #[arg(long, global = true, hide_short_help = true, value_enum, default_value_t = InnerWord::Auto, value_name = "WHEN")]
    pub inner: InnerWord,

    /// Read hidden files and folders, too
    ///
    /// By default, names with a dot at the beginning are skipped in folders, except messages (.eml, .msg) and the subfolders of
    /// a Maildir.
    #[arg(long, global = true, hide_short_help = true)]
    pub hidden: bool,

    /// Read what .ignore and .rgignore files exclude
    #[arg(long, global = true, hide_short_help = true)]
    pub no_ignore: bool,

    /// Password of a ZIP or 7z archive; may be repeated
    ///
    /// infected, malware and virus are tried in any case.
    #[arg(long, global = true, hide_short_help = true, value_name = "WORD")]
    pub zip_password: Vec<String>,
}

/// When the attached message is traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InnerWord {
    /// Where it was reported
    Auto,
    /// Always
    Yes,
    /// Never
    No,
}
