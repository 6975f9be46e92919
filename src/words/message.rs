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
    /// Empty lines before the first field.
    LeadingBlankLines,
    /// Every line is quoted with `> `.
    QuotedPaste,
    /// Every line is indented.
    IndentedPaste,
    /// Text above the header: a note, a page's summary.
    TextAbove,
    /// It is in a code block, as tickets and chats mark it.
    CodeBlock,
    /// Line ends are written out as `\n` or `\r\n`.
    EscapedLineEnds,
    /// Every line begins with its number or a bar.
    LinePrefix,
    /// Names and values of fields are in columns of a table.
    TableColumns,
    /// Empty lines between all lines, or between all fields.
    DoubleSpaced,
    /// Empty lines at some places within the header.
    BlankLines,
    /// What looks like header fields follows the empty line that ends the header.
    FieldsBelowBlank,
    /// Non-breaking spaces in place of spaces.
    NonBreakingSpaces,
    /// Names, addresses and links are broken on purpose: `[.]`, `hxxp`.
    Defanged,
    /// Folded lines lost their leading whitespace.
    LostFolding,
    /// Long lines were rewrapped.
    Rewrapped,
    /// Quotes or dashes were replaced by typographic ones.
    SmartPunctuation,
    /// `<`, `>`, `&` or `"` are written as in HTML.
    HtmlEscaped,
    /// The text in angle brackets is missing.
    LostAngleBrackets,
    /// The header begins or ends within a field.
    CutOff,
    /// Lines end with bare LF.
    LfLineEnds,
    /// Lines end with bare CR.
    CrLineEnds,
    /// Lines end with CR CR LF.
    CrCrLfLineEnds,
    /// Some lines end with CRLF, others with LF alone.
    MixedLineEnds,
    /// A lone CR.
    LoneCr,
    /// NUL bytes in the header.
    Nul,
    /// Control bytes in the header.
    ControlBytes,
    /// Bytes over 127 in the header.
    EightBitHeader,
    /// An invalid line in the header (no colon).
    JunkLine,
    /// No empty line separates the header from the body.
    NoHeaderEnd,
    /// There is no body: the input ends with its header.
    NoBody,
    /// A header line of more than 998 bytes (RFC 5322 section 2.1.1).
    OverlongLine,
    /// The input ends within a line.
    NoFinalLineEnd,
    /// Over the limit on header fields; the rest counts as body.
    TooManyFields,
    /// Over the limit on authentication results fields; the rest was skipped.
    TooManyResults,
    /// Over the limit on filter fields; the rest was skipped.
    TooManyFilterFields,
    /// Over the limit on trace fields besides Received; the rest was skipped.
    TooManyTraces,
    /// Over the limit on addresses of a field other than From; the rest was skipped.
    TooManyAddresses,
    /// The input was over the size limit; the rest was not read.
    TooLarge,
    /// The header comes from a container that writes it anew.
    HeaderConverted,
    /// The header holds only some fields, or was made up of what a container knows.
    HeaderIncomplete,
    /// The body comes from a container that changes it.
    BodyConverted,
    /// Several fields were on one line.
    RunTogether,
    /// The session ends within the message.
    SessionCutOff,
    /// The message contained login secrets of the session; they were overwritten.
    SecretsOverwritten,
}
}

/// How the line ends of a stretch are written before it is hashed. Which of them was signed, only the signature tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Spelling {
    /// As `message::to_crlf` mends them.
    Mended,
    /// As found.
    AsGiven,
    /// A CR is added before each LF without one; CR CR LF stays.
    BareLfMended,
    /// A CR is added before every LF, as by a program that treats each line end as LF: CRLF became CR CR LF.
    CrBeforeEveryLf,
}
