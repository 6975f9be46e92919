//! How far the words of a date reach, and the comments between them.

/// More comments than this belong to no date.
pub(super) const MAX_COMMENTS: usize = 16;

/// The longest comment within a date (RFC 5322 section 4.3, obs-date). It bounds what an unclosed one costs.
const MAX_COMMENT: usize = 256;

/// The longest comment that names a zone (`(Central European Standard Time)`).
const MAX_ZONE_COMMENT: usize = 64;

pub(super) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b','
}

/// How far a word reaches.
pub(super) fn word_length(text: &str) -> usize {
    let ends = |byte: &u8| is_blank(*byte) || matches!(byte, b'(' | b')' | b';' | b'<' | b'"');
    let length = |from: usize| {
        let rest = &text.as_bytes()[from..];
        from + rest.iter().position(ends).unwrap_or(rest.len())
    };
    let end = length(0);
    if has_milliseconds(&text[..end], &text[end..]) {
        length(end + 1)
    } else {
        end
    }
}

/// Whether a time of day goes on with a comma and three digits: `07:41:54,250`, as Java and Python write it.
fn has_milliseconds(clock: &str, rest: &str) -> bool {
    let digits = rest.strip_prefix(',').map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit);
        digits.count()
    });
    digits == Some(3)
        && clock.bytes().filter(|&byte| byte == b':').count() == 2
        && clock.ends_with(|c: char| c.is_ascii_digit())
}

/// The length of the comment that a text begins with; comments nest, and a backslash quotes (RFC 5322 section 3.2.2).
pub(super) fn comment(text: &str) -> Option<usize> {
    if !text.starts_with('(') {
        return None;
    }
    let mut depth = 0_usize;
    let mut bytes = text.bytes().take(MAX_COMMENT).enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The length of the white space and comments that a text begins with.
fn white_space(text: &str) -> usize {
    let mut at = 0;
    for _ in 0..MAX_COMMENTS {
        let rest = &text.as_bytes()[at..];
        at += rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        match comment(&text[at..]) {
            Some(len) => at += len,
            None => break,
        }
    }
    at
}

/// A time of day with white space or comments around its colons (RFC 5322 section 4.3, obs-hour), without them, and its
/// length.
pub(super) fn spaced_clock(text: &str) -> Option<(String, usize)> {
    let digits = |at: usize| {
        let rest = text.as_bytes()[at..].iter();
        rest.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let (mut clock, mut at, mut is_spaced) = (String::new(), 0, false);
    for part in 0..3 {
        let count = digits(at);
        if !(1..=2).contains(&count) {
            return None;
        }
        clock.push_str(&text[at..at + count]);
        at += count;
        let before = white_space(&text[at..]);
        if part == 2 || text.as_bytes().get(at + before) != Some(&b':') {
            break;
        }
        let behind = at + before + 1;
        let after = white_space(&text[behind..]);
        clock.push(':');
        at = behind + after;
        is_spaced |= before + after > 0;
    }
    if !is_spaced {
        return None;
    }
    // What hangs on the last number: a fraction, a zone.
    let rest = word_length(&text[at..]);
    clock.push_str(&text[at..at + rest]);
    Some((clock, at + rest))
}

/// The length of a comment that can be a zone's name.
pub(super) fn zone_comment(text: &str) -> Option<usize> {
    let close = text
        .bytes()
        .take(MAX_ZONE_COMMENT)
        .position(|byte| byte == b')')?;
    let plain = text.as_bytes()[1..close]
        .iter()
        .all(|byte| !matches!(byte, b'@' | b'=' | b'<' | b'>' | b'(' | b'[' | b';'));
    plain.then_some(close + 1)
}
