//! What is known about a chain: plain data.

use super::fields::ChainValidation;
use super::sets::Defect;
use crate::auth::AuthResult;
use crate::auth::canonical::Canonicalization;
use crate::auth::dkim::Reason;
use crate::auth::key::KeyCheck;
use crate::auth::signature::{Algorithm, BodyHash, HeaderSignature};
use crate::auth::tags::TagView;
use crate::checked::{Checked, Why};
use crate::message::Span;
use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use thiserror::Error;

/// The verdict on a message's ARC chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArcCheck {
    /// none, pass or fail; temperror when DNS kept it from being known.
    pub result: Checked<AuthResult>,
    /// Why.
    pub reason: ArcReason,
    /// One entry an instance, from 1, the oldest, upwards.
    pub instances: Vec<ArcInstance>,
    /// The instance at which the chain is broken.
    pub broken_at: Option<u8>,
    /// The oldest instance whose message signature still verifies, and with it all younger ones: since then nothing
    /// that it covers was changed (RFC 8617 section 5.2 step 5 calls it `oldest-pass`, and 0 when it is the first).
    pub oldest_pass: Option<u8>,
    /// Everything that is wrong with the structure.
    pub defects: Vec<Defect>,
}

impl ArcCheck {
    /// Takes back a fail or permerror that says nothing of the message as it was sent, for this reason. The facts stay.
    pub fn excuse(&mut self, why: Why) {
        if let Checked::Done(AuthResult::Fail | AuthResult::Permerror) = self.result {
            self.result = Checked::Skipped(why);
            self.reason = ArcReason::Skipped(why);
        }
    }
}

/// Why a chain's result is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ArcReason {
    /// There are no ARC fields.
    #[error("no ARC fields")]
    None,
    /// All seals and the newest message signature verify.
    #[error("the chain is valid")]
    Intact,
    /// The structure is wrong.
    #[error("{0}")]
    Defect(#[from] Defect),
    /// The newest message signature does not verify.
    #[error("message signature of instance {instance}: {reason}")]
    MessageSignature {
        /// The newest instance.
        instance: u8,
        /// What is wrong with it.
        reason: Reason,
    },
    /// A seal does not verify.
    #[error("seal of instance {instance}: {reason}")]
    Seal {
        instance: u8,
        /// What is wrong with it.
        reason: Reason,
    },
    /// It was not checked.
    #[error("not checked: {}", .0.text())]
    Skipped(Why),
}

impl ArcReason {
    /// Whether the bytes alone show it, whatever DNS says of the keys.
    pub fn is_shown_by_bytes(&self) -> bool {
        match self {
            Self::Defect(_) => true,
            Self::MessageSignature { reason, .. } | Self::Seal { reason, .. } => {
                reason.is_shown_by_bytes()
            }
            Self::None | Self::Intact | Self::Skipped(_) => false,
        }
    }
}

impl Serialize for ArcReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One set of a chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub reason: Reason,
    pub seal_facts: Option<ArcSignature>,
    pub message_signature_facts: Option<ArcSignature>,
    /// What its sealer says that it found of the message.
    pub results: Option<ArcResults>,
}

/// The facts of a seal or message signature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArcSignature {
    /// The verdict.
    pub result: Checked<AuthResult>,
    /// Why.
    pub reason: Reason,
    /// `d=`.
    pub domain: Option<String>,
    /// `s=`.
    pub selector: Option<String>,
    /// `a=`.
    pub algorithm: Option<Algorithm>,
    /// `c=` of a message signature; a seal is relaxed always.
    pub canonicalization: Option<Canonicalization>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArcResults {
    /// The index of the field in the message.
    pub field: usize,
    /// The position of the text after the instance: an authserv-id and results as in Authentication-Results.
    pub span: Span,
    /// Its value, not unfolded; bytes that are not UTF-8 became U+FFFD.
    pub text: String,
}
