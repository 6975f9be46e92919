//! What headers and filters claim, as it is written.

use crate::claims::Properties;
use crate::evidence::{Disagreement, Entry, FilterStanding, Standing};
use crate::message::Span;
use crate::vendor::VendorField;
use serde::Serialize;

/// One claim with its standing.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimReport {
    /// The Received field of the host that could have written it.
    pub received_index: Option<usize>,
    /// The field's name.
    pub field: String,
    /// Who claims.
    pub authserv_id: Option<String>,
    /// Whether it is believed, and why; in JSON as the two that follow.
    #[serde(skip)]
    pub standing: Standing,
    /// Whether it is our own receiver's word.
    pub trusted: bool,
    /// Why.
    pub trust_reason: &'static str,
    /// The method.
    pub method: String,
    /// The result claimed.
    pub result: String,
    /// The reason claimed.
    pub reason: Option<String>,
    /// The comment beside it.
    pub comment: Option<String>,
    /// What it speaks of.
    pub properties: Properties,
    /// Whether our own verdict says the same.
    pub agrees: Option<bool>,
    /// Why it does not, as far as can be told.
    pub disagreement: Option<DisagreementReport>,
    /// Where it stands.
    pub span: Span,
}

/// A filter's field with its standing.
#[derive(Clone, Debug, Serialize)]
pub struct VendorReport {
    /// What it says.
    #[serde(flatten)]
    pub field: VendorField,
    /// Whether it is our own side's.
    pub trusted: bool,
    /// Why.
    pub trust_reason: &'static str,
}

impl VendorReport {
    pub(super) fn of((field, standing): (VendorField, FilterStanding)) -> Self {
        Self {
            field,
            trusted: standing.trusted(),
            trust_reason: standing.text(),
        }
    }
}

/// Why a claim and our verdict differ.
#[derive(Clone, Debug, Serialize)]
pub struct DisagreementReport {
    /// A stable word.
    pub kind: Disagreement,
    /// The reason for a reader.
    pub text: &'static str,
}

impl ClaimReport {
    /// Whether it is shown as the receiver's: believed, or standing where the receiver's filter writes.
    pub fn may_be_receivers(&self) -> bool {
        self.trusted || self.standing == Standing::Unproven
    }

    pub(super) fn of(entry: Entry) -> Self {
        let Entry {
            claim,
            received_index,
            standing,
            agrees,
            disagreement,
        } = entry;
        Self {
            received_index,
            field: claim.field,
            authserv_id: claim.authserv_id,
            standing,
            trusted: standing.trusted(),
            trust_reason: standing.text(),
            method: claim.method,
            result: claim.result,
            reason: claim.reason,
            comment: claim.comment,
            properties: claim.properties,
            agrees,
            disagreement: disagreement.map(|kind| DisagreementReport {
                kind,
                text: kind.text(),
            }),
            span: claim.span,
        }
    }
}
