//! What mail-parser is given. It opens messages within messages as deep as they lie, and takes down what it has built by
//! recursion; it joins the pieces of a parameter at the cost of their square; and it builds a part for every delimiter.
//! All three lead a stranger's bytes to the end of the stack, of time or of memory. So it sees no message within another:
//! each is a part with bytes, which the caller opens by itself, as deep as he likes.

use crate::limits::{MAX_DELIMITERS, MAX_MESSAGES, MAX_TYPE_FIELD, MAX_TYPE_TRIES};
use mail_parser::parsers::MessageStream;
use mail_parser::{HeaderValue, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;
use std::ops::Range;

/// What stands in place of the first letter of a type that mail-parser would open. No program writes it.
const MASK: u8 = 1;
const MASKED_MESSAGE: &str = "\u{1}essage";
const MASKED_DIGEST: &str = "\u{1}igest";

/// A message that may be given to mail-parser.
pub(crate) struct Bounded<'a> {
    /// The bytes, each at its place; fewer if there were too many parts.
    pub bytes: Cow<'a, [u8]>,
    /// Whether something is left out.
    pub cut: bool,
}

/// Makes a message fit for mail-parser.
pub(crate) fn bounded(raw: &[u8]) -> Bounded<'_> {
    let mut cut = false;
    let mut edits: Vec<Edit> = Vec::new();
    let (mut at, mut delimiters, mut messages, mut folded) = (0, 0, 0, 0);
    let mut end = raw.len();
    while at < raw.len() {
        let mut next = memchr::memchr(b'\n', &raw[at..]).map_or(raw.len(), |len| at + len + 1);
        let line = &raw[at..next];
        if line.starts_with(b"--") {
            delimiters += 1;
            if delimiters > MAX_DELIMITERS {
                cut = true;
                end = at;
                break;
            }
        } else if let Some(Named {
            is_type,
            lead,
            colon,
        }) = type_field(line)
        {
            let value = at + colon + 1;
            // Folded lines may look like fields themselves.
            if at >= folded {
                folded = field_end(raw, next);
            }
            let stop = folded;
            if stop - value > MAX_TYPE_FIELD {
                cut = true;
                edits.push(Edit::Blank(value + MAX_TYPE_FIELD..line_end(raw, stop)));
                next = next.max(stop);
            }
            if is_type {
                let seen = &raw[value..stop.min(value + MAX_TYPE_FIELD)];
                if let Some(edit) = mask(seen, value, at + lead) {
                    messages += 1;
                    if messages > MAX_MESSAGES {
                        cut = true;
                        end = at;
                        break;
                    }
                    edits.push(edit);
                }
            }
        }
        at = next;
    }
    let raw = &raw[..end];
    if edits.is_empty() {
        return Bounded {
            bytes: Cow::Borrowed(raw),
            cut,
        };
    }
    let mut bytes = raw.to_vec();
    for edit in edits {
        match edit {
            Edit::Blank(range) => bytes[range.start.min(end)..range.end.min(end)].fill(b' '),
            Edit::Mask(at) => bytes[at] = MASK,
        }
    }
    Bounded {
        bytes: Cow::Owned(bytes),
        cut,
    }
}

enum Edit {
    Blank(Range<usize>),
    Mask(usize),
}

/// A line that may begin a field which is read as a type.
struct Named {
    /// Whether it is Content-Type.
    is_type: bool,
    /// Where its name begins.
    lead: usize,
    colon: usize,
}

/// Finds the name of such a field. White space before and within it is passed over, as mail-parser does.
fn type_field(line: &[u8]) -> Option<Named> {
    let lead = line.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if !line[lead].eq_ignore_ascii_case(&b'c') {
        return None;
    }
    let colon = lead + memchr::memchr(b':', &line[lead..])?;
    let name = || {
        let bare = line[lead..colon]
            .iter()
            .filter(|b| !b.is_ascii_whitespace());
        bare.map(u8::to_ascii_lowercase)
    };
    let is_type = name().eq(*b"content-type");
    (is_type || name().eq(*b"content-disposition")).then_some(Named {
        is_type,
        lead,
        colon,
    })
}

/// Where a field ends: behind the line end that no white space follows.
fn field_end(raw: &[u8], mut next: usize) -> usize {
    while matches!(raw.get(next), Some(b' ' | b'\t')) {
        next = memchr::memchr(b'\n', &raw[next..]).map_or(raw.len(), |len| next + len + 1);
    }
    next
}

/// The end of what stands before a line end.
fn line_end(raw: &[u8], end: usize) -> usize {
    let field = &raw[..end];
    let field = field.strip_suffix(b"\n").unwrap_or(field);
    field.strip_suffix(b"\r").unwrap_or(field).len()
}

/// What keeps mail-parser from opening a message, or taking parts for messages, by a field with this value.
fn mask(value: &[u8], start: usize, name: usize) -> Option<Edit> {
    let word = opening(value)?;
    let mut seen = value.to_vec();
    let mut from = 0;
    for _ in 0..MAX_TYPE_TRIES {
        let Some(at) = find(&seen[from..], word).map(|at| from + at) else {
            break;
        };
        let before = std::mem::replace(&mut seen[at], MASK);
        if opening(&seen).is_none() {
            return Some(Edit::Mask(start + at));
        }
        seen[at] = before;
        from = at + word.len();
    }
    // Its first letter goes: then it is no type.
    Some(Edit::Mask(name))
}

/// The word by which a type leads mail-parser to open a message.
fn opening(value: &[u8]) -> Option<&'static [u8]> {
    // Nearly all types are told by this.
    if find(value, b"message").is_none() && find(value, b"digest").is_none() {
        return None;
    }
    let mut line = value.to_vec();
    if !line.ends_with(b"\n") {
        line.push(b'\n');
    }
    let HeaderValue::ContentType(given) = MessageStream::new(&line).parse_content_type() else {
        return None;
    };
    match given.ctype() {
        "message" => Some(b"message"),
        "multipart" if given.subtype() == Some("digest") => Some(b"digest"),
        _ => None,
    }
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    let mut windows = text.windows(word.len());
    windows.position(|window| window.eq_ignore_ascii_case(word))
}

/// Whether a part is a message; `in_digest` says that its type is that by default (RFC 2046 section 5.1.5).
pub(crate) fn is_message(part: &MessagePart<'_>, in_digest: bool) -> bool {
    match part.content_type() {
        Some(given) => {
            given.ctype() == MASKED_MESSAGE && matches!(given.subtype(), Some("rfc822" | "global"))
        }
        None => in_digest && !matches!(part.body, PartType::Multipart(_)),
    }
}

/// Whether the parts of a part are messages by default.
pub(crate) fn is_digest(part: &MessagePart<'_>) -> bool {
    part.content_type()
        .is_some_and(|given| given.subtype() == Some(MASKED_DIGEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::MessageParser;

    fn bytes_of(raw: &str) -> String {
        String::from_utf8(bounded(raw.as_bytes()).bytes.into_owned()).unwrap()
    }

    #[test]
    fn no_type_leads_the_parser_into_a_message() {
        for field in [
            "Content-Type: message/rfc822",
            "CONTENT-TYPE : Message/RFC822; name=x",
            "Content- Type:\r\n (a message) message / rfc822",
            "x\r\n Content-Type: message/global",
            "Content-Type: (message message message message message message message message message) message/rfc822",
            "Content-Type: (;) message(;)/(x)rfc822",
        ] {
            for coding in ["", "Content-Transfer-Encoding: base64\r\n"] {
                let raw = format!("{field}\r\n{coding}\r\nSubject: a\r\n\r\nb\r\n");
                let bounded = bounded(raw.as_bytes());
                assert_eq!(bounded.bytes.len(), raw.len());
                let message = MessageParser::new().parse(bounded.bytes.as_ref()).unwrap();
                let opened = |part: &MessagePart<'_>| matches!(part.body, PartType::Message(_));
                assert!(!message.parts.iter().any(opened), "{field}");
            }
        }
    }

    #[test]
    fn other_fields_and_texts_stay_as_they_are() {
        for raw in [
            "Content-Type: text/plain; name=\"message/rfc822\"\r\n\r\nx",
            "Content-Type: multipart/mixed; boundary=\"rfc822-digest-message\"\r\n\r\nx",
            "Subject: message/rfc822\r\n\r\nContent: message/rfc822\r\n",
        ] {
            assert_eq!(bytes_of(raw), raw);
        }
    }

    #[test]
    fn a_long_type_and_many_delimiters_are_cut() {
        let folded = format!("a: b\r\n{}", "\tContent-Type: x\r\n".repeat(200_000));
        assert!(bounded(folded.as_bytes()).cut);
        let pieces: Vec<String> = (0..100_000).map(|n| format!("; name*{n}=ab")).collect();
        let pieces = pieces.concat();
        let raw = format!("Content-Type: application/pdf{pieces}\r\nSubject: a\r\n\r\nb");
        let got = bounded(raw.as_bytes());
        assert!(got.cut && got.bytes.ends_with(b"\r\nSubject: a\r\n\r\nb"));
        assert_eq!(got.bytes.len(), raw.len());
        let raw = format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
            "--b\r\n\r\n".repeat(100_000)
        );
        let got = bounded(raw.as_bytes());
        assert!(got.cut && got.bytes.len() < MAX_DELIMITERS * 8);
    }
}
