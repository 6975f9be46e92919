//! The words that options take.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// Output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Report for a terminal
    Terminal,
    /// One line per message
    Table,
    /// One JSON object per message, each on a line (see docs/json.md)
    Json,
    /// Document to keep, print and forward: one file without scripts or requests
    Html,
    /// Text for a ticket
    Markdown,
    /// Table for a spreadsheet; needs --table
    Csv,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Input {
    /// Detect from the first bytes
    Auto,
    /// Message or header block, even if it looks like a session
    Message,
    /// SMTP session: JSON, S: and C: lines, swaks, telnet, openssl `s_client`, a log of Postfix -v or Exim -d
    Smtp,
}

/// Depth of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DepthWord {
    /// Do not read the body: no body hashes, no links
    Headers,
    /// Do not search for what broke a signature
    Verdict,
    /// Everything
    Full,
}

/// A table of CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// One row for each hop
    Hops,
    /// One row for each finding
    Findings,
}

/// When to use color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing
    Info,
    /// Unusual, also seen in legitimate messages
    Notice,
    /// Rare in legitimate messages
    Warning,
    /// Strong evidence of deception
    High,
}
