//! A session whose steps a page or a chat has run together on one line, often with remarks behind `#`. Nothing marks who
//! speaks: where a step begins is told by whose turn it is, and by reply codes and commands.

use crate::codec::base64::is_standard;
use crate::limits::MAX_WORDS;
use crate::message::Span;
use crate::session::line::{Fact, Item, Line, Side};
use crate::session::reply;
use std::borrow::Cow;

pub(super) fn recognize(head: &[u8]) -> bool {
    let Some(first) = super::lines(head).next() else {
        return false;
    };
    let mut words = words(first).map(|word| word.text);
    let begins = words.next().is_some_and(is_code);
    begins
        && words
            .any(|word| word.eq_ignore_ascii_case(b"EHLO") || word.eq_ignore_ascii_case(b"HELO"))
        && words.any(|word| is_code(word) && word.starts_with(b"250"))
}

#[derive(Clone, Copy)]
struct Word<'i> {
    at: usize,
    text: &'i [u8],
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

fn words(input: &[u8]) -> impl Iterator<Item = Word<'_>> {
    input
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .map(|text| Word {
            at: text.as_ptr() as usize - input.as_ptr() as usize,
            text,
        })
}

/// `250`, `250-SIZE`.
fn is_code(word: &[u8]) -> bool {
    reply::line(word).is_some() && word.get(3).is_none_or(|byte| *byte == b'-')
}

/// A command in capitals, as sessions write them; prose does not.
fn is_command(words: &[Word<'_>]) -> bool {
    let Some(word) = words.first() else {
        return false;
    };
    let next = words.get(1).map(|word| word.text);
    let has_argument = next.is_some_and(|next| !next.starts_with(b"#"));
    match word.text {
        b"EHLO" | b"HELO" | b"LHLO" | b"AUTH" | b"VRFY" | b"EXPN" | b"BDAT" | b"ETRN"
        | b"XCLIENT" => has_argument,
        b"MAIL" => next.is_some_and(|next| next.to_ascii_uppercase().starts_with(b"FROM:")),
        b"RCPT" => next.is_some_and(|next| next.to_ascii_uppercase().starts_with(b"TO:")),
        b"DATA" | b"STARTTLS" | b"RSET" | b"NOOP" | b"QUIT" | b"HELP" => true,
        _ => false,
    }
}

pub(super) fn read(input: &[u8]) -> Vec<Item<'_>> {
    let mut all = words(input);
    let words: Vec<Word<'_>> = all.by_ref().take(MAX_WORDS).collect();
    let is_cut = all.next().is_some();
    let mut reader = Reader {
        input,
        words: &words,
        last_reply: words.iter().rposition(|word| is_code(word.text)),
        at: 0,
        items: vec![Fact::Rejoined.into()],
    };
    while reader.at < words.len() {
        let before = reader.at;
        reader.step();
        // Every step takes a word at least.
        reader.at = reader.at.max(before + 1);
    }
    if is_cut {
        reader.items.push(Fact::LeftOut.into());
    }
    reader.items
}

struct Reader<'i, 'w> {
    input: &'i [u8],
    words: &'w [Word<'i>],
    last_reply: Option<usize>,
    at: usize,
    items: Vec<Item<'i>>,
}

impl<'i> Reader<'i, '_> {
    fn rest(&self) -> &[Word<'i>] {
        &self.words[self.at..]
    }

    fn is_reply(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| is_code(word.text))
    }

    fn step(&mut self) {
        if self.is_reply(self.at) {
            let code = self.words[self.at].text;
            if code == b"334" {
                self.challenge();
                return;
            }
            let (end, next) = self.extent(true);
            self.push(Side::Server, self.at, end, self.note(end, next));
            self.at = next;
            if code == b"354" {
                self.message();
            }
        } else if is_command(self.rest()) {
            let is_auth = self.words[self.at].text == b"AUTH";
            let (end, next) = self.extent(false);
            self.push(Side::Client, self.at, end, None);
            if !is_auth && let Some(Item::Line(line)) = self.items.last_mut() {
                line.note = note(self.input, self.words, end, next);
            }
            self.at = next;
        } else {
            self.at += 1;
        }
    }

    /// Where a step ends, and where the next begins: between them stands the remark. A reply ends at the next reply or
    /// command, a command at the next reply.
    fn extent(&self, is_reply: bool) -> (usize, usize) {
        let mut remark = None;
        // `250 AUTH PLAIN LOGIN`: the first word behind the code is the reply's, whatever it is.
        let is_bare = is_reply && self.words[self.at].text.len() == 3;
        let mut at = (self.at + if is_bare { 2 } else { 1 }).min(self.words.len());
        let is_last = self.words[self.at].text.get(3) != Some(&b'-');
        let is_data = self.words[self.at].text.starts_with(b"354");
        while at < self.words.len() {
            let word = self.words[at].text;
            if word.starts_with(b"#") && remark.is_none() {
                remark = Some(at);
            }
            let is_next = self.is_reply(at)
                || (is_reply && is_last && is_command(&self.words[at..]))
                || (is_data && is_field(word));
            // A client that does not wait says its next command at once.
            let goes_on =
                !is_reply && remark.is_none() && is_command(&self.words[at..]) && at > self.at + 1;
            if is_next || goes_on {
                break;
            }
            at += 1;
        }
        (remark.unwrap_or(at).min(at), at)
    }

    /// A challenge and what the client answers: whatever stands before the next reply. The remarks beside it are dropped.
    fn challenge(&mut self) {
        let from = self.at;
        let end = (from + 1..self.words.len())
            .find(|&at| self.is_reply(at))
            .unwrap_or(self.words.len());
        let asked = (from + 2).min(end);
        self.push(Side::Server, from, asked, None);
        if let Some((first, last)) = response(&self.words[asked..end]) {
            self.push(Side::Client, asked + first, asked + last, None);
        }
        self.at = end;
    }

    /// The message, up to a dot that a reply follows.
    fn message(&mut self) {
        let from = self.at;
        let mut end = from;
        while end < self.words.len() {
            if self.words[end].text == b"." {
                let is_last = self.last_reply.is_none_or(|last| last <= end);
                let between = self.words.get(end + 1).map(|word| word.text);
                if is_last || between.is_none_or(|word| word.starts_with(b"#") || is_code(word)) {
                    break;
                }
            }
            end += 1;
        }
        for line in lines(self.input, &self.words[from..end]) {
            self.items.push(Item::Line(Line {
                bytes: line.0,
                ..Line::new(Side::Client, b"", Some(line.1))
            }));
        }
        if end < self.words.len() {
            self.push(Side::Client, end, end + 1, None);
            end += 1;
            while end < self.words.len() && !self.is_reply(end) {
                end += 1;
            }
        }
        self.at = end;
    }

    fn push(&mut self, side: Side, from: usize, end: usize, note: Option<String>) {
        let (Some(first), Some(last)) = (self.words.get(from), self.words.get(end.max(1) - 1))
        else {
            return;
        };
        let span = Span::new(first.at, last.end().max(first.end()));
        let mut line = Line::new(side, span.of(self.input), Some(span));
        line.note = note;
        self.items.push(line.into());
    }

    fn note(&self, end: usize, next: usize) -> Option<String> {
        note(self.input, self.words, end, next)
    }
}

fn note(input: &[u8], words: &[Word<'_>], end: usize, next: usize) -> Option<String> {
    let (first, last) = (words.get(end)?, words.get(next.checked_sub(1)?)?);
    (end < next).then(|| {
        let text = String::from_utf8_lossy(&input[first.at..last.end()]);
        text.trim_start_matches(['#', ' ', '-']).to_owned()
    })
}

/// Where the response stands among the words behind a challenge: before the first remark, or at the end of it.
fn response(words: &[Word<'_>]) -> Option<(usize, usize)> {
    if let Some(at) = words.iter().rposition(|word| is_padded(word.text)) {
        return Some((at, at + 1));
    }
    let is_mark = |word: &Word<'_>| word.text.starts_with(b"#");
    let mark = words.iter().position(is_mark).unwrap_or(words.len());
    if mark > 0 {
        return Some((0, mark));
    }
    let next = words
        .iter()
        .skip(1)
        .position(is_mark)
        .map_or(words.len(), |at| at + 1);
    let last = next.checked_sub(1).filter(|&last| last > 0)?;
    if is_packed(words[last].text) {
        Some((last, next))
    } else {
        Some((0, words.len()))
    }
}

/// Whether a word could be base64 (RFC 4648): its length tells most words of a text apart.
fn is_packed(word: &[u8]) -> bool {
    word.len() >= 4
        && word.len().is_multiple_of(4)
        && word.iter().all(|byte| is_standard(*byte) || *byte == b'=')
}

/// Base64 for certain: nothing else ends so.
fn is_padded(word: &[u8]) -> bool {
    is_packed(word) && word.ends_with(b"=")
}

/// Fields that a message of a session begins its lines with.
const FIELDS: &[&str] = &[
    "From:",
    "To:",
    "Cc:",
    "Bcc:",
    "Subject:",
    "Date:",
    "Message-ID:",
    "MIME-Version:",
    "Content-Type:",
    "Content-Transfer-Encoding:",
    "Reply-To:",
    "Sender:",
    "In-Reply-To:",
    "References:",
    "Received:",
    "X-Mailer:",
    "User-Agent:",
    "Return-Path:",
    "DKIM-Signature:",
    "List-Id:",
];

fn is_field(word: &[u8]) -> bool {
    FIELDS
        .iter()
        .any(|field| word.eq_ignore_ascii_case(field.as_bytes()))
}

/// The lines of a message that was run together: each field a line, and the body, which begins where the last field that
/// has a form of its own ends.
fn lines<'i>(input: &'i [u8], words: &[Word<'i>]) -> Vec<(Cow<'i, [u8]>, Span)> {
    let starts: Vec<usize> = (0..words.len())
        .filter(|&at| is_field(words[at].text))
        .collect();
    let Some(&last) = starts.last() else {
        return words
            .first()
            .zip(words.last())
            .map(|(first, last)| {
                let span = Span::new(first.at, last.end());
                vec![
                    (Cow::Borrowed(&b""[..]), Span::new(first.at, first.at)),
                    (Cow::Borrowed(span.of(input)), span),
                ]
            })
            .unwrap_or_default();
    };
    let mut out = Vec::new();
    let body = last + 1 + value_words(words[last].text, &words[last + 1..]);
    let ends = starts.iter().skip(1).copied().chain([body]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let span = Span::new(words[start].at, words[end - 1].end());
        out.push((Cow::Borrowed(span.of(input)), span));
    }
    if body < words.len() {
        let span = Span::new(words[body].at, words[words.len() - 1].end());
        out.push((Cow::Borrowed(&b""[..]), Span::new(span.start, span.start)));
        out.push((Cow::Borrowed(span.of(input)), span));
    }
    out
}

/// How many words a field's value has, where its form tells; else all of them.
fn value_words(name: &[u8], rest: &[Word<'_>]) -> usize {
    let name = name.to_ascii_lowercase();
    let wanted = match name.as_slice() {
        b"mime-version:" | b"message-id:" | b"content-transfer-encoding:" => 1,
        // Parameters go on as long as a semicolon says so.
        b"content-type:" => {
            1 + rest
                .iter()
                .take_while(|word| word.text.ends_with(b";"))
                .count()
        }
        // Weekday, day, month, year, time, zone.
        b"date:" => {
            let comma = rest.first().is_some_and(|word| word.text.ends_with(b","));
            if comma { 6 } else { 5 }
        }
        b"from:" | b"to:" | b"cc:" | b"reply-to:" | b"sender:" => {
            let end = rest.iter().position(|word| word.text.ends_with(b">"));
            end.map_or(rest.len(), |end| end + 1)
        }
        _ => rest.len(),
    };
    wanted.min(rest.len())
}
