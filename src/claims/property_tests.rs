//! Whatever stands in a field: no panic, no more than linear work, spans that lie within it.

use super::*;
use crate::growth::assert_linear;
use crate::limits::MAX_CLAUSES;
use proptest::prelude::*;

const NAMES: &[&str] = &[
    "Authentication-Results",
    "ARC-Authentication-Results",
    "Received-SPF",
    "X-SID-Result",
    "DKIM-Filter",
];

fn check(name: &str, value: &[u8]) {
    let mut raw = format!("{name}:").into_bytes();
    raw.extend_from_slice(value);
    raw.extend_from_slice(b"\r\n\r\n");
    let message = Message::parse(&raw);
    for field in fields(&message) {
        let within = message.fields()[field.field_index].value_span();
        let spans = field.unread.iter().copied();
        for span in spans.chain(field.claims.iter().map(|claim| claim.span)) {
            assert!(within.start <= span.start && span.start <= span.end && span.end <= within.end);
        }
        assert!(field.claims.len() <= MAX_CLAUSES);
    }
}

proptest! {
    #[test]
    fn any_bytes(name in prop::sample::select(NAMES), value in prop::collection::vec(any::<u8>(), 0..300)) {
        check(name, &value);
    }

    #[test]
    fn any_arrangement_of_the_grammars_words(
        name in prop::sample::select(NAMES),
        parts in prop::collection::vec(prop::sample::select(&[
            "mx.example", ";", "dkim", "=", "pass", "(", ")", "\"", "\\", " ", "\r\n ", "/", ".", "@", "1", "none",
            "spf=fail", "smtp.mailfrom=", "reason=", "i=1;", "header.d", "=?utf-8?q?x?=", "\u{fffd}", "\0", "x",
        ][..]), 0..60),
    ) {
        check(name, parts.concat().as_bytes());
    }
}

#[test]
fn long_fields_take_linear_time() {
    const LENGTH: usize = 1 << 17;
    for unit in [
        "(",
        ")",
        "((",
        "()",
        "\"",
        "\\",
        ";",
        "a=b;",
        "a=b ",
        "a . ",
        ". ",
        "a(",
        "a(b)",
        "\"a\"",
        "a=\"b\" ",
        "@ ",
        "a=b@ ",
        "spf=pass ",
        "spf=pass;",
        "= ",
        "smtp.",
        "smtp.a= ",
        "a",
        "a/",
        "(dkim=pass)",
        "a = . ",
        "x;",
        "x ; (y)",
    ] {
        assert_linear(unit, LENGTH, |length| {
            let value = format!("mx.example; dkim=pass {}", unit.repeat(length / unit.len()));
            for name in NAMES {
                check(name, value.as_bytes());
            }
        });
    }
}
