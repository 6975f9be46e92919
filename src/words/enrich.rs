//! Of what is looked up beside authentication.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

listed! {
/// What can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Names of addresses, with forward confirmation.
    Rdns,
    /// Which AS announces an address, by Team Cymru.
    Asn,
    /// Whether DNS lists hold an address or a domain.
    Dnsbl,
    /// Country and city from the user's geo files.
    Geo,
    /// Contacts for reports, by Abusix and abuse.net.
    Contacts,
    /// What domains publish about their mail.
    Domains,
}
}

impl Kind {
    /// Its word on the command line and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rdns => "rdns",
            Self::Asn => "asn",
            Self::Dnsbl => "dnsbl",
            Self::Geo => "geo",
            Self::Contacts => "contacts",
            Self::Domains => "domains",
        }
    }

    /// The kind with this word.
    pub fn by_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What a list is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// IPv4 addresses.
    Ipv4,
    /// IPv6 addresses.
    Ipv6,
    /// Domain names.
    Domain,
}

impl About {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Ipv4 => "IPv4 addresses",
            Self::Ipv6 => "IPv6 addresses",
            Self::Domain => "domains",
        }
    }
}

/// How a question to a list ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListStatus {
    /// It lists the subject.
    Listed,
    /// It does not list the subject.
    NotListed,
    /// It answered with an error: it does not accept queries from here, or is not a list.
    Error,
    /// It failed its test entries, so it was not queried.
    NotWorking,
}

impl ListStatus {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::NotListed => "not listed",
            Self::Error => "answered with an error (not a listing)",
            Self::NotWorking => "not queried: the list fails its own test",
        }
    }
}

/// The purpose of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// The domain's mail servers (RFC 5321 section 5).
    Mx,
    /// Who may send in its name (RFC 7208).
    Spf,
    /// How to handle spoofed messages (RFC 9989).
    Dmarc,
    /// The logo to show beside its messages (draft-brand-indicators-for-message-identification).
    Bimi,
    /// That it publishes a policy for TLS (RFC 8461 section 3.1). The policy itself is fetched by HTTPS: not here.
    MtaSts,
    /// Where failures of TLS are reported to (RFC 8460 section 3).
    TlsRpt,
}

impl RecordKind {
    /// Its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Mx => "MX",
            Self::Spf => "SPF",
            Self::Dmarc => "DMARC",
            Self::Bimi => "BIMI",
            Self::MtaSts => "MTA-STS",
            Self::TlsRpt => "TLS-RPT",
        }
    }
}

/// What a domain is in the message.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DomainRole {
    /// Of an author in From.
    From,
    /// Of the envelope sender.
    ReturnPath,
    /// Of a signature (`d=`).
    Signer,
    /// The organization in the reverse name of the connecting host.
    Peer,
}

impl DomainRole {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::From => "From",
            Self::ReturnPath => "Return-Path",
            Self::Signer => "d=",
            Self::Peer => "the client's reverse name",
        }
    }
}

/// Whether a report may be sent without manual review.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The owner of the resource published this address for reports.
    Automatic,
    /// To be confirmed manually: a guess, or an unverified claim.
    Confirm,
}

impl Grade {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Automatic => "published for abuse reports",
            Self::Confirm => "to be confirmed manually",
        }
    }
}

/// Where a contact was found, the best first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// CFBL-Address (RFC 9477), covered by a valid signature.
    Cfbl,
    /// RDAP (RFC 9083): the contact for abuse in the registry of the network.
    Rdap,
    /// Abusix, over DNS: the abuse contact of an address by the registries.
    Abusix,
    /// abuse.net, over DNS: a domain's contact as registered there.
    AbuseNet,
    /// `ruf=` of the DMARC record (RFC 9991).
    Ruf,
    /// A field of the message that a valid signature covers.
    SignedField,
    /// abuse.net has no entry, and answers with its default.
    AbuseNetDefault,
    /// The mailbox that every domain should have (RFC 2142 section 4): a guess.
    Rfc2142,
}

impl Source {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Cfbl => "CFBL-Address, covered by a valid signature",
            Self::Rdap => "RDAP (network registry)",
            Self::Abusix => "Abusix",
            Self::AbuseNet => "abuse.net",
            Self::Ruf => "ruf= of the DMARC record",
            Self::SignedField => "a header field covered by a valid signature",
            Self::AbuseNetDefault => "a guess: abuse.net default",
            Self::Rfc2142 => "a guess: RFC 2142 role address",
        }
    }
}
