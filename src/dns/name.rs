//! Names between text and the wire.
//!
//! A text name is taken as it stands: labels between dots, every byte for itself, always fully qualified. A label that
//! came from the wire may hold any byte, also a dot; such bytes are written as `\DDD` (RFC 1035 section 5.1), and that
//! form is read back, so that a name from an answer can be asked for.

#[cfg(feature = "net")]
use hickory_proto::rr::Name;
use std::borrow::Cow;
#[cfg(feature = "net")]
use std::fmt::Write as _;

/// RFC 1035 section 2.3.4.
const MAX_LABEL: usize = 63;
/// RFC 1035 section 2.3.4: with the length octets and the root.
const MAX_NAME: usize = 255;

/// Why a name cannot be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum InvalidName {
    #[error("the name has an empty label")]
    EmptyLabel,
    #[error("a label of the name is over 63 bytes long")]
    LongLabel,
    #[error("the name is over 255 bytes long")]
    LongName,
}

/// The form in which names are compared: lower case, without the dot that marks a full name.
///
/// Takes off one dot only: what is left of `example.com..` is not a name.
pub(super) fn key(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

/// Whether the name, in the form of [`key`], could go over the wire.
pub(super) fn check(key: &str) -> Result<(), InvalidName> {
    // The longest text of a valid name writes each byte as four.
    if key.len() > 4 * MAX_NAME {
        return Err(InvalidName::LongName);
    }
    let mut length = 1;
    for label in labels(key) {
        match label.len() {
            0 => return Err(InvalidName::EmptyLabel),
            1..=MAX_LABEL => length += 1 + label.len(),
            _ => return Err(InvalidName::LongLabel),
        }
    }
    if length > MAX_NAME {
        return Err(InvalidName::LongName);
    }
    Ok(())
}

/// The name as it goes over the wire.
#[cfg(feature = "net")]
pub(super) fn to_wire(key: &str) -> Result<Name, InvalidName> {
    check(key)?;
    let labels: Vec<_> = labels(key).collect();
    let labels = labels.iter().map(AsRef::as_ref);
    Name::from_labels::<_, &[u8]>(labels).map_err(|_| InvalidName::LongName)
}

fn labels(key: &str) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let texts = key.as_bytes().split(|byte| *byte == b'.');
    texts.map(label_bytes)
}

/// The text of a name from the wire, in the form of [`key`]; empty for the root.
#[cfg(feature = "net")]
pub(super) fn from_wire(name: &Name) -> String {
    let mut text = String::with_capacity(name.len());
    for (index, label) in name.iter().enumerate() {
        if index > 0 {
            text.push('.');
        }
        for &byte in label {
            if byte.is_ascii_graphic() && byte != b'.' && byte != b'\\' {
                text.push(char::from(byte.to_ascii_lowercase()));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\{byte:03}");
            }
        }
    }
    text
}

/// The bytes of a label, with `\DDD` read as the byte that it stands for.
fn label_bytes(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\\') {
        return Cow::Borrowed(text);
    }
    let mut rest = text;
    let mut label = Vec::with_capacity(rest.len());
    while let Some((&first, tail)) = rest.split_first() {
        if let Some(byte) = decimal_escape(rest) {
            label.push(byte);
            rest = &rest[4..];
        } else {
            label.push(first);
            rest = tail;
        }
    }
    Cow::Owned(label)
}

fn decimal_escape(text: &[u8]) -> Option<u8> {
    let [b'\\', digits @ ..] = text.get(..4)? else {
        return None;
    };
    let digits = digits.iter().all(u8::is_ascii_digit).then_some(digits)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(all(test, feature = "net"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn limits_are_those_of_rfc_1035() {
        let longest = format!("{0}.{0}.{0}.{1}", "a".repeat(63), "b".repeat(61));
        assert!(to_wire(&longest).is_ok());
        for (name, fault) in [
            (format!("{longest}b"), InvalidName::LongName),
            ("a".repeat(64), InvalidName::LongLabel),
            (String::new(), InvalidName::EmptyLabel),
            ("a..b".to_owned(), InvalidName::EmptyLabel),
            (".a".to_owned(), InvalidName::EmptyLabel),
            (key("a.."), InvalidName::EmptyLabel),
            ("a.".repeat(1_000_000), InvalidName::LongName),
        ] {
            assert_eq!(to_wire(&name), Err(fault));
        }
    }

    #[test]
    fn a_dot_inside_a_label_is_no_border() {
        let name = Name::from_labels([&b"mail.example"[..], b"COM"]).unwrap();
        assert_eq!(from_wire(&name), r"mail\046example.com");
        assert_eq!(to_wire(r"mail\046example.com").unwrap(), name);
        assert_eq!(from_wire(&Name::root()), "");
    }

    proptest! {
        #[test]
        fn any_wire_name_comes_back(labels in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..20), 1..8)) {
            let name = Name::from_labels(labels).unwrap();
            prop_assert_eq!(to_wire(&from_wire(&name)).unwrap(), name);
        }

        #[test]
        fn any_text_is_a_name_or_not(text in ".*") {
            let _ = to_wire(&key(&text));
        }
    }
}
