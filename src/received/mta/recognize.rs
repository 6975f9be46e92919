//! Which dialect a field is written in: by the software that a comment names, by the receiver's domain, by its shape.

use super::{DIALECTS, Dialect, Shape};
use crate::message::Span;
use crate::received::DateOddity;
use crate::received::draft::Draft;
use crate::received::grammar::{Clause, Key, Token, TokenKind, inner};
use std::sync::LazyLock;

/// What tells dialects apart, looked up once.
pub(in crate::received) struct Marks<'a> {
    /// The first token of the `from` clause.
    pub from: &'a str,
    /// Everything in the `from` clause.
    pub from_all: &'a str,
    /// The first comment in it.
    pub from_comment: &'a str,
    /// The first token of the `by` clause.
    pub by: &'a str,
    /// The last two labels of that.
    by_domain: &'a str,
    /// The words of the `with` clause up to the first comment.
    pub with: &'a str,
    /// The words of the `via` clause.
    pub via: &'a str,
    /// The first token of the `id` clause, `<>` dropped.
    pub id: &'a str,
    /// The comments of the `by`, `with` and `via` clauses, and those before any clause, at most as many as fit.
    comments: [&'a str; MAX_COMMENTS],
    count: usize,
    /// Whether the field has a `with` clause.
    pub has_with: bool,
    /// Whether it has an `id` clause.
    pub has_id: bool,
    /// The date as it is written.
    pub date: &'a str,
    /// Whether the date has no weekday and says `-0000`, as qmail writes it.
    pub qmail_date: bool,
}

/// More comments than this do not help to tell who wrote the field.
const MAX_COMMENTS: usize = 6;

impl<'a> Marks<'a> {
    fn of(draft: &Draft<'a>) -> Self {
        let mut marks = Marks {
            from: "",
            from_all: "",
            from_comment: "",
            by: "",
            by_domain: "",
            with: "",
            via: "",
            id: "",
            comments: [""; MAX_COMMENTS],
            count: 0,
            has_with: false,
            has_id: false,
            date: "",
            qmail_date: false,
        };
        if let Ok(date) = &draft.out.date {
            marks.date = draft.out.spans.date.map_or("", |span| draft.text(span));
            marks.qmail_date = date.has(DateOddity::NoWeekday) && date.has(DateOddity::MinusZero);
        }
        for clause in &draft.clauses {
            marks.clause(draft, clause);
        }
        marks
    }

    fn clause(&mut self, draft: &Draft<'a>, clause: &Clause) {
        let tokens = &draft.tokens[clause.start..clause.end];
        self.has_with |= clause.key == Key::With;
        self.has_id |= clause.key == Key::Id;
        let text = |span| draft.text(span);
        for token in tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Comment)
        {
            if clause.key == Key::From {
                if self.from_comment.is_empty() {
                    self.from_comment = text(inner(draft.value, token.span));
                }
                continue;
            }
            if self.count < MAX_COMMENTS {
                let comment = text(inner(draft.value, token.span));
                self.comments[self.count] = comment;
                self.count += 1;
            }
        }
        let plain = |kind| !matches!(kind, TokenKind::Comment | TokenKind::Semicolon);
        let Some(first) = tokens
            .iter()
            .find(|token| plain(token.kind) && text(token.span) != ":")
        else {
            if clause.key == Key::From {
                self.set_from_all(draft, tokens);
            }
            return;
        };
        let word = text(first.span);
        match clause.key {
            Key::From if self.from.is_empty() => {
                self.from = word;
                self.set_from_all(draft, tokens);
            }
            Key::By if self.by.is_empty() => {
                self.by = word;
                self.by_domain = last_two_labels(word);
            }
            Key::With if self.with.is_empty() => {
                let last = tokens
                    .iter()
                    .take_while(|token| plain(token.kind))
                    .last()
                    .unwrap_or(first);
                self.with = text(Span::new(
                    first.span.start,
                    last.span.end.max(first.span.end),
                ));
            }
            Key::Via if self.via.is_empty() => self.via = word,
            Key::Id if self.id.is_empty() => self.id = word.trim_matches(['<', '>']),
            _ => {}
        }
    }

    fn set_from_all(&mut self, draft: &Draft<'a>, tokens: &[Token]) {
        if let (Some(first), Some(last), true) =
            (tokens.first(), tokens.last(), self.from_all.is_empty())
        {
            self.from_all = draft.text(Span::new(first.span.start, last.span.end));
        }
    }

    /// The comments of the receiver.
    fn comments(&self) -> &[&'a str] {
        &self.comments[..self.count]
    }

    /// Whether a comment of the receiver begins like this.
    pub(super) fn software(&self, begin: &str) -> bool {
        self.comments().iter().any(|comment| names(comment, begin))
    }

    /// Whether the receiver's name is this domain, of two labels, or lies below it.
    pub(super) fn by_within(&self, domain: &str) -> bool {
        self.by_domain.eq_ignore_ascii_case(domain)
    }
}

/// The last two labels of a name.
fn last_two_labels(name: &str) -> &str {
    let name = name.strip_suffix('.').unwrap_or(name);
    let mut dots = name
        .bytes()
        .enumerate()
        .rev()
        .filter(|(_, byte)| *byte == b'.');
    match dots.nth(1) {
        Some((dot, _)) => &name[dot + 1..],
        None => name,
    }
}

/// Whether a comment begins with the name of a software. Where that is the begin of a version (Sendmail's `8.12.11/8.12.11`),
/// numbers alone are one only if they could be of it: four are an address or Critical Path's version, whose third number
/// has three digits (`8.5.119.05`).
fn names(comment: &str, begin: &str) -> bool {
    if !comment.starts_with(begin) {
        return false;
    }
    let is_version = begin.starts_with(|c: char| c.is_ascii_digit())
        && comment
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    !is_version
        || (comment.split('.').count() <= 3 && comment.split('.').all(|number| number.len() <= 2))
}

/// What each dialect is told by, arranged for the look-up. Numbers are places in [`DIALECTS`]: the first wins.
struct Index {
    /// Begins of comments by their first byte.
    software: [Vec<(&'static str, usize)>; 128],
    /// Domains by their lengths.
    domains: [Vec<(&'static str, usize)>; MAX_DOMAIN],
    shapes: Vec<(Shape, usize)>,
}

/// Longer than any domain of a dialect.
const MAX_DOMAIN: usize = 32;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        software: [const { Vec::new() }; 128],
        domains: [const { Vec::new() }; MAX_DOMAIN],
        shapes: Vec::new(),
    };
    for (place, dialect) in DIALECTS.iter().enumerate() {
        for &begin in dialect.software {
            if let Some(bucket) = begin
                .bytes()
                .next()
                .and_then(|byte| index.software.get_mut(usize::from(byte)))
            {
                bucket.push((begin, place));
            }
        }
        for &domain in dialect.domains {
            if let Some(bucket) = index.domains.get_mut(domain.len()) {
                bucket.push((domain, place));
            }
        }
        index
            .shapes
            .extend(dialect.recognize.map(|shape| (shape, place)));
    }
    index
});

/// A dialect, and how it was told.
pub(in crate::received) struct Recognized {
    pub dialect: &'static Dialect,
    /// Whether the software or the host's domain tells it, not only the shape of the field.
    pub is_told: bool,
}

/// Finds the dialect of a field.
pub(in crate::received) fn recognize(draft: &Draft<'_>) -> Recognized {
    let marks = Marks::of(draft);
    let index = &*INDEX;
    // The last takes what no other one claims.
    let mut found = DIALECTS.len() - 1;
    for comment in marks.comments() {
        let first = comment.as_bytes().first();
        let bucket = first.and_then(|&byte| index.software.get(usize::from(byte)));
        let named = bucket
            .into_iter()
            .flatten()
            .find(|(begin, _)| names(comment, begin));
        found = named.map_or(found, |&(_, place)| place.min(found));
    }
    let same_length = index.domains.get(marks.by_domain.len());
    let domain = same_length
        .into_iter()
        .flatten()
        .find(|(domain, _)| marks.by_within(domain));
    found = domain.map_or(found, |&(_, place)| place.min(found));
    let shape = index
        .shapes
        .iter()
        .take_while(|&&(_, place)| place < found)
        .find(|(shape, _)| shape(&marks));
    Recognized {
        dialect: &DIALECTS[shape.map_or(found, |&(_, place)| place)],
        is_told: shape.is_none() && found + 1 < DIALECTS.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_have_two_labels() {
        for domain in DIALECTS.iter().flat_map(|dialect| dialect.domains) {
            assert_eq!(last_two_labels(domain), *domain);
            assert!(domain.contains('.'), "{domain}");
            assert!(domain.len() < MAX_DOMAIN, "{domain}");
        }
        assert_eq!(last_two_labels("mx.a.example.com."), "example.com");
        assert_eq!(last_two_labels("localhost"), "localhost");
    }
}
