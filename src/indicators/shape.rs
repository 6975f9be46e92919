//! What identifiers look like apart from what changes from message to message.

/// Runs longer than this have no length: it varies with what they encode.
const LONG_RUN: usize = 48;

/// What an identifier looks like: each run of letters and digits by its kind and length, everything else as it is.
pub(crate) fn shape(text: &str) -> String {
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
}
