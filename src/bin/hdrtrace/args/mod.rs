//! What can be typed: one file a group. What was typed and what it means are two types.

pub mod check;
pub mod compose;
pub mod configuration;
pub mod dns;
pub mod enrich;
pub mod explain;
pub mod files;
pub mod generate;
pub mod known;
pub mod look;
pub mod moment;
mod place;
pub mod recover;
pub mod redact;
pub mod render;
pub mod report;
pub mod shape;
pub mod trace;
pub mod verify_evidence;
pub mod words;

pub use place::{Typed, command, refuse_misplaced};

use clap::{Args, Parser, Subcommand};

/// Trace an e-mail: its path hop by hop, and what is proven about its sender.
///
/// Reads a whole message or just its header block, orders the Received fields from origin to mailbox, checks DKIM,
/// SPF, DMARC and ARC, and says of every statement what it rests on: observed in the bytes, claimed by a header,
/// derived, or looked up in DNS.
#[derive(Debug, Parser)]
#[command(
    name = "hdrtrace",
    version,
    max_term_width = 100,
    after_help = EXAMPLES
)]
pub struct Cli {
    /// What to trace.
    #[command(flatten)]
    pub trace: trace::Trace,
    /// What several commands have, before or after their name.
    #[command(flatten)]
    pub common: Common,
    /// What tracing looks up beside. It stands last: what follows a heading of the help stands under it.
    #[command(flatten)]
    pub enrich: enrich::EnrichArgs,
    /// Other things to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What several commands have. Each can stand before the command's name, too; [`place`] says which command has what.
#[derive(Debug, Args)]
pub struct Common {
    /// How output looks.
    #[command(flatten)]
    pub look: look::Look,
    /// When expiry is judged.
    #[command(flatten)]
    pub moment: moment::Moment,
    /// How DNS is asked.
    #[command(flatten)]
    pub dns: dns::DnsArgs,
    /// Files that are written.
    #[command(flatten)]
    pub files: files::FilesArgs,
    /// What is known from elsewhere.
    #[command(flatten)]
    pub known: known::KnownArgs,
    /// Where settings come from.
    #[command(flatten)]
    pub configuration: configuration::Configuration,
}

const EXAMPLES: &str = "\
Examples:
  hdrtrace invoice.eml                      trace one message
  hdrtrace < invoice.eml                    the same, from a pipe
  hdrtrace                                  paste headers, end with Ctrl-D
  hdrtrace --offline *.eml                  ask nothing of DNS
  hdrtrace --format json *.eml | jq .       one JSON object a line
  hdrtrace --format html mail.eml > mail.html
  hdrtrace --format csv --table hops *.eml  every hop of many messages
  hdrtrace --fail-on high mail.eml          exit code 1 if a finding is high
  hdrtrace --record-dns mail.dns.json mail.eml
  hdrtrace --replay-dns mail.dns.json mail.eml
  hdrtrace check spf --ip 192.0.2.7 --helo mx.example.com --mail-from alice@example.com
  hdrtrace check dmarc --from example.com --dkim-pass mail.example.com
  hdrtrace check dkim-key selector example.com
  hdrtrace recover list.eml > original.eml  undo what a mailing list did
  hdrtrace render kept.json --format html   a report kept as JSON, in another format
  hdrtrace session.txt                      an SMTP session: swaks, telnet, S: and C: lines, JSON, logs
  hdrtrace compose --from a@example.com --to b@example.net --subject Hi --session text

Exit codes:
  0  traced    1  a finding at or above --fail-on    2  usage, or an input could not be read
  3  a protected address would have got out: nothing was written";

/// Other things to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make one check by itself, and explain it
    Check {
        /// Which.
        #[command(subcommand)]
        check: check::Check,
    },
    /// Write a message as it was before a list or gateway changed it, where the signature proves it
    Recover(recover::Recover),
    /// Explain a word: a finding, a header field, a protocol, a result, a tag, a filter's code, a reply code, a port
    Explain(explain::ExplainArgs),
    /// Write reports to abuse desks: who can act, with what evidence. Nothing is sent
    Report(Box<report::ReportArgs>),
    /// Show a report that was kept as JSON, in any format
    Render(render::RenderArgs),
    /// Take the recipients out of a message, and print it
    Redact(redact::RedactArgs),
    /// Print a complete message, or the SMTP session that would carry it, for trying rules and for training. Nothing is sent
    Compose(compose::ComposeArgs),
    /// Check a folder that --evidence wrote, and run its analysis again
    VerifyEvidence(verify_evidence::VerifyArgs),
    /// Print what other programs read: manual pages, completions for a shell, the schema of reports
    Generate {
        /// What.
        #[command(subcommand)]
        what: generate::Generate,
    },
    /// The configuration file: what a team sets once
    Config {
        /// What about it.
        #[command(subcommand)]
        command: configuration::ConfigCommand,
    },
}
