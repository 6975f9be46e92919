//! Filters (`VND`): what the receiving side's filters said.

mod said;

use crate::findings::model::Finding;

/// By code.
pub(super) const ALL: &[&Finding] = &[
    &said::SPAM,
    &said::PHISH,
    &said::MALWARE,
    &said::BULK,
    &said::BYPASSED,
];
