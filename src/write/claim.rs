//! What headers and filters claim.

use super::plain::{Plain, by_name};
use crate::evidence::{Entry, FilterStanding};
use crate::report::{ClaimReport, DisagreementReport, VendorReport};
use crate::vendor_headers::VendorField;

by_name! {
    crate::vendor_headers::VendorField => crate::report::vendor::VendorField {
        vendor, field, field_index, what, values, raw, cut_from, verdict
    }
    crate::vendor_headers::Value => crate::report::vendor::Value {
        key, value, meaning, known
    }
    crate::vendor_headers::VendorVerdict => crate::report::vendor::VendorVerdict {
        kind, score, threshold
    }
}

pub(super) fn claim(entry: Entry) -> ClaimReport {
    let Entry {
        claim,
        received_index,
        standing,
        agrees,
        disagreement,
        about: _,
    } = entry;
    let means = claim.means();
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let properties: crate::report::pairs::Pairs = claim.properties.iter().map(owned).collect();
    let is_whole = properties.as_slice().len() == claim.properties.len();
    ClaimReport {
        received_index,
        field: claim.field,
        authserv_id: claim.authserv_id,
        trusted: standing.trusted(),
        trust_reason: standing.text().into(),
        standing,
        method: claim.method,
        result: claim.result,
        means: means.plain(),
        reason: claim.reason,
        comment: claim.comment,
        properties,
        properties_written: if is_whole {
            Vec::new()
        } else {
            claim.properties.iter().map(owned).collect()
        },
        agrees,
        disagreement: disagreement.map(|kind| DisagreementReport {
            kind,
            text: kind.text().into(),
        }),
        span: claim.span,
    }
}

pub(super) fn vendor((field, standing): (VendorField, FilterStanding)) -> VendorReport {
    VendorReport {
        field: field.plain(),
        trusted: standing.trusted(),
        trust_reason: standing.text().into(),
    }
}
