//! A report to one party, with all that a renderer needs: nothing is left for it to decide.

use super::{AuthFailure, Incident, Links, NotAccused, Party};
use crate::redact::BrokenSignature;
use chrono::{DateTime, Utc};

/// What is complained of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Unsolicited mail.
    Spam,
    /// A message that imitates somebody else to steal.
    Phishing,
    /// DMARC failed for the domain in From (RFC 6591): told to its owner.
    AuthFailure,
}

impl Kind {
    /// In a subject line.
    pub fn text(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Phishing => "phishing",
            Self::AuthFailure => "authentication failure",
        }
    }
}

/// Who reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// The organization or person.
    pub organization: String,
    /// The address that replies go to.
    pub contact: String,
}

/// Why a reporter cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "invalid reporter {0:?}: give a name and an address, such as \"Example Org <abuse@example.org>\""
)]
pub struct ReporterError(String);

impl std::str::FromStr for Reporter {
    type Err = ReporterError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ReporterError(text.to_owned());
        let (name, rest) = text.split_once('<').unwrap_or(("", text));
        let address = rest.split('>').next().unwrap_or_default();
        let contact = crate::enrich::contact::address(address).ok_or_else(error)?;
        let name = name.trim().trim_matches('"').trim();
        if name.chars().any(char::is_control) {
            return Err(error());
        }
        let organization = if name.is_empty() {
            contact.rsplit_once('@').map_or("", |(_, domain)| domain)
        } else {
            name
        };
        Ok(Self {
            organization: organization.to_owned(),
            contact,
        })
    }
}

impl Reporter {
    /// The domain of the contact.
    pub fn domain(&self) -> &str {
        self.contact
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain)
    }
}

/// The message that is complained of, as the party sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// Its bytes, with CRLF line ends.
    pub bytes: Vec<u8>,
    /// Whether it has its body.
    pub whole: bool,
    /// Whether recipients were replaced with tokens.
    pub redacted: bool,
    /// The signatures that the redaction broke.
    pub broken: Vec<BrokenSignature>,
    /// The names of the header fields that were removed ([`super::removable`]), each once, in the order of the message.
    pub removed: Vec<String>,
}

/// A report to one party. Every text in it is redacted already, but for the reporter's own.
#[derive(Clone, Debug)]
pub struct Complaint {
    /// What is complained of.
    pub kind: Kind,
    /// Who complains.
    pub reporter: Reporter,
    /// Who can act.
    pub party: Party,
    /// What happened.
    pub incident: Incident,
    /// Who is not reported, of those whom the message names in From.
    pub not_accused: Vec<NotAccused>,
    /// What the receiver made of it: sentences without a subject.
    pub receiver: Vec<String>,
    /// Where its links lead.
    pub links: Links,
    /// Our own verdicts, in the form of Authentication-Results (RFC 8601), without the name of the field.
    pub authentication: String,
    /// What failed, in a report of a failure.
    pub failure: Option<AuthFailure>,
    /// The message.
    pub exhibit: Exhibit,
    /// The sender's TCP port, if the reporter knows it.
    pub source_port: Option<u16>,
    /// The page that the message leads to, if the reporter says so; a report of phishing is then about this one.
    pub url: Option<String>,
    /// When the report was made.
    pub now: DateTime<Utc>,
    /// A UUID (RFC 9562, version 4) for it.
    pub id: String,
}

impl Complaint {
    /// The pages that are reported: what the reporter named, else where the links of a phishing message lead.
    pub fn pages(&self) -> &[String] {
        match (&self.url, self.kind) {
            (Some(url), _) => std::slice::from_ref(url),
            (None, Kind::Phishing) => &self.links.pages,
            (None, Kind::Spam | Kind::AuthFailure) => &[],
        }
    }

    /// The subject of the report.
    pub fn subject(&self) -> String {
        let when = self
            .incident
            .time
            .as_ref()
            .map(|time| format!(" at {}", time.rfc3339()))
            .unwrap_or_default();
        match (self.kind, self.incident.source_ip) {
            (Kind::AuthFailure, _) => format!(
                "Authentication failure report for {}{when}",
                self.party.subject
            ),
            (kind, Some(ip)) if self.party.subject.to_string() != ip.to_string() => {
                format!(
                    "Abuse report: {} by {}, from {ip}{when}",
                    kind.text(),
                    self.party.subject
                )
            }
            (kind, _) => format!(
                "Abuse report: {} from {}{when}",
                kind.text(),
                self.party.subject
            ),
        }
    }
}
