//! The ways in which an address stands within another.

use crate::codec::base64::{self, Rule};
use crate::codec::percent;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::VecDeque;
use url::Url;

/// How the address is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Written {
    /// As the value of the first of these parameters that is there.
    Parameter(&'static [&'static str]),
    /// The same in base64, percent-encoded in there or not.
    Base64(&'static str),
    /// As the rest of the path behind this, without its scheme.
    Rest(&'static str),
    /// Percent-encoded, as what begins with a scheme behind a slash of the path.
    Last,
    /// Between two of these marks.
    Between(&'static str),
    /// Mandrill's `p=…`: JSON in base64, and in there, as a text, JSON with `url`.
    Mandrill,
    /// Bing's `u=a1…`: base64 behind a mark.
    Bing,
    /// Yahoo's `/RU=…/RK=…`.
    Yahoo,
    /// `-XX` for `%XX`, and `_` for `/`.
    Proofpoint2,
    /// Between `__` and `__;`, where `*` stands for characters that follow behind in base64.
    Proofpoint3,
}

impl Written {
    /// The address as it was.
    pub(super) fn read(self, url: &Url) -> Option<String> {
        match self {
            Self::Parameter(names) => names.iter().find_map(|name| parameter(url, name)),
            Self::Base64(name) => {
                let text = decoded(&parameter(url, name)?)?;
                Some(if text.contains("://") {
                    text
                } else {
                    plain(&text)
                })
            }
            Self::Mandrill => mandrill(&parameter(url, "p")?),
            Self::Rest(front) => {
                let rest = url.path().strip_prefix(front)?;
                let query = url.query().map(|query| format!("?{query}"));
                Some(format!("https://{rest}{}", query.unwrap_or_default()))
            }
            Self::Last => last(url.path()),
            Self::Between(mark) => {
                let (_, behind) = url.as_str().split_once(mark)?;
                Some(behind.split_once(mark)?.0.to_owned())
            }
            Self::Bing => decoded(parameter(url, "u")?.strip_prefix("a1")?),
            Self::Yahoo => {
                let (_, behind) = url.path().split_once("/RU=")?;
                let coded = behind.split_once("/R").map_or(behind, |(coded, _)| coded);
                Some(plain(coded))
            }
            Self::Proofpoint2 => {
                let coded = parameter(url, "u")?.replace('-', "%").replace('_', "/");
                Some(plain(&coded))
            }
            Self::Proofpoint3 => proofpoint3(url),
        }
    }
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, value)| key == name && !value.is_empty())
        .map(|(_, value)| value.into_owned())
}

/// A text with `%2F` and the like as what they stand for.
fn plain(text: &str) -> String {
    String::from_utf8_lossy(&percent::decode(text.as_bytes())).into_owned()
}

/// A text in base64, in whichever alphabet. A `+` that a form made a blank is one again.
fn decoded(text: &str) -> Option<String> {
    let text = text.replace(' ', "+");
    let bytes = base64::decode(text.as_bytes(), Rule::Mixed)?;
    String::from_utf8(bytes).ok()
}

/// What begins with a scheme behind a slash.
fn last(path: &str) -> Option<String> {
    const SCHEMES: [&str; 4] = ["http%3a", "https%3a", "http:%2f", "https:%2f"];
    let coded = path.split('/').find(|part| {
        let part = part.get(..9).unwrap_or(part).to_ascii_lowercase();
        SCHEMES.iter().any(|scheme| part.starts_with(scheme))
    })?;
    Some(plain(coded))
}

/// What Mandrill counts a click on.
fn mandrill(coded: &str) -> Option<String> {
    let outer: Value = serde_json::from_str(&decoded(coded)?).ok()?;
    let inner: Value = serde_json::from_str(outer.get("p")?.as_str()?).ok()?;
    Some(inner.get("url")?.as_str()?.to_owned())
}

/// The longest run that one letter stands for begins at two: `A` is 2, `B` is 3.
const RUNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn proofpoint3(url: &Url) -> Option<String> {
    let (_, behind) = url.as_str().split_once("/v3/__")?;
    let (written, rest) = behind.rsplit_once("__;")?;
    let taken_out = rest.split_once("!!").map_or("", |(taken_out, _)| taken_out);
    let taken_out = decoded(taken_out).unwrap_or_default();
    let mut taken_out: VecDeque<char> = taken_out.chars().collect();
    let mut out = String::with_capacity(written.len());
    let mut signs = written.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign != '*' || taken_out.is_empty() {
            out.push(sign);
            continue;
        }
        let run = if signs.peek() == Some(&'*') {
            signs.next();
            let letter = signs.next()?;
            RUNS.iter().position(|known| char::from(*known) == letter)? + 2
        } else {
            1
        };
        out.extend(taken_out.drain(..run.min(taken_out.len())));
    }
    Some(with_both_slashes(&out).into_owned())
}

/// `https:/host` as `https://host`: some programs on the way take one slash for a slip.
fn with_both_slashes(text: &str) -> Cow<'_, str> {
    match text.split_once(":/") {
        Some((scheme, rest)) if !rest.starts_with('/') && !scheme.contains('/') => {
            Cow::Owned(format!("{scheme}://{rest}"))
        }
        _ => Cow::Borrowed(text),
    }
}
