//! Of authentication: SPF, DKIM, DMARC, ARC.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The result words of RFC 8601 section 2.7, the same for every method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AuthResult {
    /// There was nothing to check.
    None,
    /// The check passed.
    Pass,
    /// The check failed.
    Fail,
    /// SPF: probably not authorized (`~all`).
    Softfail,
    /// The check gives no result either way.
    Neutral,
    /// Valid, but not accepted by local policy.
    Policy,
    /// A temporary error (DNS) prevented the check.
    Temperror,
    /// It cannot be checked, now or later: malformed or unusable.
    Permerror,
}

impl AuthResult {
    /// The word as RFC 8601 writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Softfail => "softfail",
            Self::Neutral => "neutral",
            Self::Policy => "policy",
            Self::Temperror => "temperror",
            Self::Permerror => "permerror",
        }
    }
}

/// The identity that is checked.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// The HELO or EHLO name (section 2.3).
    Helo,
    /// The reverse-path (section 2.4).
    MailFrom,
}

/// What became of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TermOutcome {
    /// A mechanism that matched: it decides.
    Match,
    /// A mechanism that did not match.
    NoMatch,
    /// An error that ends the evaluation.
    Error,
    /// It could not be checked; nothing behind it was.
    NotChecked,
    /// Something before it decided.
    NotReached,
    /// A `redirect` that was followed or an `exp` that was used.
    Used,
    /// A modifier that was not used.
    Unused,
}

impl TermOutcome {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::NoMatch => "no match",
            Self::Error => "error",
            Self::NotChecked => "not checked",
            Self::NotReached => "not reached",
            Self::Used => "used",
            Self::Unused => "not used",
        }
    }
}

/// A time relative to the times in a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Its times are plausible.
    Current,
    /// `x=` has passed.
    Expired,
    /// `t=` is in the future.
    Future,
}

/// A note that changes no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// The RSA key has 1024 bits or a little more: accepted, below what RFC 8301 recommends.
    SmallKey,
    /// The domain says that it is testing DKIM (`t=y`).
    TestKey,
    /// `t=` is after the time of the check.
    FutureTimestamp,
    /// `l=` leaves a part of the body unsigned.
    PartlySigned,
    /// `l=` is given; appended text would not break the signature.
    LengthLimited,
    /// Several key records at one name (RFC 6376 section 3.6.2.2: undefined); each was tried.
    SeveralKeys,
    /// The key's name is an alias.
    KeyAlias,
    /// The key has a `g=` tag, which RFC 6376 removed; it was not applied.
    Granularity,
    /// Made by a draft older than RFC 4871, before `v=` came.
    PreStandard,
    /// `x=` was in the future at the time of the check and has passed since.
    ExpiredSince,
    /// What verifies has line ends that are written otherwise than as CRLF throughout.
    OtherLineEnds,
    /// The message has several From fields; `signed_fields` says which one is signed.
    SeveralFrom,
}

impl Note {
    /// The remark for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::SmallKey => "the RSA key is shorter than the 2048 bits that RFC 8301 recommends",
            Self::TestKey => "the domain uses DKIM in test mode (t=y)",
            Self::FutureTimestamp => "the signature is dated after the time of the check",
            Self::PartlySigned => "part of the body is not signed (l=)",
            Self::LengthLimited => {
                "text can be appended to the body without breaking the signature (l=)"
            }
            Self::SeveralKeys => "there are several key records; all were tried",
            Self::KeyAlias => "the key name is an alias (CNAME)",
            Self::Granularity => "the key has a g= tag, which RFC 6376 removed",
            Self::PreStandard => "made according to a draft of RFC 4871",
            Self::ExpiredSince => "the signature has since expired; it was valid on receipt",
            Self::OtherLineEnds => "it was signed with line ends other than CRLF",
            Self::SeveralFrom => "the message has several From fields",
        }
    }
}

/// The `a=` tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Algorithm {
    /// Forbidden by RFC 8301.
    #[serde(rename = "rsa-sha1")]
    RsaSha1,
    /// RFC 6376 section 3.3.
    #[serde(rename = "rsa-sha256")]
    RsaSha256,
    /// RFC 8463.
    #[serde(rename = "ed25519-sha256")]
    Ed25519Sha256,
}

impl Algorithm {
    /// The word of the `a=` tag.
    pub fn word(self) -> &'static str {
        match self {
            Self::RsaSha1 => "rsa-sha1",
            Self::RsaSha256 => "rsa-sha256",
            Self::Ed25519Sha256 => "ed25519-sha256",
        }
    }
}

/// Whether `b=` is a signature over the header fields, whatever became of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HeaderSignature {
    /// The signature verifies.
    Valid,
    /// The signature does not verify.
    Invalid,
}

/// Whether the body is the one that was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BodyHash {
    /// `bh=` is the hash of the body, or of the part that `l=` covers.
    Match,
    /// The body hash differs.
    Mismatch,
    /// There is no body to hash.
    NotAvailable,
}

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KeyStatus {
    /// The key is published.
    Present,
    /// There is a record with an empty `p=`.
    Revoked,
    /// DNS has none, or no longer has one.
    Absent,
    /// There is a record that gives no key.
    Unusable,
    /// DNS did not say.
    Unanswered,
}

/// The `k=` tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum KeyType {
    /// RSA, the default.
    Rsa,
    /// Ed25519, RFC 8463.
    Ed25519,
}

impl KeyType {
    /// The word of the `k=` tag.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }
}

/// A kind of edit.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// Text was appended.
    Footer,
    /// Text was prepended.
    Banner,
    /// The original was wrapped in a multipart, or a part was added to its multipart.
    MimePartAdded,
    /// The transfer encoding was changed.
    TransferEncoding,
    /// The character set was changed.
    Charset,
    /// The multipart boundary was changed.
    Boundary,
    /// `From ` at the beginning of lines was escaped as `>From `.
    FromQuoting,
    /// The hash matches another canonicalization than `c=`: an error of the signer.
    Canonicalization,
    /// Line ends were changed.
    LineEnds,
    /// Whitespace at the end of lines was removed or added.
    TrailingWhiteSpace,
    /// A tag was added to the subject.
    SubjectTag,
    /// From was rewritten, and the author's address put elsewhere.
    FromRewritten,
    /// A field was folded otherwise.
    Rewrapped,
    /// Fields of one name were reordered.
    Reordered,
    /// A field was added that was signed as absent.
    FieldAdded,
    /// A field was removed.
    FieldRemoved,
    /// A field was rewritten.
    FieldRewritten,
}

impl Edit {
    /// The edit for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Footer => "text was appended",
            Self::Banner => "text was prepended",
            Self::MimePartAdded => "a MIME part was added",
            Self::TransferEncoding => "the transfer encoding was changed",
            Self::Charset => "the character set was changed",
            Self::Boundary => "the multipart boundary was changed",
            Self::FromQuoting => "lines that begin with \"From \" were escaped",
            Self::Canonicalization => "the signer used another canonicalization",
            Self::LineEnds => "line ends were changed",
            Self::TrailingWhiteSpace => "whitespace at the end of lines was changed",
            Self::SubjectTag => "a tag was added to the subject",
            Self::FromRewritten => "From was rewritten",
            Self::Rewrapped => "a field was refolded",
            Self::Reordered => "fields were reordered",
            Self::FieldAdded => "a field was added",
            Self::FieldRemoved => "a field was removed",
            Self::FieldRewritten => "a field was rewritten",
        }
    }

    /// The edit behind the name of the field that it was made to.
    pub fn text_of_field(self) -> &'static str {
        match self {
            Self::SubjectTag => "a tag was added",
            Self::FromRewritten | Self::FieldRewritten => "rewritten",
            Self::Rewrapped => "refolded",
            Self::Reordered => "reordered",
            Self::FieldAdded => "added after signing",
            Self::FieldRemoved => "removed",
            _ => self.text(),
        }
    }
}

/// A Domain Owner Assessment Policy, from mild to strict.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// No preference is expressed.
    None,
    /// Failing mail is suspicious.
    Quarantine,
    /// Failing mail is not the owner's.
    Reject,
}

impl Policy {
    /// A policy as its owner publishes it: `p=reject`, `sp=none`, `p=reject, t=y`.
    pub fn published(self, tag: Option<&str>, is_testing: bool) -> String {
        let test = if is_testing { ", t=y" } else { "" };
        format!("{}={}{test}", tag.unwrap_or("p"), self.word())
    }

    /// The word as records write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        }
    }
}

/// How strictly a domain must align.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The same organizational domain.
    #[default]
    Relaxed,
    /// The same domain.
    Strict,
}

/// What a record says of its domain's place in the tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Psd {
    /// `psd=y`: a public suffix.
    #[serde(rename = "y")]
    Yes,
    /// `psd=n`: an organizational domain.
    #[serde(rename = "n")]
    No,
    /// `psd=u`: not said.
    #[default]
    #[serde(rename = "u")]
    Unsaid,
}

/// Whether an identifier aligns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Aligned {
    /// It aligns.
    Yes,
    /// It does not align.
    No,
    /// An answer for it is missing.
    Unknown,
}

/// The `cv=` tag: what the sealer found of the chain before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChainValidation {
    /// There was no earlier chain.
    None,
    /// It was valid.
    Pass,
    /// It was broken.
    Fail,
}
