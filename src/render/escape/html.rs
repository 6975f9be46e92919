//! Text for HTML and SVG, in elements and in quoted attributes alike.

use super::{write_number, write_visible};
use askama::filters::{Escaper, Safe};
use std::fmt::{self, Write};

/// The escape that every value of a template goes through; `askama.toml` names it for all templates.
///
/// The five characters of markup become references, so that a value ends neither its element nor its quoted attribute;
/// what does not show as itself is shown by its number. Line ends stay as they are where the text has lines on purpose,
/// which is in `<pre>` only: everywhere else HTML shows them as a blank.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        // Most values hold nothing to escape: they are copied at once.
        if text.bytes().all(is_inert) {
            return dest.write_str(text);
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                dest.write_char('\n')?;
            }
            write_visible(&mut dest, line, |out, c| match c {
                '&' => out.write_str("&amp;"),
                '<' => out.write_str("&lt;"),
                '>' => out.write_str("&gt;"),
                '"' => out.write_str("&quot;"),
                '\'' => out.write_str("&#39;"),
                // Not characters of HTML: parsers take them for errors.
                c if (c as u32) & 0xfffe == 0xfffe => write_number(out, c),
                c => out.write_char(c),
            })?;
        }
        Ok(())
    }
}

fn is_inert(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n') && !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
}

/// The text as the templates write it.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    // Writing to a String cannot fail.
    let _ = Html.write_escaped_str(&mut out, text);
    out
}

/// The longest run of characters that a line keeps together. Labels of host names are rarely longer.
const MAX_RUN: usize = 32;

/// The text for an element. A host name, an address and a link each stand in a `<span class="name">`, which goes to the next line as
/// a whole; one that is longer than a line ends it at a `<wbr>`, between labels and never within one. This is the only place
/// that makes markup of a value; attributes and `<title>` take plain text.
pub fn breakable(text: &str) -> Safe<String> {
    let mut out = String::with_capacity(text.len() + 64);
    for word in text.split_inclusive(char::is_whitespace) {
        let core = word.trim_end();
        let at = out.len();
        let is_name = core.is_ascii() && core.contains(['.', '@']);
        if push_breakable(&mut out, core, is_name) && is_name {
            out.insert_str(at, "<span class=\"name\">");
            out.push_str("</span>");
        }
        out.push_str(&html(&word[core.len()..]));
    }
    Safe(out)
}

/// Adds a word, with the places where a line may end; says whether there are any. But for names, browsers end lines at
/// hyphens by themselves.
fn push_breakable(out: &mut String, word: &str, is_name: bool) -> bool {
    let (mut copied, mut run) = (0, 0);
    let mut last = ' ';
    for (at, c) in word.char_indices() {
        let is_place = match last {
            ']' => word[..at].ends_with("[.]") && c.is_alphanumeric(),
            '.' => c.is_alphabetic(),
            '@' => c.is_alphanumeric(),
            '/' | '?' | '&' | '=' | ';' => c.is_alphanumeric() && copied > 0,
            '_' => run >= MAX_RUN / 2 && c.is_alphanumeric(),
            _ => run >= MAX_RUN && c.is_ascii_graphic() && last.is_ascii_graphic(),
        };
        if is_place {
            out.push_str(&html(&word[copied..at]));
            out.push_str("<wbr>");
            (copied, run) = (at, 0);
        }
        run = if c == '-' && !is_name { 0 } else { run + 1 };
        last = c;
    }
    out.push_str(&html(&word[copied..]));
    copied > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_neither_its_element_nor_its_attribute() {
        assert_eq!(
            html("\"><img src=x onerror='a&b'>"),
            "&quot;&gt;&lt;img src=x onerror=&#39;a&amp;b&#39;&gt;"
        );
        assert_eq!(html("a\nb\tc\r\x1b\u{202e}"), "a\nb c\\x0d\\x1b\\u{202e}");
        assert_eq!(html("\u{4e2d}\u{ffff}"), "\u{4e2d}\\u{ffff}");
    }

    #[test]
    fn names_end_lines_between_labels_only() {
        let name = |inner: &str| format!("<span class=\"name\">{inner}</span>");
        for (text, written) in [
            ("mail.a.example", name("mail.<wbr>a.<wbr>example")),
            ("x@a-b[.]example", name("x@<wbr>a-b[.]<wbr>example")),
            ("it ends. <b>", "it ends. &lt;b&gt;".to_owned()),
            ("192.0.2.7 TLSv1.2 a-b", "192.0.2.7 TLSv1.2 a-b".to_owned()),
            (
                "from a.example,  \nx",
                format!("from {}  \nx", name("a.<wbr>example,")),
            ),
        ] {
            assert_eq!(breakable(text).0, written, "{text}");
        }
        let long = breakable(&"a".repeat(100)).0;
        assert_eq!(long.matches("<wbr>").count(), 3);
    }
}
