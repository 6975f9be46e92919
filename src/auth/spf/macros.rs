//! Macro strings: their syntax and their expansion (RFC 7208 section 7).

use crate::codec::percent;
use crate::limits::MAX_EXPANDED;
use chrono::{DateTime, Utc};
use std::fmt::Write as _;
use std::net::IpAddr;

/// Which macro letters are at home (section 7.2: `c`, `r` and `t` in explanation text only).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A domain-spec.
    Domain,
    /// An explanation string, where spaces are text.
    Explanation,
    /// The value of a modifier that nobody knows: syntax alone counts.
    UnknownModifier,
}

/// A macro letter (section 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    Sender,
    LocalPart,
    SenderDomain,
    Domain,
    Ip,
    ValidatedName,
    Family,
    Helo,
    ClientIp,
    Receiver,
    Time,
}

/// Every letter, in the order of the RFC's list; the last three belong to explanations.
const LETTERS: [(u8, Letter, bool); 11] = [
    (b's', Letter::Sender, false),
    (b'l', Letter::LocalPart, false),
    (b'o', Letter::SenderDomain, false),
    (b'd', Letter::Domain, false),
    (b'i', Letter::Ip, false),
    (b'p', Letter::ValidatedName, false),
    (b'v', Letter::Family, false),
    (b'h', Letter::Helo, false),
    (b'c', Letter::ClientIp, true),
    (b'r', Letter::Receiver, true),
    (b't', Letter::Time, true),
];

const DELIMITERS: &[u8] = b".-+,/_=";

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Macro(Macro),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Macro {
    letter: Letter,
    /// An upper-case letter asks for URL escapes.
    escaped: bool,
    /// How many right-hand parts to keep.
    keep: Option<usize>,
    reversed: bool,
    delimiters: String,
}

/// A string with its macros found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MacroString {
    pieces: Vec<Piece>,
    /// Whether it ends in a macro-expand, `%%`, `%_` and `%-` among them (section 7.1, `domain-end`).
    ends_in_macro: bool,
}

impl MacroString {
    /// Reads a macro string. The error says what is wrong with it.
    pub(super) fn parse(text: &str, place: Place) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        let mut ends_in_macro = false;
        while let Some(first) = rest.chars().next() {
            ends_in_macro = first == '%';
            if !ends_in_macro {
                let allowed =
                    first.is_ascii_graphic() || (first == ' ' && place == Place::Explanation);
                if !allowed {
                    return Err(format!("{first:?} is not allowed in {text:?}"));
                }
                literal.push(first);
                rest = &rest[1..];
                continue;
            }
            let (one, tail) = expand_syntax(&rest[1..], place)
                .ok_or_else(|| format!("bad macro in {text:?} at {:?}", clip(rest)))?;
            rest = tail;
            match one {
                Piece::Text(text) => literal.push_str(&text),
                one @ Piece::Macro(_) => {
                    if !literal.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    }
                    pieces.push(one);
                }
            }
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        Ok(Self {
            pieces,
            ends_in_macro,
        })
    }

    pub(super) fn ends_in_macro(&self) -> bool {
        self.ends_in_macro
    }

    /// The text, if it is the same for everybody.
    pub(super) fn literal(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether one of these is in it. That of the validated name of the client (`%{p}`) costs look-ups.
    pub(super) fn wants(&self, letters: &[Letter]) -> bool {
        self.pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Macro(one) if letters.contains(&one.letter)))
    }

    /// Puts the values in. The error says that the outcome is too long.
    pub(super) fn expand(&self, values: &Values<'_>) -> Result<String, String> {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Macro(one) => one.expand(values, &mut out),
            }
            if out.len() > MAX_EXPANDED {
                return Err(format!("expands to more than {MAX_EXPANDED} bytes"));
            }
        }
        Ok(out)
    }
}

/// What stands behind a `%`: the piece, and the text behind it.
fn expand_syntax(rest: &str, place: Place) -> Option<(Piece, &str)> {
    let literal = |text: &str| Some((Piece::Text(text.to_owned()), &rest[1..]));
    match rest.bytes().next()? {
        b'%' => literal("%"),
        b'_' => literal(" "),
        b'-' => literal("%20"),
        b'{' => {
            let (inner, tail) = rest[1..].split_once('}')?;
            Some((Piece::Macro(parse_macro(inner.as_bytes(), place)?), tail))
        }
        _ => None,
    }
}

fn parse_macro(inner: &[u8], place: Place) -> Option<Macro> {
    let (&first, rest) = inner.split_first()?;
    let lower = first.to_ascii_lowercase();
    let &(_, letter, explanation_only) = LETTERS.iter().find(|(byte, ..)| *byte == lower)?;
    if explanation_only && place == Place::Domain {
        return None;
    }
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = rest.split_at(digits);
    let keep = if number.is_empty() {
        None
    } else {
        let number = number.iter().fold(0usize, |sum, digit| {
            sum.saturating_mul(10)
                .saturating_add(usize::from(digit - b'0'))
        });
        // Section 7.3: "If a DIGIT is specified, the value MUST be nonzero."
        Some(number).filter(|number| *number > 0)?.into()
    };
    let reversed = matches!(rest.first(), Some(b'r' | b'R'));
    let delimiters = &rest[usize::from(reversed)..];
    if !delimiters.iter().all(|byte| DELIMITERS.contains(byte)) {
        return None;
    }
    Some(Macro {
        letter,
        escaped: first.is_ascii_uppercase(),
        keep,
        reversed,
        delimiters: String::from_utf8_lossy(delimiters).into_owned(),
    })
}

impl Macro {
    fn expand(&self, values: &Values<'_>, out: &mut String) {
        let value = values.of(self.letter);
        let value = self.transform(&value);
        if self.escaped {
            escape(&value, out);
        } else {
            out.push_str(&value);
        }
    }

    /// Splits, reverses and cuts (section 7.3). The parts are joined with dots whatever split them.
    fn transform(&self, value: &str) -> String {
        if self.keep.is_none() && !self.reversed && self.delimiters.is_empty() {
            return value.to_owned();
        }
        let splits = |c: char| {
            if self.delimiters.is_empty() {
                c == '.'
            } else {
                self.delimiters.contains(c)
            }
        };
        let mut parts: Vec<&str> = value.split(splits).collect();
        if self.reversed {
            parts.reverse();
        }
        let cut = parts.len().saturating_sub(self.keep.unwrap_or(usize::MAX));
        parts[cut..].join(".")
    }
}

/// URL escapes of everything but the unreserved characters of RFC 3986 section 2.3.
fn escape(value: &str, out: &mut String) {
    percent::encode_into(value, b"-._~", out);
}

/// What the macro letters stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Values<'a> {
    pub(super) local_part: &'a str,
    pub(super) sender_domain: &'a str,
    pub(super) domain: &'a str,
    pub(super) helo: &'a str,
    pub(super) receiver: &'a str,
    /// Not IPv4-mapped.
    pub(super) ip: IpAddr,
    pub(super) now: DateTime<Utc>,
    /// `unknown` where there is none (section 7.3).
    pub(super) validated_name: &'a str,
}

impl Values<'_> {
    fn of(&self, letter: Letter) -> String {
        match letter {
            Letter::Sender => format!("{}@{}", self.local_part, self.sender_domain),
            Letter::LocalPart => self.local_part.to_owned(),
            Letter::SenderDomain => self.sender_domain.to_owned(),
            Letter::Domain => self.domain.to_owned(),
            Letter::Ip => dotted(self.ip),
            Letter::ValidatedName => self.validated_name.to_owned(),
            Letter::Family => if self.ip.is_ipv4() { "in-addr" } else { "ip6" }.to_owned(),
            Letter::Helo => self.helo.to_owned(),
            Letter::ClientIp => self.ip.to_string(),
            Letter::Receiver if self.receiver.is_empty() => "unknown".to_owned(),
            Letter::Receiver => self.receiver.to_owned(),
            Letter::Time => self.now.timestamp().to_string(),
        }
    }
}

/// The address in labels: dotted quad, or for IPv6 one nibble a label (section 7.3). The hexadecimal digits are
/// upper case, as the field's implementations write them; DNS does not tell them apart.
fn dotted(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let mut out = String::with_capacity(64);
            for byte in v6.octets() {
                let _ = write!(out, "{:X}.{:X}.", byte >> 4, byte & 15);
            }
            out.pop();
            out
        }
    }
}

/// The name under which the names of an address are published.
pub(super) fn reverse_name(ip: IpAddr) -> String {
    let labels = dotted(ip).to_ascii_lowercase();
    let reversed: Vec<&str> = labels.split('.').rev().collect();
    let zone = if ip.is_ipv4() { "in-addr" } else { "ip6" };
    format!("{}.{zone}.arpa", reversed.join("."))
}

fn clip(text: &str) -> String {
    text.chars().take(20).collect()
}

#[cfg(test)]
#[path = "macros_tests.rs"]
mod tests;
