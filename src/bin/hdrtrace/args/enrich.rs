//! What to look up beside authentication.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What to look up beside authentication.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Enrichment (off by default)")]
pub struct EnrichArgs {
    /// Look up more: rdns, asn, dnsbl, geo, contacts, domains
    ///
    /// About addresses and domains; several with commas, or all. The operators of the queried servers learn the addresses and domains.
    #[arg(
        long,
        value_name = "KIND",
        value_enum,
        value_delimiter = ',',
        hide_possible_values = false
    )]
    pub enrich: Vec<Kind>,

    /// DNS list to query, by its zone; implies --enrich dnsbl
    ///
    /// domain:ZONE for a list of domains; several with commas; may be repeated.
    #[arg(
        long,
        value_name = "ZONE",
        value_delimiter = ',',
        hide_short_help = true
    )]
    pub dnsbl: Vec<String>,

    /// MaxMind DB file (.mmdb) for countries, cities or networks; implies --enrich geo
    ///
    /// May be repeated.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "evidence",
        hide_short_help = true
    )]
    pub geo: Vec<PathBuf>,

    /// Query private and documentation addresses and names, too: for your own name server
    #[arg(long, hide = true)]
    pub enrich_reserved: bool,
}

/// What can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Reverse DNS names, and whether they are forward-confirmed
    Rdns,
    /// Network, country and holder, from Team Cymru over DNS
    Asn,
    /// The DNS lists of --dnsbl
    Dnsbl,
    /// Country and city, from the files of --geo
    Geo,
    /// Abuse contacts, from Abusix and abuse.net over DNS
    Contacts,
    /// What domains publish: MX, SPF, DMARC, BIMI, MTA-STS, TLS-RPT
    Domains,
    /// All of these
    All,
}
