//! Columns: widths, cutting, wrapping of text that was made harmless already.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to at most `columns`, with `…` (or `~`) for what was cut.
pub fn cut(text: &str, columns: usize, ellipsis: &str) -> String {
    let most = most_characters(columns);
    if fits(text, columns) {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(ellipsis));
    let mut used = 0;
    let mut out = String::with_capacity(columns);
    for (count, c) in text.chars().enumerate() {
        let w = c.width().unwrap_or(0);
        if used + w > room || count == most {
            break;
        }
        used += w;
        out.push(c);
    }
    if columns >= width(ellipsis) {
        out.push_str(ellipsis);
    }
    out
}

/// The end of the text in at most `columns`, with the ellipsis for what was cut before it.
pub fn cut_left(text: &str, columns: usize, ellipsis: &str) -> String {
    let most = most_characters(columns);
    if fits(text, columns) {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(ellipsis));
    let mut used = 0;
    let mut start = text.len();
    for (count, (at, c)) in text.char_indices().rev().enumerate() {
        used += c.width().unwrap_or(0);
        if used > room || count == most {
            break;
        }
        start = at;
    }
    format!("{ellipsis}{}", &text[start..])
}

/// The text with the ellipsis behind it, for what follows; in at most `columns`.
pub fn goes_on(text: &str, columns: usize, ellipsis: &str) -> String {
    let room = columns.saturating_sub(width(ellipsis) + 1);
    if width(text) <= room {
        return format!("{text} {ellipsis}");
    }
    // One column more than there is, so that the cut shows.
    let longer = format!("{text}{}", " ".repeat(columns));
    cut(&longer, columns, ellipsis)
}

/// How many characters so many columns hold at most: those without a width, such as a million marks over one letter, are
/// no reason to show all of them.
fn most_characters(columns: usize) -> usize {
    columns.saturating_mul(8).saturating_add(64)
}

fn fits(text: &str, columns: usize) -> bool {
    text.chars().nth(most_characters(columns)).is_none() && width(text) <= columns
}

/// The text in lines of at most `columns`, broken at blanks where there are any.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let w = width(word);
        if used > 0 && used + 1 + w > columns {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if w <= columns {
            line.push_str(word);
            used += w;
            continue;
        }
        // A word longer than the line is broken where the line ends, behind a sign if one is near.
        let mut rest = word;
        loop {
            let end = break_at(rest, columns - used);
            if end == rest.len() {
                break;
            }
            let (head, tail) = rest.split_at(end);
            line.push_str(head);
            lines.push(std::mem::take(&mut line));
            used = 0;
            rest = tail;
        }
        line.push_str(rest);
        used += width(rest);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Signs behind which a long word may be broken: the parts of hosts and addresses between them stay whole.
const BREAKS: &[char] = &['/', '?', '&', '=', '-', '_', '@', ']', ',', ';', ':', '+'];

/// How many bytes of a word stand in a line with so many columns left: all, or at least one character, and up to the last
/// sign that is not in the first third.
fn break_at(word: &str, columns: usize) -> usize {
    let (mut used, mut fits, mut sign) = (0, 0, 0);
    for (at, c) in word.char_indices() {
        used += c.width().unwrap_or(0);
        if used > columns && fits > 0 {
            break;
        }
        fits = at + c.len_utf8();
        if BREAKS.contains(&c) && used * 3 > columns {
            sign = fits;
        }
    }
    if sign > 0 && fits < word.len() {
        sign
    } else {
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(cut("\u{4e2d}\u{4e2d}\u{4e2d}", 5, "…"), "\u{4e2d}\u{4e2d}…");
        assert_eq!(cut_left("\u{4e2d}\u{4e2d}ab", 4, "…"), "…ab");
    }

    #[test]
    fn wrapping_breaks_at_blanks_and_within_long_words() {
        assert_eq!(wrap("aa bb cccccc", 5), ["aa bb", "ccccc", "c"]);
        assert_eq!(wrap("www[.]a[.]example", 9), ["www[.]", "a[.]", "example"]);
        assert_eq!(wrap("a \u{4e2d}", 1), ["a", "\u{4e2d}"]);
        assert_eq!(wrap("", 5), [""]);
    }
}
