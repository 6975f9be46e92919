//! Properties of the reader over arbitrary and over damaged fields.

use crate::growth::assert_linear;
use hdrtrace::received::{self, grammar};
use proptest::prelude::*;

/// Shapes of the field, to be damaged.
const SHAPES: &[&str] = &[
    "from mail.example.com (host.example.net [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) by mx.example.org \
     (Postfix) with ESMTPS id 4RHHjG1nyfz7QQ5q for <user@example.org>; Fri, 4 Aug 2023 07:41:54 +0000 (UTC)",
    "from host.example.net ([192.0.2.1]:49019 helo=mail.example.com) by mx.example.org with esmtps (TLS1.2) tls TLS_AES_256_GCM_SHA384 \
     (Exim 4.96) (envelope-from <u@example.net>) id 1wF9vY-00000001ErI-0ePf for user@example.org; Tue, 21 Apr 2026 09:10:04 -0300",
    "from unknown (HELO ?198.51.100.9?) (u@192.0.2.1) by mx.example.org with SMTP; 10 Nov 2003 06:30:34 -0000",
    "from mail.example.com (192.0.2.1) by mx.example.org (198.51.100.7) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.8835.23 \
     via Frontend Transport; Thu, 12 Jun 2025 21:06:42 +0000",
    "by recvd-59f8db56c-f6v6n with SMTP id recvd-59f8db56c-f6v6n-1-688DA60D-2E 2025-08-02 05:45:49.863581843 +0000 UTC m=+5058941.377650552",
    "(from \"u \\\" v\"@localhost) by <server> (8.12.11/8.12.11/Submit) id iBADHRP6011034; Fri, 10 Dec 2004 13:17:27 GMT",
    "from a.example ([192.0.2.1]) by mx.example.org with [XMail 1.20 ESMTP Server]\u{a1} id <1>\u{a1}; Sat, 2 May 2026 11:00:09 +0000 (a (b\u{f6a32}",
    "from [203.0.113.9] ([192.0.2.1\\]:2525] helo=a(b\\)c)) by x via smtpd (for y [198.51.100.7]) with ESMTP; 31 Feb 2003 25:00:00 +9999",
];

/// Characters that mean something to the grammar.
const CHARACTERS: &str = "()<>[]\";:\\,=@%.+- \t\0aZ09é\u{fffd}";

fn damaged() -> impl Strategy<Value = String> {
    let edit = (
        any::<prop::sample::Index>(),
        0..4_u8,
        prop::sample::select(CHARACTERS.chars().collect::<Vec<_>>()),
    );
    (
        prop::sample::select(SHAPES),
        prop::collection::vec(edit, 0..12),
    )
        .prop_map(|(shape, edits)| {
            let mut field: Vec<char> = shape.chars().collect();
            for (index, kind, character) in edits {
                if field.is_empty() {
                    break;
                }
                let at = index.index(field.len());
                match kind {
                    0 => field[at] = character,
                    1 => field.insert(at, character),
                    2 => drop(field.remove(at)),
                    _ => field.truncate(at),
                }
            }
            field.into_iter().collect()
        })
}

/// Tokens in order, with nothing but white space between them.
fn assert_lossless(value: &str) {
    let mut at = 0;
    for token in grammar::tokens(value) {
        let gap = &value[at..token.span.start];
        assert!(
            gap.bytes()
                .all(|byte| byte.is_ascii_whitespace() || byte == 0x0b),
            "{gap:?} of {value:?}"
        );
        assert!(!token.span.is_empty(), "{value:?}");
        at = token.span.end;
    }
    assert!(
        value[at..]
            .bytes()
            .all(|byte| byte.is_ascii_whitespace() || byte == 0x0b),
        "{value:?}"
    );
}

fn assert_sound(value: &str) {
    assert_lossless(value);
    let hop = received::read(value);
    for unparsed in &hop.unparsed {
        assert!(
            value.get(unparsed.span.start..unparsed.span.end).is_some(),
            "{value:?}"
        );
    }
    for remark in &hop.remarks {
        assert!(
            value.get(remark.span.start..remark.span.end).is_some(),
            "{value:?}"
        );
    }
    if let (Some(ip), Some(helo)) = (hop.spans.ip, hop.spans.helo) {
        assert!(ip.end <= helo.start || helo.end <= ip.start, "{value:?}");
    }
}

proptest! {
    #[test]
    fn anything_is_read(value in any::<String>()) {
        assert_sound(&value);
    }

    #[test]
    fn any_use_of_the_grammars_characters_is_read(value in "[()<>\\[\\]\";:, =@a-z0-9\\\\]{0,80}") {
        assert_sound(&value);
    }

    #[test]
    fn damaged_fields_are_read(value in damaged()) {
        assert_sound(&value);
    }
}

/// Nothing that repeats makes the reader slow: each of these is as long as a header may be.
#[test]
fn long_fields_take_linear_time() {
    for unit in [
        "(", ")", "<", "[", "\"", "\\", ";", "([", "(\\", "a(", "from ", "by (", "1:", "Mon, ",
        "; Mon, ", "x@", "helo=[", "(((]", "id <",
    ] {
        assert_linear(unit, 1_000_000, |length| {
            received::read(&unit.repeat(length / unit.len()));
        });
    }
}
