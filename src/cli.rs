//! What can be typed. No logic: what was typed and what it means are two types (see `app`).

pub mod abuse;
pub mod compose;
pub mod enrich;
mod words;

pub use words::{Color, Format, Input, Severity, Table};

use clap::{Args, Parser, Subcommand};
use hdrtrace::dns::NameServer;
use hdrtrace::route::TrustSpec;
use std::net::IpAddr;
use std::path::PathBuf;

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
    args_conflicts_with_subcommands = true,
    after_help = EXAMPLES
)]
pub struct Cli {
    /// What to trace.
    #[command(flatten)]
    pub trace: Trace,
    /// Where settings come from.
    #[command(flatten)]
    pub configuration: Configuration,
    /// Other things to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Where settings come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub struct Configuration {
    /// Read this configuration file [default: what `HDRTRACE_CONFIG` names, else hdrtrace.toml in
    /// the user's configuration folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Read no configuration file
    #[arg(long, global = true, conflicts_with = "config")]
    pub no_config: bool,
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
  hdrtrace session.txt                      an SMTP session: swaks, telnet, S: and C: lines, JSON, logs
  hdrtrace compose --from a@example.com --to b@example.net --subject Hi --session text

Exit codes:
  0  traced    1  a finding at or above --fail-on    2  usage, or an input could not be read
  3  a protected address would have got out: nothing was written";

/// Tracing messages.
#[derive(Debug, Args)]
pub struct Trace {
    /// Messages or header blocks; `-` is standard input [default: standard input]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,

    /// Print the header itself, with findings under the bytes that show them
    #[arg(long, conflicts_with = "format")]
    pub annotate: bool,

    /// The table of --format csv
    #[arg(
        long,
        value_enum,
        value_name = "TABLE",
        required_if_eq("format", "csv")
    )]
    pub table: Option<Table>,

    /// Leave links and names whole. Without it links are broken in all that people read (hxxps, [.]), and in
    /// HTML and Markdown names and mail addresses too, so that nobody follows one by mistake; JSON and CSV never are
    #[arg(long)]
    pub no_defang: bool,

    /// What the inputs are: told from their first bytes, or insisted on
    #[arg(long, value_enum, default_value_t = Input::Auto, value_name = "FORM")]
    pub input: Input,

    /// Of an SMTP session with several messages, report the Nth only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub mail: Option<u16>,

    /// When to colour: auto asks whether it is a terminal, and honours NO_COLOR
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,

    /// Columns to fill [default: the terminal's, 80 on a pipe]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(60..=400))]
    pub width: Option<u16>,

    /// Show how SPF and DMARC came to their verdicts: the records, term by term
    #[arg(short, long)]
    pub verbose: bool,

    /// Exit with 1 if a finding is at least this severe
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<Severity>,

    /// The time that expiry is judged at: RFC 3339, `received` (when our side took the mail) or `now`
    #[arg(long, value_name = "TIME", default_value = "received")]
    pub at: String,

    /// Write the message, its report, the DNS answers and their sums into a new folder
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,

    /// How DNS is asked.
    #[command(flatten)]
    pub dns: DnsArgs,

    /// What is known from elsewhere.
    #[command(flatten)]
    pub known: Known,

    /// What to look up beside.
    #[command(flatten)]
    pub enrich: enrich::EnrichArgs,
}

/// How DNS is asked.
#[derive(Debug, Args)]
#[command(next_help_heading = "DNS")]
pub struct DnsArgs {
    /// Ask nothing: no packet leaves this machine
    #[arg(long)]
    pub offline: bool,

    /// The server to ask.
    #[arg(
        long,
        value_name = "SERVER",
        conflicts_with_all = ["offline", "replay_dns"],
        help = "Ask this server: IP[:PORT], tls://IP[:PORT][#NAME] or https://IP[:PORT][/PATH][#NAME] [default: the system's]"
    )]
    pub nameserver: Option<NameServer>,

    /// Validate every answer by DNSSEC, at the cost of some ten questions more for each domain; needs a server that passes
    /// signatures on
    #[arg(long, conflicts_with_all = ["offline", "replay_dns"])]
    pub dnssec: bool,

    /// Seconds that DNS may take for one message
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=120))]
    pub dns_timeout: u64,

    /// Write the answers to a file, for --replay-dns
    #[arg(long, value_name = "FILE", conflicts_with = "offline")]
    pub record_dns: Option<PathBuf>,

    /// Answer from a recorded file, and ask nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["offline", "record_dns"])]
    pub replay_dns: Option<PathBuf>,

    /// Replay even if the answers were recorded for another message
    #[arg(long, requires = "replay_dns")]
    pub replay_any: bool,
}

/// Facts that the caller knows better than the headers.
#[derive(Debug, Args)]
#[command(next_help_heading = "Known from elsewhere")]
pub struct Known {
    /// The address that handed the mail over, for SPF
    #[arg(long, value_name = "IP")]
    pub client_ip: Option<IpAddr>,

    /// The name that it gave in HELO or EHLO, for SPF
    #[arg(long, value_name = "NAME")]
    pub helo: Option<String>,

    /// The envelope sender, for SPF; empty for the null sender
    #[arg(long, value_name = "ADDRESS")]
    pub mail_from: Option<String>,

    /// Whose hops to believe: auto, none, hop:N, net:CIDR, host:SUFFIX, authserv:ID, arc:DOMAIN; may be repeated
    #[arg(long, value_name = "SPEC")]
    pub trust: Vec<TrustSpec>,

    /// A domain whose look-alikes are to be found, beside the recipients' own; may be repeated
    #[arg(long, value_name = "DOMAIN")]
    pub protect: Vec<String>,
}

/// Other things to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make one check by itself, and explain it
    Check {
        /// Which.
        #[command(subcommand)]
        check: Check,
    },
    /// Write a message as it was before a list or gateway changed it, where the signature proves it
    Recover(Recover),
    /// Explain a word: a finding, a header field, a protocol, a result, a tag, a filter's code, a reply code, a port
    Explain {
        /// The word, such as AUT010, Received, ESMTPSA, SFV:SPM, `dkim l=`, 5.7.26; several are taken as one
        term: Vec<String>,

        /// List everything that is explained, as without a word
        #[arg(long)]
        list: bool,

        /// Print the catalogue of findings as the page docs/findings.md
        #[arg(long, conflicts_with_all = ["list", "term"])]
        markdown: bool,
    },
    /// Write reports to abuse desks: who can act, with what evidence. Nothing is sent
    Report(Box<abuse::ReportArgs>),
    /// Take the recipients out of a message, and print it
    Redact(abuse::RedactArgs),
    /// Print a complete message, or the SMTP session that would carry it, for trying rules and for training. Nothing is sent
    Compose(compose::ComposeArgs),
    /// Check a folder that --evidence wrote, and run its analysis again
    VerifyEvidence(abuse::VerifyArgs),
    /// The configuration file: what a team sets once
    Config {
        /// What about it.
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

/// About the configuration file.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print what is in force, and from where: as a file that can be edited
    Show,
}

/// One check by itself.
#[derive(Debug, Subcommand)]
pub enum Check {
    /// May this host use this HELO name or envelope sender? (RFC 7208)
    #[command(after_help = CHECK_CODES)]
    Spf {
        /// The client's address
        #[arg(long, value_name = "IP")]
        ip: IpAddr,
        /// The name that it gives in HELO or EHLO
        #[arg(long, value_name = "NAME", required_unless_present = "mail_from")]
        helo: Option<String>,
        /// The envelope sender; empty for the null sender
        #[arg(long, value_name = "ADDRESS")]
        mail_from: Option<String>,
        /// How it is shown, and how DNS is asked.
        #[command(flatten)]
        shown: Shown,
    },
    /// What does the owner of this From domain ask for, and which identifiers align? (RFC 9989)
    #[command(after_help = CHECK_CODES)]
    Dmarc {
        /// The domain in From
        #[arg(long, value_name = "DOMAIN")]
        from: String,
        /// The domain of the envelope sender for which SPF passes
        #[arg(long, value_name = "DOMAIN")]
        spf_pass: Option<String>,
        /// The domain of a signature that passes; may be repeated
        #[arg(long, value_name = "DOMAIN")]
        dkim_pass: Vec<String>,
        /// How it is shown, and how DNS is asked.
        #[command(flatten)]
        shown: Shown,
    },
    /// What is the DKIM key of this selector? (RFC 6376)
    #[command(after_help = CHECK_CODES)]
    DkimKey {
        /// The selector (`s=`)
        selector: String,
        /// The signing domain (`d=`)
        domain: String,
        /// How it is shown, and how DNS is asked.
        #[command(flatten)]
        shown: Shown,
    },
}

const CHECK_CODES: &str = "\
Exit codes:
  0  a pass; a usable key; without identifiers to evaluate, a DMARC record    1  any other verdict
  2  usage, or DNS did not tell";

/// How a check is shown, and how DNS is asked.
#[derive(Debug, Args)]
pub struct Shown {
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,

    /// When to colour: auto asks whether it is a terminal, and honours NO_COLOR
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,

    /// Columns to fill [default: the terminal's, 80 on a pipe]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub width: Option<u16>,

    /// How DNS is asked.
    #[command(flatten)]
    pub dns: DnsArgs,
}

/// Recovering an original.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0  recovered    1  no signature is broken in a way that can be undone    2  usage, or the input could not be read")]
pub struct Recover {
    /// The message; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub file: PathBuf,

    /// Write the original here [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Recover what this domain signed [default: the first signature that can be]
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,

    /// How DNS is asked.
    #[command(flatten)]
    pub dns: DnsArgs,
}
