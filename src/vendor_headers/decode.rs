//! A field of a filter, read.

use super::out::Out;
use super::table::Read;
use super::vendors::Found;
use super::{VendorField, text};
use crate::limits::{MAX_SEALED, MAX_VENDOR_RAW, MAX_VENDOR_VALUE};
use crate::message::HeaderField;

pub(super) fn decode(index: usize, field: &HeaderField, found: Found) -> VendorField {
    let opaque = matches!(found.header.read, Read::Opaque);
    let limit = if opaque { MAX_SEALED } else { MAX_VENDOR_VALUE };
    let full = text::of(field, limit);
    let length = field.raw_value().trim_ascii().len();
    let raw = text::cut(&full, MAX_VENDOR_RAW);
    // As text, a byte that is none takes three.
    let cut_from = (raw.len() < full.len() || length > limit).then_some(length.max(full.len()));
    let room = usize::from(matches!(found.header.read, Read::Whole(_)));
    let mut out = Out::new(found.rows(), room);
    if !opaque {
        let decoded = text::decoded(&full);
        match found.header.read {
            Read::Whole(key) => out.pair(key, &decoded),
            Read::Pairs(between, equals) => out.pairs(&decoded, between, equals),
            Read::With(read) => read(&decoded, &mut out),
            Read::Opaque => {}
        }
    }
    VendorField {
        vendor: found.vendor.name,
        field: field.name().to_owned(),
        field_index: index,
        what: found.header.what,
        raw: if raw.len() == full.len() {
            full.into_owned()
        } else {
            raw.to_owned()
        },
        cut_from,
        verdict: out.verdict.take(),
        values: out.finish(),
    }
}
