//! What a decoder reads: one unit of text after another.

/// What one coded unit stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing that is seen.
    Nothing,
    /// A byte.
    Byte(u8),
    /// A character, in UTF-8.
    Char(char),
}

/// A unit, and how many bytes it is written with.
pub(super) type Read = (Unit, usize);

impl Unit {
    /// A character as a reader sees it: without what is invisible, and with signs of another width as the plain ones.
    pub fn seen(character: char) -> Self {
        match character {
            // Soft hyphen, zero-width characters, marks of direction, the byte order mark.
            '\u{ad}'
            | '\u{34f}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => Self::Nothing,
            '\u{a0}' => Self::Byte(b' '),
            '\u{fe6b}' => Self::Byte(b'@'),
            // The full stops of RFC 3490 section 3.1.
            '\u{3002}' | '\u{ff61}' => Self::Byte(b'.'),
            // Full-width forms stand in the order of ASCII.
            '\u{ff01}'..='\u{ff5e}' => {
                let byte = u8::try_from(u32::from(character) - 0xff01 + u32::from(b'!'));
                byte.map_or(Self::Char(character), Self::Byte)
            }
            character => match u8::try_from(character) {
                Ok(byte) if byte.is_ascii() => Self::Byte(byte),
                _ => Self::Char(character),
            },
        }
    }
}
