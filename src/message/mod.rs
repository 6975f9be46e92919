//! Bytes → ordered header fields with byte spans, body or no body, and the damage noticed on the way.
//!
//! Nothing is decoded or judged here. Every byte of the input belongs to exactly one [`Piece`], so that the pieces
//! put together give the input back.

pub(crate) mod boundary;
pub(crate) mod door;
mod field;
mod lines;
mod mailbox;
pub(crate) mod parts;
mod passed;
mod split;

pub use crate::limits::MAX_FIELDS;
pub use field::{HeaderField, decoded_text};
pub use lines::{LineEnds, Spelling, to_crlf};
pub use mailbox::{
    Addresses, Fault, Mailbox, Unread, addresses, all_addresses, all_mailboxes, every_address,
    mailboxes,
};
pub use passed::Lines;

pub use crate::words::Span;
pub use crate::words::message::DamageKind;

use std::borrow::Cow;

/// What a stretch of the input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// What stands before the first field: a byte order mark, an mbox `From ` line, blank lines.
    Prologue,
    /// A header field with its line end; the number is its index in [`Message::fields`].
    Field(usize),
    /// A line among the header fields that is none (no colon).
    Junk,
    /// The empty line between header and body.
    Separator,
    /// Everything behind the separator.
    Body,
}

/// A stretch of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub kind: PieceKind,
    /// Its position.
    pub span: Span,
}

/// Something about the input that is not as a message should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    pub kind: DamageKind,
    /// Offset of the first occurrence.
    pub offset: usize,
    /// How often it occurs.
    pub count: usize,
    /// The lines that were passed over.
    pub lines: Lines,
}

impl Damage {
    /// Damage for which no line was passed over.
    pub fn new(kind: DamageKind, offset: usize, count: usize) -> Self {
        Self {
            kind,
            offset,
            count,
            lines: Lines::default(),
        }
    }

    /// What it is, for a reader, with the lines that were passed over.
    pub fn text(&self) -> Cow<'static, str> {
        let text = self.kind.text();
        if self.lines.is_empty() {
            text.into()
        } else {
            format!("{text} ({})", self.lines).into()
        }
    }
}

impl DamageKind {
    /// What it is, for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "begins with a byte order mark, which was skipped",
            Self::Utf16 => {
                "was converted from UTF-16 to UTF-8; non-ASCII text may differ from what was signed"
            }
            Self::MboxFromLine => "begins with an mbox \"From \" line, which was skipped",
            Self::LeadingBlankLines => "begins with empty lines, which were skipped",
            Self::TextAbove => "has text above the header, which was skipped",
            Self::CodeBlock => "is in a code block; its marks, and what follows it, were removed",
            Self::EscapedLineEnds => {
                "has \\n or \\r\\n written out in place of line ends; they were replaced"
            }
            Self::LinePrefix => "lines begin with numbers or bars, which were removed",
            Self::TableColumns => {
                "has names and values in columns of a table; header fields were made of them"
            }
            Self::DoubleSpaced => "has empty lines between all lines or fields; they were removed",
            Self::BlankLines => "has empty lines within the header; they were removed",
            Self::FieldsBelowBlank => {
                "has more header fields below an empty line; they were read as the body"
            }
            Self::NonBreakingSpaces => {
                "has non-breaking spaces in place of spaces; they were replaced"
            }
            Self::Defanged => {
                "is defanged ([.], hxxp); the header was restored, except for text such as Subject"
            }
            Self::QuotedPaste => "lines are quoted with \">\"; the quoting was removed",
            Self::IndentedPaste => "lines are indented; the indentation was removed",
            Self::LostFolding => {
                "lost the whitespace at the start of folded lines; the lines were unfolded"
            }
            Self::Rewrapped => "has rewrapped lines, which were joined again",
            Self::SmartPunctuation => "has typographic quotes or dashes in place of plain ones",
            Self::HtmlEscaped => "has <, >, & or \" escaped as in HTML; they were unescaped",
            Self::LostAngleBrackets => {
                "has lost the text in angle brackets; addresses and IDs are missing"
            }
            Self::CutOff => {
                "is cut off within a header field; the missing part could not be checked"
            }
            Self::LfLineEnds => "lines end with LF; checked as if with CRLF, and as given",
            Self::CrLineEnds => "lines end with CR; checked as if with CRLF, and as given",
            Self::CrCrLfLineEnds => {
                "lines end with CR CR LF; checked as if with CRLF, and as given"
            }
            Self::MixedLineEnds => "line ends are mixed; checked as if all were CRLF, and as given",
            Self::LoneCr => "has a CR within a line; kept as data",
            Self::Nul => "has NUL bytes in the header",
            Self::ControlBytes => "has control bytes in the header",
            Self::EightBitHeader => "has unencoded 8-bit bytes in the header",
            Self::JunkLine => "has an invalid line in the header",
            Self::NoHeaderEnd => "has no empty line between header and body",
            Self::NoBody => "has no body",
            Self::OverlongLine => "has a header line over 998 bytes",
            Self::NoFinalLineEnd => "ends within a header line",
            Self::TooManyFields => "exceeds the limit on header fields; the rest counts as body",
            Self::TooManyResults => {
                "exceeds the limit on authentication results fields; fields not read"
            }
            Self::TooManyFilterFields => "exceeds the limit on filter fields; fields not read",
            Self::TooManyTraces => {
                "exceeds the limit on trace fields besides Received; fields not read"
            }
            Self::TooManyAddresses => {
                "exceeds the limit on addresses of a field; addresses not read"
            }
            Self::TooLarge => "exceeds the size limit; the rest was not read",
            Self::HeaderIncomplete => {
                "was stored without its header; only the fields shown are known, others may have been there"
            }
            Self::HeaderConverted => {
                "was stored without its original header bytes; signatures cannot be compared with it"
            }
            Self::BodyConverted => {
                "was stored without its original body; links and attachments are read from what is stored"
            }
            Self::RunTogether => {
                "has several header fields on one line; they were split at the field names"
            }
            Self::SessionCutOff => {
                "is a session that ends within the message; the missing part could not be checked"
            }
            Self::SecretsOverwritten => {
                "repeats login secrets in the message; they were overwritten with *"
            }
        }
    }
}

impl DamageKind {
    /// Whether the header is not byte for byte the one that was sent, so that a signature over it which
    /// does not match proves nothing: no DKIM or ARC fail can be given, and no DMARC fail that rests on one.
    pub fn alters_header(self) -> bool {
        match self {
            Self::Utf16
            | Self::LostFolding
            | Self::Rewrapped
            | Self::SmartPunctuation
            | Self::HtmlEscaped
            | Self::LostAngleBrackets
            | Self::CutOff
            | Self::RunTogether
            | Self::EscapedLineEnds
            | Self::TableColumns
            | Self::NonBreakingSpaces
            | Self::Defanged
            | Self::SessionCutOff
            | Self::SecretsOverwritten
            | Self::HeaderConverted
            | Self::HeaderIncomplete => true,
            Self::ByteOrderMark
            | Self::MboxFromLine
            | Self::LeadingBlankLines
            | Self::QuotedPaste
            | Self::IndentedPaste
            | Self::TextAbove
            | Self::CodeBlock
            | Self::LinePrefix
            | Self::DoubleSpaced
            | Self::BlankLines
            | Self::FieldsBelowBlank
            | Self::LfLineEnds
            | Self::CrLineEnds
            | Self::CrCrLfLineEnds
            | Self::MixedLineEnds
            | Self::LoneCr
            | Self::Nul
            | Self::ControlBytes
            | Self::EightBitHeader
            | Self::JunkLine
            | Self::NoHeaderEnd
            | Self::NoBody
            | Self::OverlongLine
            | Self::NoFinalLineEnd
            | Self::TooManyFields
            | Self::TooManyResults
            | Self::TooManyFilterFields
            | Self::TooManyTraces
            | Self::TooManyAddresses
            | Self::TooLarge
            | Self::BodyConverted => false,
        }
    }

    /// Whether fields that were there may be missing, so that nothing can be concluded from one that is not there.
    pub fn may_lack_fields(self) -> bool {
        matches!(self, Self::CutOff | Self::HeaderIncomplete)
    }

    /// The verdicts that the damage makes impossible, by the method's name.
    pub fn rules_out(self) -> &'static [&'static str] {
        if self.alters_header() {
            &["dkim", "arc"]
        } else if matches!(self, Self::NoBody | Self::BodyConverted) {
            &["dkim body hash"]
        } else {
            &[]
        }
    }
}

/// A message split into its parts. Borrows the input.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    raw: &'a [u8],
    fields: Vec<HeaderField<'a>>,
    pieces: Vec<Piece>,
    body: Option<Span>,
    line_ends: LineEnds,
    damage: Vec<Damage>,
    is_whole: bool,
}

impl<'a> Message<'a> {
    /// Splits a message. Never fails: what is no header is junk or body, and stands in [`Self::damage`].
    pub fn parse(raw: &'a [u8]) -> Self {
        split::split(raw)
    }

    /// Notes that the input was longer than is read: where its body ends is not known.
    pub fn note_cut(&mut self) {
        let cut = Damage::new(DamageKind::TooLarge, self.raw.len(), 1);
        self.damage.push(cut);
    }

    /// Notes that this is all of the message, as where a mailbox keeps it: an empty body was sent empty.
    pub fn note_whole(&mut self) {
        self.is_whole = true;
    }

    /// Whether this is known to be all of the message.
    pub fn is_whole(&self) -> bool {
        self.is_whole && self.body.is_some()
    }

    /// The input.
    pub fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// The header fields in the order in which they stand, topmost first.
    pub fn fields(&self) -> &[HeaderField<'a>] {
        &self.fields
    }

    /// The fields of one name (compared without case), topmost first, with their index in [`Self::fields`].
    pub fn named<'s>(
        &'s self,
        name: &'s str,
    ) -> impl DoubleEndedIterator<Item = (usize, &'s HeaderField<'a>)> + 's {
        self.fields
            .iter()
            .enumerate()
            .filter(move |(_, field)| field.is(name))
    }

    /// Of the fields of one kind, those beyond so many: where the first of them begins, and how many they are.
    pub(crate) fn beyond(
        &self,
        most: usize,
        is_one: impl Fn(&HeaderField<'_>) -> bool,
    ) -> Option<(usize, usize)> {
        // Where all fields are few, those of a kind are.
        if self.fields.len() <= most {
            return None;
        }
        let mut rest = self.fields.iter().filter(|field| is_one(field)).skip(most);
        let first = rest.next()?;
        Some((first.span().start, 1 + rest.count()))
    }

    /// The topmost field of a name.
    pub fn first(&self, name: &str) -> Option<&HeaderField<'a>> {
        self.fields.iter().find(|field| field.is(name))
    }

    /// The body as it stands in the input; `None` when the input ends with its header, without even the empty line.
    ///
    /// An empty body (`Some(b"")`) may be a real one or a pasted header block that ended with a blank line.
    pub fn body(&self) -> Option<&'a [u8]> {
        self.body.map(|span| span.of(self.raw))
    }

    /// Where the body stands.
    pub fn body_span(&self) -> Option<Span> {
        self.body
    }

    /// How the lines of the input end.
    pub fn line_ends(&self) -> LineEnds {
        self.line_ends
    }

    /// Every stretch of the input in order; their spans put together are the input.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// What is wrong with the input, one entry a kind.
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }
}
