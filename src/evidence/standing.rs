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
            Self::AboveBoundary => "added by your side (after the trust boundary)",
            Self::Given => "trusted by the user's settings",
            Self::Confirmed => "confirmed by the receiver's own ARC-Authentication-Results",
            Self::Unproven => {
                "names the receiver and is where its filter writes, but the sender could have written it too"
            }
            Self::BelowBoundary => "sender-supplied (before the trust boundary, unverified)",
            Self::NoBoundary => "no trust boundary is known",
            Self::Sealed => "claimed by an ARC sealer",
            Self::Renamed => "renamed by a later receiver",
        }
    }
}
