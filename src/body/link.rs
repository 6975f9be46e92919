//! Links: their address, what is shown for it, and what is odd about the two.

use super::MAX_LINKS;
use super::page::{self, Piece};
use super::rewritten;
use crate::codec::percent;
use crate::limits::{MAX_LINK_SHOWN, MAX_LINK_TEXT, MAX_URL};
use crate::names::{host_of_url, is_reserved_name, organization, same_organization};
use html5gum::Token;
use linkify::{LinkFinder, LinkKind};
use std::borrow::Cow;
use std::collections::HashMap;
use url::{Host, Url};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its address, in the normal form of the URL standard.
    pub url: String,
    /// The host; `None` for `mailto:` and the like.
    pub host: Option<String>,
    /// What a reader sees for it; `None` in a text, where the address shows itself.
    pub text: Option<String>,
    /// Whether it is where a form sends what is typed into it.
    pub form: bool,
    /// Where it goes on to, if a filter's or search engine's address was put around it.
    pub goes_on_to: Option<String>,
    /// Number of occurrences in the message.
    pub count: usize,
    /// What is odd about it.
    pub oddities: Vec<Oddity>,
}

/// What is odd about a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// The text names a host of another organization.
    OtherHost { shown: String },
    /// The host is an address, not a name.
    Address,
    /// The host is an internationalized name.
    Internationalized { read_as: String },
    /// A user name before the host, which may be mistaken for the host.
    UserName {
        /// The text, without the password.
        name: String,
    },
    /// It contains a program or a page (`data:` or `javascript:`).
    Embedded,
}

impl Link {
    /// The host where a reader ends up, as far as the address tells.
    pub fn destination(&self) -> Option<String> {
        match &self.goes_on_to {
            Some(target) => host_of_url(target),
            None => self.host.clone(),
        }
    }
}

/// Whether a text could hold a link, told by a scan of its bytes.
pub(super) fn may_hold_one(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"://").is_some() || memchr::memmem::find(text, b"www.").is_some()
}

/// Links as they are found.
#[derive(Default)]
pub(super) struct Collector {
    links: Vec<Link>,
    places: HashMap<(String, Option<String>), usize>,
    left_out: usize,
    searched: usize,
    cut: bool,
}

impl Collector {
    /// Whether not all was searched.
    pub(super) fn cut(&self) -> bool {
        self.cut
    }

    /// The links, and how many more there were.
    pub(super) fn finish(self) -> (Vec<Link>, usize) {
        (self.links, self.left_out)
    }

    /// What may still be searched of a text.
    fn within<'t>(&mut self, text: &'t str) -> &'t str {
        let left = MAX_LINK_TEXT - self.searched;
        let taken = text.floor_char_boundary(left);
        self.cut |= taken < text.len();
        self.searched += taken;
        &text[..taken]
    }

    /// Searches a plain text.
    pub(super) fn text(&mut self, text: &str) {
        let text = self.within(text);
        if !may_hold_one(text.as_bytes()) {
            return;
        }
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
        for found in finder.links(text) {
            let written = found.as_str();
            if written.contains("://") {
                self.add(written, None, false);
            } else if written.starts_with("www.") {
                self.add(&format!("http://{written}"), None, false);
            }
        }
    }

    /// Searches a page.
    pub(super) fn html(&mut self, text: &str) {
        let text = self.within(text);
        // The address of the link that is open, and the text that was read since.
        let mut open: Option<(String, String)> = None;
        for piece in page::pieces(text) {
            match piece {
                Piece::Start(tag) if piece.is("a") => {
                    self.close(&mut open);
                    open = attribute(tag, "href").map(|href| (href, String::new()));
                }
                Piece::End(_) if piece.is("a") => self.close(&mut open),
                Piece::Start(tag) if piece.is("area") => {
                    self.add_written(attribute(tag, "href"), false);
                }
                Piece::Start(tag) if piece.is("form") => {
                    self.add_written(attribute(tag, "action"), true);
                }
                // A picture is no text; what stands for it is shown where pictures are not.
                Piece::Start(tag) if piece.is("img") => {
                    if let Some((_, shown)) = &mut open
                        && let Some(alternative) = attribute(tag, "alt")
                    {
                        show(shown, &alternative);
                    }
                }
                Piece::Text(words) => {
                    if let Some((_, shown)) = &mut open {
                        show(shown, &said(words));
                    }
                }
                Piece::Start(_) | Piece::End(_) => {}
            }
        }
        self.close(&mut open);
    }

    fn close(&mut self, open: &mut Option<(String, String)>) {
        if let Some((href, shown)) = open.take() {
            let shown: Vec<&str> = shown.split_whitespace().collect();
            let shown: String = shown.join(" ").chars().take(MAX_LINK_SHOWN).collect();
            self.add(&href, Some(shown), false);
        }
    }

    fn add_written(&mut self, address: Option<String>, form: bool) {
        if let Some(address) = address {
            self.add(&address, None, form);
        }
    }

    fn add(&mut self, written: &str, text: Option<String>, form: bool) {
        let cut = &written[..written.floor_char_boundary(MAX_URL)];
        // What has no scheme is a place in the message itself.
        let Ok(url) = Url::parse(cut.trim()) else {
            return;
        };
        if !is_followed(&url) {
            return;
        }
        let key = (url.to_string(), text);
        if let Some(&place) = self.places.get(&key) {
            self.links[place].count += 1;
            return;
        }
        if self.links.len() == MAX_LINKS {
            self.left_out += 1;
            return;
        }
        self.places.insert(key.clone(), self.links.len());
        self.links.push(link(&url, key.1, form));
    }
}

/// An attribute of a start tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let written = page::attribute(tag, name)?;
    if memchr::memchr3(b'&', b'\r', b'\0', written.as_bytes()).is_none() {
        return Some(written.to_owned());
    }
    let found = page::tokens(tag).find_map(|token| match token {
        Token::StartTag(mut tag) => tag.attributes.remove(name.as_bytes()),
        _ => None,
    });
    found.map(|value| String::from_utf8_lossy(&value).into_owned())
}

/// A text as it is read, with what its references to characters stand for.
fn said(text: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'<', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut said = String::new();
    for token in page::tokens(text) {
        if let Token::String(text) = token {
            said.push_str(&String::from_utf8_lossy(&text));
        }
    }
    Cow::Owned(said)
}

/// Appends to what is shown of a link; what is far over the limit is not collected.
fn show(shown: &mut String, text: &str) {
    if shown.len() < MAX_LINK_SHOWN * 8 {
        shown.push_str(text);
    }
}

/// Whether following it leads to somebody. Mail addresses, telephone numbers and parts of the message do not.
fn is_followed(url: &Url) -> bool {
    matches!(
        url.scheme(),
        "http"
            | "https"
            | "ftp"
            | "file"
            | "smb"
            | "javascript"
            | "data"
            | "vbscript"
            | "search-ms"
            | "ms-msdt"
    )
}

fn link(url: &Url, text: Option<String>, form: bool) -> Link {
    let host = url
        .host_str()
        .map(|host| host.trim_end_matches('.').to_owned());
    let goes_on_to = rewritten::target(url);
    let oddities = oddities(url, text.as_deref(), goes_on_to.as_deref());
    Link {
        url: url.to_string(),
        host,
        text,
        form,
        goes_on_to,
        count: 1,
        oddities,
    }
}

fn oddities(url: &Url, text: Option<&str>, goes_on_to: Option<&str>) -> Vec<Oddity> {
    let mut found = Vec::new();
    if matches!(url.scheme(), "javascript" | "data" | "vbscript") {
        found.push(Oddity::Embedded);
        return found;
    }
    let target = goes_on_to.and_then(|target| Url::parse(target).ok());
    let url = target.as_ref().unwrap_or(url);
    let Some(host) = url.host_str() else {
        return found;
    };
    if let Some(shown) = text
        .and_then(named_host)
        .filter(|shown| !same_organization(shown, host))
    {
        found.push(Oddity::OtherHost { shown });
    }
    if matches!(url.host(), Some(Host::Ipv4(_) | Host::Ipv6(_))) {
        found.push(Oddity::Address);
    }
    if host.split('.').any(|label| label.starts_with("xn--")) {
        let (read_as, _) = idna::domain_to_unicode(host);
        found.push(Oddity::Internationalized { read_as });
    }
    if hides_host(url, host) && !shows_mailbox(url, host, text) {
        let name = url.username().chars().take(MAX_LINK_SHOWN).collect();
        found.push(Oddity::UserName { name });
    }
    found
}

/// Whether what stands in front of the `@` is there to be taken for the host: `https://bank.example@evil.test/`, also with
/// more behind the name (`bank.example%2Flogin`). A person's name with a dot in it (`jo.miller@`) is no host.
fn hides_host(url: &Url, host: &str) -> bool {
    let name: String = percent_decode(url.username())
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    public_host(name.trim_matches(['.', '-'])).is_some_and(|name| !same_organization(&name, host))
}

/// Whether the link is a mail address that a program took for a web address, and shows itself: `http://jo.de@firm.example`
/// under `jo.de@firm.example`. Who reads that reads an address at the host that the link leads to.
fn shows_mailbox(url: &Url, host: &str, text: Option<&str>) -> bool {
    let is_bare = matches!(url.path(), "" | "/")
        && url.query().is_none()
        && url.fragment().is_none()
        && url.password().is_none();
    let shown = text.unwrap_or_default().trim();
    let shown = match shown.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &shown[7..],
        _ => shown,
    };
    let shown = shown.trim_matches(['<', '>', '.', ',', ';']);
    is_bare
        && shown.rsplit_once('@').is_some_and(|(local, domain)| {
            local.eq_ignore_ascii_case(&percent_decode(url.username()))
                && domain.eq_ignore_ascii_case(host)
        })
}

/// A text with `%2F` and the like as the characters that they stand for.
fn percent_decode(text: &str) -> String {
    String::from_utf8_lossy(&percent::decode(text.as_bytes())).into_owned()
}

/// The host that a link's text names, if the whole of it is an address or a name in the public DNS.
fn named_host(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_whitespace) || text.contains('@') {
        return None;
    }
    let host = if text.contains("://") {
        host_of_url(text)?
    } else {
        // `invoice.pdf` is no host: the suffix must be one under which names are registered.
        let word = text.split(['/', '?', '#', ':']).next()?;
        // `readme.md` and `main.rs` are files, though countries have these suffixes.
        if word == text && is_file_name(word) {
            return None;
        }
        public_host(word)?
    };
    (organization(&host).contains('.')).then_some(host)
}

/// Suffixes of the DNS that are endings of files as well.
const FILE_ENDINGS: &[&str] = &["cc", "md", "mov", "pl", "pm", "py", "rs", "sh", "so", "zip"];

/// What files are called that are named in texts. Only these are taken for files: under most of the endings are the sites of
/// a country too.
const FILE_STEMS: &[&str] = &[
    "agents",
    "app",
    "build",
    "changelog",
    "config",
    "conftest",
    "contributing",
    "deploy",
    "history",
    "index",
    "install",
    "lib",
    "license",
    "main",
    "manage",
    "mod",
    "notes",
    "readme",
    "release",
    "run",
    "script",
    "security",
    "setup",
    "start",
    "test",
    "tests",
    "todo",
    "update",
    "upgrade",
    "utils",
];

/// Whether a word by itself is a file's name.
fn is_file_name(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let Some((stem, ending)) = lower.rsplit_once('.') else {
        return false;
    };
    FILE_ENDINGS.contains(&ending) && (FILE_STEMS.contains(&stem) || stem.contains('_'))
}

/// A host in the public DNS that a word names: with a dot, and under a suffix under which names are registered.
fn public_host(word: &str) -> Option<String> {
    let host = host_of_url(&format!("http://{word}"))?;
    let is_registered = psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known())
        || is_reserved_name(&host);
    let is_name = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    (is_name && is_registered).then_some(host)
}
