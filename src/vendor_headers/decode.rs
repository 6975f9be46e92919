//! A field of a filter, read.

use super::out::Out;
use super::table::Read;
use super::vendors::Found;
use super::{RAW_LIMIT, VendorField, text};
use crate::message::HeaderField;

/// The most bytes that are kept of a sealed value: enough to tell one from another.
const OPAQUE_LIMIT: usize = 256;

pub(super) fn decode(index: usize, field: &HeaderField, found: Found) -> VendorField {
    let opaque = matches!(found.header.read, Read::Opaque);
    let limit = if opaque { OPAQUE_LIMIT } else { text::LIMIT };
    let full = text::of(field, limit);
    let length = field.raw_value().trim_ascii().len();
    let raw = text::cut(&full, RAW_LIMIT);
    let cut_from = (raw.len() < full.len() || length > limit).then_some(length);
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
        values: out.values,
        verdict: out.verdict,
    }
}
