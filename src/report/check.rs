//! One check by itself, without a message.

use super::dmarc::DmarcCheck;
use super::dns::Answer;
use super::enrichment::DomainReport;
use super::key::KeyCheck;
use super::spf::SpfCheck;
use crate::checked::Checked;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What was found, and what DNS said for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckReport {
    /// [`SCHEMA`](super::SCHEMA).
    pub schema: Cow<'static, str>,
    /// What was found.
    #[serde(flatten)]
    pub check: Check,
    /// What DNS was asked and said.
    pub dns: Vec<Answer>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "check", rename_all = "kebab-case")]
pub enum Check {
    /// Of SPF.
    Spf {
        /// For the HELO name, if it was asked for.
        helo: Option<Box<SpfCheck>>,
        /// For the envelope sender, if it was asked for.
        mail_from: Option<Box<SpfCheck>>,
    },
    /// Of DMARC.
    Dmarc {
        /// The evaluation.
        dmarc: Box<DmarcCheck>,
    },
    /// Of a key.
    DkimKey {
        /// The key.
        key: Box<Checked<KeyCheck>>,
    },
    /// Of what a domain publishes.
    Domain {
        /// The domain.
        domain: Box<DomainReport>,
    },
}
