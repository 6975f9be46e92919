//! The message's own claims: sender-supplied (unverified).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The message's own claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// The authors.
    pub from: Vec<MailboxReport>,
    /// Where replies go, if elsewhere.
    pub reply_to: Vec<MailboxReport>,
    /// To and Cc.
    pub recipients: Vec<MailboxReport>,
    /// The subject, decoded.
    pub subject: Option<String>,
    /// The time in Date: RFC 3339 in UTC.
    pub date: Option<String>,
    /// Why the time in Date is not known exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_note: Option<String>,
    /// With its brackets.
    pub message_id: Option<String>,
    /// The envelope sender as the last host noted it; empty for the null sender.
    pub return_path: Option<String>,
    /// The mailing list that it came through.
    pub list: Option<String>,
}

/// An address with its display name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MailboxReport {
    /// The display name, decoded.
    pub display: Option<String>,
    /// The address.
    pub address: String,
    /// Whether Cc names it, of a recipient; omitted where it does not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cc: bool,
}
