//! How lines end.

pub use crate::words::message::Spelling;
use memchr::{memchr, memchr_iter, memchr2};
use std::borrow::Cow;

/// What ends the lines of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// CRLF throughout, as RFC 5322 wants. A lone CR is data.
    Crlf,
    /// LF throughout.
    Lf,
    /// CR throughout: no LF at all, or far fewer than there are lone CRs.
    Cr,
    /// CR CR LF: a CRLF file that was converted once too often.
    CrCrLf,
    /// CRLF and LF. A lone CR is data.
    Mixed,
    /// There is no line end at all.
    None,
}

/// Counts of each kind of line end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Census {
    pub crlf: usize,
    pub lf: usize,
    pub crcrlf: usize,
    pub lone_cr: usize,
    pub first_lf: Option<usize>,
    pub first_lone_cr: Option<usize>,
}

impl Census {
    pub(super) fn of(raw: &[u8]) -> Self {
        let lfs = memchr_iter(b'\n', raw).count();
        let crs = memchr_iter(b'\r', raw).count();
        let with_cr = if crs == 0 { 0 } else { crlfs(raw) };
        // Nearly always each CR is of one CRLF.
        let crcrlf = if crs == with_cr {
            0
        } else {
            memchr::memmem::find_iter(raw, b"\r\r\n").count()
        };
        let lone_cr = crs - with_cr - crcrlf;
        let lf = lfs - with_cr;
        let first_lf = || {
            let is_bare = |at: &usize| *at == 0 || raw[at - 1] != b'\r';
            memchr_iter(b'\n', raw).find(is_bare)
        };
        let first_lone_cr = || {
            let is_lone = |at: &usize| {
                let rest = &raw[at + 1..];
                !(rest.starts_with(b"\n") || rest.starts_with(b"\r\n"))
            };
            memchr_iter(b'\r', raw).find(is_lone)
        };
        Self {
            crlf: with_cr - crcrlf,
            lf,
            crcrlf,
            lone_cr,
            first_lf: if lf > 0 { first_lf() } else { None },
            first_lone_cr: if lone_cr > 0 { first_lone_cr() } else { None },
        }
    }

    pub(super) fn line_ends(self) -> LineEnds {
        let with_lf = self.crlf + self.lf + self.crcrlf;
        if self.lone_cr > with_lf {
            return LineEnds::Cr;
        }
        match (self.crlf > 0, self.lf > 0, self.crcrlf > 0) {
            (false, false, false) => LineEnds::None,
            (true, false, false) => LineEnds::Crlf,
            (false, true, false) => LineEnds::Lf,
            (false, false, true) => LineEnds::CrCrLf,
            _ => LineEnds::Mixed,
        }
    }
}

/// How many LFs have a CR before them. Counted in stretches whose number fits into a byte, so that many are told at once.
fn crlfs(raw: &[u8]) -> usize {
    const STRETCH: usize = u8::MAX as usize;
    let before = raw.chunks(STRETCH);
    let behind = raw.get(1..).unwrap_or_default().chunks(STRETCH);
    let each = before.zip(behind).map(|(before, behind)| {
        let pairs = before.iter().zip(behind);
        let is_crlf = |(&cr, &lf): (&u8, &u8)| u8::from([cr, lf] == *b"\r\n");
        usize::from(pairs.map(is_crlf).sum::<u8>())
    });
    each.sum()
}

/// The end of the line that begins at `start`: offset of its line end, and offset of the next line.
pub(super) fn line_at(raw: &[u8], start: usize, ends: LineEnds) -> (usize, usize) {
    let rest = &raw[start..];
    let found = if ends == LineEnds::Cr {
        memchr2(b'\n', b'\r', rest)
    } else {
        memchr(b'\n', rest)
    };
    let Some(at) = found.map(|at| start + at) else {
        return (raw.len(), raw.len());
    };
    if raw[at] == b'\r' {
        let next = if raw.get(at + 1) == Some(&b'\n') {
            at + 2
        } else {
            at + 1
        };
        return (at, next);
    }
    let mut end = at;
    // At most two CRs belong to a line end (CR CR LF); more would be data.
    for _ in 0..2 {
        if end > start && raw[end - 1] == b'\r' {
            end -= 1;
        }
    }
    (end, at + 1)
}

/// A stretch of a message with every line end as CRLF, which is the form that signatures are made over.
///
/// A message whose lines end otherwise was converted after it was signed; it is checked as mended. In a CRLF message a
/// lone CR is data and stays.
pub fn to_crlf(raw: &[u8], ends: LineEnds) -> Cow<'_, [u8]> {
    if matches!(ends, LineEnds::Crlf | LineEnds::None) {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 32);
    let mut at = 0;
    while at < raw.len() {
        let (end, next) = line_at(raw, at, ends);
        out.extend_from_slice(&raw[at..end]);
        if next > end {
            out.extend_from_slice(b"\r\n");
        }
        at = next;
    }
    Cow::Owned(out)
}

impl Spelling {
    /// The spellings that make something else of a stretch than mending does and than each other, beside that one.
    pub fn others(raw: &[u8], ends: LineEnds) -> Vec<Self> {
        if matches!(ends, LineEnds::Crlf | LineEnds::None) {
            return Vec::new();
        }
        let census = Census::of(raw);
        // What mending changes beside bare LFs.
        let more = census.crcrlf > 0 || (ends == LineEnds::Cr && census.lone_cr > 0);
        let bare = census.lf > 0;
        let candidates = [
            (bare || more, Self::AsGiven),
            (bare && more, Self::BareLfMended),
            (
                bare && census.crlf + census.crcrlf > 0,
                Self::CrBeforeEveryLf,
            ),
        ];
        candidates
            .into_iter()
            .filter_map(|(differs, spelling)| differs.then_some(spelling))
            .collect()
    }

    /// A stretch in this spelling.
    pub fn of(self, raw: &[u8], ends: LineEnds) -> Cow<'_, [u8]> {
        match self {
            Self::Mended => to_crlf(raw, ends),
            Self::AsGiven => Cow::Borrowed(raw),
            Self::BareLfMended => with_crs(raw, |before| before != Some(b'\r')),
            Self::CrBeforeEveryLf => with_crs(raw, |_| true),
        }
    }
}

/// A stretch with a CR put before each LF of which this is wanted, by the byte before it.
fn with_crs(raw: &[u8], wanted: impl Fn(Option<u8>) -> bool) -> Cow<'_, [u8]> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 32);
    let mut kept = 0;
    for at in memchr_iter(b'\n', raw) {
        let before = at.checked_sub(1).map(|before| raw[before]);
        if wanted(before) {
            out.extend_from_slice(&raw[kept..at]);
            out.push(b'\r');
            kept = at;
        }
    }
    out.extend_from_slice(&raw[kept..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        for (raw, ends) in [
            ("a\r\nb\r\n", LineEnds::Crlf),
            ("a\nb\n", LineEnds::Lf),
            ("a\rb\r", LineEnds::Cr),
            ("a\r\r\nb\r\r\n", LineEnds::CrCrLf),
            ("a\r\nb\n", LineEnds::Mixed),
            ("a\rb\r\n", LineEnds::Crlf),
            ("abc", LineEnds::None),
        ] {
            assert_eq!(Census::of(raw.as_bytes()).line_ends(), ends, "{raw:?}");
        }
    }

    #[test]
    fn everything_becomes_crlf() {
        for raw in ["a\nb\n", "a\rb\r", "a\r\r\nb\r\r\n", "a\r\nb\n"] {
            let ends = Census::of(raw.as_bytes()).line_ends();
            assert_eq!(
                to_crlf(raw.as_bytes(), ends).as_ref(),
                b"a\r\nb\r\n",
                "{raw:?}"
            );
        }
        assert_eq!(to_crlf(b"a\rb\r\n", LineEnds::Crlf).as_ref(), b"a\rb\r\n");
    }

    #[test]
    fn spellings_are_given_once() {
        for (raw, expected) in [
            ("a\r\nb\r\n", vec![]),
            ("a\nb\n", vec![(Spelling::AsGiven, "a\nb\n")]),
            ("a\r\r\nb\r\n", vec![(Spelling::AsGiven, "a\r\r\nb\r\n")]),
            ("a\rb\r", vec![(Spelling::AsGiven, "a\rb\r")]),
            (
                "a\r\nb\n",
                vec![
                    (Spelling::AsGiven, "a\r\nb\n"),
                    (Spelling::CrBeforeEveryLf, "a\r\r\nb\r\n"),
                ],
            ),
            (
                "a\r\r\nb\n",
                vec![
                    (Spelling::AsGiven, "a\r\r\nb\n"),
                    (Spelling::BareLfMended, "a\r\r\nb\r\n"),
                    (Spelling::CrBeforeEveryLf, "a\r\r\r\nb\r\n"),
                ],
            ),
        ] {
            let ends = Census::of(raw.as_bytes()).line_ends();
            let others = Spelling::others(raw.as_bytes(), ends);
            let got: Vec<_> = others
                .iter()
                .map(|&spelling| {
                    let text = spelling.of(raw.as_bytes(), ends);
                    (spelling, String::from_utf8(text.into_owned()).unwrap())
                })
                .collect();
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(spelling, text)| (spelling, text.to_owned()))
                .collect();
            assert_eq!(got, expected, "{raw:?}");
        }
    }
}
