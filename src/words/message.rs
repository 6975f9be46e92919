//! Of what is wrong with an input.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

listed! {
/// The kinds of damage. The text of each says what was done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DamageKind {
    /// A UTF-8 byte order mark.
    ByteOrderMark,
    /// The text was UTF-16 and was recoded.
    Utf16,
    /// An mbox `From ` line.
    MboxFromLine,
    /// Blank lines before the first field.
    LeadingBlankLines,
    /// Every line is quoted with `> `.
    QuotedPaste,
    /// Every line is indented.
    IndentedPaste,
    /// Folded lines have lost the white space that they begin with.
    LostFolding,
    /// Long lines were broken anew.
    Rewrapped,
    /// Quotes or dashes were replaced by typographic ones.
    SmartPunctuation,
    /// `<`, `>`, `&` or `"` are written as in HTML.
    HtmlEscaped,
    /// What stood in angle brackets is gone.
    LostAngleBrackets,
    /// The header begins or ends within a field.
    CutOff,
    /// Lines end with LF alone.
    LfLineEnds,
    /// Lines end with CR alone.
    CrLineEnds,
    /// Lines end with CR CR LF.
    CrCrLfLineEnds,
    /// Some lines end with CRLF, others with LF alone.
    MixedLineEnds,
    /// A CR that ends no line.
    LoneCr,
    /// NUL bytes in the header.
    Nul,
    /// Control bytes in the header.
    ControlBytes,
    /// Bytes over 127 in the header.
    EightBitHeader,
    /// A line without a colon among the fields.
    JunkLine,
    /// The header runs into the body without an empty line.
    NoHeaderEnd,
    /// There is no body: the input ends with its header.
    NoBody,
    /// A header line of more than 998 bytes (RFC 5322 section 2.1.1).
    OverlongLine,
    /// The input ends within a line.
    NoFinalLineEnd,
    /// More fields than this tool reads; the rest was taken as body.
    TooManyFields,
    /// More fields with results of authentication than this tool reads; the rest was passed over.
    TooManyResults,
    /// More fields of filters than this tool reads; the rest was passed over.
    TooManyFilterFields,
    /// More trace fields beside Received than this tool reads; the rest was passed over.
    TooManyTraces,
    /// The input was longer than this tool reads; the rest was left.
    TooLarge,
    /// Several fields stood on one line.
    RunTogether,
    /// The session ends within the message.
    SessionCutOff,
    /// Secrets of the session's log-in stood in the message and were overwritten.
    SecretsOverwritten,
}
}

/// How the line ends of a stretch are written before it is hashed. Which of them was signed, only the signature tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Spelling {
    /// As `message::to_crlf` mends them.
    Mended,
    /// As they stand.
    AsGiven,
    /// A CR before each LF that has none; CR CR LF stays.
    BareLfMended,
    /// A CR before each LF, as a program writes them that takes every line end for LF: CRLF was CR CR LF.
    CrBeforeEveryLf,
}
