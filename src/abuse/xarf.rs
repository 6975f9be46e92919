//! XARF v4: the extended abuse reporting format, as JSON. What it requires and is not known is asked for, not invented.

use super::{Complaint, Kind};
use crate::codec::{base64, hex, percent};
use crate::enrich::contact::address;
use crate::words::Remedy;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use url::{Position, Url};

/// The version of the schema that is written.
const VERSION: &str = "4.2.0";
/// The longest description (`xarf-core.json`).
const MAX_DESCRIPTION: usize = 1000;
/// The longest subject (`messaging-spam.json`).
const MAX_SUBJECT: usize = 500;
/// The longest Message-ID (`messaging-spam.json`).
const MAX_MESSAGE_ID: usize = 200;
/// The longest name of an organization (`xarf-core.json`).
const MAX_ORG: usize = 200;
/// The largest piece of evidence in bytes (`xarf-core.json`).
const MAX_EVIDENCE: usize = 5_242_880;

/// A fact that the schema requires and that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum XarfError {
    /// The sender's port.
    #[error(
        "XARF requires the sender's TCP port, which Received fields do not show: take it from the mail server's log"
    )]
    SourcePort,
    /// The envelope sender.
    #[error("XARF requires the envelope sender as an address (arf and text do not); it is {0}")]
    MailFrom(&'static str),
    /// When.
    #[error("XARF requires the time of receipt, which is not known: use text")]
    Time,
    /// Whose.
    #[error("XARF requires the source address, which is not known (text does not)")]
    Source,
    /// More than the schema allows.
    #[error("the evidence has {0} bytes; XARF allows at most {MAX_EVIDENCE}")]
    Evidence(usize),
    /// The page.
    #[error(
        "an XARF phishing report needs a URL, and the message has no link (use the type spam, or arf or text)"
    )]
    Url,
    /// It cannot be written as JSON.
    #[error("the report cannot be written as JSON: {0}")]
    Json(String),
    /// Not of that kind.
    #[error("XARF has no type for authentication failures: use arf")]
    AuthFailure,
}

impl XarfError {
    /// What helps, if anything does.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::SourcePort => Some(Remedy::SourcePort),
            Self::MailFrom(_) => Some(Remedy::MailFrom),
            Self::Source => Some(Remedy::ClientIp),
            Self::Evidence(_) => Some(Remedy::HeadersOnly),
            Self::Url => Some(Remedy::Page),
            Self::Time | Self::Json(_) | Self::AuthFailure => None,
        }
    }
}

/// A report as JSON, ending with a line end.
pub fn xarf(complaint: &Complaint) -> Result<Vec<u8>, XarfError> {
    let incident = &complaint.incident;
    let contact = Contact {
        org: cut(&complaint.reporter.organization, MAX_ORG),
        contact: &complaint.reporter.contact,
        domain: complaint.reporter.domain(),
    };
    let timestamp = incident.time.as_ref().ok_or(XarfError::Time)?.rfc3339();
    let (source, details) = match complaint.kind {
        Kind::Spam => (
            incident.source_ip.ok_or(XarfError::Source)?.to_string(),
            Details::Spam(spam(complaint)?),
        ),
        Kind::Phishing => {
            let url = complaint.pages().first().and_then(|url| page(url));
            let url = url.ok_or(XarfError::Url)?;
            let host = url.host_str().ok_or(XarfError::Url)?;
            (
                host.trim_matches(['[', ']']).to_owned(),
                Details::Phishing(Phishing {
                    category: "content",
                    kind: "phishing",
                    url: uri(&url),
                }),
            )
        }
        Kind::AuthFailure => return Err(XarfError::AuthFailure),
    };
    let report = Report {
        xarf_version: VERSION,
        report_id: &complaint.id,
        timestamp,
        reporter: contact.clone(),
        sender: contact,
        source_identifier: source,
        evidence_source: "user_complaint",
        details,
        evidence: vec![evidence(complaint)?],
        description: cut(&description(complaint), MAX_DESCRIPTION),
    };
    let mut bytes =
        serde_json::to_vec_pretty(&report).map_err(|error| XarfError::Json(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn spam(complaint: &Complaint) -> Result<Spam<'_>, XarfError> {
    let incident = &complaint.incident;
    let smtp_from = match incident.mail_from.as_deref() {
        None => return Err(XarfError::MailFrom("not known")),
        Some("") => return Err(XarfError::MailFrom("the null sender")),
        Some(sender) => address(sender).ok_or(XarfError::MailFrom("not a plain address"))?,
    };
    let fits = |text: &&str| text.chars().count() <= MAX_MESSAGE_ID;
    Ok(Spam {
        category: "messaging",
        kind: "spam",
        protocol: "smtp",
        smtp_from,
        source_port: complaint.source_port.ok_or(XarfError::SourcePort)?,
        subject: incident
            .subject
            .as_deref()
            .map(|subject| cut(subject, MAX_SUBJECT)),
        message_id: incident.message_id.as_deref().filter(fits),
    })
}

fn evidence(complaint: &Complaint) -> Result<Evidence, XarfError> {
    let exhibit = &complaint.exhibit;
    let (content_type, what) = if exhibit.whole {
        ("message/rfc822", "the message")
    } else {
        ("text/plain", "the header of the message")
    };
    if exhibit.bytes.len() > MAX_EVIDENCE {
        return Err(XarfError::Evidence(exhibit.bytes.len()));
    }
    let state = if exhibit.redacted {
        "recipients replaced with tokens (RFC 6590)"
    } else {
        "as received"
    };
    let removed = match exhibit.removed.len() {
        0 => String::new(),
        1 => ", 1 header field of the receiver removed".to_owned(),
        count => format!(", {count} header fields of the receiver removed"),
    };
    let hash = Sha256::digest(&exhibit.bytes);
    Ok(Evidence {
        content_type,
        description: format!(
            "{what}, {state}{removed}; SHA-256 of the original: {}",
            complaint.incident.sha256
        ),
        payload: base64::encode(&exhibit.bytes),
        hash: format!("sha256:{}", hex::encode(&hash)),
        size: exhibit.bytes.len(),
    })
}

fn description(complaint: &Complaint) -> String {
    let mut out = complaint.party.reasons.join("; ");
    if !complaint.receiver.is_empty() {
        let _ = write!(out, ". The receiver: {}", complaint.receiver.join("; "));
    }
    // RFC 8601 writes `none` where nothing was checked.
    if !complaint.authentication.ends_with("; none") {
        let _ = write!(out, ". Our own check: {}", complaint.authentication);
    }
    out
}

/// A page of the web.
fn page(url: &str) -> Option<Url> {
    let url = Url::parse(url.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// A link as RFC 3986 has it. Browsers accept characters in a path that a URI may not have.
fn uri(url: &Url) -> String {
    let mut out = url[..Position::BeforePath].to_owned();
    let path = &url[Position::BeforePath..];
    percent::encode_into(path, b"-._~:/?#@!$&'()*+,;=%", &mut out);
    out
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[allow(clippy::struct_field_names, reason = "the schema's names")]
#[derive(Serialize)]
struct Report<'c> {
    xarf_version: &'static str,
    report_id: &'c str,
    timestamp: String,
    reporter: Contact<'c>,
    sender: Contact<'c>,
    source_identifier: String,
    evidence_source: &'static str,
    #[serde(flatten)]
    details: Details<'c>,
    evidence: Vec<Evidence>,
    description: String,
}

#[allow(clippy::struct_field_names, reason = "the schema's names")]
#[derive(Clone, Serialize)]
struct Contact<'c> {
    org: String,
    contact: &'c str,
    domain: &'c str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Details<'c> {
    Spam(Spam<'c>),
    Phishing(Phishing),
}

#[derive(Serialize)]
struct Spam<'c> {
    category: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    protocol: &'static str,
    smtp_from: String,
    source_port: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<&'c str>,
}

#[derive(Serialize)]
struct Phishing {
    category: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    url: String,
}

#[derive(Serialize)]
struct Evidence {
    content_type: &'static str,
    description: String,
    payload: String,
    hash: String,
    size: usize,
}
