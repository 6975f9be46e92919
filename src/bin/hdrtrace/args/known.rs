//! Facts that the caller knows better than the headers.

use super::value::{domain, parsed};
use clap::Args;
use hdrtrace::route::TrustSpec;
use std::net::IpAddr;

/// Facts that the caller knows better than the headers.
#[derive(Debug, Args)]
#[command(next_help_heading = "Known facts")]
pub struct KnownArgs {
    /// Address that the message was received from, for SPF
    #[arg(long, global = true, value_name = "IP")]
    pub client_ip: Option<IpAddr>,

    /// Its HELO or EHLO name, for SPF
    #[arg(long, global = true, hide_short_help = true, value_name = "NAME")]
    pub helo: Option<String>,

    /// Envelope sender, for SPF; empty for the null sender
    #[arg(long, global = true, hide_short_help = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,

    /// Whose headers to trust: auto, none, authserv:ID, …
    ///
    /// auto, none, hop:N, net:CIDR, host:SUFFIX, authserv:ID or arc:DOMAIN; may be repeated.
    #[arg(long, global = true, value_name = "SPEC", value_parser = parsed::<TrustSpec>)]
    pub trust: Vec<TrustSpec>,

    /// Domain to check for lookalikes, in addition to those of the recipients; may be repeated
    #[arg(long, global = true, hide_short_help = true, value_name = "DOMAIN", value_parser = domain)]
    pub protect: Vec<String>,
}
