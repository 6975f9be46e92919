//! The findings.

use crate::words::Span;
use crate::words::findings::{Basis, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingReport {
    /// Stable code.
    pub code: Cow<'static, str>,
    /// Stable name.
    pub name: Cow<'static, str>,
    /// How severe it is here.
    pub severity: Severity,
    /// One line.
    pub title: Cow<'static, str>,
    /// What was found, with the values of this message.
    pub detail: String,
    /// Whether it is observed, claimed, derived or looked up.
    pub basis: Basis,
    /// The fields and bytes that show it.
    pub evidence: Vec<PlaceReport>,
    /// The steps of the session that show it; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<usize>,
    /// Why the finding matters.
    pub why: Cow<'static, str>,
    /// False positives: legitimate messages that look the same; empty where a rule of a team does not say.
    pub wrong: Cow<'static, str>,
    /// The team's, for a finding of a rule of its own; omitted for built-in findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamReport>,
    /// The rule of the team that made a built-in finding less severe; omitted where none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowered: Option<LoweredReport>,
}

/// What a finding of a team's own rule has beside that of a built-in one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TeamReport {
    /// The name of the rules file.
    pub rules: String,
    /// What the team does about it.
    pub advice: Option<String>,
}

/// A severity that a rule of a team lowered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LoweredReport {
    /// The severity without the rule.
    pub from: Severity,
    /// The code of the rule.
    pub by: String,
}

/// Bytes that show a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceReport {
    /// The field's name.
    pub field: String,
    /// Its index among all header fields, from 0 at the top.
    pub index: usize,
    /// The bytes.
    pub span: Span,
}
