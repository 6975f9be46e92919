//! What the caller knows of one message beside its bytes.

use crate::input::Whole;
use crate::words::origin::Origin;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// What the caller knows of one message beside its bytes; what is not known is read from its header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Known {
    /// What to call the input in the report.
    pub name: String,
    /// The address of the client that handed the mail over.
    pub client_ip: Option<IpAddr>,
    /// What it announced in HELO or EHLO.
    pub helo: Option<String>,
    /// The envelope sender; empty for the null sender.
    pub mail_from: Option<String>,
    /// When our side took the mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<DateTime<Utc>>,
    /// What the whole input is known by, where the bytes that are given are only its beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Whole>,
    /// What the input is known by, where the bytes that are given were made of something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_by: Option<Whole>,
    /// The containers that it was taken out of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Box<Origin>>,
    /// What is known of the body where the bytes have none: a MIME message, read for links and attachments only.
    #[serde(skip)]
    pub rebuilt: Option<Vec<u8>>,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            name: "-".to_owned(),
            client_ip: None,
            helo: None,
            mail_from: None,
            received_at: None,
            whole: None,
            known_by: None,
            origin: None,
            rebuilt: None,
        }
    }
}
