//! Where in a field the date stands.

use super::ReceivedDate;
use super::date::{self, DateProblem, Found};
use super::date_oddity::DateOddity;
use super::grammar::{Token, TokenKind};
use crate::message::Span;
use std::ops::Range;

/// Finds the date: behind the last `;` that one follows, else the last one that stands anywhere outside of comments.
/// Gives its tokens too, which belong to no clause.
pub(super) fn find(
    value: &str,
    tokens: &mut [Token],
) -> (
    Result<ReceivedDate, DateProblem>,
    Range<usize>,
    Option<Span>,
) {
    let mut problem = DateProblem::Absent;
    for index in (0..tokens.len()).rev() {
        if tokens[index].kind != TokenKind::Semicolon {
            continue;
        }
        // Junk may stand between (`;_ Tue, 21 Jul`), but no clause.
        for first in index + 1..tokens.len().min(index + 1 + MAX_JUNK) {
            match date::scan(value, tokens[first].span.start) {
                Some(Found::Date(mut date, end)) => {
                    let (range, span) = claim(tokens, first, end);
                    date.raw.truncate(date.raw.trim_end().len());
                    return (Ok(date), range, Some(span));
                }
                Some(Found::OutOfRange(span)) if problem == DateProblem::Absent => {
                    problem = DateProblem::OutOfRange {
                        raw: value[span.start..span.end].to_owned(),
                    };
                }
                _ => {}
            }
            if tokens[first].kind == TokenKind::Semicolon {
                break;
            }
        }
        if let (DateProblem::Absent, Some(next)) = (&problem, tokens.get(index + 1)) {
            problem = DateProblem::Unreadable {
                raw: value[next.span.start..].to_owned(),
            };
        }
    }
    let mut last = None;
    let mut behind = 0;
    for (index, token) in tokens.iter().enumerate() {
        let candidate = token.kind == TokenKind::Word && token.span.start >= behind && !token.used;
        if !candidate || !begins_date(value.as_bytes(), token.span.start) {
            continue;
        }
        if let Some(Found::Date(date, end)) = date::scan(value, token.span.start) {
            behind = end;
            last = Some((date, index, end));
        }
    }
    match last {
        Some((mut date, first, end)) => {
            date.oddities.push(DateOddity::NoSemicolon);
            let (range, span) = claim(tokens, first, end);
            (Ok(date), range, Some(span))
        }
        None => (Err(problem), 0..0, None),
    }
}

/// How many tokens behind a `;` are tried for the begin of a date.
const MAX_JUNK: usize = 3;

/// A cheap look: a digit, or the first letter of a weekday or month.
pub(super) fn begins_date(bytes: &[u8], start: usize) -> bool {
    bytes.get(start).is_some_and(|first| {
        first.is_ascii_digit()
            || matches!(
                first.to_ascii_uppercase(),
                b'M' | b'T' | b'W' | b'F' | b'S' | b'J' | b'A' | b'O' | b'N' | b'D'
            )
    })
}

/// Marks the tokens of a date as used.
fn claim(tokens: &mut [Token], first: usize, end: usize) -> (Range<usize>, Span) {
    let mut index = first;
    while let Some(token) = tokens.get_mut(index).filter(|token| token.span.start < end) {
        token.used = true;
        index += 1;
    }
    (first..index, Span::new(tokens[first].span.start, end))
}
