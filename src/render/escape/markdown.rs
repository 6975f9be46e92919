//! Text for Markdown as GitHub and GitLab read it.
//!
//! Everything that could mean something (markup, HTML, links, `@mentions`, `#references`, commit hashes, emoji, mathematics)
//! stands in code spans: nothing is read inside them, neither by the renderer nor by what looks for mentions and references in
//! the rendered text. A backslash would not do, since those look at the text after it.

use super::terminal;
use std::borrow::Cow;

/// A value of the message as a code span, for running text and for cells of tables.
pub fn code(text: &str) -> String {
    // A bar would end a table's cell even here, and how a backslash before it is read differs.
    let text = terminal(text, false).replace('|', "\\x7c");
    if text.trim_matches(' ').is_empty() {
        return "–".to_owned();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A sentence that holds values of the message: plain words stay, every other word becomes a code span.
pub fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let core = word.trim_start_matches('(');
        let open = &word[..word.len() - core.len()];
        let inner = core.trim_end_matches([',', ';', ':', '.', ')']);
        let close = &core[inner.len()..];
        if is_word(inner) {
            out.push_str(word);
        } else {
            out.push_str(open);
            out.push_str(&code(inner));
            out.push_str(close);
        }
    }
    out
}

/// A stable word of ours as it stands; what is none, as a value.
pub fn word(text: &str) -> Cow<'_, str> {
    let is_one = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if text.bytes().all(is_one) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(code(text))
    }
}

/// A sentence of ours as it stands; what could mean anything to a reader of Markdown, as [`prose`].
pub fn sentence(text: &str) -> Cow<'_, str> {
    let mut rest = text.chars().peekable();
    let mut is_harmless = !text.contains("//") && !text.contains("www.");
    while let Some(c) = rest.next() {
        is_harmless &= match c {
            // Alone they mean nothing.
            '<' | '>' | '&' | '*' => matches!(rest.peek(), None | Some(' ' | ',')),
            _ => c.is_ascii_alphanumeric() || " ,.-()'\";:/=".contains(c),
        };
    }
    // A link needs a colon and two strokes.
    if is_harmless {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(prose(text))
    }
}

/// Whether nothing reads more than text into it.
fn is_word(word: &str) -> bool {
    // Seven hexadecimal digits can be a commit.
    let is_hash = word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '\'' || (c == '-' && !has_digit);
    !is_hash && word.chars().all(plain) && !word.starts_with('-') && !word.ends_with('-')
}

/// Lines as a fenced block, each indented by so many blanks.
pub fn block(lines: &[&str], indent: usize) -> String {
    let lines: Vec<_> = lines.iter().map(|line| terminal(line, false)).collect();
    let longest = lines.iter().map(|line| longest_run(line)).max();
    let fence = "`".repeat((longest.unwrap_or(0) + 1).max(3));
    let indent = " ".repeat(indent);
    let mut out = format!("{indent}{fence}text\n");
    for line in lines {
        out.push_str(&indent);
        out.push_str(&line);
        out.push('\n');
    }
    out.push_str(&indent);
    out.push_str(&fence);
    out.push('\n');
    out
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_inside_their_code_span() {
        for (text, written) in [
            ("plain", "`plain`"),
            ("a`b", "``a`b``"),
            ("`x`", "`` `x` ``"),
            ("a|b", "`a\\x7cb`"),
            ("a\nb", "`a\\x0ab`"),
            ("  ", "–"),
        ] {
            assert_eq!(code(text), written);
        }
    }

    #[test]
    fn only_plain_words_stay_outside() {
        for (text, written) in [
            (
                "nothing that passed, (see above).",
                "nothing that passed, (see above).",
            ),
            ("the Reply-To field's", "the Reply-To field's"),
            ("mail of @team", "mail of `@team`"),
            ("closes #12 or GH-12", "closes `#12` or `GH-12`"),
            ("see www.example.com;", "see `www.example.com`;"),
            ("deadbeef1", "`deadbeef1`"),
            ("<script> ![x](y) **b**", "`<script>` `![x](y` ) `**b**`"),
            ("&amp; $x$ :smile:", "`&amp` ; `$x$` `:smile`:"),
        ] {
            // What closes a word stays outside its span.
            assert_eq!(
                prose(text),
                written.replace("` )", "`)").replace("` ;", "`;")
            );
        }
    }

    #[test]
    fn a_block_outgrows_every_fence_in_it() {
        assert_eq!(
            block(&["a ```` b"], 2),
            "  `````text\n  a ```` b\n  `````\n"
        );
    }
}
