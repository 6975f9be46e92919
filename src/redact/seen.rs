//! Characters as a reader sees them.

use crate::codec::view::Unit;

/// A character without what is invisible, and with signs of another width as the plain ones.
pub(super) fn seen(character: char) -> Unit {
    match character {
        // Soft hyphen, zero-width characters, marks of direction, the byte order mark.
        '\u{ad}'
        | '\u{34f}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => Unit::Nothing,
        '\u{a0}' => Unit::Byte(b' '),
        '\u{fe6b}' => Unit::Byte(b'@'),
        // The full stops of RFC 3490 section 3.1.
        '\u{3002}' | '\u{ff61}' => Unit::Byte(b'.'),
        // Full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => u8::try_from(u32::from(character) - 0xff01 + u32::from(b'!'))
            .map_or(Unit::Char(character), Unit::Byte),
        character => match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => Unit::Byte(byte),
            _ => Unit::Char(character),
        },
    }
}
