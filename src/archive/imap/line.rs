//! The lines of an IMAP dump: who speaks, and what begins a response.

/// What stands in the text of a response for a literal: no line has it.
pub(super) const PLACE: u8 = b'\n';

/// The most bytes that tell whether a line begins a response: a mark, a number of 20 digits, and the words.
pub(super) const MOST: usize = 64;

/// What logs and terminals put before a line of the server.
const SERVER: &[&[u8]] = &[
    b"Server: ",
    b"server: ",
    b"S: ",
    b"S:",
    b"<<< ",
    b"<< ",
    b"<- ",
    b"< ",
];
/// The same of the client.
const CLIENT: &[&[u8]] = &[
    b"Client: ",
    b"client: ",
    b"C: ",
    b"C:",
    b">>> ",
    b">> ",
    b"-> ",
    b"> ",
];

/// What the second word of a line is, where the first one is a tag (RFC 9051 sections 6 and 7.1).
const WORDS: &[&str] = &[
    "OK",
    "NO",
    "BAD",
    "FETCH",
    "UID",
    "LOGIN",
    "AUTHENTICATE",
    "SELECT",
    "EXAMINE",
    "CAPABILITY",
    "NOOP",
    "STARTTLS",
    "LIST",
    "LOGOUT",
    "ID",
    "ENABLE",
    "NAMESPACE",
    "STATUS",
    "SEARCH",
    "CLOSE",
];

/// A line that begins a response to FETCH.
pub(super) struct Fetch {
    /// The number of the message.
    pub number: u64,
    /// How many bytes the mark takes.
    pub mark: usize,
    /// Where the list of items begins.
    pub start: usize,
}

/// How many bytes of a line are the server's mark.
pub(super) fn server_mark(line: &[u8]) -> usize {
    mark(line, SERVER)
}

fn mark(line: &[u8], marks: &[&[u8]]) -> usize {
    marks
        .iter()
        .find(|mark| line.starts_with(mark))
        .map_or(0, |mark| mark.len())
}

/// Reads the beginning of a line as that of a response.
pub(super) fn fetch(line: &[u8]) -> Option<Fetch> {
    let mark = server_mark(line);
    let rest = line[mark..].strip_prefix(b"* ")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
    let rest = &rest[digits..];
    let word = b" FETCH ";
    let is_fetch = rest
        .get(..word.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(word));
    let list = rest.get(word.len()..).filter(|_| is_fetch)?;
    list.starts_with(b"(").then(|| Fetch {
        number,
        mark,
        start: line.len() - list.len(),
    })
}

/// Whether a text begins a dump: before all else somebody speaks IMAP, and the server answers FETCH. A message that quotes
/// a dump begins with a field, and a session of SMTP with a reply.
pub(super) fn begins_dump(head: &[u8]) -> bool {
    let mut lines = head
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii_end)
        .filter(|line| !line.is_empty())
        .peekable();
    if lines
        .peek()
        .is_none_or(|line| !is_said(line) && is_field(line))
    {
        return false;
    }
    let first = lines.find(|line| is_said(line) || is_reply(line));
    first.is_some_and(|line| {
        is_said(line) && (fetch(line).is_some() || lines.any(|line| fetch(line).is_some()))
    })
}

/// Whether a line is one of IMAP.
fn is_said(line: &[u8]) -> bool {
    let text = &line[server_mark(line).max(mark(line, CLIENT))..];
    let mut words = text.split(|&byte| byte == b' ');
    let (Some(tag), Some(word)) = (words.next(), words.next()) else {
        return false;
    };
    if tag == b"*" {
        return word.first().is_some_and(u8::is_ascii_alphanumeric);
    }
    let is_tag = (1..=32).contains(&tag.len()) && tag.iter().all(u8::is_ascii_alphanumeric);
    // `250 OK` is a reply of SMTP.
    is_tag
        && !is_reply(text)
        && WORDS
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

/// Whether a line is a reply of SMTP.
fn is_reply(line: &[u8]) -> bool {
    let text = &line[server_mark(line)..];
    matches!(
        text,
        [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', b' ' | b'-', ..]
    )
}

/// Whether a line begins with the name of a field.
fn is_field(line: &[u8]) -> bool {
    memchr::memchr(b':', line).is_some_and(|colon| {
        line[..colon]
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

/// How many bytes follow as a literal, by the end of a line, and where that begins (RFC 9051 section 4.3, RFC 3516).
pub(super) fn literal(line: &[u8]) -> Option<(usize, usize)> {
    let text = line.strip_suffix(b"}")?;
    let start = memchr::memrchr(b'{', text)?;
    let digits = &text[start + 1..];
    let digits = digits
        .strip_suffix(b"+")
        .or_else(|| digits.strip_suffix(b"-"))
        .unwrap_or(digits);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // What is no number of this machine is too long.
    let count = std::str::from_utf8(digits)
        .ok()?
        .parse()
        .unwrap_or(usize::MAX);
    let start = if line[..start].ends_with(b"~") {
        start - 1
    } else {
        start
    };
    Some((start, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_begins_a_line() {
        for (line, expected) in [
            (&b"* 12 FETCH (UID 5"[..], Some((12, 11))),
            (b"S: * 1 fetch (", Some((1, 13))),
            (b"< * 1 FETCH (", Some((1, 12))),
            (b"* 12 FETCH UID", None),
            (b"* FETCH (", None),
            (b"* 99999999999999999999999 FETCH (", None),
            (b"a1 FETCH 12 (UID)", None),
            (b"C: * 12 FETCH (", None),
            (b" * 12 FETCH (", None),
        ] {
            let found = fetch(line).map(|fetch| (fetch.number, fetch.start));
            assert_eq!(found, expected, "{line:?}");
        }
    }

    #[test]
    fn a_literal_ends_a_line() {
        for (line, expected) in [
            (&b"BODY[] {1234}"[..], Some((7, 1234))),
            (b"BODY[] {0}", Some((7, 0))),
            (b"BODY[] {12+}", Some((7, 12))),
            (b"BINARY[] ~{12}", Some((9, 12))),
            (b"{999999999999999999999999}", Some((0, usize::MAX))),
            (b"BODY[] {}", None),
            (b"BODY[] {-1}", None),
            (b"BODY[] 12}", None),
            (b"BODY[] {12} ", None),
        ] {
            assert_eq!(literal(line), expected, "{line:?}");
        }
    }

    #[test]
    fn only_a_dump_begins_like_one() {
        for (text, expected) in [
            ("* 1 FETCH (UID 1)", true),
            ("* OK ready\r\na1 LOGIN x y\r\n* 1 FETCH (UID 1)\r\n", true),
            ("a1 UID FETCH 1 (BODY[])\n* 1 FETCH (UID 1)\n", true),
            ("C: a1 FETCH 1 (BODY[])\nS: * 1 FETCH (UID 1)\n", true),
            (
                "CONNECTED(00000003)\ndepth=0\n* OK hi\n* 1 FETCH (UID 1)",
                true,
            ),
            (
                "Trying 192.0.2.1...\nConnected to imap.example.\n* OK hi\n* 1 FETCH (",
                true,
            ),
            ("* OK ready\r\n", false),
            ("From: a@example.com\r\n\r\n* 1 FETCH (UID 1)\r\n", false),
            ("X-A: b\n* OK x\n* 1 FETCH (UID 1)", false),
            ("220 mx.example ESMTP\nDATA\n* 1 FETCH (UID 1)", false),
            ("250 OK\n* 1 FETCH (UID 1)", false),
            ("S: 220 mx.example\nC: DATA\nC: * 1 FETCH (UID 1)", false),
            (
                "Trying 192.0.2.1...\n220 mx.example\n* OK\n* 1 FETCH (UID 1)",
                false,
            ),
            ("", false),
        ] {
            assert_eq!(begins_dump(text.as_bytes()), expected, "{text}");
        }
    }
}
