//! `check`.

use super::dns::DnsArgs;
use super::words::{Color, Format};
use clap::{Args, Subcommand};
use std::net::IpAddr;

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
