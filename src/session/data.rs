//! The message inside DATA: dots undone, the end found, and what a smuggler would do looked for (RFC 5321 section 4.5.2).

use super::line::End;
use crate::limits::MAX_SMUGGLES;
pub use crate::words::session::Ending;
use serde::Serialize;

/// A sequence that some servers read as the end of the data and others do not (SMTP smuggling).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Smuggle {
    /// As it is written.
    pub sequence: &'static str,
    /// Offset in the data as sent, with dot-stuffing, in bytes.
    pub offset: usize,
    /// Whether the server replied there: it read it as the end of the message.
    pub taken: bool,
}

/// A message as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its bytes: dots undone, lines ended with CRLF where the input does not keep line ends.
    pub message: Vec<u8>,
    /// How it ended.
    pub ending: Ending,
    /// Suspicious sequences, in order, the first few.
    pub smuggles: Vec<Smuggle>,
    /// Lines that end with LF alone, where the input keeps line ends.
    pub bare_lf: usize,
    /// CR that ends no line.
    pub bare_cr: usize,
}

/// Sequences around a lone dot other than CRLF on both sides (2023's SMTP smuggling). Longer ones first.
const SEQUENCES: &[(&[u8], &str)] = &[
    (b"\r\n.\n", "<CR><LF>.<LF>"),
    (b"\r\n.\r\r\n", "<CR><LF>.<CR><CR><LF>"),
    (b"\r\n\0.\r\n", "<CR><LF><NUL>.<CR><LF>"),
    (b"\n.\r\n", "<LF>.<CR><LF>"),
    (b"\n.\n", "<LF>.<LF>"),
    (b"\r.\r", "<CR>.<CR>"),
    (b"\n.\r", "<LF>.<CR>"),
    (b"\r.\n", "<CR>.<LF>"),
];

/// Data while it is collected.
#[derive(Default)]
pub(super) struct Collector {
    raw: Vec<u8>,
    /// Where each line that was said begins.
    last: usize,
    lf: usize,
}

impl Collector {
    /// Adds a line. `true` if it ends the data.
    pub(super) fn line(&mut self, bytes: &[u8], end: End) -> bool {
        let is_end = bytes == b"." && end != End::Lf && self.ends_well();
        self.last = self.raw.len();
        self.lf += usize::from(end == End::Lf);
        self.raw.extend_from_slice(bytes);
        self.raw.extend_from_slice(end.bytes());
        is_end
    }

    /// Whether the line before ended as a line should.
    fn ends_well(&self) -> bool {
        self.raw.is_empty() || self.raw.ends_with(b"\r\n")
    }

    /// Adds bytes of a chunk.
    pub(super) fn chunk(&mut self, bytes: &[u8]) {
        self.last = self.raw.len();
        self.raw.extend_from_slice(bytes);
    }

    /// How many bytes there are so far.
    pub(super) fn len(&self) -> usize {
        self.raw.len()
    }

    /// The message of DATA.
    pub(super) fn finish(mut self, ending: Ending) -> Content {
        let mut taken_at = None;
        if ending != Ending::CutOff {
            // The last line is the dot, if it was one that this reader would not have taken.
            let tail = self.raw[self.last..].trim_ascii();
            if tail == b"." {
                let before = self.raw[..self.last]
                    .iter()
                    .rev()
                    .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                    .count()
                    .min(2);
                taken_at = Some(self.last - before);
            }
        }
        let mut smuggles = smuggles(&self.raw, taken_at, ending);
        smuggles.truncate(MAX_SMUGGLES);
        if taken_at.is_some() {
            self.raw.truncate(self.last);
        }
        Content {
            message: undotted(&self.raw),
            ending,
            smuggles,
            bare_lf: self.lf,
            bare_cr: bare_cr(&self.raw),
        }
    }

    /// The message of BDAT, in which dots mean nothing (RFC 3030 section 2).
    pub(super) fn finish_chunks(self, ending: Ending) -> Content {
        Content {
            message: self.raw,
            ending,
            smuggles: Vec::new(),
            bare_lf: 0,
            bare_cr: 0,
        }
    }
}

fn smuggles(raw: &[u8], end: Option<usize>, ending: Ending) -> Vec<Smuggle> {
    let mut found = Vec::new();
    for dot in memchr::memchr_iter(b'.', raw) {
        let hit = SEQUENCES.iter().find_map(|(sequence, name)| {
            let lead = sequence.iter().position(|&byte| byte == b'.')?;
            let start = dot.checked_sub(lead)?;
            // An LF behind a CR is no bare one.
            let is_bare = !sequence.starts_with(b"\n") || start == 0 || raw[start - 1] != b'\r';
            (is_bare && raw[start..].starts_with(sequence)).then_some((start, *name))
        });
        let Some((offset, sequence)) = hit else {
            continue;
        };
        let taken = ending == Ending::Reply && end.is_some_and(|end| offset.abs_diff(end) <= 2);
        found.push(Smuggle {
            sequence,
            offset,
            taken,
        });
        if found.len() > MAX_SMUGGLES {
            break;
        }
    }
    found
}

fn bare_cr(raw: &[u8]) -> usize {
    memchr::memchr_iter(b'\r', raw)
        .filter(|&at| raw.get(at + 1) != Some(&b'\n'))
        .count()
}

/// Takes one dot from each line that begins with one.
fn undotted(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|&byte| byte == b'\n') {
        out.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(lines: &[(&str, End)], ending: Ending) -> Content {
        let mut collector = Collector::default();
        for (line, end) in lines {
            if collector.line(line.as_bytes(), *end) {
                break;
            }
        }
        collector.finish(ending)
    }

    #[test]
    fn dots_are_undone_and_the_last_one_is_the_end() {
        let lines = [
            ("To: a", End::Assumed),
            ("", End::Assumed),
            ("..x", End::Assumed),
            (".", End::Assumed),
        ];
        let content = collected(&lines, Ending::Dot);
        assert_eq!(content.message, b"To: a\r\n\r\n.x\r\n");
        assert_eq!(content.smuggles, []);
    }

    #[test]
    fn a_dot_between_bare_line_ends_is_seen() {
        let lines = [
            ("a", End::CrLf),
            ("b", End::Lf),
            (".", End::Lf),
            ("MAIL FROM:<x>", End::CrLf),
            (".", End::CrLf),
        ];
        let content = collected(&lines, Ending::Dot);
        assert_eq!(content.smuggles.len(), 1);
        assert_eq!(
            (content.smuggles[0].sequence, content.smuggles[0].taken),
            ("<LF>.<LF>", false)
        );
        assert_eq!(content.bare_lf, 2);
        let taken = collected(&lines[..3], Ending::Reply);
        assert!(taken.smuggles[0].taken);
        assert_eq!(taken.message, b"a\r\nb\n");
        let cr = collected(
            &[("a\r.\rb", End::Assumed), (".", End::Assumed)],
            Ending::Dot,
        );
        assert_eq!(cr.smuggles[0].sequence, "<CR>.<CR>");
    }
}
