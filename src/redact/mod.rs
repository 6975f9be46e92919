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
mod edits;
mod encoded_word;
mod find;
mod form;
mod key;
mod kind;
mod leak;
mod markup;
mod mime;
mod needle;
mod opaque;
mod pattern;
mod protected;
mod recipients;
mod seen;
mod sought;
mod spelling;
mod telling;
mod unprotected;
mod unsubscribe;
mod whole;
mod window;

pub use broken::BrokenSignature;
pub use form::{Form, Forms};
pub use key::{KEY_LEN, Key};
pub use leak::Leak;
pub use protected::{MAX_PROTECTED, Protected};
pub use unprotected::{Unprotected, Why};

use crate::codec::hex;
use crate::limits::{MAX_FIELDS, MAX_REDACT_ROUNDS, MAX_UNPROTECTED};
use crate::message::{Damage, DamageKind, Message};
use base64_body::decodings;
use find::Finder;
use mime::Kind;
use sha2::{Digest, Sha256};
use sought::Edit;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

pub use crate::limits::MAX_REDACTED as MAX_MESSAGE;

/// Why a message cannot be redacted.
#[derive(Debug, thiserror::Error)]
pub enum RedactError {
    /// More than is redacted.
    #[error("has {0} bytes; at most {MAX_MESSAGE} are redacted: remove its attachments first")]
    TooLarge(usize),
    /// Encodings inside encodings, more than are opened.
    #[error(
        "has too many nested encodings to search all of them: send only the header, or a report"
    )]
    TooNested,
    /// More header fields than are read: recipients may stand behind them.
    #[error(
        "has more header fields than the limit ({MAX_FIELDS}), and the rest may contain recipients: delete unneeded fields in a copy, and redact the copy"
    )]
    TooManyFields,
    /// More recipients, names or identifiers than are looked for; none of them may be left out.
    #[error(
        "names more recipients than the limit ({MAX_PROTECTED}): delete those that you do not need from the address fields (To, Cc) in a copy, and redact the copy"
    )]
    TooMany,
    /// The protected texts are too long together.
    #[error("the protected addresses and names are too long to search for; protect fewer")]
    TooLong,
    /// The protected texts cannot be looked for.
    #[error("the protected addresses cannot be searched for: {0}; protect fewer")]
    Needles(#[from] aho_corasick::BuildError),
}

/// Takes protected texts out of messages and other texts.
#[derive(Debug)]
pub struct Redactor {
    finder: Finder,
    /// With all forms, whatever the other leaves out: it checks.
    checker: Finder,
    key: Key,
    unprotected: Vec<Unprotected>,
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
    /// Parts whose content is compressed, no text, or not taken apart, by what they are, as `part 2 (a ZIP archive)`: they
    /// were looked at as bytes only.
    pub opaque: Vec<String>,
    /// What is not looked for where it stands alone.
    pub unprotected: Vec<Unprotected>,
    /// Fields that say who sent it (From, Sender, Reply-To) in which something was replaced all the same: the recipient is
    /// protected there, too. Where an address has one token in From and in To, they were the same.
    pub evidence: Vec<String>,
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
            unprotected: protected.unprotected().cloned().collect(),
            key,
        })
    }

    /// Redacts a message.
    pub fn redact(&self, message: &[u8]) -> Result<Redacted, RedactError> {
        if message.len() > MAX_MESSAGE {
            return Err(RedactError::TooLarge(message.len()));
        }
        let parsed = Message::parse(message);
        let is_over = |damage: &Damage| damage.kind == DamageKind::TooManyFields;
        if parsed.damage().iter().any(is_over) {
            return Err(RedactError::TooManyFields);
        }
        self.finder.forget();
        let mut out = Redacted {
            bytes: message.to_vec(),
            places: 0,
            forms: BTreeSet::new(),
            broken: Vec::new(),
            opaque: opaque::opaque(message),
            unprotected: self.unprotected.clone(),
            evidence: Vec::new(),
            original_sha256: hex::encode(&Sha256::digest(message)),
        };
        let (mut fields, mut is_body) = (BTreeSet::new(), false);
        // What was put in, which the next round looks around.
        let mut places: Option<Vec<Range<usize>>> = None;
        for _ in 0..MAX_REDACT_ROUNDS {
            let edits = self.edits(&out.bytes, places.as_deref());
            if edits.is_empty() {
                break;
            }
            if places.is_none() {
                fields = changed(&parsed, &edits);
                is_body = reaches_body(&parsed, &edits);
            }
            places = Some(edits::places(&edits));
            out.apply(&edits);
        }
        for _ in 0..MAX_REDACT_ROUNDS {
            let edits = self.left_in_headers(&out.bytes);
            if edits.is_empty() {
                break;
            }
            // A redaction leaves the fields where they are, one by one.
            let left = Message::parse(&out.bytes);
            let count = parsed.fields().len();
            fields.extend(changed(&left, &edits).into_iter().filter(|at| *at < count));
            is_body |= reaches_body(&left, &edits);
            out.apply(&edits);
        }
        out.evidence = sender_fields(&parsed, &fields);
        out.broken = broken::broken(&parsed, &fields, is_body);
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
            bytes = edits::apply(&bytes, &edits);
        }
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    /// The edits of one round: of the first, or of one that looks around what the one before put in. Identifiers in
    /// List-Unsubscribe are replaced in the first only: what replaced them looks like them.
    fn edits(&self, raw: &[u8], around: Option<&[Range<usize>]>) -> Vec<Edit> {
        let mut out = Vec::new();
        for region in mime::regions(raw) {
            let Range { start, end } = region.range;
            let text = &raw[region.range];
            let edits = match around {
                None => self.region(text, &region.kind),
                Some(places) => {
                    let first = places.partition_point(|place| place.end <= start);
                    let near: Vec<Range<usize>> = places[first..]
                        .iter()
                        .take_while(|place| place.start < end)
                        .map(|place| place.start.max(start) - start..place.end.min(end) - start)
                        .collect();
                    self.again(text, &region.kind, &near)
                }
            };
            out.extend(edits.into_iter().map(|mut edit| {
                edit.range = edit.range.start + start..edit.range.end + start;
                edit
            }));
        }
        out
    }

    fn region(&self, text: &[u8], kind: &Kind) -> Vec<Edit> {
        let forms = self.finder.forms();
        match kind {
            Kind::Base64(_) if !forms.has(Form::Base64) => Vec::new(),
            Kind::Base64(_) => base64_body::edits(&self.finder, text),
            Kind::Header if forms.has(Form::Unsubscribe) => {
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
                edits::apart(edits)
            }
            _ => self.finder.edits(text),
        }
    }

    /// Looks at a region once more, around places in which something was put.
    fn again(&self, text: &[u8], kind: &Kind, places: &[Range<usize>]) -> Vec<Edit> {
        match kind {
            _ if places.is_empty() => Vec::new(),
            Kind::Base64(_) if !self.finder.forms().has(Form::Base64) => Vec::new(),
            Kind::Base64(_) => base64_body::edits(&self.finder, text),
            _ => window::edits_around(text, places, |window| self.finder.edits(window)),
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

impl Redacted {
    fn apply(&mut self, edits: &[Edit]) {
        self.places += edits.len();
        self.forms.extend(edits.iter().map(|edit| edit.form));
        self.bytes = edits::apply(&self.bytes, edits);
    }

    /// What a user should know beside: where something stood in a field of the sender, and what was not looked for.
    pub fn notes(&self) -> Vec<String> {
        let evidence = self.evidence.iter().map(|field| {
            format!(
                "{field} also contained a protected value, which was replaced; the same token in To stands for the same value"
            )
        });
        let left = self.unprotected.iter().take(MAX_UNPROTECTED);
        let more = self.unprotected.len().saturating_sub(MAX_UNPROTECTED);
        evidence
            .chain(left.map(ToString::to_string))
            .chain((more > 0).then(|| format!("nor {more} more such words")))
            .collect()
    }
}

/// Fields that say who sent a message.
const SENDER_FIELDS: &[&str] = &["From", "Sender", "Reply-To"];

/// Those of them that were changed, by name.
fn sender_fields(message: &Message<'_>, changed: &BTreeSet<usize>) -> Vec<String> {
    let mut names: Vec<String> = changed
        .iter()
        .map(|index| message.fields()[*index].name())
        .filter(|name| SENDER_FIELDS.iter().any(|of| of.eq_ignore_ascii_case(name)))
        .map(str::to_owned)
        .collect();
    names.dedup();
    names
}

/// The fields, by index, that edits change; the message is the one before.
fn changed(message: &Message<'_>, edits: &[Edit]) -> BTreeSet<usize> {
    let fields = message.fields().iter().enumerate();
    fields
        .filter(|(_, field)| {
            let span = field.span();
            let next = edits.partition_point(|edit| edit.range.end <= span.start);
            edits
                .get(next)
                .is_some_and(|edit| edit.range.start < span.end)
        })
        .map(|(index, _)| index)
        .collect()
}

/// Whether edits change the body.
fn reaches_body(message: &Message<'_>, edits: &[Edit]) -> bool {
    message
        .body_span()
        .is_some_and(|body| edits.iter().any(|edit| edit.range.end > body.start))
}
