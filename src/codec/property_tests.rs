//! What holds for any bytes: what is encoded is decoded again, places cover the source, nothing panics.

use super::base64::{self, Alphabet, Padding, Rule};
use super::encoded_word::{self, Coding, Extent, Word};
use super::view::{Unit, View};
use super::{charset, entity, hex, multipart, percent, quoted_printable, utf16};
use proptest::prelude::*;

/// What begins and ends units.
const WORDS: &[&[u8]] = &[
    b"=?utf-8?q?",
    b"=?x?b?",
    b"?=",
    b"=\r\n",
    b"&#x40;",
    b"\n--b",
];

/// Bytes of which many are signs that the codings use.
fn coded() -> impl Strategy<Value = Vec<u8>> {
    let signs = prop::sample::select(b"=?%&#;-_+/*\\ \t\r\nbBqQ4e0xA".as_slice());
    let word = prop::sample::select(WORDS);
    let piece = prop_oneof![
        4 => signs.prop_map(|byte| vec![byte]),
        2 => word.prop_map(<[u8]>::to_vec),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..200)
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded_again(bytes in bytes(), text in "\\PC{0,60}") {
        prop_assert_eq!(hex::decode(hex::encode(&bytes).as_bytes()), Some(bytes.clone()));
        for rule in [Rule::Encoded, Rule::Tag, Rule::Token] {
            prop_assert_eq!(base64::decode(base64::encode(&bytes).as_bytes(), rule), Some(bytes.clone()));
        }
        for url_safe in [false, true] {
            let coded = base64::encode_unpadded(&bytes, url_safe);
            prop_assert_eq!(base64::decode(coded.as_bytes(), Rule::Token), Some(bytes.clone()));
            let (again, cut) = base64::lenient(coded.as_bytes(), Alphabet::Either, Padding::Ends);
            prop_assert_eq!((again, cut), (bytes.clone(), bytes.len() % 3 != 0));
        }
        for coding in [Coding::B, Coding::Q] {
            let coded = encoded_word::encode("utf-8", coding, text.as_bytes(), b" ");
            prop_assert_eq!(encoded_word::decode(&coded), text.clone());
            // Whatever the bytes are, each word says its own.
            let coded = encoded_word::encode("x", coding, &bytes, b"");
            let mut again = Vec::new();
            for (_, word) in encoded_word::words(&coded, Extent::NoWord) {
                word.bytes_into(Padding::Ends, &mut again);
            }
            prop_assert_eq!(again, bytes.clone());
        }
        let escaped: Vec<u8> = bytes.iter().flat_map(|byte| hex::escape(b'=', *byte)).collect();
        prop_assert_eq!(quoted_printable::decode(&escaped), bytes.clone());
        prop_assert_eq!(quoted_printable::decode_body(&escaped), (bytes.clone(), false));
        prop_assert_eq!(quoted_printable::decode_dkim(&escaped), Some(bytes));
        let mut escaped = String::new();
        percent::encode_into(&text, b"-", &mut escaped);
        prop_assert_eq!(percent::decode(escaped.as_bytes()), text.as_bytes());
        for (marked, mark) in utf16::encode(&text).into_iter().zip([b"\xfe\xff", b"\xff\xfe"]) {
            let whole = [&mark[..], &marked].concat();
            prop_assert_eq!(utf16::to_utf8(&whole), Some(text.clone().into_bytes()));
        }
    }

    #[test]
    fn any_bytes_are_read(text in coded(), boundary in prop::collection::vec(any::<u8>(), 0..3)) {
        hex::decode(&text);
        for rule in [Rule::Encoded, Rule::Tag, Rule::Token] {
            base64::decode(&text, rule);
        }
        quoted_printable::decode_dkim(&text);
        percent::decode(&text);
        utf16::to_utf8(&text);
        encoded_word::decode(&text);
        for at in 0..text.len() {
            let rest = &text[at..];
            charset::decode(rest, &text[..at]);
            for length in [
                entity::read(rest).map(|read| read.1),
                quoted_printable::unit(rest).map(|read| read.1),
                encoded_word::joint(rest, Coding::Q),
                Word::read(rest, Extent::NoWord).map(|word| word.length),
                Word::read(rest, Extent::AnyText).map(|word| word.length),
            ] {
                prop_assert!(length.is_none_or(|length| (1..=rest.len()).contains(&length)));
            }
        }
        let mut end = 0;
        for delimiter in multipart::delimiters(&text, &boundary) {
            prop_assert!(delimiter.line.start >= end && delimiter.line.end <= text.len());
            end = delimiter.line.end;
        }
        // A word that programs show is one to whoever must miss nothing.
        for (_, word) in encoded_word::words(&text, Extent::NoWord) {
            prop_assert!(word.length <= text.len());
        }
    }

    /// Two readings of one coding agree, and the one with places has them in order.
    #[test]
    fn places_cover_what_was_decoded(text in coded()) {
        for (alphabet, padding) in [(Alphabet::Standard, Padding::Ends), (Alphabet::Either, Padding::Ignored)] {
            let mut view = View::default();
            base64::each(&text, alphabet, padding, |byte, at| view.push(byte, at));
            let whole = base64::lenient(&text, alphabet, padding).0;
            prop_assert_eq!(&*view.text, whole.as_slice());
            let mut before = 0;
            for at in 0..whole.len() {
                let place = view.source(&(at..at + 1)).expect("a place");
                prop_assert!(place.start >= before && place.end <= text.len() && place.len() >= 2);
                before = place.start;
            }
        }
        let plain = View::identity(&text);
        let quoted = plain.then(|byte| byte == b'=', |text, at| quoted_printable::unit(&text[at..]));
        let quoted = quoted.unwrap_or(plain);
        prop_assert_eq!(&*quoted.text, quoted_printable::decode(&text));
        let read = |text: &[u8], at: usize| {
            entity::read(&text[at..]).map(|(character, length)| (Unit::Char(character), length))
        };
        let view = quoted.then(|byte| byte == b'&', read).unwrap_or(quoted);
        let mut before = 0;
        for at in 0..view.text.len() {
            let place = view.source(&(at..at + 1)).expect("a place");
            prop_assert!(place.start >= before && !place.is_empty() && place.end <= text.len());
            before = place.start;
        }
        // What lies between two places is decoded away.
        if let Some(all) = view.source(&(0..view.text.len())) {
            let hidden = [&text[..all.start], &text[all.end..]].concat();
            prop_assert!(quoted_printable::decode(&hidden).is_empty());
        }
    }
}
