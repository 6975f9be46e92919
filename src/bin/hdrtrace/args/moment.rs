//! The time that expiry is checked for.

use super::value::parsed;
use clap::Args;
use hdrtrace::At;

/// The time that expiry is checked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Analysis")]
pub struct Moment {
    /// Time for which expiry is checked: received, now, or RFC 3339
    ///
    /// received is the time of receipt by your side.
    #[arg(long, global = true, hide_short_help = true, value_name = "TIME", value_parser = parsed::<At>, default_value_t = At::Received)]
    pub at: At,
}
