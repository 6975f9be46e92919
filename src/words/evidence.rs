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

/// Where the reference time of the checks comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AsOfSource {
    /// When our side received the message, by its own Received field.
    Received,
    /// The clock of this machine.
    Now,
    /// Given by the user.
    Given,
}

/// The most likely reason for a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Disagreement {
    /// The key was published at that time.
    KeyGone,
    /// The key has been revoked since.
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
    /// The signature verifies, but its algorithm or key is forbidden.
    ForbiddenNow,
    /// The signature has expired.
    Expired,
    /// The body is missing.
    BodyNotAtHand,
    /// They are about another client.
    OtherClient,
    /// They are about another sender or author.
    OtherIdentity,
    /// They are about another hop and client.
    OtherHop,
    /// The record may have changed.
    RecordMayHaveChanged,
    /// DMARC rests on SPF and DKIM, which differ.
    RestsOnOthers,
    /// The domain publishes no policy now.
    NoRecordNow,
    /// DNS knows no name of the message now.
    NothingFoundNow,
}

/// Whether a claim is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Added by our side, after the trust boundary.
    AboveBoundary,
    /// The user trusts this authserv-id, and the field is where that host could write.
    Given,
    /// The sender could have written it, but the receiver's own ARC set repeats it verbatim.
    Confirmed,
    /// It names our receiver, and follows the receiver's own Received field, where filters
    /// write. So could the sender.
    Unproven,
    /// Sender-supplied, before the trust boundary: unverified.
    BelowBoundary,
    /// No trust boundary is known, so no field is known to be ours.
    NoBoundary,
    /// From an ARC instance: as trustworthy as that instance's seal.
    Sealed,
    /// A later receiver renamed it: an earlier receiver's claim, or sender-supplied.
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
