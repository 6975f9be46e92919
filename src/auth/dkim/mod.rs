//! DKIM, RFC 6376 with RFC 8301 (algorithms), RFC 8463 (Ed25519) and RFC 8616 (internationalized names).
//!
//! Each signature is read, its key looked up (all at once), its two hashes are checked apart from each other, and only
//! then is a verdict made of the facts.

mod check;
mod describe;
mod explain;
mod fields;
mod verdict;

pub use crate::words::auth::{Note, Timing};
pub use check::{DkimCheck, SignedLineEnds};
pub use verdict::Reason;
pub(super) use verdict::{Facts, decide};

use super::AuthResult;
use super::key::{self, Fetched, GOOD_RSA_BITS, KeyProblem, Keys, Signed};
use super::signature::{BodyFacts, BodyHashes, HeaderSignature, Headers};
use crate::checked::{Checked, Why};
use crate::codec::base64;
use crate::dns::Dns;
use crate::limits::{MAX_SIGNATURES, MAX_SIGNED_BYTES};
use crate::message::{HeaderField, Message, Spelling};
use chrono::{DateTime, Utc};
use explain::Explainer;
use fields::Fields;

/// How to check.
#[derive(Clone, Copy, Debug)]
pub struct DkimOptions<'a> {
    /// The moment against which `t=` and `x=` are held.
    pub as_of: DateTime<Utc>,
    /// Whether the body is read.
    pub reads_body: bool,
    /// Whether to look for what broke a signature, which takes some milliseconds.
    pub explain: bool,
    /// Whose signature is explained first, before the author's.
    pub first: Option<&'a str>,
}

impl DkimOptions<'_> {
    /// Everything, at this moment.
    pub fn at(as_of: DateTime<Utc>) -> Self {
        Self {
            as_of,
            reads_body: true,
            explain: true,
            first: None,
        }
    }
}

/// Checks every DKIM-Signature of a message; one entry each, topmost first. Of a message that has none but is signed with
/// `DomainKeys`, those signatures: [`Reason::DomainKeys`].
pub async fn verify(dns: &Dns, message: &Message<'_>, options: &DkimOptions<'_>) -> Vec<DkimCheck> {
    verify_within(dns, message, options, None).await
}

/// The same at a moment that is known only about: a signature is expired, or dated in the future, if it is so throughout.
pub async fn verify_within(
    dns: &Dns,
    message: &Message<'_>,
    options: &DkimOptions<'_>,
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
        bodies: BodyHashes::new(message, options.reads_body),
        keys,
        as_of: range.unwrap_or([options.as_of; 2]),
        signed_bytes: 0,
    };
    if read.is_empty() {
        return message
            .named("domainkey-signature")
            .take(MAX_SIGNATURES)
            .map(|(index, field)| verifier.domain_keys(index, field))
            .collect();
    }
    let (known, beyond) = read.split_at(read.len().min(MAX_SIGNATURES));
    let mut checks: Vec<DkimCheck> = known
        .iter()
        .map(|(index, fields)| verifier.check(*index, fields))
        .collect();
    let broken = explain::in_order(message, &checks, options.first);
    if options.explain {
        let mut explainer = Explainer::new(&verifier);
        for at in broken {
            explainer.explain(&known[at].1, &mut checks[at]);
        }
    } else {
        for at in broken {
            checks[at].explained = Checked::Skipped(Why::Depth);
        }
    }
    let beyond = beyond
        .iter()
        .map(|(index, fields)| verifier.beyond_limit(*index, fields));
    checks.extend(beyond);
    checks
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
}

impl Verifier<'_, '_> {
    fn check(&mut self, index: usize, fields: &Fields) -> DkimCheck {
        let mut check = self.describe(index, fields);
        let body = self.check_body(fields, &mut check);
        if let Some(flaw) = &fields.flaw {
            check.result = Checked::Done(AuthResult::Permerror);
            check.reason = flaw.clone().into();
            return check;
        }
        let Some(algorithm) = fields.algorithm else {
            return check;
        };
        let key = self.check_header(index, fields, &mut check);
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
                unread: body.unread,
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
        check.body_hash_computed = facts.computed.as_deref().map(base64::encode);
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

    /// The key of a signature, if there is one to try.
    fn fetched(&self, fields: &Fields) -> Option<&Fetched> {
        self.keys.get(&fields.key_name()?)?.done()
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
