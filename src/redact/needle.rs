//! What is looked for: every protected text in each of its direct forms, by one automaton.

use super::form::{Form, Forms};
use super::key::{Key, hex};
use super::protected::{Address, Protected};
use aho_corasick::{AhoCorasick, MatchKind};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use std::collections::BTreeSet;
use std::ops::Range;

/// What mailing systems write for `@` when an address stands inside another address or a link.
const FOR_AT: &[&str] = &[
    "=", "%", "#", "+", "-", "_", "!", "*", "~", "|", "at", " at ", "(at)", " (at) ", "[at]",
    " [at] ", "{at}", "-at-", "_at_", ".at.",
];
/// What stands between a domain and a local part behind it: SRS, UUCP paths, paths in links.
const DOMAIN_FIRST: &[&str] = &["=", "!", "/"];

/// What stands between the words of a name, folding included; and whether the whole must stand alone.
const JOINTS: &[(&str, bool)] = &[
    (" ", true),
    ("\r\n ", true),
    ("\r\n\t", true),
    ("\n ", true),
    ("\r\n", true),
    ("\n", true),
    ("  ", true),
    ("_", true),
    ("+", true),
    (".", true),
    ("", false),
];
/// A name of this many letters, written without blanks, is no part of another word.
const LONG_NAME: usize = 8;

/// What a hit is replaced with, and where in it.
#[derive(Clone, Debug)]
struct Needle {
    form: Form,
    /// The part of the match that goes.
    cut: Range<usize>,
    with: With,
    /// Neither letter nor digit may stand beside it.
    alone: bool,
}

#[derive(Clone, Debug)]
enum With {
    Text(Vec<u8>),
    Digest(Vec<u8>),
}

/// A place to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where.
    pub range: Range<usize>,
    /// With what.
    pub with: Vec<u8>,
    /// `with` as raw bytes, where it stands for a digest; for encoders that keep a digest's length.
    pub digest: Option<Vec<u8>>,
    /// In which form it was found.
    pub form: Form,
}

/// All needles.
#[derive(Debug)]
pub(super) struct Needles {
    automaton: Option<AhoCorasick>,
    rows: Vec<Needle>,
    shortest: usize,
}

impl Needles {
    pub fn new(
        protected: &Protected,
        key: &Key,
        forms: Forms,
    ) -> Result<Self, aho_corasick::BuildError> {
        let mut build = Builder {
            forms,
            patterns: Vec::new(),
            needles: Vec::new(),
        };
        for address in &protected.addresses {
            build.address(address, key);
        }
        for word in &protected.words {
            build.word(word, key);
        }
        let shortest = build
            .patterns
            .iter()
            .map(Vec::len)
            .min()
            .unwrap_or(usize::MAX);
        let automaton = if build.patterns.is_empty() {
            None
        } else {
            Some(
                AhoCorasick::builder()
                    .ascii_case_insensitive(true)
                    .match_kind(MatchKind::Standard)
                    .build(&build.patterns)?,
            )
        };
        Ok(Self {
            automaton,
            rows: build.needles,
            shortest,
        })
    }

    /// The length of the shortest needle.
    pub fn shortest(&self) -> usize {
        self.shortest
    }

    /// Every hit in a text, overlapping ones included.
    pub fn hits(&self, text: &[u8]) -> Vec<Edit> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        automaton
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let needle = &self.rows[found.pattern().as_usize()];
                if needle.alone && !is_alone(text, found.start(), found.end()) {
                    return None;
                }
                let (with, digest) = match &needle.with {
                    With::Text(with) => (with.clone(), None),
                    With::Digest(bytes) => (hex(bytes).into_bytes(), Some(bytes.clone())),
                };
                Some(Edit {
                    range: found.start() + needle.cut.start..found.start() + needle.cut.end,
                    with,
                    digest,
                    form: needle.form,
                })
            })
            .collect()
    }
}

/// Whether what stands beside a match is no part of a longer word, name or address.
fn is_alone(text: &[u8], start: usize, end: usize) -> bool {
    let joins = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_@=/+".contains(byte);
    // A full stop ends a sentence as well as it joins two labels.
    let after = match (text.get(end), text.get(end + 1)) {
        (Some(b'.'), next) => next.is_none_or(|next| !joins(next)),
        (Some(byte), _) => !joins(byte),
        (None, _) => true,
    };
    after && (start == 0 || !joins(&text[start - 1]))
}

struct Builder {
    forms: Forms,
    patterns: Vec<Vec<u8>>,
    needles: Vec<Needle>,
}

impl Builder {
    fn add(&mut self, pattern: Vec<u8>, needle: Needle) {
        if self.forms.has(needle.form) && !pattern.is_empty() {
            self.patterns.push(pattern);
            self.needles.push(needle);
        }
    }

    fn address(&mut self, address: &Address, key: &Key) {
        let Address { local, domain } = address;
        let token = key.token(local).into_bytes();
        let mut local_of = |form, pattern: String, start: usize| {
            self.add(
                pattern.into_bytes(),
                Needle {
                    form,
                    cut: start..start + local.len(),
                    with: With::Text(token.clone()),
                    alone: false,
                },
            );
        };
        local_of(Form::Plain, format!("{local}@{domain}"), 0);
        local_of(Form::Plain, format!("{local}\"@{domain}"), 0);
        for sign in FOR_AT {
            local_of(Form::Verp, format!("{local}{sign}{domain}"), 0);
        }
        for sign in DOMAIN_FIRST {
            let lead = domain.len() + sign.len();
            local_of(Form::Srs, format!("{domain}{sign}{local}"), lead);
        }
        let whole = format!("{local}@{domain}");
        let units: Vec<u16> = whole.encode_utf16().collect();
        let cut = local.encode_utf16().count() * 2;
        let order: [fn(u16) -> [u8; 2]; 2] = [u16::to_be_bytes, u16::to_le_bytes];
        for bytes_of in order {
            let with = token
                .iter()
                .flat_map(|byte| bytes_of(u16::from(*byte)))
                .collect();
            let pattern = units.iter().flat_map(|unit| bytes_of(*unit)).collect();
            self.add(
                pattern,
                Needle {
                    form: Form::Utf16,
                    cut: 0..cut,
                    with: With::Text(with),
                    alone: false,
                },
            );
        }
        for digest in digests(&whole) {
            let with = key.digest(&whole, digest.len());
            self.add(
                digest.clone(),
                Needle {
                    form: Form::Hashed,
                    cut: 0..digest.len(),
                    with: With::Digest(with),
                    alone: false,
                },
            );
        }
    }

    fn word(&mut self, word: &str, key: &Key) {
        let token = key.token(word).into_bytes();
        let parts: Vec<&str> = word.split_whitespace().collect();
        for (joint, alone) in JOINTS {
            let pattern = parts.join(joint);
            let needle = Needle {
                form: Form::Name,
                cut: 0..pattern.len(),
                with: With::Text(token.clone()),
                alone: *alone || pattern.len() < LONG_NAME,
            };
            self.add(pattern.into_bytes(), needle);
            if parts.len() < 2 {
                break;
            }
        }
    }
}

/// The digests of an address that senders put into links, over the spellings that they hash.
fn digests(address: &str) -> BTreeSet<Vec<u8>> {
    let spellings = BTreeSet::from([
        address.to_owned(),
        address.to_lowercase(),
        address.to_uppercase(),
    ]);
    spellings
        .iter()
        .flat_map(|text| {
            let text = text.as_bytes();
            [
                Md5::digest(text).to_vec(),
                Sha1::digest(text).to_vec(),
                Sha256::digest(text).to_vec(),
                Sha512::digest(text).to_vec(),
            ]
        })
        .collect()
}
