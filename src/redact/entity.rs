//! Character references of HTML (section "Named character references").

use super::unit::{Read, Unit};

/// Names of characters that addresses are made of, and of what cannot be seen.
const NAMED: &[(&[u8], char)] = &[
    (b"amp", '&'),
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

/// Reads the reference that a text begins with.
pub(super) fn read(rest: &[u8]) -> Option<Read> {
    if let Some(digits) = rest.strip_prefix(b"&#") {
        return numeric(digits);
    }
    let name = &rest[1..rest.len().min(2 + MAX_NAME)];
    let name = &name[..memchr::memchr(b';', name)?];
    let character = named(name)?;
    Some((Unit::seen(character), name.len() + 2))
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
fn numeric(digits: &[u8]) -> Option<Read> {
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
    Some((Unit::seen(character), lead + count + semicolon))
}
