//! Text within a code span of a chat (Slack, Teams, Mattermost, Discord, Matrix).

use super::{terminal, write_number};

/// Text that stays in its code span. A backtick would end it. Slack reads `<` and `&` even there (`<!channel>` calls
/// everyone), and some clients a name behind `@`; an address stays one.
pub fn chat(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    for c in terminal(text, false).chars() {
        match c {
            '`' | '<' | '>' | '&' => by_number(&mut safe, c),
            '@' if !last.is_alphanumeric() => by_number(&mut safe, c),
            c => safe.push(c),
        }
        last = c;
    }
    safe
}

fn by_number(out: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = write_number(out, c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_span_or_calls_anyone() {
        for (text, written) in [
            ("plain a@client.example", "plain a@client.example"),
            ("a`b", "a\\x60b"),
            ("<!channel> & @here", "\\x3c!channel\\x3e \\x26 \\x40here"),
            ("a\nb\u{202e}", "a\\x0ab\\u{202e}"),
        ] {
            assert_eq!(chat(text), written);
        }
    }
}
