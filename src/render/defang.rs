//! Defanging: breaking what a program might turn into a link, so that nobody follows an attacker's link from a report.
//!
//! | where | what is broken |
//! |---|---|
//! | terminal | links: `https://a.example/x` → `hxxps://a[.]example/x`, `www.a.example` → `www[.]a[.]example`. Terminals make links of these only; bare names stay whole, to be searched and copied |
//! | HTML, Markdown | host names and domains of mail addresses too, in values, sentences and verbatim bytes (raw header, excerpts, records of DNS): `bounce@a[.]example`. Reports are copied into mail, chats and tickets, which make links of those as well |
//! | JSON, CSV | nothing: programs read them |
//!
//! Names of our own side stay whole, and so do addresses such as `192.0.2.7`: nothing makes links of them, and people search for
//! them. Every dot is broken, not only the last: `bank.example.evil.test` must not leave a link to `bank.example`.

use crate::names::file::is_file_extension;
use std::borrow::Cow;
use std::iter::Peekable;

/// How much is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Defang {
    /// Nothing.
    Off,
    Links,
    /// Links, host names and domains of mail addresses.
    Names,
}

impl Defang {
    /// The text with links, and names if they are to be, broken.
    pub(super) fn text(self, text: &str) -> Cow<'_, str> {
        self.text_but(text, &[])
    }

    /// The same; these names stay whole where they are no link.
    pub(super) fn text_but<'t>(self, text: &'t str, whole: &[String]) -> Cow<'t, str> {
        let edits = self.edits(text, whole);
        if edits.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(apply(text, 0, &mut edits.into_iter().peekable()))
    }

    /// The same of a text in parts: what reaches from one part into the next is broken too.
    pub(super) fn parts(self, parts: &[&str], whole: &[String]) -> Vec<String> {
        let mut edits = self.edits(&parts.concat(), whole).into_iter().peekable();
        let mut offset = 0;
        let broken = parts.iter().map(|part| {
            let broken = apply(part, offset, &mut edits);
            offset += part.len();
            broken
        });
        broken.collect()
    }

    /// What is put in the place of which byte, by offset.
    fn edits(self, text: &str, whole: &[String]) -> Vec<Edit> {
        let mut edits = Vec::new();
        // Without a dot or a colon there is neither name nor link.
        if self == Self::Off || !text.bytes().any(|byte| matches!(byte, b'.' | b':')) {
            return edits;
        }
        let mut at = 0;
        while let Some((start, end)) = next_token(text, at) {
            at = end;
            let (word, rest) = (&text[start..end], &text[end..]);
            if let Some(rest) = rest.strip_prefix("://") {
                break_scheme(&mut edits, start, word);
                at = end + 3 + authority_len(rest);
                break_dots(&mut edits, end + 3, &text[end + 3..at]);
            } else if is_www(word)
                || (self == Self::Names
                    && is_name(word)
                    && !rest.starts_with('@')
                    && !(rest.starts_with('=') && is_property(word))
                    && !is_one_of(word, whole))
            {
                // What stands before an `@` names no host.
                break_dots(&mut edits, start, word);
            }
        }
        edits
    }
}

/// An ASCII character at this offset, and what takes its place.
type Edit = (usize, &'static str);

/// Applies the edits that fall into a text that begins at this offset.
fn apply(text: &str, offset: usize, edits: &mut Peekable<std::vec::IntoIter<Edit>>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    while let Some((at, with)) = edits.next_if(|(at, _)| *at < offset + text.len()) {
        out.push_str(&text[copied..at - offset]);
        out.push_str(with);
        copied = at - offset + 1;
    }
    out.push_str(&text[copied..]);
    out
}

/// The next run of what names and schemes consist of.
fn next_token(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text[from..].find(is_name_char)?;
    let end = text[start..]
        .find(|c| !is_name_char(c))
        .map_or(text.len(), |len| start + len);
    Some((start, end))
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')
}

/// How much of what follows `://` names the host: up to the path, a blank or what brackets a link, and up to the scheme of
/// another link that follows at once.
fn authority_len(rest: &str) -> usize {
    let len = rest
        .find(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '/' | '?' | '#' | '"' | '<' | '>' | '\\')
        })
        .unwrap_or(rest.len());
    match rest[..len].strip_suffix(':') {
        Some(front) if rest[len..].starts_with("//") => {
            let scheme = front.chars().rev().take_while(|c| is_name_char(*c));
            front.len() - scheme.map(char::len_utf8).sum::<usize>()
        }
        _ => len,
    }
}

/// `http` → `hxxp`; another scheme keeps its name, and what follows it is broken.
fn break_scheme(edits: &mut Vec<Edit>, start: usize, scheme: &str) {
    let begins = |with: &str| {
        scheme
            .get(..4)
            .is_some_and(|head| head.eq_ignore_ascii_case(with))
    };
    if begins("http") {
        edits.extend([(start + 1, "x"), (start + 2, "x")]);
    } else if !begins("hxxp") {
        break_dots(edits, start, scheme);
        let end = start + scheme.len();
        edits.extend([(end, "[:"), (end + 2, "/]")]);
    }
}

/// Dots that are broken already stay: they have no name on either side.
fn break_dots(edits: &mut Vec<Edit>, start: usize, name: &str) {
    let bytes = name.as_bytes();
    edits.extend(
        memchr::memchr_iter(b'.', bytes)
            .filter(|&at| at == 0 || bytes[at - 1] != b'[')
            .map(|at| (start + at, "[.]")),
    );
}

fn is_reply_code(text: &str) -> bool {
    text.strip_suffix('-')
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether it names a property of results, as `header.from=` does (RFC 8601).
fn is_property(word: &str) -> bool {
    const TYPES: &[&str] = &["smtp", "header", "body", "policy", "dns"];
    let (ptype, name) = word.split_once('.').unwrap_or_default();
    TYPES.iter().any(|known| ptype.eq_ignore_ascii_case(known)) && !name.contains('.')
}

fn is_one_of(word: &str, names: &[String]) -> bool {
    let word = word.trim_end_matches('.');
    // A line of a reply begins with its code: `250-mx.example.net`.
    let word = match word.split_at_checked(4) {
        Some((code, rest)) if is_reply_code(code) => rest,
        _ => word,
    };
    names.iter().any(|name| name.eq_ignore_ascii_case(word))
}

fn is_www(word: &str) -> bool {
    word.len() > 4
        && word
            .get(..4)
            .is_some_and(|head| head.eq_ignore_ascii_case("www."))
}

/// Whether it is read as a host name: labels between dots, the last one of letters or an A-label.
fn is_name(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let Some((head, last)) = word.rsplit_once('.') else {
        return false;
    };
    let letters = last.chars().count() > 1 && last.chars().all(char::is_alphabetic);
    let a_label = last
        .get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case("xn--"));
    (letters || a_label) && head.chars().any(char::is_alphanumeric) && !is_file_extension(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_broken_and_bare_names_stay() {
        for (text, broken) in [
            (
                "see https://a.example/x.html, then",
                "see hxxps://a[.]example/x.html, then",
            ),
            (
                "https://a.example)https://b.example/",
                "hxxps://a[.]example)hxxps://b[.]example/",
            ),
            ("http://http://a.example", "hxxp://hxxp://a[.]example"),
            ("HTTP://u:p@A.example:80?q", "HxxP://u:p@A[.]example:80?q"),
            ("ftp://a.example", "ftp[://]a[.]example"),
            ("www.a.example", "www[.]a[.]example"),
            ("mail from a.example", "mail from a.example"),
            ("http://192.0.2.7/", "hxxp://192[.]0[.]2[.]7/"),
            ("http://\u{e9}.example", "hxxp://\u{e9}[.]example"),
            ("://", "://"),
        ] {
            assert_eq!(Defang::Links.text(text), broken);
        }
    }

    #[test]
    fn names_are_broken_in_every_dot_and_addresses_of_hosts_stay() {
        for (text, broken) in [
            ("j.doe@mail.a.example", "j.doe@mail[.]a[.]example"),
            (
                "bank.example.evil.test says",
                "bank[.]example[.]evil[.]test says",
            ),
            ("by 192.0.2.7 with TLSv1.2", "by 192.0.2.7 with TLSv1.2"),
            ("it ends here. And", "it ends here. And"),
            // Files are no hosts, but for those whose extension is a top-level domain.
            ("invoice.pdf in invoice.zip", "invoice.pdf in invoice[.]zip"),
            ("a.xn--p1ai", "a[.]xn--p1ai"),
            ("2001:db8::7", "2001:db8::7"),
            (
                "dmarc=pass header.from=a.example, see header.example",
                "dmarc=pass header.from=a[.]example, see header[.]example",
            ),
        ] {
            assert_eq!(Defang::Names.text(text), broken);
        }
        assert_eq!(Defang::Off.text("http://a.example"), "http://a.example");
        let whole = ["MX.a.example".to_owned()];
        assert_eq!(
            Defang::Names.text_but(
                "250-mx.a.example. of a.example, http://mx.a.example",
                &whole
            ),
            "250-mx.a.example. of a[.]example, hxxp://mx[.]a[.]example"
        );
    }

    #[test]
    fn what_is_broken_stays_as_it_is() {
        let once = Defang::Names
            .text("x@a.example http://b.example")
            .into_owned();
        assert_eq!(Defang::Names.text(&once), once);
    }

    #[test]
    fn a_link_in_parts_is_broken_where_it_lies() {
        let parts = Defang::Links.parts(&["see htt", "p:/", "/a.example b.example"], &[]);
        assert_eq!(parts, ["see hxx", "p:/", "/a[.]example b.example"]);
    }
}
