//! Of where a message came from: the containers that people keep messages in.

use super::findings::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

listed! {
/// What a message was taken out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Container {
    /// A mailbox of messages behind `From ` lines.
    Mbox,
    /// A mailbox of messages between lines of four control-A characters.
    Mmdf,
    /// A mailbox of Rmail.
    Babyl,
    /// A message of Apple Mail: a byte count, the message, a property list.
    Emlx,
    /// A message in a queue of Postfix.
    PostfixQueue,
    /// A Maildir folder.
    Maildir,
    /// A folder of files.
    Folder,
    /// A message of Outlook (MS-OXMSG).
    Msg,
    /// A message that another message has as a part.
    Message,
    /// A ZIP archive.
    Zip,
    /// A 7z archive.
    SevenZip,
    /// A tar archive.
    Tar,
    /// A file compressed with gzip.
    Gzip,
    /// A file compressed with Zstandard.
    Zstd,
    /// A message, or a list of them, from Microsoft Graph.
    Graph,
    /// A message, or a list of them, from the Gmail API.
    Gmail,
    /// A message exported from the quarantine of Exchange Online.
    Quarantine,
    /// What an IMAP server sent for FETCH.
    Imap,
    /// A store of Outlook's (MS-PST).
    Pst,
}
}

impl Container {
    /// Whether what it holds are messages as a mail server or a mail program received them, and nothing else.
    pub fn is_mailbox(self) -> bool {
        match self {
            Self::Mbox
            | Self::Mmdf
            | Self::Babyl
            | Self::Emlx
            | Self::PostfixQueue
            | Self::Maildir
            | Self::Message
            | Self::Gmail
            | Self::Quarantine
            | Self::Imap
            | Self::Msg
            | Self::Graph
            | Self::Pst => true,
            Self::Folder | Self::Zip | Self::SevenZip | Self::Tar | Self::Gzip | Self::Zstd => {
                false
            }
        }
    }

    /// Whether it holds one file, and nothing but its bytes in another form.
    pub fn is_compression(self) -> bool {
        matches!(self, Self::Gzip | Self::Zstd)
    }

    /// Its name for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Mbox => "mbox mailbox",
            Self::Mmdf => "MMDF mailbox",
            Self::Babyl => "Babyl mailbox",
            Self::Emlx => "Apple Mail message (.emlx)",
            Self::PostfixQueue => "Postfix queue file",
            Self::Maildir => "Maildir folder",
            Self::Folder => "folder",
            Self::Msg => "Outlook message (.msg)",
            Self::Message => "message with an attached message",
            Self::Zip => "ZIP archive",
            Self::SevenZip => "7z archive",
            Self::Tar => "tar archive",
            Self::Gzip => "gzip file",
            Self::Zstd => "Zstandard file",
            Self::Graph => "Microsoft Graph export",
            Self::Gmail => "Gmail API export",
            Self::Quarantine => "Exchange quarantine export",
            Self::Imap => "IMAP FETCH dump",
            Self::Pst => "Outlook data file (.pst)",
        }
    }

    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mbox => "mbox",
            Self::Mmdf => "mmdf",
            Self::Babyl => "babyl",
            Self::Emlx => "emlx",
            Self::PostfixQueue => "postfix-queue",
            Self::Maildir => "maildir",
            Self::Folder => "folder",
            Self::Msg => "msg",
            Self::Message => "message",
            Self::Zip => "zip",
            Self::SevenZip => "seven-zip",
            Self::Tar => "tar",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Graph => "graph",
            Self::Gmail => "gmail",
            Self::Quarantine => "quarantine",
            Self::Imap => "imap",
            Self::Pst => "pst",
        }
    }
}

/// How much of a message a container keeps as it was received.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Keeps {
    /// Every byte.
    #[default]
    All,
    /// The header; the body was changed.
    Header,
    /// Nothing: the header was written anew, and the body converted.
    Nothing,
    /// Some fields only, or what the container knows in their place: others may have been there.
    Fields,
}

/// One step into a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// The container's format.
    pub container: Container,
    /// The path or the number of the message inside it.
    pub member: String,
}

/// Something that a container says of a message beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// What it is called there.
    pub name: String,
    /// What it says, as text.
    pub value: String,
}

impl Fact {
    /// With a name of the format's own.
    pub fn new(name: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.into(),
        }
    }
}

/// A message that carries the one that is traced, as a report of it does. All of it is what its header says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Wrapper {
    /// Who sent it: the addresses of From, as they stand in the header.
    pub from: String,
    /// Its Date field.
    pub date: Option<String>,
    /// Its subject, decoded.
    pub subject: Option<String>,
    /// Its Message-ID.
    pub message_id: Option<String>,
    /// The part that the message is.
    pub part: String,
    /// What was concluded about the carrying message itself.
    pub verdict: Option<WrapperVerdict>,
}

/// What was concluded about a message that carries another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WrapperVerdict {
    /// How grave it is.
    pub severity: Severity,
    /// The conclusion.
    pub summary: String,
}

/// A message that is attached to the one that is traced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Inside {
    /// Its part's number, as IMAP counts.
    pub part: String,
    /// The name of the file.
    pub name: Option<String>,
}

/// Where a message came from, and what is known by that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Origin {
    /// The containers, outermost first.
    pub steps: Vec<Step>,
    /// Where the message begins in the innermost container, in bytes, where its bytes stand there as they are.
    pub offset: Option<u64>,
    /// How many bytes it takes there.
    pub length: Option<u64>,
    /// What is as it was received.
    pub keeps: Keeps,
    /// Why less than all is, for a reader.
    pub reason: Option<String>,
    /// What the containers say of it.
    pub facts: Vec<Fact>,
    /// The messages that carry it, outermost first.
    pub wrappers: Vec<Wrapper>,
    /// The messages that it carries.
    pub inside: Vec<Inside>,
}
