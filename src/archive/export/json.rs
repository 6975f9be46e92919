//! JSON as programs export it: types that read what they know, pass over the rest, and never fail over a value of another
//! kind. Keys are compared without case, since PowerShell writes `Eml` where an API writes `eml`.

use crate::codec::utf16;
use crate::limits::MAX_SNIFF;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// The byte order mark of UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A text in UTF-8 without a byte order mark, of whatever PowerShell makes of it. A half of a surrogate pair, as it is left of a
/// character that was cut in two, is replaced: a sender's subject would make all of the message unreadable.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    let text = match utf16::to_utf8(bytes) {
        Some(text) => Cow::Owned(lossy(text)),
        None => String::from_utf8_lossy(bytes.strip_prefix(BOM).unwrap_or(bytes)),
    };
    match whole_characters(&text) {
        Some(whole) => Cow::Owned(whole),
        None => text,
    }
}

/// The JSON with U+FFFD for each half of a surrogate pair that is written as an escape and stands alone; `None` where there is
/// none.
fn whole_characters(text: &str) -> Option<String> {
    let mut whole: Option<Vec<u8>> = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found;
        let half = surrogate(&bytes[at..]);
        let next = bytes.get(at + ESCAPE..).and_then(surrogate);
        match (half, next) {
            (Some(Half::High), Some(Half::Low)) => at += 2 * ESCAPE,
            (Some(_), _) => {
                let out = whole.get_or_insert_with(|| bytes.to_vec());
                out[at + 2..at + ESCAPE].copy_from_slice(b"fffd");
                at += ESCAPE;
            }
            // What is escaped is no beginning of an escape.
            (None, _) => at += 2,
        }
    }
    whole.and_then(|whole| String::from_utf8(whole).ok())
}

/// The bytes of `\uXXXX`.
const ESCAPE: usize = 6;

/// A half of a surrogate pair.
enum Half {
    High,
    Low,
}

/// The half of a pair that an escape at the beginning of a text stands for.
fn surrogate(text: &[u8]) -> Option<Half> {
    let [b'\\', b'u', b'd' | b'D', second, third, fourth] = text.get(..ESCAPE)? else {
        return None;
    };
    if !(third.is_ascii_hexdigit() && fourth.is_ascii_hexdigit()) {
        return None;
    }
    match second.to_ascii_lowercase() {
        b'8' | b'9' | b'a' | b'b' => Some(Half::High),
        b'c'..=b'f' => Some(Half::Low),
        _ => None,
    }
}

/// Bytes as a text of their own.
fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Whether the first sign of a text is one of these, or cannot be told without decoding it: what is asked of every input
/// before its text is read.
pub fn may_begin_with(bytes: &[u8], signs: &[u8]) -> bool {
    let first = bytes.strip_prefix(BOM).unwrap_or(bytes).trim_ascii_start();
    utf16::is_marked(bytes) || first.first().is_some_and(|sign| signs.contains(sign))
}

/// Whether a text that begins so is JSON with one of these keys, given in lower case.
pub fn has_key(head: &[u8], keys: &[&str]) -> bool {
    if !may_begin_with(head, b"{[") {
        return false;
    }
    let text = text(&head[..head.len().min(MAX_SNIFF)]);
    let text = text.trim_ascii_start();
    if !text.starts_with(['{', '[']) {
        return false;
    }
    let text = text.to_ascii_lowercase();
    keys.iter().any(|key| {
        let quoted = format!("\"{key}\"");
        memchr::memmem::find_iter(text.as_bytes(), quoted.as_bytes()).any(|at| {
            text[at + quoted.len()..]
                .trim_ascii_start()
                .starts_with(':')
        })
    })
}

/// What a value becomes.
pub trait Shape<'j>: Default {
    /// Takes a text, a number or a truth value.
    fn text(&mut self, _: Cow<'j, str>) {}

    /// Takes the next element of a list; `false` at its end.
    fn element<A: SeqAccess<'j>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        Ok(list.next_element::<IgnoredAny>()?.is_some())
    }

    /// Takes the value of a key, which is in lower case. Of keys that are there twice, the last one counts.
    fn entry<A: MapAccess<'j>>(&mut self, _: &str, object: &mut A) -> Result<(), A::Error> {
        object.next_value::<IgnoredAny>()?;
        Ok(())
    }
}

/// Reads a value.
pub fn parse<'j, T: Shape<'j>>(text: &'j str) -> Result<T, serde_json::Error> {
    serde_json::from_str::<Lenient<T>>(text).map(|value| value.0)
}

/// The value of the key at hand.
pub fn value<'j, T: Shape<'j>, A: MapAccess<'j>>(object: &mut A) -> Result<T, A::Error> {
    object.next_value::<Lenient<T>>().map(|value| value.0)
}

/// The value of the key at hand, to be read later.
pub fn later<'j, A: MapAccess<'j>>(object: &mut A) -> Result<&'j str, A::Error> {
    object.next_value::<&'j RawValue>().map(RawValue::get)
}

/// A value that is read by its shape.
struct Lenient<T>(T);

impl<'j, T: Shape<'j>> Deserialize<'j> for Lenient<T> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any(PhantomData))
    }
}

struct Any<T>(PhantomData<T>);

impl<'j, T: Shape<'j>> Any<T> {
    fn of_text(text: Cow<'j, str>) -> Lenient<T> {
        let mut value = T::default();
        value.text(text);
        Lenient(value)
    }
}

impl<'j, T: Shape<'j>> Visitor<'j> for Any<T> {
    type Value = Lenient<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'j str) -> Result<Self::Value, E> {
        Ok(Self::of_text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Self::of_text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Self::of_text(Cow::Owned(value.to_string())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Self::of_text(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Self::of_text(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Self::of_text(Cow::Owned(value.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Lenient(T::default()))
    }

    fn visit_seq<A: SeqAccess<'j>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut value = T::default();
        while value.element(&mut list)? {}
        Ok(Lenient(value))
    }

    fn visit_map<A: MapAccess<'j>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut value = T::default();
        while let Some(mut key) = object.next_key::<String>()? {
            key.make_ascii_lowercase();
            value.entry(&key, &mut object)?;
        }
        Ok(Lenient(value))
    }
}

/// A text; `None` for a list, an object and null.
#[derive(Debug, Default)]
pub struct Text<'j>(Option<Cow<'j, str>>);

impl<'j> Shape<'j> for Text<'j> {
    fn text(&mut self, text: Cow<'j, str>) {
        self.0 = Some(text);
    }
}

impl Text<'_> {
    /// The text, if there is any.
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref().filter(|text| !text.is_empty())
    }

    /// Whether it is this word, in any case.
    pub fn is(&self, word: &str) -> bool {
        self.get()
            .is_some_and(|text| text.eq_ignore_ascii_case(word))
    }
}

/// The elements of a list, as many as are read.
#[derive(Debug)]
pub struct List<T, const MOST: usize> {
    /// They.
    pub all: Vec<T>,
    /// How many more there are.
    pub left_out: usize,
}

impl<T, const MOST: usize> Default for List<T, MOST> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            left_out: 0,
        }
    }
}

impl<'j, T: Shape<'j>, const MOST: usize> Shape<'j> for List<T, MOST> {
    fn element<A: SeqAccess<'j>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        if self.all.len() < MOST {
            let next = list.next_element::<Lenient<T>>()?;
            let is_there = next.is_some();
            self.all.extend(next.map(|element| element.0));
            return Ok(is_there);
        }
        let is_there = list.next_element::<IgnoredAny>()?.is_some();
        self.left_out += usize::from(is_there);
        Ok(is_there)
    }
}

/// Elements of a list that are read later.
#[derive(Debug, Default)]
pub struct Later<'j, const MOST: usize> {
    /// They.
    pub all: Vec<&'j str>,
    /// How many more there are.
    pub left_out: usize,
}

impl<'j, const MOST: usize> Shape<'j> for Later<'j, MOST> {
    fn element<A: SeqAccess<'j>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let Some(next) = list.next_element::<&'j RawValue>()? else {
            return Ok(false);
        };
        if self.all.len() < MOST {
            self.all.push(next.get());
        } else {
            self.left_out += 1;
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Pair<'j> {
        name: Text<'j>,
        list: List<Text<'j>, 2>,
    }

    impl<'j> Shape<'j> for Pair<'j> {
        fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
            match key {
                "name" => self.name = value(object)?,
                "list" => self.list = value(object)?,
                _ => drop(later(object)?),
            }
            Ok(())
        }
    }

    #[test]
    fn half_a_character_costs_itself() {
        for (json, name) in [
            (r#"{"name":"a\ud83d"}"#, "a\u{fffd}"),
            (
                r#"{"name":"\uDC00\ud83d\ud83d\ude00"}"#,
                "\u{fffd}\u{fffd}\u{1f600}",
            ),
            (r#"{"name":"\\ud83d\u0041\ud83dx"}"#, "\\ud83dA\u{fffd}x"),
        ] {
            let text = text(json.as_bytes());
            let pair: Pair<'_> = parse(&text).unwrap();
            assert_eq!(pair.name.get(), Some(name), "{json}");
        }
        for strange in ["\\", "\\u", "\\ud83d\\", "\\ud8\u{e9}\u{e9}\\ud83"] {
            assert!(text(strange.as_bytes()).len() <= strange.len());
        }
    }

    #[test]
    fn what_is_of_another_kind_is_passed_over() {
        for (json, name, list, left_out) in [
            (r#"{"Name":"a","LIST":["b",1,true]}"#, Some("a"), "b 1", 1),
            (r#"{"name":["a"],"list":{"b":1}}"#, None, "", 0),
            (r#"{"name":null,"list":null,"x":[[{}]]}"#, None, "", 0),
            (
                r#"{"name":"a","name":"b","list":["x"],"list":["y"]}"#,
                Some("b"),
                "y",
                0,
            ),
            (r#"{"name":"","list":[null,{}]}"#, None, " ", 0),
            ("[1,2]", None, "", 0),
            ("3", None, "", 0),
        ] {
            let pair: Pair<'_> = parse(json).unwrap();
            let texts: Vec<&str> = pair
                .list
                .all
                .iter()
                .map(|text| text.get().unwrap_or(""))
                .collect();
            assert_eq!(pair.name.get(), name, "{json}");
            assert_eq!(
                (texts.join(" ").as_str(), pair.list.left_out),
                (list, left_out),
                "{json}"
            );
        }
    }

    #[test]
    fn a_key_is_one_only_before_its_colon() {
        for (head, expected) in [
            (&br#"{"eml" : "x"}"#[..], true),
            (b"\xef\xbb\xbf [{\"Eml\":", true),
            (b"\xff\xfe{\0\"\0E\0m\0l\0\"\0:\0", true),
            (br#"{"a":"eml"}"#, false),
            (br#"{"a":"\"eml\": 1"}"#, false),
            (br#""eml":1"#, false),
            (b"", false),
        ] {
            assert_eq!(has_key(head, &["eml"]), expected, "{head:?}");
        }
    }
}
