//! DMARC for the domain in From.

use crate::checked::Checked;
use crate::words::auth::{Aligned, AuthResult, Mode, Policy, Psd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The DMARC result for a message. With several Author Domains the fields are those of the one that decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DmarcCheck {
    /// The result, or why there is none. In JSON `"result": word` or `"skipped": reason`.
    #[serde(flatten, with = "super::outcome")]
    #[schemars(with = "super::outcome::Outcome")]
    pub result: Checked<AuthResult>,
    /// Why it is none, temperror, permerror or not checked, in words.
    pub reason: Option<String>,
    /// The Author Domain.
    pub domain: Option<String>,
    /// Its organizational domain, if the tree walk finds it.
    pub organizational_domain: Option<String>,
    /// The policy that applies: the published one, one level lower under `t=y`.
    pub policy: Option<Policy>,
    /// The policy as published for this domain.
    pub published_policy: Option<Policy>,
    /// The tag it comes from: `p`, `sp` or `np`; null where the record's tags are invalid and `none` applies instead.
    pub policy_tag: Option<Cow<'static, str>>,
    /// What the owner asks to be done with this message; `None` when that cannot be said.
    pub disposition: Option<Policy>,
    /// The domain whose record applies.
    pub record_domain: Option<String>,
    /// The record's text.
    pub record: Option<String>,
    /// The record as read.
    pub record_facts: Option<DmarcRecord>,
    /// Whether the Author Domain exists in DNS, where the policy depends on it.
    pub domain_exists: Option<bool>,
    /// Which identifiers align, and why not.
    pub alignment: Alignment,
    /// The tree walk from the Author Domain.
    pub walk: Vec<WalkStep>,
    /// The evaluations of the other Author Domains.
    pub others: Vec<DmarcCheck>,
}

/// A record as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DmarcRecord {
    /// The record text as published.
    pub text: String,
    /// How DKIM must align (`adkim`).
    pub adkim: Mode,
    /// How SPF must align (`aspf`).
    pub aspf: Mode,
    /// Its domain's place in the tree (`psd`).
    pub psd: Psd,
    /// Whether the owner is testing (`t=y`): the policy applies one level lower.
    pub testing: bool,
    /// When failure reports are wanted (`fo`): `0`, `1`, `d`, `s`. Of no effect without `ruf`.
    pub fo: Vec<String>,
    /// Where aggregate reports go: those that are URIs, without size limits.
    pub rua: Vec<String>,
    /// Where failure reports go: those that are URIs, without size limits.
    pub ruf: Vec<String>,
    /// `pct`, `rf` and `ri`, which older verifiers use.
    pub historic: Vec<HistoricTag>,
    /// What is wrong with it, in words.
    pub problems: Vec<String>,
}

/// A tag of RFC 7489 that RFC 9989 removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HistoricTag {
    /// `pct`, `rf` or `ri`.
    pub tag: String,
    /// As published; it has no effect.
    pub value: String,
}

/// Both methods' alignment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alignment {
    /// SPF's, of the MAIL FROM identity.
    pub spf: MethodAlignment,
    /// DKIM's, one identifier a signature.
    pub dkim: MethodAlignment,
}

/// The alignment of one method's identifiers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MethodAlignment {
    /// How strictly the domains must align.
    pub mode: Mode,
    /// Whether an identifier that passed aligns.
    pub pass: bool,
    /// The identifiers in the order given.
    pub identifiers: Vec<IdentifierAlignment>,
}

/// One identifier's part in the evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IdentifierAlignment {
    /// Its domain, normalized.
    pub domain: String,
    /// What its method found.
    #[serde(flatten, with = "super::outcome")]
    #[schemars(with = "super::outcome::Outcome")]
    pub result: Checked<AuthResult>,
    /// Whether it aligns with the Author Domain, whatever its result.
    pub aligned: Aligned,
    /// Its organizational domain, where the comparison needed it.
    pub organizational_domain: Option<String>,
    /// Why it aligns or not, or why that is not known.
    pub reason: String,
}

/// A step of a walk, for the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WalkStep {
    /// The domain asked about; the question was for `_dmarc.` and this.
    pub domain: String,
    /// What was found, in words.
    pub found: String,
    /// The record, if there is exactly one.
    pub record: Option<String>,
}
