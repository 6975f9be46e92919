//! The forms in which an address can hide.

listed! {
/// A form in which a protected text can stand in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// `robin@example.net`, in any letter case.
    Plain,
    /// `robin=example.net` and its like: the recipient inside a return path (VERP) or a link.
    Verp,
    /// `example.net=robin`: the rewritten sender of a forwarder (SRS).
    Srs,
    /// A recipient's display name, or a word that was given.
    Name,
    /// The local part without its domain: in a greeting, a subject, a link.
    Local,
    /// MD5, SHA-1, SHA-256 or SHA-512 of the address.
    Hashed,
    /// The address in UTF-16.
    Utf16,
    /// White space and line ends within it, or the pieces of a parameter (RFC 2231).
    Folded,
    /// Quoted-printable.
    QuotedPrintable,
    /// `&#64;`, `\u0040`: escapes of HTML and scripts; quotes within it.
    Escaped,
    /// `%40`, also encoded twice.
    UrlEncoded,
    /// Cut by tags, comments or invisible characters, or with signs of another width.
    Markup,
    /// `=?utf-8?…?=` (RFC 2047).
    EncodedWord,
    /// Base64: a part of the message, or a token in a link.
    Base64,
    /// Hexadecimal digits.
    Hex,
    /// An opaque identifier in List-Unsubscribe, by which the sender knows the recipient.
    Unsubscribe,
}
}

impl Form {
    /// What it is called in a message to the user.
    pub fn text(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Verp => "with another character for @ (VERP)",
            Self::Srs => "domain first (SRS)",
            Self::Name => "a name",
            Self::Local => "the local part alone",
            Self::Hashed => "a hash of the address",
            Self::Utf16 => "UTF-16",
            Self::Folded => "folded",
            Self::QuotedPrintable => "quoted-printable",
            Self::Escaped => "escaped characters",
            Self::UrlEncoded => "URL-encoded",
            Self::Markup => "split by markup",
            Self::EncodedWord => "an encoded word",
            Self::Base64 => "base64",
            Self::Hex => "hexadecimal",
            Self::Unsubscribe => "an identifier in List-Unsubscribe",
        }
    }
}

/// A set of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forms(u32);

impl Forms {
    /// All forms.
    pub const ALL: Self = Self((1 << Form::ALL.len()) - 1);

    /// The set without one form.
    #[must_use]
    pub fn without(self, form: Form) -> Self {
        Self(self.0 & !(1 << form as u16))
    }

    /// Whether a form is in it.
    pub fn has(self, form: Form) -> bool {
        self.0 & 1 << form as u16 != 0
    }
}
