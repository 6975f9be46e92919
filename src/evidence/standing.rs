//! Whether a claim is believed, and why.

/// Whether a claim is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It stands above the trust boundary: only our side could write there.
    AboveBoundary,
    /// The caller trusts this authserv-id, and it stands where that host could write.
    Given,
    /// It stands where the sender could write, but the receiver's own ARC set repeats it word for word.
    Confirmed,
    /// It names our receiver, and stands just below the receiver's own Received field, where filters
    /// write. So could the sender.
    Unproven,
    /// It stands below the boundary: the sender's word.
    BelowBoundary,
    /// No boundary is known, so nobody is known to be ours.
    NoBoundary,
    /// It is an ARC instance's: as good as that instance's seal.
    Sealed,
    /// A later receiver renamed it: an earlier one's word, or the sender's.
    Renamed,
}

impl Standing {
    /// Whether the claim is our own receiver's.
    pub fn trusted(self) -> bool {
        matches!(self, Self::AboveBoundary | Self::Given | Self::Confirmed)
    }

    /// The reason for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::AboveBoundary => "stands above the trust boundary",
            Self::Given => "trusted by --trust authserv",
            Self::Confirmed => {
                "repeated in the receiver's own ARC-Authentication-Results, which the sender could not write"
            }
            Self::Unproven => {
                "names the receiver and stands where its filter writes, but the sender could write there too; \
                 --trust authserv:NAME settles it"
            }
            Self::BelowBoundary => "stands below the trust boundary: the sender's word",
            Self::NoBoundary => "no trust boundary is known",
            Self::Sealed => "the word of an ARC sealer",
            Self::Renamed => "renamed by a later receiver",
        }
    }
}
