//! Received fields, of which the topmost is the receiver's.

use super::lines::field_name;

/// Whether a line begins a Received field.
pub(super) fn is_received(line: &[u8]) -> bool {
    field_name(line).is_some_and(|name| name.eq_ignore_ascii_case(b"Received"))
}

/// How far the date of a Received field was read. It ends the field, behind the last semicolon, perhaps lines below that.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Date {
    has_semicolon: bool,
    has_time: bool,
}

impl Date {
    /// Reads the next line of the field.
    pub fn read(&mut self, line: &[u8]) {
        let date = match memchr::memrchr(b';', line) {
            Some(at) => {
                self.has_semicolon = true;
                &line[at..]
            }
            None => line,
        };
        self.has_time |= self.has_semicolon && date.windows(TIME).any(is_time);
    }

    /// Whether it goes as far as the time of day.
    pub fn has_time(self) -> bool {
        self.has_time
    }
}

/// Where the first date of a Received field begins: the semicolon before a time of day, or the end.
pub(super) fn date_at(field: &[u8]) -> usize {
    let mut start = None;
    for (at, byte) in field.iter().enumerate() {
        if *byte == b';' {
            start = Some(at);
        }
        if let Some(start) = start
            && field.get(at..at + TIME).is_some_and(is_time)
        {
            return start;
        }
    }
    field.len()
}

/// How long hours and minutes are.
const TIME: usize = 5;

/// Whether text is hours and minutes.
fn is_time(text: &[u8]) -> bool {
    matches!(text, [a, b, b':', c, d] if [a, b, c, d].iter().all(|one| one.is_ascii_digit()))
}
