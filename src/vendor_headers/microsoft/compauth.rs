//! The reasons of composite authentication (`compauth=… reason=NNN`).

use crate::vendor_headers::{CodeRow, Known};

const REFERENCE: &str = "Microsoft, \"Anti-spam message headers\" (Authentication-results, reason)";

/// Single codes that Microsoft documents.
const CODES: &[(&str, &str)] = &[
    (
        "000",
        "explicit failure: DMARC fail with p=quarantine or p=reject",
    ),
    (
        "001",
        "implicit failure: no or weak authentication records (~all, ?all, p=none)",
    ),
    (
        "002",
        "explicitly blocked from spoofing by a policy of the organization",
    ),
    (
        "010",
        "DMARC fail with p=quarantine or p=reject for one of the recipient's own domains",
    ),
    ("130", "passed: an ARC result overrode a DMARC failure"),
];

/// Families by first digit.
const FAMILIES: &[(&str, &str)] = &[
    ("1xx", "passed authentication"),
    ("2xx", "soft pass (implicit authentication)"),
    ("3xx", "not checked"),
    ("4xx", "bypassed"),
    (
        "6xx",
        "implicit failure for one of the recipient's own domains",
    ),
    ("7xx", "passed authentication"),
    ("9xx", "bypassed"),
];

/// Codes that circulate although Microsoft's table does not single them out.
const CIRCULATING: &[&str] = &["604", "605", "703"];

fn row(code: &'static str, meaning: &'static str) -> CodeRow {
    CodeRow {
        vendor: super::VENDOR.name,
        key: "compauth",
        code,
        meaning,
        reference: REFERENCE,
        known: Known::Known,
    }
}

/// What a compauth reason means: the code itself where Microsoft documents it, else its family. `known` is
/// [`Known::Folklore`] for a code that only circulates. `None` for what is no three-digit code of a known family.
pub fn compauth_reason(code: &str) -> Option<CodeRow> {
    if let Some((code, meaning)) = CODES.iter().find(|(known, _)| *known == code) {
        return Some(row(code, meaning));
    }
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (family, meaning) = FAMILIES
        .iter()
        .find(|(family, _)| family[..1] == code[..1])?;
    let mut row = row(family, meaning);
    if CIRCULATING.contains(&code) {
        row.known = Known::Folklore;
    }
    Some(row)
}

pub(in crate::vendor_headers) fn rows() -> impl Iterator<Item = CodeRow> {
    CODES
        .iter()
        .chain(FAMILIES)
        .map(|(code, meaning)| row(code, meaning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_families() {
        assert_eq!(compauth_reason("000").unwrap().code, "000");
        assert_eq!(compauth_reason("130").unwrap().code, "130");
        assert_eq!(compauth_reason("109").unwrap().code, "1xx");
        let circulating = compauth_reason("703").unwrap();
        assert_eq!(
            (circulating.code, circulating.known),
            ("7xx", Known::Folklore)
        );
        for nonsense in ["", "5", "512", "0x0", "1000", "003", "\u{661}00"] {
            assert!(compauth_reason(nonsense).is_none(), "{nonsense}");
        }
    }
}
