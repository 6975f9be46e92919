//! The bytes of a part as far as they are there: where a part is cut off or holds what its encoding does not know, the
//! parser gives the text as it stands.

use crate::codec::base64::{self, Alphabet, Padding};
use crate::codec::quoted_printable;

/// How a part is encoded (RFC 2045 section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Not at all.
    None,
    /// RFC 2045 section 6.8.
    Base64,
    /// RFC 2045 section 6.7.
    QuotedPrintable,
}

impl Encoding {
    /// By the value of Content-Transfer-Encoding.
    pub fn of(value: Option<&str>) -> Self {
        match value.map(str::trim) {
            Some(word) if word.eq_ignore_ascii_case("base64") => Self::Base64,
            Some(word) if word.eq_ignore_ascii_case("quoted-printable") => Self::QuotedPrintable,
            _ => Self::None,
        }
    }

    /// Whether a text in base64 ends within a unit, without padding. Decodes nothing.
    pub fn ends_within(self, text: &[u8]) -> bool {
        self == Self::Base64
            && !text.trim_ascii_end().ends_with(b"=")
            && text
                .iter()
                .filter(|byte| base64::is_standard(**byte))
                .count()
                % 4
                != 0
    }

    /// The bytes that a text stands for, and whether it ends within one of its units.
    pub fn decode(self, text: &[u8]) -> (Vec<u8>, bool) {
        match self {
            Self::None => (text.to_vec(), false),
            Self::Base64 => base64::lenient(text, Alphabet::Standard, Padding::Ends),
            Self::QuotedPrintable => quoted_printable::decode_body(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_decoded() {
        for (encoding, text, expected, is_cut) in [
            (Encoding::None, "a=3D", "a=3D", false),
            (Encoding::Base64, "aGVsbG8=", "hello", false),
            (Encoding::Base64, "aGVs\r\nbG8", "hello", true),
            (Encoding::Base64, "aGVsb", "hel", true),
            (Encoding::Base64, "aGVsbG", "hell", true),
            (Encoding::Base64, "aGVs", "hel", false),
            (Encoding::Base64, "aG*Vs-bG8=", "hello", false),
            (Encoding::Base64, "aGVsbG8=aGVsbG8=", "hellohello", false),
            (Encoding::Base64, "", "", false),
            (
                Encoding::QuotedPrintable,
                "a=3Db =\r\nc \r\nd",
                "a=b c\r\nd",
                false,
            ),
            (Encoding::QuotedPrintable, "a=3d=", "a=", true),
            (Encoding::QuotedPrintable, "a=3", "a", true),
            (Encoding::QuotedPrintable, "a=zz", "a=zz", false),
            (Encoding::QuotedPrintable, "a\t\nb=20\n", "a\nb \n", false),
        ] {
            let (bytes, cut) = encoding.decode(text.as_bytes());
            assert_eq!(String::from_utf8_lossy(&bytes), expected, "{text}");
            assert_eq!(cut, is_cut, "{text}");
        }
    }
}
