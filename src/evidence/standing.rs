//! Whether a claim is believed, and why.

use crate::words::evidence::Standing;

impl Standing {
    /// Whether the claim is our own receiver's.
    pub fn trusted(self) -> bool {
        matches!(self, Self::AboveBoundary | Self::Given | Self::Confirmed)
    }

    /// The reason for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::AboveBoundary => "stands above the trust boundary",
            Self::Given => "named by the user as the receiver's",
            Self::Confirmed => {
                "repeated in the receiver's own ARC-Authentication-Results, which the sender could not write"
            }
            Self::Unproven => {
                "names the receiver and stands where its filter writes, but the sender could write there too"
            }
            Self::BelowBoundary => "stands below the trust boundary: the sender's word",
            Self::NoBoundary => "no trust boundary is known",
            Self::Sealed => "the word of an ARC sealer",
            Self::Renamed => "renamed by a later receiver",
        }
    }
}
