//! How DNS is asked.

use clap::Args;
use hdrtrace::dns::NameServer;
use std::num::NonZero;
use std::path::PathBuf;

/// How DNS is asked.
#[derive(Debug, Args)]
#[command(next_help_heading = "DNS")]
pub struct DnsArgs {
    /// Make no DNS queries: no packet leaves this machine
    #[arg(long, global = true)]
    pub offline: bool,

    /// Name server to use.
    #[arg(
        help = "Name server to use [default: the system's]",
        long_help = "Name server to use [default: the system's]\n\nIP[:PORT], tls://IP[:PORT][#NAME] or https://IP[:PORT][/PATH][#NAME]",
        long,
        global = true, hide_short_help = true,
        value_name = "SERVER",
        conflicts_with_all = ["offline", "replay_dns"]
    )]
    pub nameserver: Option<NameServer>,

    /// Validate answers with DNSSEC
    ///
    /// Costs about ten more queries for each domain, and needs a name server that returns DNSSEC records.
    #[arg(long, global = true, conflicts_with_all = ["offline", "replay_dns"], hide_short_help = true)]
    pub dnssec: bool,

    /// Time limit for DNS, in seconds for each message
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=120), hide_short_help = true)]
    pub dns_timeout: u64,

    /// The most DNS queries a second, for all messages together
    ///
    /// Repeated queries of the same message, and queries that are answered from the cache, do not count.
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub dns_rate: Option<NonZero<u32>>,

    /// Record the DNS answers in a file, for --replay-dns
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "offline")]
    pub record_dns: Option<PathBuf>,

    /// Answer DNS queries from a recorded file only
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["offline", "record_dns"])]
    pub replay_dns: Option<PathBuf>,

    /// Replay answers that were recorded for another message
    #[arg(long, global = true, requires = "replay_dns", hide_short_help = true)]
    pub replay_any: bool,
}
