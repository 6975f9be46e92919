//! What is unusual about a field that states results.

/// Something about a field or clause that a well-behaved verifier would not write, or that a reader should know
/// before believing it. Some are one product's habit; none is a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Oddity {
    /// No authserv-id: the field does not name the checking host. Microsoft's habit.
    MissingAuthservId,
    /// The authserv-id stands between results instead of, or as well as, before them. Microsoft's habit.
    AuthservIdBetweenResults,
    /// ARC-Authentication-Results without `i=` (RFC 8617 section 4.1.1).
    MissingInstance,
    /// A comment within a comment.
    NestedComment,
    /// A comment that reads like a result (`dkim=pass`).
    ClaimInComment,
    /// A quoted string that reads like a result.
    ClaimInQuotes,
    /// A comment that never ends; what follows is not read.
    UnterminatedComment,
    /// A quoted string that never ends; what follows is not read.
    UnterminatedQuote,
    /// A closing parenthesis that closes nothing.
    UnbalancedParenthesis,
    /// An encoded word, which has no place here (RFC 2047 section 5); it is not decoded.
    EncodedWord,
    /// The same method, result and properties as an earlier clause of the field.
    DuplicateClause,
    /// The same method and properties as an earlier clause of the field, with another result.
    ConflictingClause,
    /// A property that stands twice in one clause; the first value counts.
    RepeatedProperty,
    /// Two results without a semicolon between them.
    MissingSemicolon,
    /// `none`, which says that nothing was checked, beside results.
    NoneWithResults,
    /// A method that IANA's registry does not have.
    UnregisteredMethod,
    /// A result word that the registry does not have for the method.
    UnregisteredResult,
    /// A method without a result.
    EmptyResult,
    /// A result in quotes, which the grammar does not know; no claim is made from it.
    QuotedResult,
    /// Words that belong to no clause.
    StrayText,
    /// Bytes beyond ASCII.
    EightBit,
    /// Control bytes.
    ControlBytes,
    /// More clauses than are read.
    TooManyClauses,
    /// More properties in one clause than are read.
    TooManyProperties,
}

impl Oddity {
    /// What it is, for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::MissingAuthservId => "does not name the checking host",
            Self::AuthservIdBetweenResults => "names the checking host between results",
            Self::MissingInstance => "has no ARC instance number",
            Self::NestedComment => "has a comment within a comment",
            Self::ClaimInComment => "has a comment that reads like a result",
            Self::ClaimInQuotes => "has a quoted string that reads like a result",
            Self::UnterminatedComment => "has an unclosed comment; the rest was not read",
            Self::UnterminatedQuote => "has an unclosed quoted string; the rest was not read",
            Self::UnbalancedParenthesis => "has an extra closing parenthesis",
            Self::EncodedWord => "has an encoded word, which is not allowed here",
            Self::DuplicateClause => "repeats an earlier clause",
            Self::ConflictingClause => "contradicts an earlier clause",
            Self::RepeatedProperty => "states a property twice",
            Self::MissingSemicolon => "has no semicolon between two results",
            Self::NoneWithResults => "says that nothing was checked, but states results",
            Self::UnregisteredMethod => "names a method that is not registered",
            Self::UnregisteredResult => "states a result that is not registered for the method",
            Self::EmptyResult => "names a method without a result",
            Self::QuotedResult => "has a result in quotes; it was not read",
            Self::StrayText => "has text outside any clause",
            Self::EightBit => "has non-ASCII bytes",
            Self::ControlBytes => "has control bytes",
            Self::TooManyClauses => "exceeds the limit on clauses",
            Self::TooManyProperties => "exceeds the limit on properties",
        }
    }
}

/// Adds an oddity that is not there yet.
pub(super) fn note(oddities: &mut Vec<Oddity>, oddity: Oddity) {
    if !oddities.contains(&oddity) {
        oddities.push(oddity);
    }
}
