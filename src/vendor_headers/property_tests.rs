//! Whatever stands in a field: no panic, and no more than linear work.

use super::*;
use crate::growth::assert_linear;
use crate::limits::{MAX_VENDOR_RAW, MAX_VENDOR_VALUE};
use proptest::prelude::*;

fn names() -> Vec<&'static str> {
    headers()
        .map(|row| row.name.trim_end_matches('*'))
        .collect()
}

fn check(name: &str, value: &[u8]) {
    let mut raw = format!("{name}:").into_bytes();
    raw.extend_from_slice(value);
    raw.extend_from_slice(b"\r\n\r\n");
    for field in read(&Message::parse(&raw)) {
        assert!(field.raw.len() <= MAX_VENDOR_RAW);
    }
}

proptest! {
    #[test]
    fn any_bytes(name in prop::sample::select(names()), value in prop::collection::vec(any::<u8>(), 0..200)) {
        check(name, &value);
    }

    #[test]
    fn any_arrangement_of_likely_words(
        name in prop::sample::select(names()),
        parts in prop::collection::vec(prop::sample::select(&[
            ";", ":", "=", ",", " ", "-", "--", "(", ")", "[", "]", "/", "|", "<", ">", "\"", "'", "@", ".", "%", "\u{e4}",
            "1", "-0.5", "1e999", "NaN", "Yes", "No", "SCL", "CAT", "SPM", "tests", "score", "A_RULE", "gg", "ABC=", "=?x?B?",
        ][..]), 0..40),
    ) {
        check(name, parts.concat().as_bytes());
    }

    #[test]
    fn any_name(name in "[!-9;-~]{1,120}") {
        let _ = familiarity(&name);
        check(&name, b" 1");
    }
}

#[test]
fn long_fields_take_linear_time() {
    let readers: Vec<_> = VENDORS
        .iter()
        .flat_map(|vendor| vendor.headers)
        .filter(|header| matches!(header.read, table::Read::With(_)))
        .map(|header| header.name)
        .collect();
    for unit in [
        "a",
        ";",
        "a=1 ",
        "a:1;",
        "(1)",
        "[",
        "1 AB_C ",
        "=?x?Q?=41?= ",
        "gg",
        ", ",
        "A(1)[2];",
        "<a:b>",
    ] {
        assert_linear(unit, MAX_VENDOR_VALUE, |length| {
            let value = unit.repeat(length / unit.len());
            for name in &readers {
                check(name, value.as_bytes());
            }
        });
    }
}
