//! What is known about one signature: plain data.

use super::verdict::Reason;
use crate::auth::AuthResult;
use crate::auth::canonical::Canonicalization;
use crate::auth::key::KeyCheck;
use crate::auth::repair::{Diagnosis, Target};
use crate::auth::signature::{Algorithm, BodyHash, HeaderSignature};
use crate::auth::tags::TagView;
use crate::checked::{Checked, Why};
use crate::codec::base64::{self, Rule};
use crate::message::{Span, Spelling};
use crate::words::auth::{Note, Timing};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// The verdict on one DKIM-Signature field, and the facts that it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DkimCheck {
    /// The verdict; skipped if its inputs are missing.
    pub result: Checked<AuthResult>,
    /// Why.
    pub reason: Reason,
    /// `d=`: who takes responsibility.
    pub domain: Option<String>,
    /// `s=`.
    pub selector: Option<String>,
    /// `i=`, decoded; `@` and the domain when it is not given.
    pub auid: Option<String>,
    /// `a=`.
    pub algorithm: Option<Algorithm>,
    /// `c=`, or its default.
    pub canonicalization: Option<Canonicalization>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
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
    pub addable: Vec<&'static str>,
    /// `t=y` in the key: the domain is testing DKIM.
    pub test_key: bool,
    /// What DNS says about the key now.
    pub key: Checked<KeyCheck>,
    /// What was done to the message since it was signed, if it does not verify and the edit was found. It changes no
    /// result.
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

/// How line ends were written in what was signed; `None` where that is CRLF throughout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SignedLineEnds {
    /// In the header fields that `b=` verifies over.
    pub header: Option<Spelling>,
    /// In the body that `bh=` is the hash of.
    pub body: Option<Spelling>,
}

/// The bytes of the shortest signature that any key makes.
const MIN_SIGNATURE: usize = 64;

impl DkimCheck {
    /// Takes back a fail or permerror that says nothing of the message as it was sent, for this reason. The facts stay.
    pub fn excuse(&mut self, why: Why) {
        if let Checked::Done(AuthResult::Fail | AuthResult::Permerror) = self.result {
            self.result = Checked::Skipped(why);
            self.reason = Reason::Skipped(why);
        }
    }

    /// What was done to the message since it was signed, if that was found.
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        self.explained.done()?.as_ref()
    }

    /// Whether `x=` had passed at the moment of the check; `None` without `x=`.
    pub fn expired(&self) -> Option<bool> {
        self.expires_at.map(|_| self.timing == Timing::Expired)
    }

    /// Notes whether it has expired between the moment of the check and now.
    pub fn note_now(&mut self, now: DateTime<Utc>) {
        if self.timing != Timing::Expired && self.expires_at.is_some_and(|at| at < now) {
            self.notes.push(Note::ExpiredSince);
        }
    }

    /// Whether it is no DKIM signature at all but one of `DomainKeys`.
    pub fn is_domain_keys(&self) -> bool {
        self.reason == Reason::DomainKeys
    }

    /// What the original body is known by; `None` when the body is as it was signed, or not there.
    pub fn broken_body(&self) -> Option<Target> {
        if self.body_hash != BodyHash::Mismatch {
            return None;
        }
        Some(Target {
            canonical: self.canonicalization?.body,
            hash: self.algorithm?.hash(),
            length: self.body_length,
            stated: base64::decode(self.body_hash_stated.as_deref()?.as_bytes(), Rule::Tag)?,
        })
    }

    /// Whether `b=` is long enough to be made with any key: as long as the modulus of an RSA key, of which none below 512
    /// bits was ever used, or the 64 bytes of Ed25519.
    pub fn has_whole_signature(&self) -> bool {
        let signature = self.tags.iter().find(|tag| tag.name == "b");
        signature
            .and_then(|tag| base64::decode(tag.value.as_bytes(), Rule::Tag))
            .is_some_and(|bytes| bytes.len() >= MIN_SIGNATURE)
    }

    /// Whether header and body are as they were signed, whatever policy says of it.
    pub fn is_intact(&self) -> bool {
        self.header_signature == Some(HeaderSignature::Valid) && self.body_hash == BodyHash::Match
    }
}
