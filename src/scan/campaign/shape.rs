//! What identifiers and subjects look like apart from what changes from message to message.

use crate::limits::MAX_TRAIT;

/// A sender's text, no longer than it is compared.
pub(in crate::scan) fn short(text: &str) -> String {
    text.chars().take(MAX_TRAIT).collect()
}

/// Runs longer than this have no length: it varies with what they encode.
const LONG_RUN: usize = 48;

/// What an identifier looks like: each run of letters and digits by its kind and length, everything else as it is.
pub(super) fn shape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_alphanumeric() {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        out.push(kind(run));
        if run.len() <= LONG_RUN {
            out.push_str(&run.len().to_string());
        }
        rest = after;
    }
    out
}

fn kind(run: &str) -> char {
    let all = |is: fn(&u8) -> bool| run.bytes().all(|byte| is(&byte));
    let has_digit = run.bytes().any(|byte| byte.is_ascii_digit());
    if all(u8::is_ascii_digit) {
        '9'
    } else if has_digit && all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        'h'
    } else if has_digit && all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')) {
        'H'
    } else if all(u8::is_ascii_lowercase) {
        'a'
    } else if all(u8::is_ascii_uppercase) {
        'A'
    } else {
        'x'
    }
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
    let names: Vec<String> = recipients
        .iter()
        .filter_map(|address| address.split_once('@'))
        .flat_map(|(local, domain)| [local.to_lowercase(), domain.to_lowercase()])
        .filter(|name| name.len() > 2)
        .collect();
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
    fn identifiers_of_one_program_have_one_shape() {
        assert_eq!(shape("CAKx1.a+b"), "x5.a1+a1");
        assert_eq!(shape("20260502.1A2B3C"), "98.H6");
        assert_eq!(shape("----=_Part_1_2"), "----=_x4_91_91");
        assert_eq!(shape("caf\u{e9}0d"), "a3\u{e9}h2");
        assert_eq!(shape(&"a".repeat(49)), "a");
    }

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
