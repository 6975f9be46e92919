//! DKIM signatures.

use super::key::{KeyCheck, TagView};
use crate::checked::Checked;
use crate::words::Span;
use crate::words::auth::{Algorithm, AuthResult, BodyHash, Edit, HeaderSignature, Note, Timing};
use crate::words::message::Spelling;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The verdict on one DKIM-Signature field, and the facts that it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DkimCheck {
    /// The verdict; skipped if its inputs are missing.
    pub result: Checked<AuthResult>,
    /// Why the result is what it is, for a reader.
    pub reason: String,
    /// `d=`: who takes responsibility.
    pub domain: Option<String>,
    /// `s=`.
    pub selector: Option<String>,
    /// `i=`, decoded; `@` and the domain when it is not given.
    pub auid: Option<String>,
    /// `a=`.
    pub algorithm: Option<Algorithm>,
    /// `c=`, or its default.
    pub canonicalization: Option<String>,
    /// Size of the key in bits.
    pub key_bits: Option<usize>,
    /// Whether `b=` verifies over the header fields; null when that could not be tried.
    pub header_signature: Option<HeaderSignature>,
    /// Whether `bh=` is the hash of the body.
    pub body_hash: BodyHash,
    /// `bh=` in base64 without whitespace.
    pub body_hash_stated: Option<String>,
    /// The hash of the body as it is here, in base64.
    pub body_hash_computed: Option<String>,
    /// How line ends were written in what was signed, where that is not CRLF throughout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_ends: Option<SignedLineEnds>,
    /// `t=`.
    pub signed_at: Option<DateTime<Utc>>,
    /// `x=`.
    pub expires_at: Option<DateTime<Utc>>,
    /// The time of the check relative to `t=` and `x=`.
    pub timing: Timing,
    /// `l=`, in bytes of the canonical body.
    pub body_length: Option<u64>,
    /// Bytes of the canonicalized body that `l=` leaves unsigned.
    pub body_bytes_unsigned: Option<u64>,
    /// `h=`, in lower case.
    pub signed_headers: Vec<String>,
    /// The indices of the fields that it covers, in the order of `h=`.
    pub signed_fields: Vec<usize>,
    /// Whether From is among them.
    pub from_signed: bool,
    /// Names that `h=` lists more often than they occur: none can be added.
    pub oversigned: Vec<String>,
    /// Names that a reader sees or that steer how a message is shown, of which one could be added, or changed, without
    /// breaking the signature.
    pub addable: Vec<Cow<'static, str>>,
    /// `t=y` in the key: the domain is testing DKIM.
    pub test_key: bool,
    /// What DNS says about the key now.
    pub key: Checked<KeyCheck>,
    /// What was done to the message since it was signed, if it does not verify and the edit was found; skipped where it was not
    /// looked for. It changes no result.
    #[serde(rename = "diagnosis")]
    pub explained: Checked<Option<Diagnosis>>,
    /// What is worth knowing beside the verdict.
    pub notes: Vec<Note>,
    /// The index of the field in the message.
    pub field: usize,
    /// The position of the field.
    pub span: Span,
    /// Every tag with its place.
    pub tags: Vec<TagView>,
}

impl DkimCheck {
    /// What was done to the message since it was signed, if that was found.
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        self.explained.done()?.as_ref()
    }
}

/// How line ends were written in what was signed; `None` where that is CRLF throughout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignedLineEnds {
    /// In the header fields that `b=` verifies over.
    pub header: Option<Spelling>,
    /// In the body that `bh=` is the hash of.
    pub body: Option<Spelling>,
}

/// How a message was changed after signing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnosis {
    /// The most significant edit.
    pub edit: Edit,
    /// All edits, in the order in which they are undone.
    pub edits: Vec<Edit>,
    /// The edits in words.
    pub detail: String,
    /// The added text, if any; shortened, with its control characters.
    pub added: Option<String>,
    /// The signed fields that were changed, as they were; proven by the key.
    pub fields: Vec<RestoredField>,
    /// Whether the signature verifies over the recovered message as a whole, header and body: this is what was signed.
    /// False also when there was no key to verify with.
    pub verified: bool,
    /// Whether the body, with the edit undone, has the hash that was signed.
    pub body_verified: bool,
}

/// A field as it was signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RestoredField {
    /// How it was changed since.
    pub edit: Edit,
    /// Its name, in lower case.
    pub name: String,
    /// Its value as signed, unfolded; null when there was no such field.
    pub was: Option<String>,
    /// The index of the field that replaces it.
    pub field: Option<usize>,
}
