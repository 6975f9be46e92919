//! Defanging: breaking what a program might turn into a link, so that nobody follows an attacker's link from a report.
//!
//! | where | what is broken |
//! |---|---|
//! | terminal | links: `https://a.example/x` → `hxxps://a[.]example/x`, `www.a.example` → `www[.]a[.]example`. Terminals make links of these only; bare names stay whole, to be searched and copied |
//! | HTML, Markdown | the same in verbatim bytes (raw header, excerpts, records of DNS); in values and sentences host names and domains of mail addresses too: `bounce@a[.]example`. Reports are copied into mail, chats and tickets, which make links of those as well |
//! | JSON, CSV | nothing: programs read them |
//!
//! Names of our own side stay whole, and so do addresses such as `192.0.2.7`: nothing makes links of them, and people search for
//! them. Every dot is broken, not only the last: `bank.example.evil.test` must not leave a link to `bank.example`.

use std::borrow::Cow;

/// How much is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Defang {
    /// Nothing.
    Off,
    /// Links.
    Links,
    /// Links, host names and domains of mail addresses.
    Names,
}

impl Defang {
    /// The text with links, and names if they are to be, broken.
    pub(super) fn text(self, text: &str) -> Cow<'_, str> {
        // Without a dot or a colon there is neither name nor link.
        if self == Self::Off || !text.bytes().any(|byte| matches!(byte, b'.' | b':')) {
            return Cow::Borrowed(text);
        }
        let mut out = String::new();
        // Where the part begins that was not copied yet.
        let mut copied = 0;
        let mut at = 0;
        while let Some(token) = next_token(text, at) {
            let (start, end) = token;
            at = end;
            let word = &text[start..end];
            if word.get(..4) == Some("hxxp") || text[end..].starts_with('@') {
                // Broken already; the part before an `@` names no host.
                continue;
            }
            if text[end..].starts_with("://") {
                out.push_str(&text[copied..start]);
                let (rest, host_start) = (&text[end + 3..], end + 3);
                let host = host_start + authority_len(rest);
                push_scheme(&mut out, word);
                push_broken(&mut out, &text[host_start..host]);
                copied = host;
                at = host;
            } else if is_www(word) || (self == Self::Names && is_name(word)) {
                out.push_str(&text[copied..start]);
                push_broken(&mut out, word);
                copied = end;
            }
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[copied..]);
        Cow::Owned(out)
    }
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

/// How much of what follows `://` names the host: up to the path, a blank or what brackets a link.
fn authority_len(rest: &str) -> usize {
    rest.find(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '/' | '?' | '#' | '"' | '<' | '>' | '\\')
    })
    .unwrap_or(rest.len())
}

/// `http` → `hxxp`; another scheme keeps its name, and its colon is broken.
fn push_scheme(out: &mut String, scheme: &str) {
    let rest = scheme.get(4..).unwrap_or_default();
    if scheme
        .get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case("http"))
    {
        out.push_str("hxxp");
        out.push_str(rest);
        out.push_str("://");
    } else {
        push_broken(out, scheme);
        out.push_str("[://]");
    }
}

fn push_broken(out: &mut String, name: &str) {
    for c in name.chars() {
        match c {
            '.' => out.push_str("[.]"),
            c => out.push(c),
        }
    }
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
    (letters || a_label) && head.chars().any(char::is_alphanumeric)
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
            ("HTTP://u:p@A.example:80?q", "hxxp://u:p@A[.]example:80?q"),
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
            ("a.xn--p1ai", "a[.]xn--p1ai"),
            ("2001:db8::7", "2001:db8::7"),
        ] {
            assert_eq!(Defang::Names.text(text), broken);
        }
        assert_eq!(Defang::Off.text("http://a.example"), "http://a.example");
    }

    #[test]
    fn what_is_broken_stays_as_it_is() {
        let once = Defang::Names
            .text("x@a.example http://b.example")
            .into_owned();
        assert_eq!(Defang::Names.text(&once), once);
    }
}
