//! What helps where something is missing: said by whoever knows how the reader can do it.

use crate::checked::{Checked, Why};
use std::borrow::Cow;

/// What a user can do about something that a text says is missing. Each is a clause of its own, which follows the text; the
/// library knows what would help, and its caller how that is done there: by an option, a button, an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Name the client's address.
    ClientIp,
    /// Name what the client announced, or the envelope sender.
    HeloOrSender,
    /// Name the envelope sender.
    MailFrom,
    /// Name domains for which SPF or DKIM passed.
    Identifiers,
    /// Say whose hops to believe.
    TrustHops,
    /// Say that the peer at the boundary is of the receiver's own network.
    TrustNet,
    /// Say that results under this authserv-id are the receiver's own; `None` where its name is not safe to repeat.
    TrustAuthserv(Option<String>),
    /// Name a server that DNS is asked of.
    Nameserver,
    /// Let DNS be asked.
    GoOnline,
    /// Record the answers of DNS.
    RecordDns,
    /// Name the DNS lists to ask.
    DnsLists,
    /// Name a file of places or networks.
    GeoFile,
    /// Do without such files.
    NoGeoFile,
    /// Read the report as JSON, where the list is whole.
    AllInJson,
    /// Read the report as JSON, where the list is longer, and bounded too.
    MoreInJson,
    /// Name a recipient to protect.
    ProtectAddress,
    /// The same, or say that there is none.
    Recipient,
    /// Leave out the body.
    HeadersOnly,
    /// Name the page that the message leads to.
    Page,
    /// Name the sender's port.
    SourcePort,
    /// Write a report for an abuse desk.
    Report,
    /// Look up whose an address is.
    Enrich,
    /// Have all told.
    Verbose,
    /// Give the message whole, as it was received.
    WholeMessage,
    /// Name the password of an archive.
    Password,
    /// Choose one of several messages.
    ChooseMessage,
    /// Trace the message that another one carries, or that one.
    Inner,
    /// Give access to those who know a token, or whom a proxy has checked.
    RequireToken,
}

/// How a caller says each remedy. The terminal, HTML and Markdown formats, which escape what they are told, put it behind
/// what is missing.
pub type Phrases = fn(&Remedy) -> Cow<'static, str>;

impl Remedy {
    /// One of each, for tables that must have them all.
    pub fn each() -> Vec<Self> {
        vec![
            Self::ClientIp,
            Self::HeloOrSender,
            Self::MailFrom,
            Self::Identifiers,
            Self::TrustHops,
            Self::TrustNet,
            Self::TrustAuthserv(None),
            Self::TrustAuthserv(Some("mx.example.net".to_owned())),
            Self::Nameserver,
            Self::GoOnline,
            Self::RecordDns,
            Self::DnsLists,
            Self::GeoFile,
            Self::NoGeoFile,
            Self::AllInJson,
            Self::MoreInJson,
            Self::ProtectAddress,
            Self::Recipient,
            Self::HeadersOnly,
            Self::Page,
            Self::SourcePort,
            Self::Report,
            Self::Enrich,
            Self::WholeMessage,
            Self::Password,
            Self::ChooseMessage,
            Self::Inner,
            Self::RequireToken,
            Self::Verbose,
        ]
    }

    /// The clause as it holds for every caller.
    pub fn neutral(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::ClientIp | Self::MailFrom | Self::Page | Self::SourcePort => "it can be given",
            Self::HeloOrSender => "either can be given",
            Self::Identifiers => "the authenticated identifiers can be given",
            Self::TrustHops => "trusted hops can be given",
            Self::TrustNet => "it can be given as trusted",
            Self::TrustAuthserv(_) => "they can be given as trusted",
            Self::Nameserver | Self::GeoFile => "one can be given",
            Self::GoOnline => "it can be allowed",
            Self::RecordDns => "an online run can record them",
            Self::DnsLists => "give the lists to query",
            Self::NoGeoFile => "they can be left out",
            Self::AllInJson => "the whole list is in the JSON report",
            Self::MoreInJson => "the JSON report lists up to several hundred",
            Self::ProtectAddress => "a recipient can be given",
            Self::Recipient => "the recipient can be given, or redaction can go on without",
            Self::HeadersOnly => "the report can leave out the body",
            Self::Report => "an abuse report can be written from this message",
            Self::Enrich => "its names and its network can be looked up",
            Self::Verbose => "a verbose report shows all",
            Self::WholeMessage => "give the original message, not only its header",
            Self::Password => "its password can be given",
            Self::ChooseMessage => "one of them can be chosen",
            Self::Inner => "the attached message can be traced instead",
            Self::RequireToken => "a token or a proxy can restrict access",
        })
    }
}

/// A text, and what helps, if anything does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What is so.
    pub text: Cow<'static, str>,
    /// What helps.
    pub remedy: Option<Remedy>,
}

impl Advice {
    /// A text without a remedy.
    pub fn plain(text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: text.into(),
            remedy: None,
        }
    }

    /// A text with one.
    pub fn new(text: impl Into<Cow<'static, str>>, remedy: Remedy) -> Self {
        Self {
            text: text.into(),
            remedy: Some(remedy),
        }
    }

    /// Both in a line.
    pub fn told(&self, phrases: Phrases) -> String {
        told(&self.text, self.remedy.as_ref(), phrases)
    }
}

/// A text with what helps behind it.
pub fn told(text: &str, remedy: Option<&Remedy>, phrases: Phrases) -> String {
    match remedy {
        Some(remedy) => format!("{text}; {}", phrases(remedy)),
        None => text.to_owned(),
    }
}

impl<T> Checked<T> {
    /// The reason that is given for it, and what would let the check be made if it was not.
    pub fn told(&self, reason: &str, phrases: Phrases) -> String {
        told(
            reason,
            self.skipped().and_then(Why::remedy).as_ref(),
            phrases,
        )
    }
}

impl Why {
    /// What would let the check be made, where the user can do something for it.
    pub fn remedy(self) -> Option<Remedy> {
        match self {
            Self::NoClientIp => Some(Remedy::ClientIp),
            Self::NoSender => Some(Remedy::HeloOrSender),
            Self::NoIdentifiers => Some(Remedy::Identifiers),
            _ => None,
        }
    }
}
