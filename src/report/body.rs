//! Attachments and links: sender-supplied (unverified).

use crate::names::host_of_url;
use crate::words::body::RiskKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a body holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    /// The parts that are not the text itself, in the order of the message.
    pub attachments: Vec<Attachment>,
    /// How many more there are.
    pub attachments_left_out: usize,
    /// Link targets, each pair of address and text once, in message order.
    pub links: Vec<Link>,
    /// How many links there are beyond what is listed.
    pub links_left_out: usize,
    /// Whether parts are nested too deeply, or texts too long, to be examined in full.
    pub cut: bool,
}

/// A part that is not the text itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attachment {
    /// Its number, as IMAP counts: `2`, `2.1`.
    pub part: String,
    /// The name that it announces.
    pub name: Option<String>,
    /// The type that it says it is, in lower case.
    pub declared: Option<String>,
    /// The type that its first bytes show, if they are known.
    pub sniffed: Option<Cow<'static, str>>,
    /// Bytes, decoded.
    pub size: usize,
    /// Whether the input ends within it: size and SHA-256 are those of what is there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
    /// SHA-256 of these, in hexadecimal.
    pub sha256: String,
    /// Whether it is meant to be shown within the text, as a logo is.
    pub inline: bool,
    /// What is inside, for an archive that could be read.
    pub archive: Option<Archive>,
    /// Why it is suspicious.
    pub risks: Vec<Risk>,
}

/// What is inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Archive {
    /// The names, in the order of the directory.
    pub names: Vec<String>,
    /// How many more there are.
    pub left_out: usize,
    /// Whether an entry is encrypted: filters cannot look into it.
    pub encrypted: bool,
    /// The files that were unpacked, in the order of the directory; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<InnerFile>,
}

/// A file inside an archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InnerFile {
    /// Its name in the archive.
    pub name: String,
    /// Bytes, unpacked.
    pub size: u64,
    /// SHA-256 of these, in hexadecimal.
    pub sha256: String,
}

/// Why an attachment is suspicious.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// The kind of risk.
    pub kind: RiskKind,
    /// The name within the archive; `None` for the attachment itself.
    pub inside: Option<String>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Its address, in the normal form of the URL standard.
    pub url: String,
    /// The host; `None` for `mailto:` and the like.
    pub host: Option<String>,
    /// What a reader sees for it; `None` in a text, where the address shows itself.
    pub text: Option<String>,
    /// Whether it is where a form sends what is typed into it.
    pub form: bool,
    /// Where it goes on to, if a filter's or search engine's address was put around it.
    pub goes_on_to: Option<String>,
    /// Number of occurrences in the message.
    pub count: usize,
    /// What is odd about it.
    pub oddities: Vec<LinkOddity>,
}

/// What is odd about a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum LinkOddity {
    /// The text names a host of another organization.
    OtherHost {
        /// The host that the text names.
        shown: String,
    },
    /// The host is an address, not a name.
    Address,
    /// The host is an internationalized name.
    Internationalised {
        /// As it is read.
        read_as: String,
    },
    /// A user name before the host, which may be mistaken for the host.
    UserName {
        /// The text, without the password.
        name: String,
    },
    /// It contains a program or a page (`data:` or `javascript:`).
    Embedded,
}

impl Body {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.attachments.is_empty() && self.links.is_empty()
    }
}

impl Link {
    /// The host where a reader ends up, as far as the address tells.
    pub fn destination(&self) -> Option<String> {
        match &self.goes_on_to {
            Some(target) => host_of_url(target),
            None => self.host.clone(),
        }
    }
}
