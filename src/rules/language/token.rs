//! Words of a condition.

use super::fault::Fault;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::ops::Range;

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, a keyword or a path: `from.domain`.
    Name(String),
    Text(String),
    Number(f64),
    Duration(TimeDelta),
    Time(DateTime<Utc>),
    /// An operator or a bracket.
    Sign(&'static str),
    End,
}

impl Token {
    /// What it is, in an error.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Text(_) => "a text".to_owned(),
            Self::Number(_) => "a number".to_owned(),
            Self::Duration(_) => "a duration".to_owned(),
            Self::Time(_) => "a time".to_owned(),
            Self::Sign(sign) => format!("`{sign}`"),
            Self::End => "the end".to_owned(),
        }
    }
}

/// A word with the bytes that it takes.
pub(super) type Placed = (Token, Range<usize>);

/// The longer ones first.
const SIGNS: &[&str] = &[
    "==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ",", "-", "+",
];

/// What others write for a sign or word of ours.
const FOREIGN: &[(&str, &str)] = &[
    ("&&", "write and"),
    ("||", "write or"),
    ("=~", "write matches"),
    ("=", "write =="),
    ("!", "write not"),
    ("'", "write texts in double quotes"),
    ("{", "lists stand in square brackets"),
    ("*", "write matches, with a regular expression"),
    (
        "/",
        "write matches, with a regular expression in double quotes",
    ),
];

/// Units of a duration, in milliseconds; the longer ones first.
const UNITS: &[(&str, i64)] = &[
    ("ms", 1),
    ("s", 1_000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
    ("w", 604_800_000),
];

/// Splits a condition into words. The last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, Fault> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
        } else if first == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
        } else {
            let (token, length) = token(rest, at)?;
            found.push((token, at..at + length));
            at += length;
        }
    }
    found.push((Token::End, text.len()..text.len()));
    Ok(found)
}

fn token(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let first = rest.chars().next().unwrap_or_default();
    if first == '"' {
        return quoted(rest, at);
    }
    if first.is_ascii_digit() {
        return number(rest, at);
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let name = rest[..length].trim_end_matches('.');
        return Ok((Token::Name(name.to_owned()), name.len()));
    }
    // `=` begins `==`, too.
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return Ok((Token::Sign(sign), sign.len()));
    }
    let foreign = FOREIGN.iter().find(|(sign, _)| rest.starts_with(sign));
    let length = foreign.map_or(first.len_utf8(), |(sign, _)| sign.len());
    let fault = Fault::new(at..at + length, format!("unexpected {:?}", &rest[..length]));
    Err(match foreign {
        Some((_, hint)) => fault.hint(*hint),
        None => fault,
    })
}

/// A text in double quotes, with escapes.
fn quoted(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((index, c)) = chars.next() {
        match c {
            '"' => return Ok((Token::Text(text), index + 1)),
            '\\' => match chars.next().map(|(_, c)| c) {
                Some(c @ ('"' | '\\')) => text.push(c),
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some('t') => text.push('\t'),
                // A regular expression has its own escapes; they are its affair.
                Some(c) => text.extend(['\\', c]),
                None => break,
            },
            c => text.push(c),
        }
    }
    Err(Fault::new(at..at + 1, "the text has no end").hint("close it with \""))
}

/// A number, a duration (`90m`, `1h30m`) or a time (`2026-05-02`, `2026-05-02T10:00:00Z`).
fn number(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    if rest.len() >= 10 && rest.is_char_boundary(10) && rest.as_bytes()[4] == b'-' {
        return time(rest, at);
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let word = &rest[..length];
    let place = at..at + length;
    if word
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'_')
    {
        let number = word.replace('_', "").parse();
        let number = number.map_err(|_| Fault::new(place, format!("{word} is not a number")))?;
        return Ok((Token::Number(number), length));
    }
    match duration(word) {
        Some(duration) => Ok((Token::Duration(duration), length)),
        None => Err(
            Fault::new(place, format!("{word} is not a number or a duration"))
                .hint("durations are written 90s, 5m, 2h, 1h30m, 7d or 1w"),
        ),
    }
}

fn duration(word: &str) -> Option<TimeDelta> {
    let mut total = TimeDelta::zero();
    let mut rest = word;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let many: i64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let (unit, ms) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit))?;
        rest = &rest[unit.len()..];
        let part = TimeDelta::try_milliseconds(many.checked_mul(*ms)?)?;
        total = total.checked_add(&part)?;
    }
    Some(total)
}

fn time(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '.' | '+');
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let word = &rest[..length];
    let day = || {
        let day = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok()?;
        Some(day.and_hms_opt(0, 0, 0)?.and_utc())
    };
    let exact = DateTime::parse_from_rfc3339(word).map(|time| time.to_utc());
    match exact.ok().or_else(day) {
        Some(time) => Ok((Token::Time(time), length)),
        None => Err(Fault::new(at..at + length, format!("{word} is not a time"))
            .hint("times are written 2026-05-02T10:00:00Z, or 2026-05-02 for 00:00 UTC")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Token> {
        let tokens = tokens(text).expect("tokens");
        tokens.into_iter().map(|(token, _)| token).collect()
    }

    #[test]
    fn words_are_read() {
        let name = |name: &str| Token::Name(name.to_owned());
        let text = |text: &str| Token::Text(text.to_owned());
        let minutes = |many| Token::Duration(TimeDelta::minutes(many));
        for (given, expected) in [
            (
                "from.domain == \"a\"",
                vec![name("from.domain"), Token::Sign("=="), text("a")],
            ),
            (r#""a\"b\\c\d\n""#, vec![text("a\"b\\c\\d\n")]),
            (
                "1.5<=5m",
                vec![Token::Number(1.5), Token::Sign("<="), minutes(5)],
            ),
            ("1h30m", vec![minutes(90)]),
            (
                "1_000 # all\n[1w]",
                vec![
                    Token::Number(1000.0),
                    Token::Sign("["),
                    minutes(7 * 24 * 60),
                    Token::Sign("]"),
                ],
            ),
            (
                "2026-05-02",
                vec![Token::Time("2026-05-02T00:00:00Z".parse().expect("a time"))],
            ),
            (
                "2026-05-02T12:00:00+02:00)",
                vec![
                    Token::Time("2026-05-02T10:00:00Z".parse().expect("a time")),
                    Token::Sign(")"),
                ],
            ),
        ] {
            let mut expected = expected;
            expected.push(Token::End);
            assert_eq!(read(given), expected, "{given}");
        }
    }

    #[test]
    fn what_is_no_word_is_refused_where_it_stands() {
        for (given, at, hint) in [
            ("a && b", 2..4, Some("write and")),
            ("a = b", 2..3, Some("write ==")),
            ("a == 'b'", 5..6, Some("write texts in double quotes")),
            ("a == \"b", 5..6, Some("close it with \"")),
            (
                "5x",
                0..2,
                Some("durations are written 90s, 5m, 2h, 1h30m, 7d or 1w"),
            ),
            ("a é", 2..4, None),
        ] {
            let fault = tokens(given).expect_err(given);
            assert_eq!((fault.at, fault.hint.as_deref()), (at, hint), "{given}");
        }
    }
}
