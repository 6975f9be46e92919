//! `report`.

use super::redact::Redaction;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `hdrtrace report`.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The form of the report
    #[arg(value_enum)]
    pub form: Form,

    /// The message; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Who reports: "Example Org <abuse@example.org>"; needed, here or in the configuration
    #[arg(long, value_name = "WHO")]
    pub reporter: Option<String>,

    /// What is reported
    #[arg(long = "type", value_enum, value_name = "TYPE", default_value_t = Type::Spam)]
    pub kind: Type,

    /// Write one report for each party into this folder [default: print one]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Write one party's report into this file; `-` is standard output, a terminal too [default: standard output]
    #[arg(short, long, value_name = "FILE", conflicts_with = "out")]
    pub output: Option<PathBuf>,

    /// Which party's report to print, counted from 1
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "out")]
    pub party: usize,

    /// Ask Abusix and abuse.net for contacts over DNS: they learn the address and the domains
    #[arg(long)]
    pub lookup_contacts: bool,

    /// Ask the registry of the network for its contact over RDAP (HTTPS): it learns the address
    #[arg(long)]
    pub rdap: bool,

    /// Ask this RDAP server in place of the one that IANA lists
    #[arg(long, value_name = "URL", requires = "rdap")]
    pub rdap_server: Option<String>,

    /// Ask about private and documentation addresses and names, too: for servers of one's own
    #[arg(long, hide = true)]
    pub allow_reserved: bool,

    /// The TCP port that the mail was sent from, by the mail server's log; XARF wants it
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub source_port: Option<u16>,

    /// The page that the message leads to
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,

    /// Leave out the body
    #[arg(long)]
    pub headers_only: bool,

    /// Leave the recipients in
    #[arg(long, conflicts_with_all = ["protect_address", "redact_key"])]
    pub no_redact: bool,

    /// Report although no recipient is found who could be redacted
    #[arg(long, conflicts_with = "no_redact")]
    pub no_recipient: bool,

    /// How to redact.
    #[command(flatten)]
    pub redaction: Redaction,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A message that programs and people read (RFC 5965)
    Arf,
    /// JSON (XARF v4)
    Xarf,
    /// A letter
    Text,
}

/// What is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Type {
    /// Unsolicited mail
    Spam,
    /// A mail that pretends to be another's
    Phishing,
    /// A failed DMARC check, to the owner of the domain in From (RFC 6591)
    AuthFailure,
}
