//! What tells the client's words from the receiver's.

/// What stands before an announcement.
pub(super) const HELO_KEYS: &[&str] = &["helo=", "ehlo=", "lhlo="];

/// What the receiver says in a comment, before the client's announcement or ident.
pub(super) fn before_client(text: &str) -> &str {
    let mut end = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        let is_clients = is_helo_verb(bare)
            || value_of(bare, HELO_KEYS).is_some()
            || value_of(bare, &["ident="]).is_some();
        if is_clients {
            break;
        }
        end += word.len();
    }
    &text[..end]
}

pub(super) fn is_helo_verb(word: &str) -> bool {
    ["helo", "ehlo", "lhlo", "hello"]
        .iter()
        .any(|verb| word.eq_ignore_ascii_case(verb))
}

/// The offset behind the first of these prefixes that a word begins with, without regard to case. They end in one sign.
pub(super) fn value_of(word: &str, prefixes: &[&str]) -> Option<usize> {
    // All end in the same sign, and nearly no word has it.
    let sign = *prefixes.first()?.as_bytes().last()?;
    if !word.as_bytes().contains(&sign) {
        return None;
    }
    prefixes
        .iter()
        .find(|prefix| {
            word.get(..prefix.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        })
        .map(|prefix| prefix.len())
}
