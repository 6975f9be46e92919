//! How DNS is asked.

use clap::Args;
use hdrtrace::dns::NameServer;
use std::path::PathBuf;

/// How DNS is asked.
#[derive(Debug, Args)]
#[command(next_help_heading = "DNS")]
pub struct DnsArgs {
    /// Ask nothing: no packet leaves this machine
    #[arg(long, global = true)]
    pub offline: bool,

    /// The server to ask.
    #[arg(
        long,
        global = true,
        value_name = "SERVER",
        conflicts_with_all = ["offline", "replay_dns"],
        help = "Ask this server: IP[:PORT], tls://IP[:PORT][#NAME] or https://IP[:PORT][/PATH][#NAME] [default: the system's]"
    )]
    pub nameserver: Option<NameServer>,

    /// Validate every answer by DNSSEC, at the cost of some ten questions more for each domain; needs a server that passes
    /// signatures on
    #[arg(long, global = true, conflicts_with_all = ["offline", "replay_dns"])]
    pub dnssec: bool,

    /// Seconds that DNS may take for one message
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=120))]
    pub dns_timeout: u64,

    /// Write the answers to a file, for --replay-dns
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "offline")]
    pub record_dns: Option<PathBuf>,

    /// Answer from a recorded file, and ask nothing
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["offline", "record_dns"])]
    pub replay_dns: Option<PathBuf>,

    /// Replay even if the answers were recorded for another message
    #[arg(long, global = true, requires = "replay_dns")]
    pub replay_any: bool,
}
