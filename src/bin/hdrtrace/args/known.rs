//! Facts that the caller knows better than the headers.

use clap::Args;
use hdrtrace::route::TrustSpec;
use std::net::IpAddr;

/// Facts that the caller knows better than the headers.
#[derive(Debug, Args)]
#[command(next_help_heading = "Known from elsewhere")]
pub struct KnownArgs {
    /// The address that handed the mail over, for SPF
    #[arg(long, global = true, value_name = "IP")]
    pub client_ip: Option<IpAddr>,

    /// The name that it gave in HELO or EHLO, for SPF
    #[arg(long, global = true, value_name = "NAME")]
    pub helo: Option<String>,

    /// The envelope sender, for SPF; empty for the null sender
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,

    /// Whose hops to believe: auto, none, hop:N, net:CIDR, host:SUFFIX, authserv:ID, arc:DOMAIN; may be repeated
    #[arg(long, global = true, value_name = "SPEC")]
    pub trust: Vec<TrustSpec>,

    /// A domain whose look-alikes are to be found, beside the recipients' own; may be repeated
    #[arg(long, global = true, value_name = "DOMAIN")]
    pub protect: Vec<String>,
}
