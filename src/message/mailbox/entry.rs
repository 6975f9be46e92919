//! From tokens to addresses: RFC 5322 section 3.4 with the obsolete forms of section 4.4, and beyond it what mail
//! programs make of a value, in which every address counts.
//!
//! A name without an address goes with the address behind it, as readers see it: `Example Bank, x <y@evil.example>` is
//! `Example Bank, x`. A colon begins a group only where the group is closed and has an address in it, or nothing.

use super::name;
use super::tokens::{Kind, Marks, Token, Tokens, tokens};
use super::{Fault, Mailbox, Unread};
use crate::limits::MAX_REPEATED_NAMES;
use crate::message::Span;
use std::ops::Range;

/// What stands in a value. Spans are relative to it.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub mailboxes: Vec<Mailbox>,
    pub unread: Option<Unread>,
    /// How many addresses there are beyond those that were asked for.
    pub more: usize,
}

/// Reads a value. Where a quote or comment is never closed, one cannot know which ones quote and which do not: what stands
/// in an address if none does counts, too.
pub(super) fn read(value: &[u8], most: usize) -> Read {
    let usual = Marks {
        quotes: true,
        comments: true,
    };
    let found = tokens(value, usual);
    let marks = Marks {
        quotes: found.open_quote.is_none(),
        comments: found.open_comment.is_none(),
    };
    let mut out = Reader::of(value, found).read(most);
    if marks != usual {
        let other = Reader::of(value, tokens(value, marks)).read(most);
        join(&mut out, other.mailboxes);
        out.more += out.mailboxes.len().saturating_sub(most);
        out.mailboxes.truncate(most);
    }
    out
}

/// Adds the addresses that stand where none was found, in the order written.
fn join(out: &mut Read, others: Vec<Mailbox>) {
    let mut taken: Vec<Span> = out.mailboxes.iter().map(|one| one.span).collect();
    taken.sort_by_key(|span| span.start);
    let is_free = |span: Span| {
        let next = taken.partition_point(|other| other.start < span.end);
        // Those before it begin earlier; the last of them ends last, but for addresses that share a word.
        taken[..next]
            .iter()
            .rev()
            .take(2)
            .all(|other| other.end <= span.start)
    };
    let mut added: Vec<Mailbox> = others
        .into_iter()
        .filter(|one| one.address.contains('@') && is_free(one.span))
        .collect();
    if added.is_empty() {
        return;
    }
    // A name alone was all that was found.
    out.mailboxes.retain(|one| !one.address.is_empty());
    out.mailboxes.append(&mut added);
    out.mailboxes.sort_by_key(|one| one.span.start);
}

/// What an address and its name consist of, as ranges of tokens.
#[derive(Debug)]
struct Found {
    address: Range<usize>,
    head: Range<usize>,
    tail: Range<usize>,
    group: Option<Range<usize>>,
}

/// What stands between two commas.
#[derive(Debug, Default)]
struct Entry {
    /// Where its name begins: with the names before it that have no address.
    name: usize,
    start: usize,
    /// The bracket that is open.
    open: Option<usize>,
    /// The first token behind it.
    first: Option<Kind>,
    angles: Vec<Angle>,
}

/// What stands between brackets.
#[derive(Debug)]
struct Angle {
    open: usize,
    /// Behind the closing bracket.
    end: usize,
    content: Range<usize>,
    addresses: Vec<Range<usize>>,
}

impl Entry {
    fn at(start: usize) -> Self {
        Self {
            name: start,
            start,
            ..Self::default()
        }
    }
}

/// What is wrong with a second address behind a first.
fn second_fault(one: &Range<usize>, second: &Range<usize>) -> Fault {
    if second.start < one.end {
        Fault::SeveralAt
    } else {
        Fault::SecondAddress
    }
}

struct Reader<'v> {
    value: &'v [u8],
    tokens: Vec<Token>,
    found: Vec<Found>,
    /// The name of the group that no member has taken yet.
    group: Option<Range<usize>>,
    unread: Option<Unread>,
}

impl<'v> Reader<'v> {
    fn of(value: &'v [u8], tokens: Tokens) -> Self {
        let mut reader = Self {
            value,
            tokens: tokens.list,
            found: Vec::new(),
            group: None,
            unread: None,
        };
        for (fault, open) in [
            (Fault::OpenQuote, tokens.open_quote),
            (Fault::OpenComment, tokens.open_comment),
        ] {
            if let Some(open) = open {
                reader.fail(fault, Span::new(open, value.len()));
            }
        }
        reader
    }

    fn fail(&mut self, fault: Fault, span: Span) {
        if self.unread.is_none() {
            self.unread = Some(Unread { fault, span });
        }
    }

    fn fail_at(&mut self, fault: Fault, range: Range<usize>) {
        if let Some(span) = self.span(range) {
            self.fail(fault, span);
        }
    }

    fn span(&self, range: Range<usize>) -> Option<Span> {
        let tokens = &self.tokens[range];
        let (first, last) = (tokens.first()?, tokens.last()?);
        Some(Span::new(first.start as usize, last.end as usize))
    }

    fn kind(&self, at: usize) -> Kind {
        self.tokens[at].kind
    }

    fn read(mut self, most: usize) -> Read {
        let count = self.tokens.len();
        let mut entry = Entry::at(0);
        let mut group_end = None;
        // The next of each at or behind the token that is looked at.
        let (mut at_sign, mut semicolon) = (0, 0);
        for at in 0..count {
            let kind = self.kind(at);
            if entry.open.is_some() && entry.first.is_none() && kind != Kind::Comment {
                entry.first = Some(kind);
            }
            match kind {
                Kind::Open => {
                    self.end_angle(&mut entry, at);
                    entry.open = Some(at);
                    entry.first = None;
                }
                Kind::Close if entry.open.is_none() => {
                    self.fail_at(Fault::LoneBracket, at..at + 1);
                }
                Kind::Close => self.end_angle(&mut entry, at),
                // The hosts of a route have commas between them.
                Kind::Comma if entry.open.is_some() && entry.first == Some(Kind::At) => {}
                Kind::Comma => self.finish(&mut entry, at),
                Kind::Semicolon => {
                    self.finish(&mut entry, at);
                    if group_end == Some(at) {
                        self.end(&entry, at);
                        entry = Entry::at(at + 1);
                        (group_end, self.group) = (None, None);
                    }
                }
                Kind::Colon if entry.open.is_none() && group_end.is_none() => {
                    at_sign = self.next(Kind::At, at_sign.max(at));
                    semicolon = self.next(Kind::Semicolon, semicolon.max(at));
                    let is_name = entry.start == entry.name
                        && entry.angles.is_empty()
                        && self.is_phrase(entry.name..at);
                    if is_name
                        && semicolon < count
                        && (at_sign < semicolon || self.is_blank(at + 1..semicolon))
                    {
                        group_end = Some(semicolon);
                        self.group = Some(entry.name..at);
                        entry = Entry::at(at + 1);
                    }
                }
                _ => {}
            }
        }
        self.finish(&mut entry, count);
        self.end(&entry, count);
        self.mailboxes(most)
    }

    /// The first token of a kind at or behind one.
    fn next(&self, kind: Kind, from: usize) -> usize {
        let rest = self.tokens[from.min(self.tokens.len())..].iter();
        from + rest.take_while(|token| token.kind != kind).count()
    }

    /// Whether a range is a name as groups have them, at a price that no group's name exceeds.
    fn is_phrase(&self, range: Range<usize>) -> bool {
        const MAX_NAME: usize = 256;
        !range.is_empty()
            && range.len() <= MAX_NAME
            && !self.tokens[range]
                .iter()
                .any(|token| matches!(token.kind, Kind::At | Kind::Colon | Kind::Semicolon))
    }

    fn is_blank(&self, range: Range<usize>) -> bool {
        let mut tokens = self.tokens[range].iter();
        tokens.all(|token| matches!(token.kind, Kind::Comment | Kind::Comma))
    }

    /// Whether there is nothing to read in a range.
    fn is_empty(&self, range: Range<usize>) -> bool {
        self.tokens[range].iter().all(|token| {
            use Kind::{Close, Comma, Comment, Open, Quote, Semicolon};
            matches!(
                token.kind,
                Comment | Comma | Semicolon | Open | Close | Quote
            )
        })
    }

    /// A range without the comments at its ends.
    fn without_comments(&self, range: Range<usize>) -> Range<usize> {
        let is_comment = |token: &&Token| token.kind == Kind::Comment;
        let tokens = &self.tokens[range.clone()];
        let front = tokens.iter().take_while(is_comment).count();
        let back = tokens[front..].iter().rev().take_while(is_comment).count();
        range.start + front..range.end - back
    }

    /// Ends the bracket that is open, if one is.
    fn end_angle(&mut self, entry: &mut Entry, at: usize) {
        let Some(open) = entry.open.take() else {
            return;
        };
        let is_closed = self.tokens.get(at).is_some_and(|t| t.kind == Kind::Close);
        if !is_closed {
            self.fail_at(Fault::OpenBracket, open..at);
        }
        let content = self.behind_route(open + 1..at);
        let addresses = self.addresses(content.clone());
        let end = if is_closed { at + 1 } else { at };
        entry.angles.push(Angle {
            open,
            end,
            content,
            addresses,
        });
    }

    /// What follows the route (RFC 5322 section 4.4) in brackets: `@a.example,@b.example:` is one.
    fn behind_route(&self, range: Range<usize>) -> Range<usize> {
        let mut begins = true;
        for at in range.clone() {
            match self.kind(at) {
                Kind::Comment => {}
                Kind::At if begins => begins = false,
                Kind::Comma => begins = true,
                Kind::Word | Kind::Dot | Kind::Literal if !begins => {}
                Kind::Colon if at > range.start && !begins => return at + 1..range.end,
                _ => break,
            }
        }
        range
    }

    /// The addresses in a range. One without a local part is none of RFC 5322, but names a domain. Where a domain is the
    /// next one's local part, `a@b.example@c.example`, each is one, and the last has all that stands before it for its
    /// local part, as mail programs have it.
    fn addresses(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut floor = range.start;
        // Where the addresses begin that hang together.
        let mut chain = None;
        for at in range.clone() {
            if self.kind(at) != Kind::At {
                continue;
            }
            if let Some(end) = self.domain_end(at + 1..range.end) {
                let start = self.local_start(floor..at);
                let hangs = start < at && out.last().is_some_and(|last| start < last.end);
                match (hangs, chain, out.last_mut()) {
                    (false, Some(first), Some(last)) => last.start = first,
                    (true, None, Some(last)) => chain = Some(last.start),
                    _ => {}
                }
                if !hangs {
                    chain = None;
                }
                out.push(start..end);
            }
            floor = at + 1;
        }
        if let (Some(first), Some(last)) = (chain, out.last_mut()) {
            last.start = first;
        }
        out
    }

    /// Where the domain ends that begins a range: a literal, or words with dots between, white space and comments allowed.
    fn domain_end(&self, range: Range<usize>) -> Option<usize> {
        let mut end = None;
        let mut is_due = true;
        let mut dots = None;
        for at in range {
            let token = self.tokens[at];
            match token.kind {
                Kind::Comment => {}
                Kind::Literal if end.is_none() && dots.is_none() => return Some(at + 1),
                Kind::Dot => {
                    is_due = true;
                    dots = Some(at + 1);
                }
                // The last `@` of an address is the one before its domain.
                Kind::Encoded if token.of(self.value).contains(&b'@') => break,
                Kind::Word | Kind::Encoded if is_due || self.is_joined(at) => {
                    is_due = false;
                    end = Some(at + 1);
                }
                _ => break,
            }
        }
        end.map(|end| end.max(dots.unwrap_or(end)))
    }

    /// Whether nothing stands between a word and the word before it.
    fn is_joined(&self, at: usize) -> bool {
        let (before, token) = (at.checked_sub(1), self.tokens[at]);
        token.is_word()
            && !token.spaced
            && before.is_some_and(|before| self.tokens[before].is_word())
    }

    /// Where the local part begins that ends a range.
    fn local_start(&self, range: Range<usize>) -> usize {
        let mut start = range.end;
        let mut is_due = true;
        for at in range.rev() {
            let token = self.tokens[at];
            match token.kind {
                Kind::Comment => {}
                Kind::Dot => {
                    is_due = true;
                    start = at;
                }
                _ if token.is_word() && (is_due || self.is_joined(at + 1)) => {
                    is_due = false;
                    start = at;
                }
                _ => break,
            }
        }
        start
    }

    /// Ends an entry before a token.
    fn finish(&mut self, entry: &mut Entry, end: usize) {
        self.end_angle(entry, end);
        let before = self.found.len();
        let angles = std::mem::take(&mut entry.angles);
        if angles.iter().any(|angle| !angle.addresses.is_empty()) {
            self.bracketed(entry, &angles, end);
        } else if !self.bare(entry, end) {
            self.local(entry, &angles, end);
        }
        if self.found.len() > before {
            *entry = Entry::at(end + 1);
        } else {
            entry.start = end + 1;
        }
    }

    /// An address in brackets makes everything else a display name.
    fn bracketed(&mut self, entry: &Entry, angles: &[Angle], end: usize) {
        let first = self.found.len();
        for angle in angles {
            if angle.addresses.is_empty() && !self.is_empty(angle.content.clone()) {
                self.fail_at(Fault::SecondAddress, angle.content.clone());
            }
            for address in &angle.addresses {
                self.take(
                    address.clone(),
                    entry.name..angle.open,
                    angle.end..angle.end,
                );
            }
            let (Some(one), Some(last)) = (angle.addresses.first(), angle.addresses.last()) else {
                continue;
            };
            for outside in [angle.content.start..one.start, last.end..angle.content.end] {
                if !self.is_empty(outside.clone()) {
                    self.fail_at(Fault::TextAround, outside);
                }
            }
        }
        let behind = angles.last().map_or(end, |angle| angle.end)..end;
        if let [one, second, ..] = &self.found[first..] {
            let fault = second_fault(&one.address, &second.address);
            self.fail_at(fault, second.address.clone());
        } else if let Some(one) = self.found.get_mut(first) {
            one.tail = behind.clone();
        }
        if !self.is_empty(behind.clone()) {
            self.fail_at(Fault::TextAround, behind);
        }
    }

    /// Addresses without brackets.
    fn bare(&mut self, entry: &Entry, end: usize) -> bool {
        let addresses = self.addresses(entry.start..end);
        let (Some(one), Some(last)) = (addresses.first(), addresses.last()) else {
            return false;
        };
        let (head, tail) = (entry.name..one.start, last.end..end);
        if let Some(second) = addresses.get(1) {
            self.fail_at(second_fault(one, second), second.clone());
        }
        for outside in [entry.start..one.start, tail.clone()] {
            if !self.is_empty(outside.clone()) {
                self.fail_at(Fault::TextAround, outside);
            }
        }
        let has_one = addresses.len() == 1;
        for (number, address) in addresses.into_iter().enumerate() {
            let start = address.start;
            let is_first = number == 0 || start == head.end;
            let head = if is_first { head.clone() } else { start..start };
            let tail = if has_one { tail.clone() } else { start..start };
            self.take(address, head, tail);
        }
        true
    }

    /// A mailbox without a domain, in brackets or with its owner's name in a comment: `<root>`, `root (Charlie Root)`.
    fn local(&mut self, entry: &Entry, angles: &[Angle], end: usize) {
        // An `@` that is quoted or encoded makes no domain.
        let is_local = |angle: &&Angle| {
            let span = self.span(angle.content.clone()).unwrap_or_default();
            !self.is_empty(angle.content.clone()) && !span.of(self.value).contains(&b'@')
        };
        if let Some(angle) = angles.iter().find(is_local) {
            let content = self.without_comments(angle.content.clone());
            self.take(content, entry.name..angle.open, angle.end..end);
            return;
        }
        let words = self.tokens[entry.name..end].iter();
        let words = words.take_while(|token| token.kind == Kind::Word || token.kind == Kind::Dot);
        let count = words.count();
        let word = entry.name..entry.name + count;
        let is_one = self.tokens[word.clone()]
            .iter()
            .skip(1)
            .all(|token| !token.spaced);
        let behind = word.end..end;
        let has_comment = !behind.is_empty()
            && self.tokens[behind.clone()]
                .iter()
                .all(|token| token.kind == Kind::Comment);
        if count > 0 && is_one && has_comment {
            self.take(word.clone(), word.start..word.start, behind);
        }
    }

    fn take(&mut self, address: Range<usize>, head: Range<usize>, tail: Range<usize>) {
        if self.kind(address.start) == Kind::At {
            self.fail_at(Fault::NoLocalPart, address.clone());
        }
        let group = self.group.take();
        self.found.push(Found {
            address,
            head,
            tail,
            group,
        });
    }

    /// Ends the list, or a group: a name that no address follows is left.
    fn end(&mut self, entry: &Entry, end: usize) {
        let rest = entry.name.min(end)..end;
        if !self.found.is_empty() && !self.is_empty(rest.clone()) {
            self.fail_at(Fault::NameAlone, rest);
        } else if self.found.is_empty() && end == self.tokens.len() {
            let start = rest.start;
            self.found.push(Found {
                address: start..start,
                head: rest,
                tail: start..start,
                group: self.group.take(),
            });
        }
    }

    fn mailboxes(self, most: usize) -> Read {
        let mut repeated = 0;
        let mut name_end = 0;
        let mut mailboxes = Vec::new();
        let more = self.found.len().saturating_sub(most);
        for found in self.found.into_iter().take(most) {
            let mut head = found.head;
            if head.start < name_end {
                repeated += head.len();
                if repeated > MAX_REPEATED_NAMES {
                    head = head.end..head.end;
                }
            }
            name_end = name_end.max(head.end);
            let tokens = |range: Range<usize>| &self.tokens[range];
            let text = |range: Range<usize>| name::text(self.value, tokens(range), &[]);
            let address = tokens(found.address);
            let display = name::text(self.value, tokens(head), tokens(found.tail));
            let span = match (address.first(), address.last()) {
                (Some(first), Some(last)) => Span::new(first.start as usize, last.end as usize),
                _ => Span::default(),
            };
            let address = name::address(self.value, address);
            if display.is_some() || !address.is_empty() {
                mailboxes.push(Mailbox {
                    display,
                    address,
                    group: found.group.and_then(text),
                    span,
                });
            }
        }
        Read {
            mailboxes,
            unread: self.unread,
            more,
        }
    }
}
