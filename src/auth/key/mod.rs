//! Public keys in DNS, RFC 6376 section 3.6: looked up, read, and matched with a signature.

mod crypto;
mod record;

pub use record::KeyRecord;

use super::signature::{Algorithm, Auid};
use super::tags::TagError;
use crate::checked::{Checked, Why};
use crate::dns::{Answer, Dns, Outcome, RecordType};
use crate::limits::MAX_KEY_RECORDS;
pub use crate::limits::{GOOD_RSA_BITS, MIN_RSA_BITS};
pub use crate::words::auth::{KeyStatus, KeyType};
use crypto::Material;
use futures::future::join_all;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// The size of an Ed25519 key in bits (RFC 8032).
const ED25519_BITS: usize = 256;

/// The smallest RSA key that can hold a SHA-256 signature: 62 bytes of padding, prefix and hash (RFC 8017 section 9.2).
const MIN_PADDED_BITS: usize = 62 * 8;

/// Why there is no key to check a signature with.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyProblem {
    /// The name does not exist or has no TXT record.
    #[error("no key for signature: {0}")]
    Absent(&'static str),
    /// `p=` is empty (RFC 6376 section 3.6.1).
    #[error("key revoked")]
    Revoked,
    /// The record is no tag list.
    #[error("key syntax error: {0}")]
    Syntax(#[from] TagError),
    /// `v=` is not `DKIM1`, or is not the first tag.
    #[error("not a DKIM key record: {0}")]
    Version(&'static str),
    /// There is no `p=`.
    #[error("key syntax error: the record has no p=")]
    NoMaterial,
    /// `k=` is not known.
    #[error("unknown key type k={0}")]
    Type(String),
    /// `p=` holds no key that the cryptography takes.
    #[error("key unusable: {0}")]
    Material(String),
    /// `a=` and `k=` disagree.
    #[error("inappropriate key algorithm: a={algorithm} with a key of k={key}")]
    Mismatch {
        /// The algorithm of the signature.
        algorithm: &'static str,
        /// The type of the key.
        key: &'static str,
    },
    /// `h=` of the key lacks the hash of the signature.
    #[error("inappropriate hash algorithm: the key does not allow {0}")]
    Hash(&'static str),
    /// `s=` of the key is neither `*` nor `email`.
    #[error("the key is not for email")]
    Service,
    /// `t=s` and the domain of `i=` is below `d=`.
    #[error("the key (t=s) requires the domain of i= to be the same as d=")]
    Strict,
    /// DNS failed for now.
    #[error("key unavailable: {0}")]
    Unanswered(String),
}

impl KeyProblem {
    /// The status that it leaves the key in.
    pub fn status(&self) -> KeyStatus {
        match self {
            Self::Absent(_) => KeyStatus::Absent,
            Self::Revoked => KeyStatus::Revoked,
            Self::Unanswered(_) => KeyStatus::Unanswered,
            _ => KeyStatus::Unusable,
        }
    }
}

/// What DNS says now about a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyCheck {
    /// The name that was asked.
    pub name: String,
    /// Whether there is a key.
    pub status: KeyStatus,
    /// Why not, if not.
    pub problem: Option<String>,
    /// The TXT records at the name; bytes that are no UTF-8 became U+FFFD.
    pub records: Vec<String>,
    /// The index in `records` of the one that the rest of this is about.
    pub used: Option<usize>,
    /// The aliases that were followed to it.
    pub aliases: Vec<String>,
    /// `k=`.
    pub key_type: Option<KeyType>,
    /// Size in bits.
    pub bits: Option<usize>,
    /// `t=y`: the domain is testing DKIM.
    pub testing: bool,
    /// `t=s`: the domain of `i=` must be `d=` itself.
    pub strict: bool,
    /// `h=`: the hashes that the key allows, if it says.
    pub hashes: Option<Vec<String>>,
    /// `s=`: the services that the key is for, if it says.
    pub services: Option<Vec<String>>,
    /// `g=` of RFC 4871, which RFC 6376 removed; it has no effect.
    pub granularity: Option<String>,
    /// `n=`: a note to administrators.
    pub notes: Option<String>,
}

/// A key record with its key.
struct PublicKey {
    record: KeyRecord,
    key: Material,
}

/// The answer for one key name.
pub(super) struct Fetched {
    check: KeyCheck,
    candidates: Vec<Result<PublicKey, KeyProblem>>,
}

/// Looks up a key and reads it.
pub async fn check(dns: &Dns, selector: &str, domain: &str) -> Checked<KeyCheck> {
    match fetch(dns, &name(selector, domain)).await {
        Checked::Done(fetched) => Checked::Done(fetched.check),
        Checked::Skipped(why) => Checked::Skipped(why),
    }
}

/// The name at which a key stands (RFC 6376 section 3.6.2.1), internationalized names as A-labels (RFC 8616).
pub fn name(selector: &str, domain: &str) -> String {
    let ascii =
        |name: &str| idna::domain_to_ascii(name).unwrap_or_else(|_| crate::names::normalize(name));
    let plain = |name: &str| {
        if name.is_ascii() {
            crate::names::normalize(name)
        } else {
            ascii(name)
        }
    };
    format!("{}._domainkey.{}", plain(selector), plain(domain))
}

/// Asks for the key at a name made by [`name`].
pub(super) async fn fetch(dns: &Dns, name: &str) -> Checked<Fetched> {
    let answer = dns.lookup(name, RecordType::Txt).await;
    match outcome(&answer) {
        Ok(texts) => Checked::Done(Fetched::new(&answer, Ok(&texts))),
        Err(Refusal::Skipped(why)) => Checked::Skipped(why),
        Err(Refusal::Problem(problem)) => Checked::Done(Fetched::new(&answer, Err(problem))),
    }
}

/// The answers for several key names.
pub(super) type Keys = BTreeMap<String, Checked<Fetched>>;

/// Asks for several keys at once, each name once.
pub(super) async fn fetch_all(dns: &Dns, names: impl Iterator<Item = String>) -> Keys {
    let names: BTreeSet<String> = names.collect();
    let answers = join_all(names.iter().map(|name| fetch(dns, name))).await;
    names.into_iter().zip(answers).collect()
}

enum Refusal {
    Skipped(Why),
    Problem(KeyProblem),
}

fn outcome(answer: &Answer) -> Result<Vec<Vec<u8>>, Refusal> {
    let unanswered = |text: &str| Refusal::Problem(KeyProblem::Unanswered(text.to_owned()));
    match &answer.outcome {
        Outcome::Records(_) => {
            let texts: Vec<_> = answer.texts().take(MAX_KEY_RECORDS).collect();
            if texts.is_empty() {
                return Err(Refusal::Problem(KeyProblem::Absent("no TXT record")));
            }
            Ok(texts)
        }
        Outcome::NoData => Err(Refusal::Problem(KeyProblem::Absent("no TXT record"))),
        Outcome::NxDomain => Err(Refusal::Problem(KeyProblem::Absent(
            "the name does not exist",
        ))),
        Outcome::ServFail => Err(unanswered("SERVFAIL")),
        Outcome::Refused => Err(unanswered("the server refused the query")),
        Outcome::Timeout => Err(unanswered("no answer in time")),
        Outcome::Failed(text) => Err(unanswered(text)),
        Outcome::Skipped(why) => Err(Refusal::Skipped(*why)),
    }
}

impl Fetched {
    fn new(answer: &Answer, texts: Result<&[Vec<u8>], KeyProblem>) -> Self {
        let (texts, candidates) = match texts {
            Ok(texts) => (
                texts,
                texts.iter().map(|text| PublicKey::parse(text)).collect(),
            ),
            Err(problem) => (&[][..], vec![Err(problem)]),
        };
        let check = KeyCheck {
            name: answer.name.clone(),
            status: KeyStatus::Absent,
            problem: None,
            records: texts
                .iter()
                .map(|text| String::from_utf8_lossy(text).into_owned())
                .collect(),
            used: None,
            aliases: answer.cnames.clone(),
            key_type: None,
            bits: None,
            testing: false,
            strict: false,
            hashes: None,
            services: None,
            granularity: None,
            notes: None,
        };
        let mut fetched = Self { check, candidates };
        let best = fetched.candidates.iter().position(Result::is_ok);
        fetched.check = fetched.described(best.unwrap_or(0));
        fetched
    }

    /// The facts as those of one record.
    fn described(&self, index: usize) -> KeyCheck {
        let mut check = self.check.clone();
        check.used = (!check.records.is_empty()).then_some(index);
        match self.candidates.get(index) {
            Some(Ok(key)) => {
                check.status = KeyStatus::Present;
                check.problem = None;
                check.bits = Some(key.bits());
                key.record.describe(&mut check);
            }
            Some(Err(problem)) => {
                check.status = problem.status();
                check.problem = Some(problem.to_string());
            }
            None => {}
        }
        check
    }

    /// Checks a signature with each key that fits it until one verifies.
    ///
    /// Gives the facts of the key that verified, else of the first that fits; the inner `None` means that the key is
    /// too small to hold a signature at all.
    pub(super) fn verify(
        &self,
        signed: &Signed<'_>,
    ) -> (KeyCheck, Result<Option<bool>, KeyProblem>) {
        let mut first_fit = None;
        let mut first_problem = None;
        for (index, candidate) in self.candidates.iter().enumerate() {
            let key = match candidate {
                Ok(key) => key,
                Err(problem) => {
                    first_problem.get_or_insert((index, problem.clone()));
                    continue;
                }
            };
            if let Err(problem) = key.record.admits(signed.algorithm, signed.auid) {
                first_problem.get_or_insert((index, problem));
                continue;
            }
            let verdict = key.verify(signed);
            if verdict == Some(true) {
                return (self.described(index), Ok(verdict));
            }
            first_fit.get_or_insert((index, verdict));
        }
        match (first_fit, first_problem) {
            (Some((index, verdict)), _) => (self.described(index), Ok(verdict)),
            (None, Some((index, problem))) => {
                // A record that is a key, but not for this signature, stays described as present.
                (self.described(index), Err(problem))
            }
            (None, None) => (self.check.clone(), Err(KeyProblem::Absent("no TXT record"))),
        }
    }
}

/// What is checked with a key.
pub(super) struct Signed<'a> {
    pub algorithm: Algorithm,
    /// `i=` against which `t=s` is held; `None` for ARC, which has none.
    pub auid: Option<&'a Auid>,
    /// The canonical header fields.
    pub data: &'a [u8],
    /// `b=`.
    pub signature: &'a [u8],
}

impl PublicKey {
    fn parse(text: &[u8]) -> Result<Self, KeyProblem> {
        let record = KeyRecord::parse(text)?;
        let key = Material::load(record.key_type, &record.material)?;
        Ok(Self { record, key })
    }

    fn bits(&self) -> usize {
        match self.record.key_type {
            KeyType::Rsa => self.key.bits(),
            KeyType::Ed25519 => ED25519_BITS,
        }
    }

    /// `None` when the key is too small for any signature of its kind.
    fn verify(&self, signed: &Signed<'_>) -> Option<bool> {
        let valid = self
            .key
            .verify(signed.algorithm, signed.data, signed.signature);
        if !valid && self.record.key_type == KeyType::Rsa && self.bits() < MIN_PADDED_BITS {
            return None;
        }
        Some(valid)
    }
}
