//! Of indicators: what of a message can be searched for, shared or blocked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

listed! {
/// The type of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An IP address.
    Ip,
    /// A network: /24 of IPv4, /48 of IPv6.
    Network,
    /// A domain as it was registered, or as a host gives it to a customer.
    Domain,
    /// A host below a registered domain.
    Host,
    /// An email address.
    Email,
    /// The whole address of a link.
    Url,
    /// SHA-256 of a file, of its decoded bytes.
    Sha256,
    /// The name of a file.
    FileName,
    /// A Message-ID without its brackets.
    MessageId,
    /// What a Message-ID looks like apart from what changes from message to message.
    MessageIdShape,
    /// The program that wrote the message, as it says.
    Mailer,
}
}

impl Kind {
    /// Its word in JSON and CSV.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ip => "ip",
            Self::Network => "network",
            Self::Domain => "domain",
            Self::Host => "host",
            Self::Email => "email",
            Self::Url => "url",
            Self::Sha256 => "sha256",
            Self::FileName => "file-name",
            Self::MessageId => "message-id",
            Self::MessageIdShape => "message-id-shape",
            Self::Mailer => "mailer",
        }
    }

    /// For a reader, above a list of several.
    pub fn title(self) -> &'static str {
        match self {
            Self::Ip => "IP addresses",
            Self::Network => "Networks",
            Self::Domain => "Domains",
            Self::Host => "Hosts",
            Self::Email => "Email addresses",
            Self::Url => "URLs",
            Self::Sha256 => "SHA-256 of files",
            Self::FileName => "File names",
            Self::MessageId => "Message-IDs",
            Self::MessageIdShape => "Shapes of Message-IDs",
            Self::Mailer => "Mailers",
        }
    }
}

/// What an indicator is in the message.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The host that connected to your side.
    Client,
    /// That host's name by reverse DNS.
    ReverseName,
    /// What that host announced.
    Helo,
    /// The envelope sender.
    EnvelopeSender,
    /// An author in From.
    Author,
    /// Sender and its like: who sent it for the author.
    Sender,
    /// Where replies go.
    ReplyTo,
    /// Where bounces or receipts go, by a field.
    Notices,
    /// A host before the trust boundary, or where the message was submitted, as a field claims.
    Origin,
    /// A DKIM signer.
    Signer,
    /// A link in the body.
    Link,
    /// Where such a link leads, by its own address.
    LinkTarget,
    /// Where a form sends what is typed into it.
    Form,
    /// A link in List-Unsubscribe.
    Unsubscribe,
    /// An attachment.
    Attachment,
    /// A file inside an attached archive.
    InnerFile,
    /// The Message-ID.
    MessageId,
    /// The program that wrote the message.
    Mailer,
}

impl Role {
    /// Its word in JSON and CSV.
    pub fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::ReverseName => "reverse-name",
            Self::Helo => "helo",
            Self::EnvelopeSender => "envelope-sender",
            Self::Author => "author",
            Self::Sender => "sender",
            Self::ReplyTo => "reply-to",
            Self::Notices => "notices",
            Self::Origin => "origin",
            Self::Signer => "signer",
            Self::Link => "link",
            Self::LinkTarget => "link-target",
            Self::Form => "form",
            Self::Unsubscribe => "unsubscribe",
            Self::Attachment => "attachment",
            Self::InnerFile => "inner-file",
            Self::MessageId => "message-id",
            Self::Mailer => "mailer",
        }
    }

    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::ReverseName => "client's reverse name",
            Self::Helo => "HELO",
            Self::EnvelopeSender => "envelope sender",
            Self::Author => "From",
            Self::Sender => "Sender",
            Self::ReplyTo => "Reply-To",
            Self::Notices => "address for notices",
            Self::Origin => "claimed origin",
            Self::Signer => "DKIM signer",
            Self::Link => "link",
            Self::LinkTarget => "target of a link",
            Self::Form => "form",
            Self::Unsubscribe => "unsubscribe link",
            Self::Attachment => "attachment",
            Self::InnerFile => "file in an archive",
            Self::MessageId => "Message-ID",
            Self::Mailer => "mailer",
        }
    }
}

/// Whose word an indicator is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// Your side saw it, and no sender can forge it.
    Observed,
    /// Authentication ties it to the sender: SPF, DKIM or DMARC pass.
    Verified,
    /// DNS has it.
    LookedUp,
    /// Sender-supplied (unverified).
    Claimed,
}

impl Word {
    /// Its word in JSON and CSV.
    pub fn word(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Verified => "verified",
            Self::LookedUp => "looked-up",
            Self::Claimed => "claimed",
        }
    }

    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Observed => "observed by your side",
            Self::Verified => "authenticated",
            Self::LookedUp => "looked up in DNS",
            Self::Claimed => "sender-supplied",
        }
    }

    /// Whether a sender cannot have invented it.
    pub fn is_proven(self) -> bool {
        matches!(self, Self::Observed | Self::Verified)
    }
}

listed! {
/// Why an indicator must not be blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A private, reserved or special-use address or name.
    Reserved,
    /// A public suffix.
    PublicSuffix,
    /// A large provider's own.
    Provider,
    /// Where people have their mailboxes.
    Webmail,
    /// A platform that sends for many customers.
    SendingPlatform,
    /// A link shortener.
    Shortener,
    /// A host of files.
    Storage,
    /// A host of forms.
    Forms,
    /// A host of customers' pages and code.
    Pages,
    /// A network of people who publish there.
    Social,
    /// What pages of everyone load: fonts, libraries, schemas.
    Library,
    /// A filter that rewrites links, or a redirect of a search engine.
    Rewriter,
    /// A well-known organization's own.
    Brand,
    /// A relay that many senders share.
    SharedRelay,
    /// Named as the recipient's, by the sender alone.
    SaidRecipient,
    /// The domain that the message fails to prove under a policy of its owner.
    Spoofed,
    /// No authentication ties it to the sender.
    Unauthenticated,
    /// A name that nothing confirms.
    Unconfirmed,
    /// A field that the sender could have written.
    ClaimedOrigin,
    /// It covers addresses of others.
    Network,
    /// For searches.
    Search,
    /// A picture within the text.
    Picture,
    /// Of a file that is empty.
    Empty,
    /// Of a file that is not whole.
    Cut,
}
}

impl Reason {
    /// Its word in JSON and CSV, and in the data file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::PublicSuffix => "public-suffix",
            Self::Provider => "provider",
            Self::Webmail => "webmail",
            Self::SendingPlatform => "sending-platform",
            Self::Shortener => "shortener",
            Self::Storage => "storage",
            Self::Forms => "forms",
            Self::Pages => "pages",
            Self::Social => "social",
            Self::Library => "library",
            Self::Rewriter => "rewriter",
            Self::Brand => "brand",
            Self::SharedRelay => "shared-relay",
            Self::SaidRecipient => "said-recipient",
            Self::Spoofed => "spoofed",
            Self::Unauthenticated => "unauthenticated",
            Self::Unconfirmed => "unconfirmed",
            Self::ClaimedOrigin => "claimed-origin",
            Self::Network => "network",
            Self::Search => "search",
            Self::Picture => "picture",
            Self::Empty => "empty",
            Self::Cut => "cut",
        }
    }

    /// Whether it only says that this message does not show whose it is.
    pub fn is_of_one_message(self) -> bool {
        matches!(
            self,
            Self::Unauthenticated | Self::Unconfirmed | Self::ClaimedOrigin
        )
    }

    /// Whether many have it: what has it in common says nothing.
    pub fn is_shared(self) -> bool {
        matches!(
            self,
            Self::Reserved
                | Self::PublicSuffix
                | Self::Provider
                | Self::Webmail
                | Self::SendingPlatform
                | Self::Shortener
                | Self::Storage
                | Self::Forms
                | Self::Pages
                | Self::Social
                | Self::Library
                | Self::Rewriter
                | Self::Brand
                | Self::SharedRelay
                | Self::Picture
                | Self::Empty
        )
    }

    /// The reason with this word.
    pub fn by_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Reserved => "private, reserved or special-use",
            Self::PublicSuffix => "a public suffix: names of many owners are below it",
            Self::Provider => "a large provider's own",
            Self::Webmail => "a mailbox provider's domain",
            Self::SendingPlatform => "a sending platform's, shared by its customers",
            Self::Shortener => "a link shortener",
            Self::Storage => "a file host shared by its customers",
            Self::Forms => "a form host shared by its customers",
            Self::Pages => "a page host shared by its customers",
            Self::Social => "a social network",
            Self::Library => "loaded by pages of many owners",
            Self::Rewriter => "a link rewriter",
            Self::Brand => "a well-known organization's own",
            Self::SharedRelay => "a relay shared by many senders",
            Self::SaidRecipient => "named as the recipient's, by the sender alone",
            Self::Spoofed => "fails DMARC: its owner may be the one who is imitated",
            Self::Unauthenticated => "not authenticated: may belong to someone else",
            Self::Unconfirmed => "not confirmed: may belong to someone else",
            Self::ClaimedOrigin => "claimed by a field that the sender could have written",
            Self::Network => "contains addresses of others",
            Self::Search => "for searches",
            Self::Picture => "an image in the text: legitimate messages contain it as well",
            Self::Empty => "an empty file",
            Self::Cut => "the file is incomplete, and so is its hash",
        }
    }
}
