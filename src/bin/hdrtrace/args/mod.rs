//! What can be typed: one file a group. What was typed and what it means are two types.

pub mod check;
pub mod compose;
pub mod configuration;
pub mod container;
pub mod cortex;
pub mod dns;
pub mod enrich;
pub mod explain;
pub mod files;
pub mod generate;
pub mod iocs;
pub mod known;
pub mod look;
pub mod moment;
mod place;
pub mod recover;
pub mod redact;
pub mod render;
pub mod report;
pub mod rules;
pub mod scan;
pub mod serve;
pub mod shape;
mod short;
pub mod trace;
mod value;
pub mod verify_evidence;
pub mod words;

pub use place::{Typed, command, refuse_misplaced};
pub use short::with_short_help;

use clap::{Args, Parser, Subcommand};

/// Trace an e-mail message: its route, and what is verified about its sender
///
/// Reads a message, a header block, an Outlook message, a mailbox, a folder, an archive or an SMTP session. Shows the route hop by hop from origin to mailbox, checks SPF,
/// DKIM, DMARC and ARC, and says for each statement what it is based on: observed in the bytes, claimed by a header,
/// derived, or looked up in DNS.
#[derive(Debug, Parser)]
#[command(
    name = "hdrtrace",
    version,
    max_term_width = 100,
    override_usage = "hdrtrace [OPTIONS] [FILE]...\n       hdrtrace <COMMAND>",
    after_long_help = EXAMPLES
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
    /// When expiry is checked.
    #[command(flatten)]
    pub moment: moment::Moment,
    /// How DNS is asked.
    #[command(flatten)]
    pub dns: dns::DnsArgs,
    /// Files that are written.
    #[command(flatten)]
    pub files: files::FilesArgs,
    /// Which message of several.
    #[command(flatten)]
    pub container: container::ContainerArgs,
    /// What is known from elsewhere.
    #[command(flatten)]
    pub known: known::KnownArgs,
    /// The rules of the team.
    #[command(flatten)]
    pub rules: rules::RulesArgs,
    /// Where settings come from.
    #[command(flatten)]
    pub configuration: configuration::Configuration,
}

const EXAMPLES: &str = "\
Exit codes:
  0  traced
  1  a finding at or above --fail-on
  2  usage error, or an input could not be read
  3  a protected address would leak: nothing was written

Examples:
  hdrtrace invoice.eml                      trace one message
  hdrtrace < invoice.eml                    the same from a pipe
  hdrtrace                                  paste headers, then press Ctrl-D
  hdrtrace --offline *.eml                  without DNS
  hdrtrace --enrich rdns,asn invoice.eml    look up the client address
  hdrtrace --format json *.eml | jq .       one JSON object per line
  hdrtrace --format html invoice.eml > invoice.html
  hdrtrace --format csv --table hops *.eml  all hops of many messages
  hdrtrace --fail-on high invoice.eml       exit code 1 if a finding is high
  hdrtrace --record-dns invoice.dns.json invoice.eml
  hdrtrace --replay-dns invoice.dns.json invoice.eml
  hdrtrace inbox.mbox                       list the messages of a mailbox
  hdrtrace inbox.mbox --message 12          trace one of them
  hdrtrace report.msg                       an Outlook message, or one in a ZIP
  hdrtrace scan Maildir/ --min-severity high  all messages, on all cores
  hdrtrace serve                            a page to paste into, on this machine
  hdrtrace iocs phish.eml                   addresses, names, links and files to block
  hdrtrace session.txt                      an SMTP session: swaks, telnet, logs
  hdrtrace explain SFV:SPM                  what a term means
  hdrtrace check domain example.com         what a domain publishes
  hdrtrace report text spam.eml --reporter abuse@example.org";

/// Other things to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check SPF, DMARC, a DKIM key or a domain without a message
    #[command(after_long_help = check::CODES)]
    Check {
        /// Which.
        #[command(subcommand)]
        check: check::Check,
    },
    /// Restore a message as it was before a mailing list or gateway changed it
    Recover(recover::Recover),
    /// Explain a term: a finding, header field, result, tag, filter or reply code
    Explain(explain::ExplainArgs),
    /// Trace all messages of mailboxes, archives and folders, one line each
    Scan(scan::ScanArgs),
    /// List indicators: addresses, names, links and files, and which of them may be blocked
    Iocs(iocs::IocsArgs),
    /// Serve a page to paste messages into, and a REST interface
    Serve(serve::ServeArgs),
    /// Write reports to abuse desks; nothing is sent
    Report(Box<report::ReportArgs>),
    /// Show a JSON report in another format
    Render(render::RenderArgs),
    /// Redact the recipients of a message
    Redact(redact::RedactArgs),
    /// Compose a test message, or the SMTP session that would send it; nothing is sent
    Compose(compose::ComposeArgs),
    /// Run a job of Cortex as an analyzer
    Cortex(cortex::CortexArgs),
    /// Verify a folder that --evidence wrote, and repeat its analysis
    VerifyEvidence(verify_evidence::VerifyArgs),
    /// Print manual pages, shell completions, or the JSON Schema of reports
    Generate {
        /// What.
        #[command(subcommand)]
        what: generate::Generate,
    },
    /// Check the rules of a team
    Rules {
        /// What about them.
        #[command(subcommand)]
        command: rules::RulesCommand,
    },
    /// Write, find, show or describe the configuration file
    Config {
        /// What about it.
        #[command(subcommand)]
        command: configuration::ConfigCommand,
    },
}
