//! Character references of HTML (section "Named character references").

/// Names of characters that addresses are made of, and of what cannot be seen.
const NAMED: &[(&[u8], char)] = &[
    (b"amp", '&'),
    (b"apos", '\''),
    (b"colon", ':'),
    (b"comma", ','),
    (b"commat", '@'),
    (b"equals", '='),
    (b"gt", '>'),
    (b"hyphen", '-'),
    (b"lowbar", '_'),
    (b"lrm", '\u{200e}'),
    (b"lt", '<'),
    (b"nbsp", '\u{a0}'),
    (b"nobreak", '\u{2060}'),
    (b"num", '#'),
    (b"percnt", '%'),
    (b"period", '.'),
    (b"plus", '+'),
    (b"quot", '"'),
    (b"rlm", '\u{200f}'),
    (b"shy", '\u{ad}'),
    (b"sol", '/'),
    (b"szlig", '\u{df}'),
    (b"zerowidthspace", '\u{200b}'),
    (b"zwj", '\u{200d}'),
    (b"zwnj", '\u{200c}'),
];

/// The letters from U+00E0 on, which names of persons are written with. With a capital they stand 32 places before.
const LETTERS: [&[u8]; 32] = [
    b"agrave", b"aacute", b"acirc", b"atilde", b"auml", b"aring", b"aelig", b"ccedil", b"egrave",
    b"eacute", b"ecirc", b"euml", b"igrave", b"iacute", b"icirc", b"iuml", b"eth", b"ntilde",
    b"ograve", b"oacute", b"ocirc", b"otilde", b"ouml", b"divide", b"oslash", b"ugrave", b"uacute",
    b"ucirc", b"uuml", b"yacute", b"thorn", b"yuml",
];

/// The longest name above.
const MAX_NAME: usize = 14;

/// The most digits that a numeric reference is read with; leading zeros are allowed without bound in HTML, and more than
/// these hide nothing from a person.
const MAX_DIGITS: usize = 12;

/// The character of the reference that a text begins with, and the length of the reference. A numeric one may lack its
/// semicolon.
pub(crate) fn read(rest: &[u8]) -> Option<(char, usize)> {
    let inner = rest.strip_prefix(b"&")?;
    if let Some(digits) = inner.strip_prefix(b"#") {
        return numeric(digits);
    }
    let name = &inner[..inner.len().min(1 + MAX_NAME)];
    let name = &name[..memchr::memchr(b';', name)?];
    Some((named(name)?, name.len() + 2))
}

fn named(name: &[u8]) -> Option<char> {
    if let Some((_, character)) = NAMED
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        return Some(*character);
    }
    let index = LETTERS
        .iter()
        .position(|known| known.eq_ignore_ascii_case(name))?;
    let base = if name[0].is_ascii_uppercase() {
        0xc0
    } else {
        0xe0_u8
    };
    Some(char::from(base + u8::try_from(index).ok()?))
}

/// Reads the digits behind `&#`.
fn numeric(digits: &[u8]) -> Option<(char, usize)> {
    let (radix, digits, lead) = match digits.strip_prefix(b"x").or(digits.strip_prefix(b"X")) {
        Some(digits) => (16, digits, 3),
        None => (10, digits, 2),
    };
    let mut value: u32 = 0;
    let mut count = 0;
    for digit in digits.iter().take(MAX_DIGITS) {
        let Some(digit) = char::from(*digit).to_digit(radix) else {
            break;
        };
        value = value.saturating_mul(radix).saturating_add(digit);
        count += 1;
    }
    let character = char::from_u32(value).filter(|_| count > 0)?;
    let semicolon = usize::from(digits.get(count) == Some(&b';'));
    Some((character, lead + count + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_do() {
        for (text, expected) in [
            ("&lt;a", Some(('<', 4))),
            ("&LT;", Some(('<', 4))),
            ("&commat;x", Some(('@', 8))),
            ("&ouml;", Some(('\u{f6}', 6))),
            ("&Ouml;", Some(('\u{d6}', 6))),
            ("&ZeroWidthSpace;", Some(('\u{200b}', 16))),
            ("&#64;", Some(('@', 5))),
            ("&#64x", Some(('@', 4))),
            ("&#x0040;", Some(('@', 8))),
            ("&#X40", Some(('@', 5))),
            ("&#;", None),
            ("&#xg;", None),
            ("&#xd800;", None),
            ("&#9999999999;", None),
            ("&nothing;", None),
            ("&lt", None),
            ("&", None),
            ("lt;", None),
            ("", None),
        ] {
            assert_eq!(read(text.as_bytes()), expected, "{text}");
        }
    }
}
