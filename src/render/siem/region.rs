//! Places in the header as SARIF counts them: bytes from 0, and lines and columns from 1, columns in UTF-16 code units.

use super::object::Object;
use crate::words::Span;

/// The header, counted once.
pub(super) struct Regions<'h> {
    bytes: &'h [u8],
    /// Where each line begins.
    lines: Vec<usize>,
    /// The code units before each byte, and before the end.
    units: Vec<usize>,
}

impl<'h> Regions<'h> {
    /// Of these bytes. What is no UTF-8 counts as programs show it: one sign for each sequence that is none.
    pub(super) fn of(bytes: &'h [u8]) -> Self {
        let mut lines = vec![0];
        lines.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1));
        let mut units = Vec::with_capacity(bytes.len() + 1);
        let mut count = 0;
        let mut push = |len: usize, of_each: usize| {
            units.extend(std::iter::repeat_n(count, len));
            count += of_each;
        };
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                push(c.len_utf8(), c.len_utf16());
            }
            if !chunk.invalid().is_empty() {
                push(chunk.invalid().len(), 1);
            }
        }
        push(1, 0);
        Self {
            bytes,
            lines,
            units,
        }
    }

    /// The region of a span; `None` where the header does not reach so far.
    pub(super) fn region(&self, span: Span) -> Option<Object> {
        let bytes = self.bytes.get(span.start..span.end)?;
        let (start_line, start_column) = self.position(span.start)?;
        let (end_line, end_column) = self.position(span.end)?;
        let text = String::from_utf8_lossy(bytes).into_owned();
        Some(
            Object::new()
                .with("startLine", start_line)
                .with("startColumn", start_column)
                .with("endLine", end_line)
                .with("endColumn", end_column)
                .with("byteOffset", span.start)
                .with("byteLength", bytes.len())
                .with("snippet", Object::new().with("text", text)),
        )
    }

    /// Line and column of a byte.
    fn position(&self, at: usize) -> Option<(usize, usize)> {
        let line = self.lines.partition_point(|begin| *begin <= at);
        let begin = *self.lines.get(line.checked_sub(1)?)?;
        let column = self.units.get(at)? - self.units.get(begin)?;
        Some((line, column + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same, counted from the start each time.
    fn plainly(bytes: &[u8], at: usize) -> (usize, usize) {
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count();
        let begin = bytes[..at].iter().rposition(|byte| *byte == b'\n');
        let before = &bytes[begin.map_or(0, |begin| begin + 1)..at];
        let column = String::from_utf8_lossy(before).encode_utf16().count();
        (line + 1, column + 1)
    }

    #[test]
    fn columns_are_utf16_code_units() {
        let header = "A: x\r\nSubject: \u{e9}\u{1f600}y\r\n".as_bytes();
        let regions = Regions::of(header);
        for at in (0..header.len()).filter(|at| std::str::from_utf8(&header[..*at]).is_ok()) {
            assert_eq!(regions.position(at), Some(plainly(header, at)), "{at}");
        }
        assert!(regions.region(Span::new(3, header.len() + 1)).is_none());
    }

    proptest! {
        #[test]
        fn every_place_of_any_bytes_is_counted(bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(0xe9_u8), Just(0x82), Just(0xf0), any::<u8>()], 0..80)) {
            let regions = Regions::of(&bytes);
            prop_assert_eq!(regions.units.len(), bytes.len() + 1);
            for at in 0..=bytes.len() {
                let (line, column) = regions.position(at).unwrap();
                prop_assert_eq!(line, plainly(&bytes, at).0);
                prop_assert!(column >= 1);
            }
        }
    }
}
