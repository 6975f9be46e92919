//! `check`.

use clap::Subcommand;
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
    },
    /// What is the DKIM key of this selector? (RFC 6376)
    #[command(after_help = CHECK_CODES)]
    DkimKey {
        /// The selector (`s=`)
        selector: String,
        /// The signing domain (`d=`)
        domain: String,
    },
}

const CHECK_CODES: &str = "\
Exit codes:
  0  a pass; a usable key; without identifiers to evaluate, a DMARC record    1  any other verdict
  2  usage, or DNS did not tell";
