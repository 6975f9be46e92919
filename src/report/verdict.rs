//! The conclusion.

use crate::words::evidence::RelayBasis;
use crate::words::findings::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The conclusion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// One sentence: the decisive fact first, then what contradicts it.
    pub summary: String,
    /// How severe it is: that of the most severe finding, info when nothing was found.
    pub severity: Severity,
    /// The strongest evidence against the sender's identity; null where there is none.
    pub against: Option<String>,
    /// The strongest evidence for the sender's identity; null where there is none.
    pub in_favour: Option<String>,
    /// The shared relay that delivered the message; omitted where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<Relay>,
    /// Where our side delivered the message, and by which rule; omitted where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

/// A relay that many senders share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relay {
    /// The platform that operates the relay.
    pub platform: Cow<'static, str>,
    /// How the platform was identified.
    pub basis: RelayBasis,
    /// What the platform noted of the account, tenant or address that submitted the message. It was added before the trust
    /// boundary: credible only because the message was received from the platform's host.
    pub customer: Vec<Noted>,
}

/// A field of a platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Noted {
    /// The field's name.
    pub field: String,
    /// Its index in the message.
    pub field_index: usize,
    /// Its value, shortened.
    pub value: String,
}

/// Where a message was delivered, and by which rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Delivery {
    /// The folder, in words.
    pub folder: Cow<'static, str>,
    /// What decided that, in words.
    pub rule: Option<Cow<'static, str>>,
    /// The codes that say so, as written.
    pub codes: String,
    /// Index of the field.
    pub field_index: usize,
}
