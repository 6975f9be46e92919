//! `compose`.

use clap::{Args, ValueEnum};

/// `hdrtrace compose`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ComposeArgs {
    /// Author: a@example.com or "Alice <a@example.com>"
    #[arg(long, value_name = "WHO")]
    pub from: String,

    /// Recipient; may be repeated
    #[arg(long, value_name = "WHO", required = true)]
    pub to: Vec<String>,

    /// Recipient of a copy; may be repeated
    #[arg(long, value_name = "WHO")]
    pub cc: Vec<String>,

    /// Subject
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub subject: String,

    /// Date: RFC 3339, or as in a Date field [default: now]
    #[arg(long, value_name = "TIME")]
    pub date: Option<String>,

    /// Message-ID with its brackets [default: random]
    #[arg(long, value_name = "ID")]
    pub message_id: Option<String>,

    /// Body as plain text
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,

    /// Body as HTML
    #[arg(long, value_name = "HTML")]
    pub html: Option<String>,

    /// Print the SMTP session that would send it
    #[arg(long, value_enum, value_name = "FORM")]
    pub session: Option<SessionForm>,

    /// HELO name of the client in the session
    ///
    /// [default: client. and the domain of the author]
    #[arg(long, value_name = "NAME", requires = "session")]
    pub helo: Option<String>,

    /// Name of the server in the session
    ///
    /// [default: mx. and the domain of the first recipient]
    #[arg(long, value_name = "NAME", requires = "session")]
    pub server: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  hdrtrace compose --from a@example.com --to b@example.net --subject Hi
  hdrtrace compose --from a@example.com --to b@example.net --session text";

/// Form of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SessionForm {
    /// Steps with direction, data and note
    Json,
    /// Lines with C: and S:
    Text,
}
