//! Where a moment stands between the times of a signature.

use serde::Serialize;

/// Where a moment stands between the times that a signature names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Nothing is wrong with its times.
    Current,
    /// `x=` has passed.
    Expired,
    /// `t=` is yet to come.
    Future,
}
