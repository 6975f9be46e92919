//! Looking for known secrets in what is kept beside the log-in: a server that repeats a password, a note that explains it.

use super::secret::{REPLACED, Secret};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeSet;

/// Shorter secrets are not looked for: they occur in anything.
const SHORTEST: usize = 4;
/// From this length on a secret is replaced wherever it stands; below, only where it is a word of its own, since `test` is
/// also the end of many a host's name.
const ANYWHERE: usize = 8;
/// The most forms that are looked for; with more, everything that could hold one is left out.
const MAX_FORMS: usize = 65_536;
/// Of a longer secret only so much is looked for.
const MAX_FORM: usize = 16 << 10;

/// Replaces known secrets in text.
pub(super) struct Scrubber {
    /// `None` where there are too many to look for.
    search: Option<AhoCorasick>,
    count: usize,
}

impl Scrubber {
    pub(super) fn new(secrets: &[Secret]) -> Self {
        let forms: BTreeSet<Vec<u8>> = secrets
            .iter()
            .flat_map(Secret::forms)
            .map(|mut form| {
                form.truncate(MAX_FORM);
                form
            })
            .filter(|form| form.len() >= SHORTEST && form.iter().any(|&byte| byte != b'*'))
            .collect();
        let search = if forms.len() > MAX_FORMS {
            None
        } else {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&forms)
                .ok()
        };
        Self { search, count: 0 }
    }

    /// How often something was replaced so far.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Replaces them in a text.
    pub(super) fn text(&mut self, text: &mut String) {
        let Some(search) = &self.search else {
            REPLACED.clone_into(text);
            self.count += 1;
            return;
        };
        let found: Vec<_> = search
            .find_iter(text.as_bytes())
            .filter(|found| is_apart(text.as_bytes(), found.start(), found.end()))
            .map(|found| found.range())
            .collect();
        if found.is_empty() {
            return;
        }
        let mut out = Vec::with_capacity(text.len());
        let mut from = 0;
        for range in found {
            out.extend_from_slice(&text.as_bytes()[from..range.start]);
            out.extend_from_slice(REPLACED.as_bytes());
            from = range.end;
            self.count += 1;
        }
        out.extend_from_slice(&text.as_bytes()[from..]);
        *text = String::from_utf8_lossy(&out).into_owned();
    }

    /// Overwrites the long ones in a message, byte by byte, so that every place stays where it is; says how many.
    pub(super) fn mask(&self, bytes: &mut [u8]) -> usize {
        let Some(search) = &self.search else {
            bytes.fill(b'*');
            return 1;
        };
        let found: Vec<_> = search
            .find_iter(&*bytes)
            .filter(|found| found.len() >= ANYWHERE)
            .map(|found| found.range())
            .collect();
        let count = found.len();
        for range in found {
            bytes[range].fill(b'*');
        }
        count
    }
}

fn is_apart(text: &[u8], start: usize, end: usize) -> bool {
    let is_word = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b".-_@+".contains(byte))
    };
    end - start >= ANYWHERE
        || !(is_word(start.checked_sub(1).and_then(|at| text.get(at))) || is_word(text.get(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_goes_in_both_forms_and_a_word_in_a_name_stays() {
        let mut scrubber = Scrubber::new(&[Secret::new(b"test"), Secret::new(b"correct horse")]);
        let mut text = "mail.test said test and correct horse, Y29ycmVjdCBob3JzZQ==".to_owned();
        scrubber.text(&mut text);
        assert_eq!(text, "mail.test said [secret] and [secret], [secret]==");
        assert_eq!(scrubber.count(), 3);
    }
}
