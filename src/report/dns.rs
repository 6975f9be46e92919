//! What DNS was asked and said.

use crate::checked::Why;
use crate::words::dns::{Dnssec, RecordType};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The name, lower case, without trailing dot.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub rtype: RecordType,
    /// The response code, or why there is none.
    pub rcode: Rcode,
    /// Why it failed or was not asked; left out otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The aliases that were followed, in order; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cname: Vec<String>,
    /// The records; empty unless the query returned some.
    pub answers: Vec<Record>,
    /// The smallest TTL in seconds of the records, if there are any.
    pub ttl: Option<u32>,
    /// Who answered, as `address:port` or a word such as `capsule`.
    pub server: Option<String>,
    /// When the answer came, RFC 3339 in UTC; null if that is not known.
    pub at: Option<DateTime<Utc>>,
    /// Whether the resolver validated the answer with DNSSEC; null if no server answered.
    pub ad: Option<bool>,
    /// What our own validation by DNSSEC came to; left out where nothing was validated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dnssec: Option<Dnssec>,
}

/// How a question ended: the response code in capitals where a server gave one, else in small letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Rcode {
    /// There are records, or none of this type.
    #[serde(rename = "NOERROR")]
    NoError,
    /// The name does not exist.
    #[serde(rename = "NXDOMAIN")]
    NxDomain,
    /// The server failed: it could not find out.
    #[serde(rename = "SERVFAIL")]
    ServFail,
    /// The server refused.
    #[serde(rename = "REFUSED")]
    Refused,
    /// No answer in time.
    #[serde(rename = "timeout")]
    Timeout,
    /// The query could not be sent, or the answer was invalid.
    #[serde(rename = "failed")]
    Failed,
    /// The question was not asked; says nothing about the name.
    #[serde(rename = "skipped")]
    Skipped,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Record {
    /// An address, a name, or a preference with a name.
    Text(String),
    /// The strings of a TXT record: a backslash is written `\\`, a byte that does not show as itself `\xNN`.
    Strings(Vec<String>),
}

impl Answer {
    /// Whether DNS said what there is, or that there is nothing; not so where it failed, was silent or was not asked.
    pub fn is_answered(&self) -> bool {
        matches!(self.rcode, Rcode::NoError | Rcode::NxDomain)
    }

    /// Why the question was not asked, if it was not.
    pub fn skipped(&self) -> Option<Why> {
        let word = self.detail.as_deref()?;
        (self.rcode == Rcode::Skipped)
            .then(|| Why::by_word(word))
            .flatten()
    }
}
