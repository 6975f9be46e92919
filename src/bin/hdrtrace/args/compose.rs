//! `compose`.

use clap::{Args, ValueEnum};

/// `hdrtrace compose`.
#[derive(Debug, Args)]
pub struct ComposeArgs {
    /// The author: alice@example.com or "Alice <alice@example.com>"
    #[arg(long, value_name = "WHO")]
    pub from: String,

    /// A recipient; may be repeated
    #[arg(long, value_name = "WHO", required = true)]
    pub to: Vec<String>,

    /// Who gets a copy; may be repeated
    #[arg(long, value_name = "WHO")]
    pub cc: Vec<String>,

    /// The subject
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub subject: String,

    /// When it was written: RFC 3339, as 2026-05-02T10:00:00+02:00, or as in a Date field [default: now]
    #[arg(long, value_name = "TIME")]
    pub date: Option<String>,

    /// The Message-ID with its brackets [default: a random one in the author's domain]
    #[arg(long, value_name = "ID")]
    pub message_id: Option<String>,

    /// The text
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,

    /// The same as HTML
    #[arg(long, value_name = "HTML")]
    pub html: Option<String>,

    /// Print the SMTP session that would carry it
    #[arg(long, value_enum, value_name = "FORM")]
    pub session: Option<SessionForm>,

    /// What the client calls itself in the session [default: client. and the author's domain]
    #[arg(long, value_name = "NAME", requires = "session")]
    pub helo: Option<String>,

    /// What the server calls itself [default: mx. and the first recipient's domain]
    #[arg(long, value_name = "NAME", requires = "session")]
    pub server: Option<String>,
}

/// How a session is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SessionForm {
    /// Steps with direction, data and note
    Json,
    /// Lines with C: and S:
    Text,
}
