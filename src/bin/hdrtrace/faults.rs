//! Faults of files, as people read them: without the system's numbers, and with what to do where that is known.

use std::io::{self, ErrorKind};
use std::path::Path;

/// A file that cannot be read; the text names it, so that nothing needs to be put before it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unreadable(String);

impl Unreadable {
    /// Of a file, or of `standard input`, by the name that people know it by.
    pub(crate) fn new(name: &str, error: &io::Error) -> Self {
        let why = reason(error);
        Self(match error.kind() {
            ErrorKind::PermissionDenied => format!(
                "cannot read {name}: {why}; run it as a user who may read the file, or change the permissions"
            ),
            _ => format!("cannot read {name}: {why}"),
        })
    }
}

/// What an error of writing means for the file at this path.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> String {
    let why = match error.kind() {
        ErrorKind::NotFound => "its folder does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission denied; choose another folder".to_owned(),
        _ => reason(error),
    };
    format!("cannot write {}: {why}", path.display())
}

/// An I/O error without its number, in small letters.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::StorageFull => "no space left on the device".to_owned(),
        ErrorKind::InvalidData => "not text in UTF-8".to_owned(),
        _ => without_numbers(&error.to_string()),
    }
}

/// What the system puts behind its texts.
const NUMBER: &str = " (os error ";

/// A text without the numbers of the system's errors; the texts before them begin with small letters.
pub(crate) fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(NUMBER) {
        let (before, number) = rest.split_at(at);
        let digits = &number[NUMBER.len()..];
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != '-');
        let Some(end) = end.filter(|&end| end > 0 && digits[end..].starts_with(')')) else {
            let kept = at + NUMBER.len();
            out.push_str(&rest[..kept]);
            rest = &rest[kept..];
            continue;
        };
        // The system's own text begins after the last colon.
        let start = before.rfind(": ").map_or(0, |colon| colon + 2);
        let (head, told) = before.split_at(start);
        out.push_str(head);
        let mut letters = told.chars();
        out.extend(letters.next().map(|first| first.to_ascii_lowercase()));
        out.push_str(letters.as_str());
        rest = &digits[end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_system_are_left_out() {
        for (text, want) in [
            (
                "a.mmdb: Permission denied (os error 13); name another",
                "a.mmdb: permission denied; name another",
            ),
            ("Is a directory (os error 21)", "is a directory"),
            ("x (os error y) z", "x (os error y) z"),
            ("(os error 2", "(os error 2"),
            ("", ""),
        ] {
            assert_eq!(without_numbers(text), want);
        }
        let error = io::Error::from_raw_os_error(5);
        assert!(!reason(&error).contains("os error"), "{}", reason(&error));
    }
}
