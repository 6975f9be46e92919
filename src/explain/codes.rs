//! Codes of filters.

use super::{Entry, Kind, normal};
use crate::vendor_headers::{self, Known};

/// A reason of `compauth` of which its family is known.
pub(super) fn family(wanted: &str) -> Option<Entry> {
    let (key, code) = wanted.split_once(' ')?;
    let row = vendor_headers::compauth_reason(code.trim()).filter(|row| normal(row.key) == key)?;
    Some(of_code(&row).or(wanted))
}

pub(super) fn of_code(row: &vendor_headers::CodeRow) -> Entry {
    let term = if row.code.is_empty() {
        row.key.to_owned()
    } else {
        format!("{} {}", row.key, row.code)
    };
    let mut entry = Entry::new(Kind::Code, term, row.meaning)
        .section("Vendor", row.vendor)
        .see(row.reference);
    // A word of some length is looked for without its key too; a number is not.
    if row.code.len() >= 3 && row.code.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        entry = entry.or(row.code);
    }
    if row.known == Known::Folklore {
        entry = entry.section(
            "Documentation",
            "Undocumented by the vendor; inferred by others from many messages.",
        );
    }
    entry
}
