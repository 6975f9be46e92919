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
    /// False positives: legitimate messages that look the same.
    pub wrong: Cow<'static, str>,
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
