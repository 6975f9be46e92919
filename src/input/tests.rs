use super::*;
use crate::message::DamageKind;

fn mended(raw: &[u8]) -> (String, Vec<DamageKind>) {
    let raw = mend(raw).unwrap();
    let kinds = raw.damage.iter().map(|damage| damage.kind).collect();
    (String::from_utf8_lossy(&raw.bytes).into_owned(), kinds)
}

#[test]
fn a_whole_message_is_borrowed_as_it_is() {
    let raw = b"From: a@example.com\r\n\r\n> quoted\r\n";
    assert!(matches!(mend(raw).unwrap().bytes, Cow::Borrowed(_)));
}

#[test]
fn quoting_is_removed_as_often_as_it_stands() {
    let (text, kinds) = mended(b"> > From: a@example.com\n> > To: b\n> >  folded\n> >\n> > body\n");
    assert_eq!(text, "From: a@example.com\nTo: b\n folded\n\nbody\n");
    assert_eq!(kinds, [DamageKind::QuotedPaste]);
}

#[test]
fn indentation_is_removed_and_folding_stays() {
    let (text, kinds) = mended(b"    From: a@example.com\n    Received: x\n      by y\n");
    assert_eq!(text, "From: a@example.com\nReceived: x\n  by y\n");
    assert_eq!(kinds, [DamageKind::IndentedPaste]);
}

#[test]
fn what_stands_below_a_quotation_is_left() {
    let (text, kinds) =
        mended(b"> From: a@example.com\r\n> To: b\r\n\r\nIs this real?\r\n> no\r\n");
    assert_eq!(
        text,
        "From: a@example.com\r\nTo: b\r\n\r\nIs this real?\r\nno\r\n"
    );
    assert_eq!(kinds, [DamageKind::QuotedPaste]);
}

#[test]
fn a_selection_that_began_within_a_line_keeps_its_folding() {
    for (raw, text) in [
        (
            " Received: x\n by y;\n 10:00:09 +0000\nTo: b\n",
            "Received: x\n by y;\n 10:00:09 +0000\nTo: b\n",
        ),
        (
            "\tReceived: x\n\t  by y\n\tTo: b\n",
            "Received: x\n  by y\nTo: b\n",
        ),
        (
            "  Received: x\n\tby y\n  To: b\n",
            "Received: x\n\tby y\nTo: b\n",
        ),
    ] {
        assert_eq!(mended(raw.as_bytes()).0, text);
    }
}

#[test]
fn a_paste_is_mended_behind_a_byte_order_mark_and_with_any_line_end() {
    for (raw, text) in [
        ("\u{feff}> To: a\n> Cc: b\n", "\u{feff}To: a\nCc: b\n"),
        ("\u{feff}  To: a\n  Cc: b\n", "\u{feff}To: a\nCc: b\n"),
        ("> To: a\r> Cc: b\r", "To: a\rCc: b\r"),
        ("> To: a\r\n> Cc: b\r\n>\r\n", "To: a\r\nCc: b\r\n\r\n"),
    ] {
        assert_eq!(mended(raw.as_bytes()).0, text);
    }
}

#[test]
fn utf16_is_recoded() {
    let raw: Vec<u8> = "\u{feff}From: \u{e9}\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (text, kinds) = mended(&raw);
    assert_eq!(text, "From: \u{e9}\r\n");
    assert_eq!(kinds, [DamageKind::Utf16]);
}

#[test]
fn an_input_has_one_hash_whatever_is_read_of_it() {
    let input: Vec<u8> = (0..251_u8).cycle().take(200_000).collect();
    let sha256 = |bytes: &[u8]| hex::encode(&Sha256::digest(bytes));
    assert_eq!(
        read_up_to(&input[..], 200_000).unwrap(),
        (input.clone(), None)
    );
    for limit in [0, 1, 199_999] {
        let (bytes, whole) = read_up_to(&input[..], limit).unwrap();
        assert_eq!(bytes, input[..limit]);
        let expected = Whole {
            sha256: sha256(&input),
            size: input.len(),
        };
        assert_eq!(whole, Some(expected));
    }
}

#[test]
fn what_is_no_mail_is_told_what_it_is() {
    assert_eq!(mend(b"").unwrap_err(), InputError::Empty);
    assert_eq!(mend(b" \r\n\r\n").unwrap_err(), InputError::Empty);
    let text = mend(b"\x89PNG\r\n\x1a\n....").unwrap_err().to_string();
    assert!(text.contains("PNG"), "{text}");
    let passwd = Message::parse(b"root:x:0:0:root:/:/bin/sh\ndaemon:x:1:1::/:/bin/false\n");
    assert!(require_mail(&passwd).is_err());
    assert!(require_mail(&Message::parse(b"Subject: x\n")).is_ok());
}
