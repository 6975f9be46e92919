//! DKIM, RFC 6376 with RFC 8301 (algorithms), RFC 8463 (Ed25519) and RFC 8616 (internationalised names).
//!
//! Each signature is read, its key looked up (all at once), its two hashes are checked apart from each other, and only
//! then is a verdict made of the facts.

mod check;
mod describe;
mod fields;
mod timing;
mod verdict;

pub use check::{DkimCheck, Note, SignedLineEnds};
pub use timing::Timing;
pub use verdict::Reason;
pub(super) use verdict::{Facts, decide};

use super::AuthResult;
use super::key::{self, GOOD_RSA_BITS, KeyProblem, Keys, Signed};
use super::repair::{self, Covered, Diagnosis, RestoredField, Target};
use super::signature::{BodyFacts, BodyHash, BodyHashes, HeaderSignature, Headers};
use super::tags::to_base64;
use crate::checked::{Checked, Why};
use crate::dns::Dns;
use crate::message::{HeaderField, Message, Spelling};
use chrono::{DateTime, Utc};
use fields::Fields;

/// The most signatures of one message that are verified; the rest is reported as not checked. Genuine mail carries up
/// to a handful, and each costs a question to DNS and an operation with the key (RFC 6376 section 8.4).
pub const MAX_SIGNATURES: usize = 32;

/// The most bytes of header fields that are signed by all signatures together. It bounds the time that many signatures
/// over a huge header take; a genuine header has some 20 KB.
const MAX_SIGNED_BYTES: usize = 32 * 1024 * 1024;

/// The most broken bodies of one message that are explained; several signatures with one `bh=` count once.
const MAX_EXPLAINED: usize = 4;

/// How to check.
#[derive(Clone, Copy, Debug)]
pub struct DkimOptions {
    /// The moment against which `t=` and `x=` are held.
    pub as_of: DateTime<Utc>,
    /// Whether to look for what broke a body hash, which takes some milliseconds.
    pub explain: bool,
}

/// Checks every DKIM-Signature of a message; one entry each, topmost first. Of a message that has none but is signed with
/// `DomainKeys`, those signatures: [`Reason::DomainKeys`].
pub async fn verify(dns: &Dns, message: &Message<'_>, options: &DkimOptions) -> Vec<DkimCheck> {
    verify_within(dns, message, options, None).await
}

/// The same at a moment that is known only about: a signature is expired, or dated in the future, if it is so throughout.
pub async fn verify_within(
    dns: &Dns,
    message: &Message<'_>,
    options: &DkimOptions,
    range: Option<[DateTime<Utc>; 2]>,
) -> Vec<DkimCheck> {
    let headers = Headers::new(message);
    let read: Vec<(usize, Fields)> = message
        .named("dkim-signature")
        .enumerate()
        .map(|(nth, (index, field))| {
            if nth < MAX_SIGNATURES {
                (index, Fields::read(field, &headers))
            } else {
                (index, Fields::default())
            }
        })
        .collect();
    let names = read.iter().filter_map(|(_, fields)| fields.key_name());
    let keys = key::fetch_all(dns, names).await;
    let mut verifier = Verifier {
        message,
        headers: &headers,
        bodies: BodyHashes::new(message),
        keys,
        as_of: range.unwrap_or([options.as_of; 2]),
        signed_bytes: 0,
        explain: options.explain,
        explained: Vec::new(),
    };
    if read.is_empty() {
        return message
            .named("domainkey-signature")
            .take(MAX_SIGNATURES)
            .map(|(index, field)| verifier.domain_keys(index, field))
            .collect();
    }
    read.into_iter()
        .enumerate()
        .map(|(nth, (index, fields))| {
            if nth < MAX_SIGNATURES {
                verifier.check(index, fields)
            } else {
                verifier.beyond_limit(index, &fields)
            }
        })
        .collect()
}

impl Fields {
    /// Where the key stands; `None` if the signature is unusable anyway.
    fn key_name(&self) -> Option<String> {
        match (&self.flaw, &self.selector, &self.domain) {
            (None, Some(selector), Some(domain)) => Some(key::name(selector, domain)),
            _ => None,
        }
    }
}

struct Verifier<'v, 'a> {
    message: &'v Message<'a>,
    headers: &'v Headers<'v, 'a>,
    bodies: BodyHashes<'a>,
    keys: Keys,
    /// Between which moments the moment of the check lies.
    as_of: [DateTime<Utc>; 2],
    signed_bytes: usize,
    explain: bool,
    /// What was found of the bodies that were looked for.
    explained: Vec<(Target, Option<Diagnosis>)>,
}

impl Verifier<'_, '_> {
    fn check(&mut self, index: usize, fields: Fields) -> DkimCheck {
        let mut check = self.describe(index, &fields);
        let body = self.check_body(&fields, &mut check);
        check.diagnosis = self.explain_body(&check);
        if let Some(flaw) = fields.flaw {
            check.result = Checked::Done(AuthResult::Permerror);
            check.reason = flaw.into();
            return check;
        }
        let Some(algorithm) = fields.algorithm else {
            return check;
        };
        let key = self.check_header(index, &fields, &mut check);
        (check.result, check.reason) = if body.limited {
            let why = Why::LimitReached;
            (Checked::Skipped(why), Reason::Skipped(why))
        } else {
            decide(&Facts {
                algorithm,
                key,
                key_bits: check.key_bits,
                header: check.header_signature,
                body: check.body_hash,
                too_short: body.too_short,
                blank: body.blank,
                timing: check.timing,
            })
        };
        check
    }

    /// A signature of the protocol before this one: signed, but not able to be processed, which RFC 8601 section 2.7.1
    /// calls neutral.
    fn domain_keys(&self, index: usize, field: &HeaderField<'_>) -> DkimCheck {
        let mut check = self.describe(index, &Fields::read_foreign(field));
        check.result = Checked::Done(AuthResult::Neutral);
        check.reason = Reason::DomainKeys;
        check
    }

    /// A signature that is one too many.
    fn beyond_limit(&self, index: usize, fields: &Fields) -> DkimCheck {
        let mut check = self.describe(index, fields);
        check.result = Checked::Skipped(Why::LimitReached);
        check.reason = Reason::Skipped(Why::LimitReached);
        check.key = Checked::Skipped(Why::LimitReached);
        check
    }

    /// The body's side; needs no key.
    fn check_body(&mut self, fields: &Fields, check: &mut DkimCheck) -> BodyFacts {
        let (Some(algorithm), Some(canonicalization), Some(stated)) =
            (fields.algorithm, fields.canonicalization, &fields.body_hash)
        else {
            return BodyFacts::UNKNOWN;
        };
        let facts = self.bodies.check(
            canonicalization.body,
            algorithm.hash(),
            fields.length,
            stated,
        );
        check.body_hash = facts.verdict;
        check.body_hash_computed = facts.computed.as_deref().map(to_base64);
        check.body_bytes_unsigned = facts.uncovered;
        if facts.spelling != Spelling::Mended {
            check.line_ends = Some(SignedLineEnds {
                header: None,
                body: Some(facts.spelling),
            });
        }
        if facts.uncovered.is_some_and(|bytes| bytes > 0) {
            check.notes.push(Note::PartlySigned);
        }
        facts
    }

    /// What broke the body. Changes no result.
    fn explain_body(&mut self, check: &DkimCheck) -> Option<Diagnosis> {
        let target = check.broken_body().filter(|_| self.explain)?;
        if let Some((_, diagnosis)) = self.explained.iter().find(|(other, _)| *other == target) {
            return diagnosis.clone();
        }
        if self.explained.len() == MAX_EXPLAINED {
            return None;
        }
        let diagnosis = repair::explain(self.message, &target);
        self.explained.push((target, diagnosis.clone()));
        diagnosis
    }

    /// The header's side.
    fn check_header(
        &mut self,
        index: usize,
        fields: &Fields,
        check: &mut DkimCheck,
    ) -> Checked<Result<(), KeyProblem>> {
        let name = fields.key_name().unwrap_or_default();
        let fetched = match self.keys.get(&name) {
            Some(Checked::Done(fetched)) => fetched,
            Some(Checked::Skipped(why)) => {
                check.key = Checked::Skipped(*why);
                return Checked::Skipped(*why);
            }
            None => return Checked::Skipped(Why::DependsOnSkipped),
        };
        let (Some(algorithm), Some(signature)) = (fields.algorithm, &fields.signature) else {
            return Checked::Skipped(Why::DependsOnSkipped);
        };
        let spelled = |spelling| {
            let chosen = &check.signed_fields;
            signed_data(self.message, self.headers, index, fields, chosen, spelling)
        };
        let data = spelled(Spelling::Mended);
        let others = self
            .headers
            .spellings(check.signed_fields.iter().copied().chain([index]));
        self.signed_bytes += data.len();
        if self.signed_bytes > MAX_SIGNED_BYTES {
            return Checked::Skipped(Why::LimitReached);
        }
        let verify = |data: &[u8]| {
            fetched.verify(&Signed {
                algorithm,
                auid: fields.auid.as_ref(),
                data,
                signature,
            })
        };
        let (key, mut verdict) = verify(&data);
        if verdict == Ok(Some(false)) {
            let found = others.into_iter().find(|&spelling| {
                let other = spelled(spelling);
                self.signed_bytes += other.len();
                other != data
                    && self.signed_bytes <= MAX_SIGNED_BYTES
                    && verify(&other).1 == Ok(Some(true))
            });
            if found.is_some() {
                verdict = Ok(Some(true));
                check.line_ends.get_or_insert_default().header = found;
            }
        }
        if self.explain && verdict == Ok(Some(false)) {
            let restored = self.explain_header(index, fields, check, |data| {
                verify(data).1 == Ok(Some(true))
            });
            let is_whole = check.body_hash == BodyHash::Match || check.diagnosis.is_some();
            if let Some(restored) = restored {
                check.diagnosis = Diagnosis::with_fields(check.diagnosis.take(), restored);
                if let Some(diagnosis) = &mut check.diagnosis {
                    diagnosis.verified = is_whole;
                }
            }
        } else if let (Some(diagnosis), Ok(Some(true))) = (&mut check.diagnosis, &verdict) {
            diagnosis.verified = true;
        }
        check.key_bits = key.bits;
        check.test_key = key.testing;
        for (noted, note) in [
            (check.line_ends.is_some(), Note::OtherLineEnds),
            (key.testing, Note::TestKey),
            (key.records.len() > 1, Note::SeveralKeys),
            (!key.aliases.is_empty(), Note::KeyAlias),
            (
                key.granularity.as_deref().is_some_and(|g| g != "*"),
                Note::Granularity,
            ),
            (
                algorithm.key_type() == key::KeyType::Rsa
                    && key.bits.is_some_and(|bits| bits < GOOD_RSA_BITS),
                Note::SmallKey,
            ),
        ] {
            if noted {
                check.notes.push(note);
            }
        }
        check.key = Checked::Done(key);
        Checked::Done(verdict.map(|valid| check.header_signature = HeaderSignature::of(valid)))
    }
}

impl Verifier<'_, '_> {
    /// What was done to the signed fields. Changes no result.
    fn explain_header(
        &self,
        index: usize,
        fields: &Fields,
        check: &DkimCheck,
        verify: impl FnMut(&[u8]) -> bool,
    ) -> Option<Vec<RestoredField>> {
        let canonical = check.canonicalization?.header;
        let mut own = Vec::new();
        self.headers.append_own(
            canonical,
            self.message.fields().get(index)?,
            fields.slot?,
            &mut own,
        );
        let covered = Covered {
            message: self.message,
            canonical,
            names: &fields.names,
            slots: &self.headers.slots(&fields.names, index),
            own: &own,
            part: check
                .diagnosis
                .as_ref()
                .map_or(&[][..], |diagnosis| &diagnosis.part_header),
        };
        repair::explain_header(&covered, verify)
    }
}

/// The bytes that `b=` signs (RFC 6376 section 3.7).
fn signed_data(
    message: &Message<'_>,
    headers: &Headers<'_, '_>,
    own: usize,
    fields: &Fields,
    chosen: &[usize],
    spelling: Spelling,
) -> Vec<u8> {
    let canonical = fields
        .canonicalization
        .unwrap_or(super::canonical::Canonicalization::DEFAULT)
        .header;
    let mut data = Vec::with_capacity(4096);
    for &index in chosen {
        headers.append_spelled(spelling, canonical, index, &mut data);
    }
    if let (Some(field), Some(slot)) = (message.fields().get(own), fields.slot) {
        headers.append_own_spelled(spelling, canonical, field, slot, &mut data);
    }
    data
}
