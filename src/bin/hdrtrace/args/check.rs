//! `check`.

use super::value::domain_of;
use clap::Subcommand;
use std::net::IpAddr;

/// A single check.
#[derive(Debug, Subcommand)]
pub enum Check {
    /// Evaluate SPF for an address, HELO or sender (RFC 7208)
    #[command(after_long_help = SPF_HELP)]
    Spf {
        /// IP address of the client
        #[arg(long, value_name = "IP")]
        ip: IpAddr,
        /// Name in HELO or EHLO
        #[arg(long, value_name = "NAME", required_unless_present = "mail_from")]
        helo: Option<String>,
        /// Envelope sender (MAIL FROM); empty for the null sender
        #[arg(long, value_name = "ADDRESS")]
        mail_from: Option<String>,
    },
    /// Show a domain's DMARC policy and alignment (RFC 9989)
    #[command(after_long_help = DMARC_HELP)]
    Dmarc {
        /// Domain in From
        #[arg(long, value_name = "DOMAIN", value_parser = domain_of)]
        from: String,
        /// Domain for which SPF passed
        #[arg(long, value_name = "DOMAIN")]
        spf_pass: Option<String>,
        /// Domain (d=) for which DKIM passed; may be repeated
        #[arg(long, value_name = "DOMAIN")]
        dkim_pass: Vec<String>,
    },
    /// Show the DKIM key of a selector (RFC 6376)
    #[command(after_long_help = KEY_HELP)]
    DkimKey {
        /// Selector (s=), or the whole name of the key
        selector: String,
        /// Signing domain (d=)
        domain: Option<String>,
    },
    /// Show a domain's MX, SPF, DMARC, BIMI, MTA-STS, TLS-RPT
    #[command(after_long_help = DOMAIN_HELP)]
    Domain {
        /// The domain, or an e-mail address at it
        #[arg(value_parser = domain_of)]
        domain: String,
    },
}

const SPF_HELP: &str = "\
Exit codes:
  0  SPF passes (for MAIL FROM, if it was given)
  1  any other result
  2  usage error, or DNS gave no answer

Examples:
  hdrtrace check spf --ip 192.0.2.7 --mail-from alice@example.com
  hdrtrace check spf --ip 192.0.2.7 --helo mx.example.com --format json";

const DMARC_HELP: &str = "\
Exit codes:
  0  DMARC passes; without --spf-pass and --dkim-pass: there is a record
  1  any other result
  2  usage error, or DNS gave no answer

Examples:
  hdrtrace check dmarc --from example.com
  hdrtrace check dmarc --from news.example.com --dkim-pass example.com";

const KEY_HELP: &str = "\
Exit codes:
  0  the key can be used
  1  there is no key, it is revoked, or it cannot be used
  2  usage error, or DNS gave no answer

Examples:
  hdrtrace check dkim-key s1 example.com
  hdrtrace check dkim-key s1._domainkey.example.com";

const DOMAIN_HELP: &str = "\
Exit codes:
  0  there are records of both SPF and DMARC
  1  one of them is missing
  2  usage error, or DNS gave no answer

Examples:
  hdrtrace check domain example.com
  hdrtrace check domain example.com --nameserver 9.9.9.9 --format json";

/// Of all checks.
pub const CODES: &str = "\
Exit codes:
  0  good: a pass, a usable key, or records of both SPF and DMARC
  1  any other result
  2  usage error, or DNS gave no answer

hdrtrace check COMMAND --help has the exit codes and examples of each.";
