//! The ARC chain.

use super::key::{KeyCheck, TagView};
use crate::checked::Checked;
use crate::words::Span;
use crate::words::auth::{Algorithm, AuthResult, BodyHash, ChainValidation, HeaderSignature};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The verdict on a message's ARC chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArcCheck {
    /// none, pass or fail; temperror when DNS kept it from being known.
    pub result: Checked<AuthResult>,
    /// Why the result is what it is, for a reader.
    pub reason: String,
    /// One entry an instance, from 1, the oldest, upwards.
    pub instances: Vec<ArcInstance>,
    /// The instance at which the chain is broken.
    pub broken_at: Option<u8>,
    /// The oldest instance whose message signature still verifies, and with it all younger ones: since then nothing
    /// that it covers was changed (RFC 8617 section 5.2 step 5 calls it `oldest-pass`, and 0 when it is the first).
    pub oldest_pass: Option<u8>,
    /// Everything that is wrong with the structure.
    pub defects: Vec<String>,
}

/// One set of a chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArcInstance {
    /// Its number, from 1.
    pub instance: u8,
    /// The verdict on its seal.
    pub seal: Checked<AuthResult>,
    /// The verdict on its message signature.
    pub message_signature: Checked<AuthResult>,
    /// What its sealer found of the chain before it.
    pub cv: Option<ChainValidation>,
    /// `d=` of the seal.
    pub domain: Option<String>,
    /// `s=` of the seal.
    pub selector: Option<String>,
    /// Why the seal's verdict is what it is.
    pub reason: String,
    /// The facts of the seal.
    pub seal_facts: Option<ArcSignature>,
    /// The facts of the message signature.
    pub message_signature_facts: Option<ArcSignature>,
    /// What its sealer says that it found of the message.
    pub results: Option<ArcResults>,
}

/// The facts of a seal or message signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArcSignature {
    /// The verdict.
    pub result: Checked<AuthResult>,
    /// Why the result is what it is, for a reader.
    pub reason: String,
    /// `d=`.
    pub domain: Option<String>,
    /// `s=`.
    pub selector: Option<String>,
    /// `a=`.
    pub algorithm: Option<Algorithm>,
    /// `c=` of a message signature; a seal is relaxed always.
    pub canonicalization: Option<String>,
    /// Size of the key in bits.
    pub key_bits: Option<usize>,
    /// Whether `b=` verifies; null when that could not be tried.
    pub header_signature: Option<HeaderSignature>,
    /// Whether `bh=` of a message signature is the hash of the body; a seal has none.
    pub body_hash: Option<BodyHash>,
    /// `t=`.
    pub signed_at: Option<DateTime<Utc>>,
    /// `h=` of a message signature, in lower case.
    pub signed_headers: Vec<String>,
    /// The indices of the fields that it covers.
    pub signed_fields: Vec<usize>,
    /// What DNS says about the key now.
    pub key: Checked<KeyCheck>,
    /// The index of the field in the message.
    pub field: usize,
    /// The position of the field.
    pub span: Span,
    /// Every tag with its place.
    pub tags: Vec<TagView>,
}

/// An ARC-Authentication-Results field: a claim of the instance's sealer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArcResults {
    /// The index of the field in the message.
    pub field: usize,
    /// The position of the text after the instance: an authserv-id and results as in Authentication-Results.
    pub span: Span,
    /// Its value, not unfolded; bytes that are not UTF-8 became U+FFFD.
    pub text: String,
}
