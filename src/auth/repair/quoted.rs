//! Quoted-printable in the styles that mailers write it in.

use super::ends::{Blank, last_lines, likely_ends};
use super::search::{Growing, Search, lines};
use super::styles::Styles;
use crate::codec::hex;

/// How many encoded bytes are hashed together, about.
const MANY: usize = 4096;

/// Where a mailer breaks a long line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// Before the escape or character that has no more room.
    Anywhere,
    /// The same, keeping the escapes of one character on one line.
    Character,
    /// Behind the last blank, if there is one.
    Word,
    /// Behind the last blank, else as by [`Self::Character`].
    WordOrCharacter,
}

/// How a mailer writes quoted-printable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QuotedPrintable {
    /// The longest line, its `=` included.
    width: usize,
    breaks: Break,
    /// Escapes `From ` and a dot at the beginning of a line.
    careful: bool,
    /// Lets the last piece of a line have the full width, since no `=` follows it.
    full: bool,
}

impl QuotedPrintable {
    /// The commonest style.
    const PLAIN: Self = Self {
        width: 76,
        breaks: Break::Anywhere,
        careful: false,
        full: true,
    };

    /// The styles that are tried, the likeliest first. Gmail's, which all of its mail in the corpus has, is the one
    /// whose last pieces stay below the full width.
    pub const STYLES: [Self; 12] = [
        Self::PLAIN.narrow_end(),
        Self::PLAIN,
        Self::PLAIN.breaking(Break::Word),
        Self::PLAIN.breaking(Break::Character),
        Self::PLAIN.breaking(Break::Character).narrow_end(),
        Self::PLAIN.breaking(Break::WordOrCharacter),
        Self::PLAIN.escaping_starts(),
        Self::PLAIN.wide(75),
        Self::PLAIN.wide(74),
        Self::PLAIN.wide(73),
        Self::PLAIN.wide(72),
        Self::PLAIN.wide(74).breaking(Break::Word),
    ];

    /// The narrowest of them.
    const NARROWEST: usize = 72;

    const fn wide(self, width: usize) -> Self {
        Self { width, ..self }
    }

    const fn breaking(self, breaks: Break) -> Self {
        Self { breaks, ..self }
    }

    const fn narrow_end(self) -> Self {
        Self {
            full: false,
            ..self
        }
    }

    const fn escaping_starts(self) -> Self {
        Self {
            careful: true,
            ..self
        }
    }

    /// Where in a decoded text (CRLF) the original ends and in what style it was, if the text's beginning, encoded in one,
    /// is the original. Styles that have written all lines alike so far share the hash of them.
    pub fn cut_in(styles: Styles, search: &mut Search<'_>, text: &[u8]) -> Option<(Self, usize)> {
        let styles = match styles {
            Styles::All => &Self::STYLES[..],
            Styles::Commonest => &Self::STYLES[..2],
        };
        let ends = likely_ends(text, b"\r\n", last_lines(text), Blank::OfSpaces);
        let mut escaped = Escaped::new(text);
        let mut branches = vec![Branch {
            styles: styles.to_vec(),
            lines: 0,
            growing: Growing::new(search.target, search.target.canonical),
        }];
        let mut encoded = Vec::with_capacity(2 * MANY);
        while let Some(mut branch) = branches.pop() {
            for &end in &ends {
                while let Some(line) = escaped.line(branch.lines)
                    && line.end <= end
                {
                    if let Some(others) = branch.parted(&line) {
                        branch.growing.take(search, &encoded);
                        encoded.clear();
                        branches.push(branch.other(others));
                    }
                    branch.lines += 1;
                    branch.styles[0].wrap(&line, &mut encoded);
                    encoded.extend_from_slice(b"\r\n");
                    if encoded.len() > MANY {
                        branch.growing.take(search, &encoded);
                        encoded.clear();
                    }
                }
                branch.growing.take(search, &encoded);
                encoded.clear();
                if branch.growing.is_match(search) {
                    return Some((branch.styles[0], end));
                }
                if search.is_over() {
                    return None;
                }
                if branch.growing.is_full() {
                    break;
                }
            }
        }
        None
    }

    /// The same in all styles.
    #[cfg(test)]
    fn cut(search: &mut Search<'_>, text: &[u8]) -> Option<(Self, usize)> {
        Self::cut_in(Styles::All, search, text)
    }

    /// Encodes a whole text.
    pub fn encode(self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() * 2);
        let mut escaped = Escaped::new(text);
        for nth in 0.. {
            let Some(line) = escaped.line(nth) else {
                break;
            };
            self.wrap(&line, &mut out);
            out.extend_from_slice(b"\r\n");
        }
        out
    }

    /// Encodes one line, soft breaks included, without its final CRLF.
    fn wrap(self, line: &Line<'_>, out: &mut Vec<u8>) {
        let careful = (self.careful && line.is_delicate)
            .then(|| [&hex::escape(b'=', line.escaped[0]), &line.escaped[1..]].concat());
        let room = self.width - usize::from(!self.full);
        let mut rest = careful.as_deref().unwrap_or(line.escaped);
        while rest.len() > room {
            let (piece, next) = rest.split_at(self.break_of(rest));
            out.extend_from_slice(piece);
            out.extend_from_slice(b"=\r\n");
            rest = next;
        }
        out.extend_from_slice(rest);
    }

    /// Where an escaped line that is too long is broken.
    fn break_of(self, line: &[u8]) -> usize {
        // No escape is torn apart.
        let most = self.width - 1;
        let torn = line[most - 2..most].iter().position(|&byte| byte == b'=');
        let last = torn.map_or(most, |at| most - 2 + at);
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        let word = || Some(line[..last].iter().rposition(is_blank)? + 1);
        let character = || Some(start_of_character(line, last)).filter(|&at| at > 0);
        let found = match self.breaks {
            Break::Anywhere => None,
            Break::Character => character(),
            Break::Word => word(),
            Break::WordOrCharacter => word().or_else(character),
        };
        found.unwrap_or(last)
    }
}

/// Where in an escaped line the character begins that has an escape or character in a place.
fn start_of_character(line: &[u8], mut at: usize) -> usize {
    // A byte of UTF-8 that goes on.
    while at > 0 && matches!(line[at..], [b'=', b'8' | b'9' | b'A' | b'B', ..]) {
        let is_escape = at >= 3 && line[at - 3] == b'=';
        at -= if is_escape { 3 } else { 1 };
    }
    at
}

/// The lines of a text with their escapes, which are the same in all styles; each made when it is first asked for.
struct Escaped<'t> {
    text: &'t [u8],
    bytes: Vec<u8>,
    /// Where each ends, there and in the text.
    ends: Vec<(usize, usize)>,
}

/// A line with its escapes, not broken yet.
struct Line<'e> {
    escaped: &'e [u8],
    /// Whether it begins with what a path may change.
    is_delicate: bool,
    /// Where it ends in the text.
    end: usize,
}

impl<'t> Escaped<'t> {
    fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            bytes: Vec::with_capacity(text.len() + text.len() / 8),
            ends: Vec::new(),
        }
    }

    fn line(&mut self, nth: usize) -> Option<Line<'_>> {
        let (at, from) = match nth.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => (0, 0),
        };
        if nth == self.ends.len() {
            let (line, length) = lines(&self.text[from..]).next()?;
            escape(line, &mut self.bytes);
            self.ends.push((self.bytes.len(), from + length));
        }
        let (behind, end) = self.ends[nth];
        let line = &self.text[from..end];
        Some(Line {
            escaped: &self.bytes[at..behind],
            is_delicate: line.starts_with(b".") || line.starts_with(b"From "),
            end,
        })
    }
}

/// Adds a line with its escapes.
fn escape(line: &[u8], out: &mut Vec<u8>) {
    let (mut rest, blank) = match line.split_last() {
        Some((&last @ (b' ' | b'\t'), head)) => (head, Some(last)),
        _ => (line, None),
    };
    let is_odd = |byte: &u8| !matches!(byte, b'\t' | b' '..=b'<' | b'>'..=b'~');
    while let Some(at) = rest.iter().position(is_odd) {
        out.extend_from_slice(&rest[..at]);
        out.extend(hex::escape(b'=', rest[at]));
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.extend(blank.into_iter().flat_map(|byte| hex::escape(b'=', byte)));
}

/// Styles that have written a text alike so far.
struct Branch {
    styles: Vec<QuotedPrintable>,
    /// How many lines they have written.
    lines: usize,
    growing: Growing,
}

impl Branch {
    /// Leaves only those that write the next line as the first does; the others, if there are any.
    fn parted(&mut self, line: &Line<'_>) -> Option<Vec<QuotedPrintable>> {
        let (first, rest) = self.styles.split_first()?;
        // Most lines are short.
        let is_short = line.escaped.len() <= QuotedPrintable::NARROWEST && !line.is_delicate;
        if rest.is_empty() || is_short {
            return None;
        }
        let (mut encoded, mut other) = (Vec::new(), Vec::new());
        first.wrap(line, &mut encoded);
        let is_like_first = |style: &QuotedPrintable| {
            other.clear();
            style.wrap(line, &mut other);
            other == encoded
        };
        let (alike, others): (Vec<_>, Vec<_>) = rest.iter().copied().partition(is_like_first);
        self.styles = [*first].into_iter().chain(alike).collect();
        (!others.is_empty()).then_some(others)
    }

    /// Other styles, that go on from here in another way.
    fn other(&self, styles: Vec<QuotedPrintable>) -> Self {
        Self {
            styles,
            lines: self.lines,
            growing: self.growing.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::canonical::{self, Canonical};
    use crate::auth::repair::Target;
    use crate::auth::repair::budget::Budget;
    use crate::auth::signature::Hash;
    use crate::codec::quoted_printable;

    /// A text that every style writes in its own way.
    fn text() -> String {
        let words = "words with blanks between them, to the end of the line and beyond it\u{e9} ";
        let letters = "\u{e9}\u{20ac}\u{1f600}".repeat(20);
        format!(
            "short\r\n\r\n{}\r\n{}\r\n.dot\r\nFrom here\r\na=b \t\r\n{letters}\r\nx{letters}\r\n\u{e9}{letters}",
            words.repeat(3),
            "x".repeat(76)
        )
    }

    #[test]
    fn each_style_is_found_by_what_it_wrote() {
        let text = text();
        for (nth, style) in QuotedPrintable::STYLES.into_iter().enumerate() {
            let encoded = style.encode(text.as_bytes());
            let mut stated = Hash::Sha256.hasher();
            canonical::body(Canonical::Simple, &encoded, |piece| stated.update(piece));
            let target = Target {
                canonical: Canonical::Simple,
                hash: Hash::Sha256,
                length: None,
                stated: stated.finish(),
            };
            let mut budget = Budget::new();
            let footed = format!("{text}\r\n--\r\nfooter\r\n");
            let found =
                QuotedPrintable::cut(&mut Search::new(&target, &mut budget), footed.as_bytes());
            assert_eq!(found, Some((style, text.len() + 2)), "{nth}");
        }
    }

    #[test]
    fn lines_are_as_long_as_the_style_says() {
        let text = text();
        for style in QuotedPrintable::STYLES {
            let encoded = style.encode(text.as_bytes());
            let all = || lines(&encoded).map(|(line, _)| line);
            let longest = all().map(<[u8]>::len).max();
            let is_torn = |line: &[u8]| matches!(line, [.., b'=', b'=']) || line.ends_with(b"=C=");
            assert!(longest <= Some(style.width), "{style:?}");
            assert!(!all().any(is_torn), "{style:?}");
            let mut expected = text.clone().into_bytes();
            expected.extend_from_slice(b"\r\n");
            assert_eq!(quoted_printable::decode(&encoded), expected, "{style:?}");
        }
    }

    #[test]
    fn a_line_is_broken_where_the_style_says() {
        let escapes = |count: usize| "\u{e9}".repeat(count);
        for (nth, line, first) in [
            (0, "x".repeat(76), 75),
            (0, "x".repeat(75), 75),
            (1, "x".repeat(76), 76),
            (1, "x".repeat(77), 75),
            (1, format!("{}=", "x".repeat(74)), 74),
            (2, format!("{} {}", "x".repeat(20), "y".repeat(70)), 21),
            (2, "x".repeat(90), 75),
            (3, format!("xx{}", escapes(13)), 74),
            (3, format!("x{}", escapes(13)), 73),
            (5, format!("x {}", escapes(13)), 2),
            (5, format!("x{}", escapes(13)), 73),
        ] {
            let encoded = QuotedPrintable::STYLES[nth].encode(line.as_bytes());
            let broken = lines(&encoded).next().map(|(line, _)| line.len());
            let is_soft = encoded.contains(&b'=') && broken < Some(encoded.len() - 2);
            assert_eq!(broken, Some(first + usize::from(is_soft)), "{nth} {line}");
        }
    }
}
