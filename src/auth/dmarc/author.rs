//! The Author Domains: the domains of the addresses in From (RFC 9989 section 5.3.1, RFC 5322 section 3.4).
//!
//! Reads what mail readers would read, and rather too much than too little: a domain that is missed is one that is not
//! evaluated. Display names, quoted text, encoded words and comments hold no address.

use crate::message::Message;
use crate::names::a_labels;
use serde::Serialize;

/// How many different domains are kept. A message of more is no letter; RFC 9989 section 11.5 asks for a limit.
const MAX_DOMAINS: usize = 64;
/// How much of a From field is read, in octets.
const MAX_FIELD: usize = 64 * 1024;

/// What the From fields hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AuthorDomains {
    /// The domains in the order written, each once: A-labels, lower case, no final dot.
    pub domains: Vec<String>,
    /// How many From fields there are; one is right.
    pub fields: usize,
    /// How many addresses they hold.
    pub addresses: usize,
    /// What stands where a domain should and is none: address literals, text that IDNA refuses.
    pub unreadable: Vec<String>,
}

/// Reads the From fields of a message.
pub fn author_domains(message: &Message<'_>) -> AuthorDomains {
    let mut out = AuthorDomains::default();
    for (_, field) in message.named("From") {
        out.fields += 1;
        let text = field.text();
        let mut end = text.len().min(MAX_FIELD);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        for domain in domains_of(&text[..end]) {
            out.add(&domain);
        }
    }
    out
}

impl AuthorDomains {
    fn add(&mut self, written: &str) {
        self.addresses += 1;
        let (list, entry) = match a_labels(written) {
            Some(domain) => (&mut self.domains, domain),
            None => (&mut self.unreadable, written.to_owned()),
        };
        if list.len() < MAX_DOMAINS && !list.contains(&entry) {
            list.push(entry);
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// Text that is no address: a quoted string or an encoded word.
    Opaque,
    /// An atom, without dots.
    Word(&'a str),
    /// An address literal, with its brackets.
    Literal(&'a str),
    At,
    Dot,
    Open,
    Close,
    Comma,
    Semicolon,
    Colon,
}

/// The domains of all addresses in a From field's value.
fn domains_of(value: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut entry = Entry::default();
    for token in tokens(value) {
        match token {
            Token::Open => entry.open(),
            Token::Close => entry.close(),
            Token::Comma if entry.in_route() => entry.part.push(Token::Comma),
            Token::Comma | Token::Semicolon => std::mem::take(&mut entry).finish(&mut out),
            // A group's name, or the end of a source route (RFC 5322 section 4.4).
            Token::Colon => entry.part.clear(),
            other => entry.part.push(other),
        }
    }
    entry.finish(&mut out);
    out
}

/// What stands between two commas.
#[derive(Default)]
struct Entry<'a> {
    /// The tokens outside angle brackets, or inside those that are open.
    part: Vec<Token<'a>>,
    open: bool,
    bare: Vec<Token<'a>>,
    /// The domains inside angle brackets.
    bracketed: Vec<String>,
}

impl<'a> Entry<'a> {
    fn open(&mut self) {
        self.end_part();
        self.open = true;
    }

    fn close(&mut self) {
        self.end_part();
        self.open = false;
    }

    fn in_route(&self) -> bool {
        self.open && self.part.first() == Some(&Token::At)
    }

    fn end_part(&mut self) {
        let part: Vec<Token<'a>> = std::mem::take(&mut self.part);
        if self.open {
            self.bracketed.extend(domains_in(&part));
        } else {
            self.bare.extend(part);
        }
    }

    /// An address in brackets makes everything else a display name.
    fn finish(mut self, out: &mut Vec<String>) {
        self.end_part();
        if self.bracketed.is_empty() {
            out.extend(domains_in(&self.bare));
        } else {
            out.append(&mut self.bracketed);
        }
    }
}

/// What follows each `@`: a literal, or words with dots between, white space and comments between them allowed.
fn domains_in(tokens: &[Token<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    for (index, _) in tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| **token == Token::At)
    {
        let mut domain = String::new();
        let mut rest = tokens[index + 1..].iter().peekable();
        if let Some(Token::Literal(literal)) = rest.peek() {
            domain.push_str(literal);
        }
        while let Some(Token::Word(word)) = rest.next_if(|token| matches!(token, Token::Word(_))) {
            domain.push_str(word);
            if rest.next_if_eq(&&Token::Dot).is_none() {
                break;
            }
            domain.push('.');
        }
        if !domain.is_empty() {
            out.push(domain);
        }
    }
    out
}

fn tokens(value: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = value;
    // What is opened and never closed opens nothing; looked for once, so that it costs one pass.
    let (mut quotes, mut comments) = (true, true);
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        if first == '"' && quotes {
            let end = end_of_quoted(after);
            quotes = end.is_some();
            out.extend(end.map(|_| Token::Opaque));
            rest = &after[end.unwrap_or(0)..];
        } else if first == '(' && comments {
            let end = end_of_comment(after);
            comments = end.is_some();
            rest = &after[end.unwrap_or(0)..];
        } else if let Some(end) = encoded_word(rest) {
            out.push(Token::Opaque);
            rest = &rest[end..];
        } else if let Some(end) = literal(rest) {
            out.push(Token::Literal(&rest[..end]));
            rest = &rest[end..];
        } else if let Some(token) = special(first) {
            out.push(token);
            rest = after;
        } else if ends_word(first) {
            rest = after;
        } else {
            let end = rest.find(ends_word).unwrap_or(rest.len());
            out.push(Token::Word(&rest[..end]));
            rest = &rest[end..];
        }
    }
    out
}

fn special(c: char) -> Option<Token<'static>> {
    match c {
        '@' => Some(Token::At),
        '.' => Some(Token::Dot),
        '<' => Some(Token::Open),
        '>' => Some(Token::Close),
        ',' => Some(Token::Comma),
        ';' => Some(Token::Semicolon),
        ':' => Some(Token::Colon),
        _ => None,
    }
}

/// The length of an address literal at the start of a text.
fn literal(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let end = inner.find([']', '[', '<', '>', ','])?;
    inner[end..].starts_with(']').then_some(end + 2)
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "()<>[]:;@\\,.\"".contains(c)
}

/// The length of a quoted string's rest, its closing quote included.
fn end_of_quoted(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// The length of a comment's rest, its closing parenthesis included.
fn end_of_comment(text: &str) -> Option<usize> {
    let mut depth = 1usize;
    let mut bytes = text.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(index + 1);
        }
    }
    None
}

/// The length of an encoded word at the start of a text (RFC 2047 section 2): no white space, four question marks.
fn encoded_word(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("=?")?;
    let part = |text: &str| {
        let end = text.find(|c: char| c == '?' || c.is_whitespace())?;
        text[end..].starts_with('?').then_some(end + 1)
    };
    let charset = part(rest)?;
    let encoding = part(&rest[charset..])?;
    let encoded = part(&rest[charset + encoding..])?;
    let end = charset + encoding + encoded;
    (encoding == 2 && rest[end..].starts_with('=')).then_some(end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let rows: [(&str, &[&str]); 38] = [
            ("u@example.com", &["example.com"]),
            ("<u@example.com>", &["example.com"]),
            (
                "A <u@example.com>, b@example.org",
                &["example.com", "example.org"],
            ),
            (
                "\"x@evil.test\" <u@example.com> (y@evil.test)",
                &["example.com"],
            ),
            ("x@evil.test <u@example.com>", &["example.com"]),
            ("\"Doe, J <x@evil.test>\" u@example.com", &["example.com"]),
            ("(a (b <x@evil.test>) c) u@example.com", &["example.com"]),
            ("u@example.com (x@evil.test, y)", &["example.com"]),
            ("\"a@b\"@example.com", &["example.com"]),
            ("\"a\\\"@evil.test\" <u@example.com>", &["example.com"]),
            (
                "=?utf-8?Q?a@evil.test,_x?= <u@example.com>",
                &["example.com"],
            ),
            ("=?utf-8?B?YUBl?=<u@example.com>", &["example.com"]),
            ("=?utf-8?Q?not closed <u@example.com>", &["example.com"]),
            (
                "Team: a@example.com, B <b@example.org>;",
                &["example.com", "example.org"],
            ),
            ("undisclosed:;", &[]),
            ("", &[]),
            ("just a name", &[]),
            ("<>", &[]),
            ("x@example.com <>", &["example.com"]),
            ("<@relay.test:u@example.com>", &["example.com"]),
            ("<@a.test,@b.test:u@example.com>", &["example.com"]),
            ("<<<><joe@example.com>>>", &["example.com"]),
            ("Mail From:<joe@example.com>", &["example.com"]),
            (
                "<a@example.com> <b@example.org>",
                &["example.com", "example.org"],
            ),
            ("u@example.com J Doe", &["example.com"]),
            ("u @ example . com", &["example.com"]),
            ("u@(x)example(y).(z)com", &["example.com"]),
            ("u@example.com.", &["example.com."]),
            ("u@[192.0.2.1]", &["[192.0.2.1]"]),
            ("u@bücher.example", &["bücher.example"]),
            ("\"unclosed <u@example.com>", &["example.com"]),
            ("(unclosed <u@example.com>", &["example.com"]),
            ("<u@example.com", &["example.com"]),
            (
                "<a@example.com, b@example.org>",
                &["example.com", "example.org"],
            ),
            (
                "a@example.com; b@example.org",
                &["example.com", "example.org"],
            ),
            ("a@b@example.com", &["b", "example.com"]),
            ("Davide D'Marco <u@example.com>", &["example.com"]),
            ("a\u{0}@example.com", &["example.com"]),
        ];
        for (value, expected) in rows {
            assert_eq!(domains_of(value), expected, "{value}");
        }
    }

    #[test]
    fn fields_and_labels() {
        let message = Message::parse(
            "From: a@B\u{fc}cher.example, b@BÜCHER.example.\r\nfrom : c@example.com, d@[192.0.2.1]\r\n\r\n".as_bytes(),
        );
        let found = author_domains(&message);
        assert_eq!(found.domains, ["xn--bcher-kva.example", "example.com"]);
        assert_eq!((found.fields, found.addresses), (2, 4));
        assert_eq!(found.unreadable, ["[192.0.2.1]"]);
    }

    #[test]
    fn hostile_fields_cost_one_pass() {
        for unit in ["(", "\"", "<", "=?", "=?a?b", "[", "@", "<@", ",", "\\"] {
            drop(domains_of(&unit.repeat(60_000)));
        }
    }
}
