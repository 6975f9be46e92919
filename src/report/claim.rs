//! What headers and filters claim, as it is written.

use crate::auth::spf::Identity;
use crate::claims::Properties;
use crate::evidence::{Disagreement, Entry, Evidence, FilterStanding, Said, Standing};
use crate::message::Span;
use crate::vendor_headers::VendorField;
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
    /// What that means in the words of RFC 8601, if anything that can be compared.
    pub means: Option<&'static str>,
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

/// What our receiver said of each identity, beside our own verdict on it. Where it said nothing of one, there is nothing.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiverReport {
    /// Of SPF for the HELO name.
    pub spf_helo: Option<SaidReport>,
    /// Of SPF for the envelope sender.
    pub spf_mail_from: Option<SaidReport>,
    /// Of each signature, as `authentication.dkim` lists them.
    pub dkim: Vec<Option<SaidReport>>,
    /// Of a message without a signature, that it has none.
    pub no_signature: Option<SaidReport>,
    /// Of DMARC for the domain in From.
    pub dmarc: Option<SaidReport>,
    /// Of the ARC chain.
    pub arc: Option<SaidReport>,
}

/// The claim about one identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SaidReport {
    /// Its place in `claims`, from 0.
    pub claim: usize,
    /// The result, as it is written.
    pub result: String,
    /// Whether it is believed; one that is not stands where the receiver's filter writes, and the sender could too.
    pub trusted: bool,
    /// Whether our own verdict on this identity says the same; null where there is none to compare.
    pub agrees: Option<bool>,
}

impl SaidReport {
    fn of(said: &Said<'_>) -> Self {
        Self {
            claim: said.index,
            result: said.entry.claim.result.clone(),
            trusted: said.entry.standing.trusted(),
            agrees: said.agrees,
        }
    }
}

impl ReceiverReport {
    pub(super) fn of(evidence: &Evidence<'_>) -> Self {
        let believed = evidence.claims_of(Standing::trusted);
        let unproven = evidence.claims_of(|standing| standing == Standing::Unproven);
        // Where the receiver's own results are known, what they do not repeat is not its word.
        let is_known = evidence
            .ledger
            .iter()
            .any(|entry| entry.standing == Standing::Confirmed);
        let written = |believed: Option<Said<'_>>, unproven: Option<Said<'_>>| {
            let unproven = unproven.filter(|_| !is_known);
            believed.or(unproven).as_ref().map(SaidReport::of)
        };
        let spf = |identity| written(believed.spf(identity), unproven.spf(identity));
        Self {
            spf_helo: spf(Identity::Helo),
            spf_mail_from: spf(Identity::MailFrom),
            dkim: (0..evidence.auth.dkim.len())
                .map(|index| written(believed.dkim(index), unproven.dkim(index)))
                .collect(),
            no_signature: written(believed.no_signature(), unproven.no_signature()),
            dmarc: written(believed.dmarc(), unproven.dmarc()),
            arc: written(believed.arc(), unproven.arc()),
        }
    }
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
            about: _,
        } = entry;
        let means = claim.means();
        Self {
            means,
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
