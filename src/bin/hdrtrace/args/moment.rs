//! The time that expiry is judged at.

use clap::Args;
use hdrtrace::At;

/// The time that expiry is judged at.
#[derive(Debug, Args)]
pub struct Moment {
    /// The time that expiry is judged at: RFC 3339, `received` (when our side took the mail) or `now`
    #[arg(long, global = true, value_name = "TIME", default_value_t = At::Received)]
    pub at: At,
}
