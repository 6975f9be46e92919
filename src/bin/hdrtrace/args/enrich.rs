//! What to look up beside authentication.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What to look up beside authentication.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Look-ups beside authentication (off unless asked for)")]
pub struct EnrichArgs {
    /// What to look up about the sender's addresses and domains; several with commas. Whoever is asked learns them
    #[arg(long, value_name = "KIND", value_enum, value_delimiter = ',')]
    pub enrich: Vec<Kind>,

    /// A DNS list to ask, by its zone; `domain:ZONE` for one of domains; several with commas, may be repeated. Implies
    /// --enrich dnsbl
    #[arg(long, value_name = "ZONE", value_delimiter = ',')]
    pub dnsbl: Vec<String>,

    /// A MaxMind DB file (.mmdb) for countries, cities or networks; may be repeated. Implies --enrich geo
    #[arg(long, value_name = "FILE", conflicts_with = "evidence")]
    pub geo: Vec<PathBuf>,

    /// Ask about private and documentation addresses and names, too: for a name server of one's own
    #[arg(long, hide = true)]
    pub enrich_reserved: bool,
}

/// What can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Reverse names, and whether they lead back
    Rdns,
    /// Network, country and holder, by Team Cymru over DNS
    Asn,
    /// The DNS lists that --dnsbl names
    Dnsbl,
    /// Country and city, by the files that --geo names
    Geo,
    /// Contacts for reports of abuse, by Abusix and abuse.net over DNS
    Contacts,
    /// What domains publish: MX, SPF, DMARC, BIMI, MTA-STS, TLS-RPT
    Domains,
    /// All of these
    All,
}
