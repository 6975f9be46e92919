//! Of what is known of a message.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of input it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// A message with its body.
    Message,
    /// A header block.
    HeadersOnly,
    /// An SMTP session, with or without a message.
    SmtpTranscript,
}

/// Where the time of judgment comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AsOfSource {
    /// When our side took the mail, by its own Received field.
    Received,
    /// The clock of this machine.
    Now,
    /// The caller named it.
    Given,
}

/// The likeliest reason for a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Disagreement {
    /// The key was there then.
    KeyGone,
    /// The key was withdrawn since.
    KeyRevoked,
    /// There is another key now, or one that cannot be used.
    KeyChanged,
    /// DNS does not answer now.
    DnsFailsNow,
    /// DNS did not answer them.
    DnsFailedThen,
    /// A later host changed the message.
    ChangedOnTheWay,
    /// The message is not as our own receiver saw it.
    ChangedSinceReceipt,
    /// It was intact before, and is again.
    IntactNow,
    /// The signature is intact, and what it is made with is forbidden.
    ForbiddenNow,
    /// The signature has expired.
    Expired,
    /// The body is not at hand.
    BodyNotAtHand,
    /// They speak of another client.
    OtherClient,
    /// They speak of another sender or author.
    OtherIdentity,
    /// They spoke at another hop, of another client.
    OtherHop,
    /// The record may be another now.
    RecordMayHaveChanged,
    /// DMARC rests on SPF and DKIM, which differ.
    RestsOnOthers,
    /// The domain publishes no policy now.
    NoRecordNow,
    /// DNS knows no name of the message now.
    NothingFoundNow,
}

/// Whether a claim is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
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

/// What shows whose a relay is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RelayBasis {
    /// The receiver confirmed the name of the host.
    ConfirmedName,
    /// The address is in a network of the platform.
    Network,
    /// The receiver noted the reverse name (Microsoft's `PTR:`).
    ReverseName,
}
