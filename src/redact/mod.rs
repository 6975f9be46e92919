//! What may leave the house: recipients are taken out of a message before a third party sees it (RFC 6590).
//!
//! Local parts are replaced with tokens that a key makes: the same person has the same token in all reports of one
//! sender, and nobody without the key can tell who it is. Domains stay. A [`Redactor`] looks for every protected address
//! in every [`Form`]; [`Redactor::leaks`] then decodes the result once more, with another reader of MIME, and says what
//! is left.
//!
//! ```
//! use hdrtrace::redact::{Key, Protected, Redactor};
//!
//! let mut protected = Protected::default();
//! protected.add("robin@example.net");
//! let redactor = Redactor::new(&protected, Key::new([7; 32])).unwrap();
//! let redacted = redactor.redact(b"To: robin@example.net\r\n\r\nsee /u?m=robin%40example.net\r\n").unwrap();
//! let text = String::from_utf8(redacted.bytes.clone()).unwrap();
//! assert!(!text.contains("robin") && text.contains("@example.net"));
//! assert!(redactor.leaks(&redacted.bytes).is_empty());
//! ```

mod base64_body;
mod block;
mod broken;
mod decoder;
mod encoded_word;
mod find;
mod form;
mod key;
mod leak;
mod markup;
mod mime;
mod needle;
mod pattern;
mod protected;
mod recipients;
mod seen;
mod sought;
mod spelling;
mod telling;
mod unsubscribe;

pub use broken::BrokenSignature;
pub use form::{Form, Forms};
pub use key::{KEY_LEN, Key};
pub use leak::Leak;
pub use protected::{MAX_PROTECTED, Protected};

use crate::codec::hex;
use crate::limits::MAX_REDACT_ROUNDS;
use crate::message::Message;
use base64_body::decodings;
use find::Finder;
use mime::{Kind, Region};
use sha2::{Digest, Sha256};
use sought::Edit;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

pub use crate::limits::MAX_REDACTED as MAX_MESSAGE;

/// Why a message cannot be redacted.
#[derive(Debug, thiserror::Error)]
pub enum RedactError {
    /// More than is redacted.
    #[error("has {0} bytes; at most {MAX_MESSAGE} are redacted: cut off its attachments first")]
    TooLarge(usize),
    /// Encodings inside encodings, more than are opened.
    #[error(
        "is wrapped in so many encodings that not all can be looked into: send its header only, or a letter"
    )]
    TooNested,
    /// More recipients, names or identifiers than are looked for; none of them may be left out.
    #[error(
        "names more recipients than are protected ({MAX_PROTECTED}): take some out of its address fields first"
    )]
    TooMany,
    /// The protected texts are too long together.
    #[error(
        "the protected addresses and names are too long together to be looked for; protect fewer"
    )]
    TooLong,
    /// The protected texts cannot be looked for.
    #[error("the protected addresses cannot be looked for: {0}; protect fewer")]
    Needles(#[from] aho_corasick::BuildError),
}

/// Takes protected texts out of messages and other texts.
#[derive(Debug)]
pub struct Redactor {
    finder: Finder,
    /// With all forms, whatever the other leaves out: it checks.
    checker: Finder,
    key: Key,
    /// The tokens that stand in a redacted message: an identifier that is one of them, or has one in it, is redacted.
    issued: Mutex<BTreeSet<Vec<u8>>>,
}

/// A redacted message.
#[derive(Clone, Debug)]
pub struct Redacted {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many places were changed.
    pub places: usize,
    /// The forms that were found.
    pub forms: BTreeSet<Form>,
    /// The signatures that no longer verify.
    pub broken: Vec<BrokenSignature>,
    /// Parts whose content is compressed or no text, as `part 2 (application/zip)`: they were looked at as bytes only.
    pub opaque: Vec<String>,
    /// SHA-256 of the message before, in hexadecimal: by it the sealed original can be shown to be the one.
    pub original_sha256: String,
}

impl Redactor {
    /// Takes out everything protected, in all forms.
    pub fn new(protected: &Protected, key: Key) -> Result<Self, RedactError> {
        Self::with_forms(protected, key, Forms::ALL)
    }

    /// Takes out some forms only. [`Self::leaks`] still reports all of them.
    pub fn with_forms(protected: &Protected, key: Key, forms: Forms) -> Result<Self, RedactError> {
        if protected.is_over() {
            return Err(RedactError::TooMany);
        }
        let finder = Finder::new(protected, &key, forms)?;
        let checker = if forms == Forms::ALL {
            finder.twin()
        } else {
            Finder::new(protected, &key, Forms::ALL)?
        };
        Ok(Self {
            finder,
            checker,
            issued: Mutex::new(protected.tokens(&key)),
            key,
        })
    }

    /// Redacts a message.
    pub fn redact(&self, message: &[u8]) -> Result<Redacted, RedactError> {
        if message.len() > MAX_MESSAGE {
            return Err(RedactError::TooLarge(message.len()));
        }
        let mut out = Redacted {
            bytes: message.to_vec(),
            places: 0,
            forms: BTreeSet::new(),
            broken: Vec::new(),
            opaque: Vec::new(),
            original_sha256: hex::encode(&Sha256::digest(message)),
        };
        for region in mime::regions(message) {
            if let Kind::Base64(media) | Kind::Opaque(media) = &region.kind
                && !mime::is_readable(media)
            {
                out.opaque
                    .push(format!("part {} ({media})", part_name(&region)));
            }
        }
        let parsed = Message::parse(message);
        for round in 0..MAX_REDACT_ROUNDS {
            let edits = self.edits(&out.bytes, round == 0);
            if edits.is_empty() {
                break;
            }
            if round == 0 {
                out.broken = broken_by(&parsed, &edits);
            }
            out.places += edits.len();
            out.forms.extend(edits.iter().map(|edit| edit.form));
            out.bytes = find::apply(&out.bytes, &edits);
        }
        if self.finder.is_exhausted() {
            return Err(RedactError::TooNested);
        }
        Ok(out)
    }

    /// Redacts a short text: a value that goes into a report.
    pub fn text(&self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..MAX_REDACT_ROUNDS {
            let edits = self.finder.edits(&bytes);
            if edits.is_empty() {
                break;
            }
            bytes = find::apply(&bytes, &edits);
        }
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    /// The edits of one round. Identifiers in List-Unsubscribe are replaced in the first only: what replaced them looks
    /// like them.
    fn edits(&self, raw: &[u8], first: bool) -> Vec<Edit> {
        let mut out = Vec::new();
        for region in mime::regions(raw) {
            let start = region.range.start;
            let edits = self.region(&raw[region.range], &region.kind, first);
            out.extend(edits.into_iter().map(|mut edit| {
                edit.range = edit.range.start + start..edit.range.end + start;
                edit
            }));
        }
        out
    }

    fn region(&self, text: &[u8], kind: &Kind, first: bool) -> Vec<Edit> {
        let forms = self.finder.forms();
        match kind {
            Kind::Base64(_) if !forms.has(Form::Base64) => Vec::new(),
            Kind::Base64(_) => base64_body::edits(&self.finder, text),
            Kind::Header if first && forms.has(Form::Unsubscribe) => {
                let mut edits = self.finder.edits(text);
                let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
                for range in unsubscribe::identifiers(text) {
                    let token = self
                        .key
                        .token(&String::from_utf8_lossy(&text[range.clone()]));
                    issued.insert(token.clone().into_bytes());
                    edits.push(Edit {
                        range,
                        with: token.into_bytes(),
                        digest: None,
                        form: Form::Unsubscribe,
                    });
                }
                find::apart(edits)
            }
            _ => self.finder.edits(text),
        }
    }

    /// Whether an identifier is one only by the tokens in it.
    fn is_ours(&self, identifier: &[u8]) -> bool {
        let issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rest = Vec::with_capacity(identifier.len());
        let mut at = 0;
        while at < identifier.len() {
            let token = identifier.get(at..at + key::TOKEN_LEN);
            if token.is_some_and(|token| issued.contains(token)) {
                at += key::TOKEN_LEN;
            } else {
                rest.push(identifier[at]);
                at += 1;
            }
        }
        !unsubscribe::is_identifier(&rest)
    }
}

fn part_name(region: &Region) -> &str {
    if region.part.is_empty() {
        "1"
    } else {
        &region.part
    }
}

/// The signatures that the first round's edits break; the message is the one before.
fn broken_by(message: &Message<'_>, edits: &[Edit]) -> Vec<BrokenSignature> {
    let fields: BTreeSet<usize> = message
        .fields()
        .iter()
        .enumerate()
        .filter(|(_, field)| {
            let span = field.span();
            edits
                .iter()
                .any(|edit| edit.range.start < span.end && edit.range.end > span.start)
        })
        .map(|(index, _)| index)
        .collect();
    let body = message
        .body_span()
        .is_some_and(|body| edits.iter().any(|edit| edit.range.end > body.start));
    broken::broken(message, &fields, body)
}
