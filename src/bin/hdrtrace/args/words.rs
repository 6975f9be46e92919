//! The words that options take.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A report to read
    Terminal,
    /// One object a message, one line each (see docs/json.md)
    Json,
    /// A document to keep, to print and to hand on: one file without scripts or requests
    Html,
    /// Text for a ticket
    Markdown,
    /// A table for a spreadsheet: give --table too
    Csv,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Input {
    /// Told from its first bytes
    Auto,
    /// A message or header block, even if it looks like a session
    Message,
    /// An SMTP session: JSON, S: and C: lines, swaks, telnet, openssl `s_client`, a log of Postfix -v or Exim -d
    Smtp,
}

/// How much is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DepthWord {
    /// Read no body: neither its hash nor its links
    Headers,
    /// Do not look for what broke a signature
    Verdict,
    /// Everything
    Full,
}

/// A table of CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// One record a hop
    Hops,
    /// One record a finding
    Findings,
}

/// When to colour.
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
    /// Unusual, seen in genuine mail too
    Notice,
    /// Rare in genuine mail
    Warning,
    /// Strong evidence
    High,
}
