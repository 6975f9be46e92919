//! JSON: one object, one line. Beside what JSON itself wants escaped, so is what a terminal acts on or does not show: the
//! value stays the same.

use super::{RenderError, escape};
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

pub(super) fn render(report: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::with_capacity(4096);
    report.serialize(&mut serde_json::Serializer::with_formatter(
        &mut bytes, Safe,
    ))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Writes characters that do not show as themselves by their number.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut from = 0;
        for (at, c) in fragment.char_indices() {
            if !escape::is_plain(c) {
                writer.write_all(&fragment.as_bytes()[from..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                from = at + c.len_utf8();
            }
        }
        writer.write_all(&fragment.as_bytes()[from..])
    }
}

/// What stands in place of a report that cannot be written, for those who take no error: never nothing.
pub(super) fn error(error: &RenderError) -> Vec<u8> {
    let mut bytes = serde_json::json!({ "error": error.to_string() })
        .to_string()
        .into_bytes();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_a_terminal_acts_on_is_written_by_its_number() {
        let text = "\u{1b}[31m\u{9b}\u{7f}\u{202e}\u{200b}\u{e0041}\u{e9} \\\"\n";
        let written = String::from_utf8(render(&[text]).unwrap()).unwrap();
        assert_eq!(
            written,
            "[\"\\u001b[31m\\u009b\\u007f\\u202e\\u200b\\udb40\\udc41\u{e9} \\\\\\\"\\n\"]\n"
        );
        let read: Vec<String> = serde_json::from_str(&written).unwrap();
        assert_eq!(read, [text]);
    }

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let unfit = BTreeMap::from([(vec![1], 2)]);
        let found = render(&unfit).unwrap_err();
        assert!(
            found
                .to_string()
                .starts_with("the report cannot be written as JSON: ")
        );
        assert!(error(&found).starts_with(b"{\"error\":"));
    }
}
