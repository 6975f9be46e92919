//! The bytes of a part as far as they are there: where a part is cut off or holds what its encoding does not know, the
//! parser gives the text as it stands.

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
        let in_alphabet = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
        self == Self::Base64
            && !text.trim_ascii_end().ends_with(b"=")
            && text.iter().filter(in_alphabet).count() % 4 != 0
    }

    /// The bytes that a text stands for, and whether it ends within one of its units.
    pub fn decode(self, text: &[u8]) -> (Vec<u8>, bool) {
        match self {
            Self::None => (text.to_vec(), false),
            Self::Base64 => base64(text),
            Self::QuotedPrintable => quoted_printable(text),
        }
    }
}

/// Characters outside the alphabet are left out (RFC 2045 section 6.8). Of a unit that is cut off, whole bytes count.
fn base64(text: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u8);
    let mut flush = |bits: u32, count: u8| match count {
        2 => out.extend(&(bits << 12).to_be_bytes()[1..2]),
        3 => out.extend(&(bits << 6).to_be_bytes()[1..3]),
        4 => out.extend(&bits.to_be_bytes()[1..]),
        _ => {}
    };
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                flush(bits, count);
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            flush(bits, count);
            (bits, count) = (0, 0);
        }
    }
    flush(bits, count);
    (out, count > 0)
}

fn quoted_printable(text: &[u8]) -> (Vec<u8>, bool) {
    let hex = |byte: Option<&u8>| u8::try_from(char::from(*byte?).to_digit(16)?).ok();
    let mut out = Vec::with_capacity(text.len());
    let mut is_cut = false;
    // Up to where white space was written as such, and may go.
    let mut fixed = 0;
    let mut rest = text;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'=' => {
                if let (Some(high), Some(low)) = (hex(rest.first()), hex(rest.get(1))) {
                    out.push(high << 4 | low);
                    fixed = out.len();
                    rest = &rest[2..];
                    continue;
                }
                let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
                let end = &rest[blank.count()..];
                if let Some(next) = end.strip_prefix(b"\r\n").or(end.strip_prefix(b"\n")) {
                    fixed = out.len();
                    rest = next;
                } else if rest.len() < 2 && rest.iter().all(u8::is_ascii_hexdigit) {
                    (is_cut, rest) = (true, &[]);
                } else {
                    out.push(byte);
                }
            }
            b'\n' => {
                // White space at the end of a line was put there on the way.
                let ends_with_cr = out[fixed..].last() == Some(&b'\r');
                out.truncate(out.len() - usize::from(ends_with_cr));
                let line = &out[fixed..];
                let kept = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t'));
                out.truncate(fixed + kept.map_or(0, |at| at + 1));
                out.extend_from_slice(if ends_with_cr { b"\r\n" } else { b"\n" });
                fixed = out.len();
            }
            _ => out.push(byte),
        }
    }
    (out, is_cut)
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
