//! What subjects look like apart from what changes from message to message.

use crate::limits::MAX_TRAIT;

/// A sender's text, no longer than it is compared.
pub(in crate::scan) fn short(text: &str) -> String {
    let end = text.char_indices().nth(MAX_TRAIT).map(|(at, _)| at);
    text[..end.unwrap_or(text.len())].to_owned()
}

/// Marks of replies and forwards before a subject, in lower case.
const MARKS: &[&str] = &["re", "fw", "fwd", "aw", "wg", "sv", "tr", "rv", "antw"];

/// The shortest text of a subject that tells one sender from others, in letters.
const MIN_LETTERS: usize = 12;

/// The subject in lower case, without marks of replies, names of lists, numbers and the recipients' names; `None` where too
/// little is left.
pub(super) fn skeleton(subject: &str, recipients: &[&str]) -> Option<String> {
    let subject = subject.to_lowercase();
    let mut rest = subject.trim();
    loop {
        let after = match rest.split_once([':', '\u{ff1a}']) {
            Some((mark, after)) if MARKS.contains(&mark.trim()) => after,
            _ => match rest.strip_prefix('[').and_then(|tag| tag.split_once(']')) {
                Some((_, after)) => after,
                None => break,
            },
        };
        rest = after.trim();
    }
    let mut names: Vec<String> = recipients
        .iter()
        .filter_map(|address| address.split_once('@'))
        .flat_map(|(local, domain)| [local.to_lowercase(), domain.to_lowercase()])
        .filter(|name| name.len() > 2)
        .collect();
    // Recipients of one domain are many.
    names.sort_unstable();
    names.dedup();
    let mut out = String::new();
    let mut letters = 0;
    for word in rest.split_whitespace() {
        let is_name = word.contains('@') || names.iter().any(|name| word.contains(name.as_str()));
        let stands = if is_name {
            "@"
        } else if word.bytes().any(|byte| byte.is_ascii_digit()) {
            "#"
        } else {
            letters += word.chars().filter(|c| c.is_alphabetic()).count();
            word
        };
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(stands);
    }
    let is_telling = letters >= MIN_LETTERS && out.contains(' ');
    is_telling.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_of_one_text_have_one_skeleton() {
        let of = |subject| skeleton(subject, &["robin@example.net"]);
        let one = of("Re: [list] Invoice 4711 for robin is overdue");
        assert_eq!(one.as_deref(), Some("invoice # for @ is overdue"));
        assert_eq!(one, of("FW: Invoice A-12 for robin@example.net is overdue"));
        assert_eq!(of("Hello there"), None);
        assert_eq!(of("Incomprehensibility"), None);
        assert_eq!(of("Re:"), None);
        assert_eq!(of("[[[["), None);
    }
}
