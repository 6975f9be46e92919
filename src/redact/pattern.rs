//! What is looked for: a protected text in each of its direct forms.

use super::form::{Form, Forms};
use super::key::Key;
use super::protected::{Address, Protected, person};
use super::sought::{Behind, Beside, Needle, With};
use super::spelling;
use super::telling::{is_marked, is_telling};
use crate::codec::utf16;
use crate::limits::MAX_NEEDLE;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use std::collections::BTreeSet;

/// What mailing systems write for `@` when an address stands inside another address, a link, or a list of columns.
const FOR_AT: &[&str] = &[
    "=", "%", "#", "+", "-", "_", "!", "*", "~", "|", ":", ",", "/", "at", " at ", "(at)",
    " (at) ", "[at]", " [at] ", "{at}", "-at-", "_at_", ".at.", "+*@",
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

/// Collects patterns, and for each what a match of it means.
#[derive(Debug)]
pub(super) struct Builder<'k> {
    key: &'k Key,
    forms: Forms,
    patterns: Vec<Vec<u8>>,
    needles: Vec<Needle>,
}

impl<'k> Builder<'k> {
    pub fn new(key: &'k Key, forms: Forms) -> Self {
        Self {
            key,
            forms,
            patterns: Vec::new(),
            needles: Vec::new(),
        }
    }

    /// The patterns, and in the same order what they mean.
    pub fn build(mut self, protected: &Protected) -> (Vec<Vec<u8>>, Vec<Needle>) {
        for address in &protected.addresses {
            self.address(address);
        }
        for word in &protected.words {
            self.word(word);
        }
        for local in &protected.locals {
            self.alone(local, person(local), Form::Local, Beside::NoAddress);
            if is_marked(local) {
                self.alone(local, person(local), Form::Plain, Beside::Dotted);
            }
        }
        for identifier in &protected.identifiers {
            self.alone(identifier, identifier, Form::Unsubscribe, Beside::NoLetter);
        }
        (self.patterns, self.needles)
    }

    fn add(&mut self, pattern: Vec<u8>, needle: Needle) {
        if self.forms.has(needle.form) && !pattern.is_empty() {
            self.patterns.push(pattern);
            self.needles.push(needle);
        }
    }

    /// A text that is too long to be looked for as a whole: each of its pieces goes, wherever it stands.
    fn pieces(&mut self, text: &[u8], unit: usize, token: &[u8], form: Form) {
        // Those of a periodic text are the same.
        for piece in pieces(text, unit).collect::<BTreeSet<_>>() {
            let needle = Needle {
                form,
                cut: 0..piece.len(),
                with: With::Text(token.to_vec()),
                beside: Beside::Anything,
                behind: None,
            };
            self.add(piece.to_vec(), needle);
        }
    }

    /// A text that goes as a whole where it stands by itself, and what its token is made of.
    fn alone(&mut self, text: &str, name: &str, form: Form, beside: Beside) {
        let token = self.key.token(name).into_bytes();
        for pattern in spelling::all(text) {
            if pattern.len() > MAX_NEEDLE {
                self.pieces(&pattern, 1, &token, form);
                continue;
            }
            let needle = Needle {
                form,
                cut: 0..pattern.len(),
                with: With::Text(token.clone()),
                beside,
                behind: None,
            };
            self.add(pattern, needle);
        }
    }

    fn address(&mut self, address: &Address) {
        let Address { local, domain } = address;
        let token = self.key.token(person(local)).into_bytes();
        let whole = format!("{local}@{domain}");
        self.digests(&whole);
        if local.len() > MAX_NEEDLE {
            for pattern in spelling::all(local) {
                self.pieces(&pattern, 1, &token, Form::Plain);
            }
            for (text, with) in utf16::encode(local)
                .iter()
                .zip(utf16::encode(&String::from_utf8_lossy(&token)))
            {
                self.pieces(text, 2, &with, Form::Utf16);
            }
            return;
        }
        // So much of a long domain is enough to know it by.
        let ends = &domain[domain.ceil_char_boundary(domain.len().saturating_sub(MAX_NEEDLE))..];
        let domain = &domain[..domain.floor_char_boundary(MAX_NEEDLE)];
        let mut local_of = |form, pattern: String, start: usize, behind: Option<Behind>| {
            self.add(
                pattern.into_bytes(),
                Needle {
                    form,
                    cut: start..start + local.len(),
                    with: With::Text(token.clone()),
                    beside: Beside::Anything,
                    behind,
                },
            );
        };
        local_of(Form::Plain, format!("{local}@{domain}"), 0, None);
        local_of(Form::Plain, format!("{local}\"@{domain}"), 0, None);
        for sign in FOR_AT {
            local_of(Form::Verp, format!("{local}{sign}{domain}"), 0, None);
        }
        // `mail.example.net` is a host; `robin.vale.example.net` is a mailbox in a zone file's spelling.
        if local.contains('.') && is_telling(local) {
            local_of(Form::Verp, format!("{local}.{domain}"), 0, None);
        }
        if !local.contains('+') {
            for (form, sign) in [(Form::Plain, '@'), (Form::Verp, '=')] {
                let behind = Behind::Tag(format!("{sign}{domain}").into_bytes());
                local_of(form, format!("{local}+"), 0, Some(behind));
            }
        }
        for (form, sign) in [(Form::Plain, '@'), (Form::Verp, '=')] {
            let behind = Behind::Host(format!(".{domain}").into_bytes());
            local_of(form, format!("{local}{sign}"), 0, Some(behind));
        }
        for sign in DOMAIN_FIRST {
            let lead = ends.len() + sign.len();
            local_of(Form::Srs, format!("{ends}{sign}{local}"), lead, None);
        }
        self.utf16(local, domain, &token);
    }

    fn digests(&mut self, whole: &str) {
        for digest in digests(whole) {
            let with = self.key.digest(whole, digest.len());
            self.add(
                digest.clone(),
                Needle {
                    form: Form::Hashed,
                    cut: 0..digest.len(),
                    with: With::Digest(with),
                    beside: Beside::Anything,
                    behind: None,
                },
            );
        }
    }

    fn utf16(&mut self, local: &str, domain: &str, token: &[u8]) {
        let cut = local.encode_utf16().count() * 2;
        let patterns = utf16::encode(&format!("{local}@{domain}"));
        let tokens = utf16::encode(&String::from_utf8_lossy(token));
        for (pattern, with) in patterns.into_iter().zip(tokens) {
            self.add(
                pattern,
                Needle {
                    form: Form::Utf16,
                    cut: 0..cut,
                    with: With::Text(with),
                    beside: Beside::Anything,
                    behind: None,
                },
            );
        }
    }

    fn word(&mut self, word: &str) {
        let token = self.key.token(word).into_bytes();
        let parts: Vec<&str> = word.split_whitespace().collect();
        for (joint, alone) in JOINTS {
            for pattern in spelling::all(&parts.join(joint)) {
                if pattern.len() > MAX_NEEDLE {
                    self.pieces(&pattern, 1, &token, Form::Name);
                    continue;
                }
                let is_long = pattern.len() >= LONG_NAME;
                let needle = Needle {
                    form: Form::Name,
                    cut: 0..pattern.len(),
                    with: With::Text(token.clone()),
                    beside: if *alone || !is_long {
                        Beside::NoWord
                    } else {
                        Beside::Anything
                    },
                    behind: None,
                };
                self.add(pattern, needle);
            }
            if parts.len() < 2 {
                break;
            }
        }
    }
}

/// A long text in pieces of about one length, whole units each, none over [`MAX_NEEDLE`].
fn pieces(text: &[u8], unit: usize) -> impl Iterator<Item = &[u8]> {
    let units = text.len() / unit;
    let count = (text.len()).div_ceil(MAX_NEEDLE).max(1);
    text.chunks((units.div_ceil(count) * unit).max(1))
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
