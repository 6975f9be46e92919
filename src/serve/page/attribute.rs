//! A whole document as the value of an attribute: a parser reads the same document out of it.

/// A document for `srcdoc="…"`. The ampersand and the quote mean something else there; of angle brackets nobody need wonder.
pub(super) fn of(document: &str) -> String {
    let mut out = String::with_capacity(document.len() + document.len() / 4);
    for c in document.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_attribute() {
        assert_eq!(
            of("<a title=\"x\">&lt;"),
            "&lt;a title=&quot;x&quot;&gt;&amp;lt;"
        );
    }
}
