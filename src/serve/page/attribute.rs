//! A whole document as the value of an attribute: a parser reads the same document out of it.

/// A document for `srcdoc="…"`. Of the characters of such a value only these two mean something else.
pub(super) fn of(document: &str) -> String {
    let mut out = String::with_capacity(document.len() + document.len() / 8);
    for c in document.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
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
        assert_eq!(of("<a title=\"x\">&lt;"), "<a title=&quot;x&quot;>&amp;lt;");
    }
}
