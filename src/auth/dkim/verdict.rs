//! From facts to verdict: the one place where a DKIM result is decided.

use crate::auth::AuthResult;
use crate::auth::key::{KeyProblem, KeyStatus, MIN_RSA_BITS};
use crate::auth::signature::{Algorithm, BodyHash, Flaw, HeaderSignature};
use crate::checked::{Checked, Why};
use crate::words::auth::Timing;
use serde::{Serialize, Serializer};
use thiserror::Error;

/// Why a result is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Reason {
    /// Header and body are as they were signed.
    #[error("signature verified")]
    Verified,
    /// The field cannot be used.
    #[error("{0}")]
    Flaw(#[from] Flaw),
    /// There is no key to check with.
    #[error("{0}")]
    Key(#[from] KeyProblem),
    /// The body is not the one that was signed.
    #[error("body hash did not verify")]
    BodyHash,
    /// The body is not the one that was signed; the key was not asked for.
    #[error("body hash did not verify (key not checked: {})", .0.short())]
    BodyHashWithoutKey(Why),
    /// The body is not the one that was signed; DNS did not say what the key is.
    #[error("body hash did not verify; {0}")]
    BodyHashUnanswered(KeyProblem),
    /// The header fields are not those that were signed, or another key signed them.
    #[error("signature did not verify")]
    Signature,
    /// The same, and there is no body to check.
    #[error("signature did not verify; body not supplied")]
    SignatureWithoutBody,
    /// `l=` is more than the body has.
    #[error("l= is larger than the body")]
    TooShort,
    /// There is no body to check.
    #[error("header signature valid; body not supplied")]
    NoBody,
    /// The body is blank, and an empty one was not signed: a header block that ended with an empty line.
    #[error("header signature valid; body empty, probably not supplied")]
    BlankBody,
    /// RFC 8301 forbids SHA-1.
    #[error("signature verified, but RFC 8301 forbids rsa-sha1")]
    Sha1,
    /// RFC 8301 forbids short keys.
    #[error("signature {}, but a key of {bits} bits is too short (RFC 8301)", if *.verified { "verified" } else { "not tried" })]
    ShortKey {
        /// The size of the key.
        bits: usize,
        /// Whether the signature could be tried with it.
        verified: bool,
    },
    /// `x=` has passed.
    #[error("signature verified, but expired")]
    Expired,
    /// `x=` has passed, and it does not verify.
    #[error("signature expired, and did not verify")]
    ExpiredAndBroken,
    /// `t=` is to come, and it does not verify.
    #[error("signature dated in the future, and did not verify")]
    FutureAndBroken,
    /// Another protocol's.
    #[error("DomainKeys (RFC 4870), replaced by DKIM in 2007: not verified")]
    DomainKeys,
    /// It was not checked.
    #[error("not checked: {}", .0.text())]
    Skipped(Why),
}

impl Reason {
    /// Whether the bytes alone show it, whatever DNS says of the key: the body is another, or the field itself cannot be
    /// used.
    pub fn is_shown_by_bytes(&self) -> bool {
        matches!(
            self,
            Self::Flaw(_)
                | Self::BodyHash
                | Self::BodyHashWithoutKey(_)
                | Self::BodyHashUnanswered(_)
                | Self::TooShort
                | Self::DomainKeys
        )
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a verdict rests on.
#[derive(Clone, Debug)]
pub(in crate::auth) struct Facts {
    pub algorithm: Algorithm,
    /// Whether there is a key that fits, or why not.
    pub key: Checked<Result<(), KeyProblem>>,
    pub key_bits: Option<usize>,
    pub header: Option<HeaderSignature>,
    pub body: BodyHash,
    /// `l=` is more than the body has.
    pub too_short: bool,
    /// There is a body of empty lines, and an empty one was not signed.
    pub blank: bool,
    /// There may be a body, and it was not to be read.
    pub unread: bool,
    pub timing: Timing,
}

/// Decides (RFC 6376 section 6.1, RFC 8301, RFC 8601 section 2.7.1).
///
/// A key that is unusable comes before the hashes: without it the signature is not wrong but unusable, and is treated
/// as if it were not there. A key that is not known, because DNS was not asked or gave no answer, hides nothing that the
/// body shows. Expiry comes last: a signature that verified is no forgery for its age.
pub(in crate::auth) fn decide(facts: &Facts) -> (Checked<AuthResult>, Reason) {
    let done = |result, reason| (Checked::Done(result), reason);
    let mismatch = facts.body == BodyHash::Mismatch;
    match &facts.key {
        // What the bytes decide needs no answer of DNS.
        Checked::Skipped(_) if facts.too_short => {
            return done(AuthResult::Permerror, Reason::TooShort);
        }
        Checked::Skipped(why) if mismatch => {
            return done(AuthResult::Fail, Reason::BodyHashWithoutKey(*why));
        }
        Checked::Skipped(why) => return (Checked::Skipped(*why), Reason::Skipped(*why)),
        Checked::Done(Err(problem)) => {
            let is_unanswered = problem.status() == KeyStatus::Unanswered;
            if is_unanswered && facts.too_short {
                return done(AuthResult::Permerror, Reason::TooShort);
            }
            if is_unanswered && mismatch {
                let reason = Reason::BodyHashUnanswered(problem.clone());
                return done(AuthResult::Fail, reason);
            }
            let result = match problem.status() {
                KeyStatus::Unanswered => AuthResult::Temperror,
                _ => AuthResult::Permerror,
            };
            return done(result, problem.clone().into());
        }
        Checked::Done(Ok(())) => {}
    }
    if facts.too_short {
        return done(AuthResult::Permerror, Reason::TooShort);
    }
    if mismatch || facts.header == Some(HeaderSignature::Invalid) {
        // RFC 6376 section 3.5 lets a verifier treat both as unusable.
        return match facts.timing {
            Timing::Expired => done(AuthResult::Permerror, Reason::ExpiredAndBroken),
            Timing::Future => done(AuthResult::Permerror, Reason::FutureAndBroken),
            Timing::Current if mismatch => done(AuthResult::Fail, Reason::BodyHash),
            Timing::Current if facts.body == BodyHash::NotAvailable && !facts.unread => {
                done(AuthResult::Fail, Reason::SignatureWithoutBody)
            }
            Timing::Current => done(AuthResult::Fail, Reason::Signature),
        };
    }
    if let Some(bits) = facts.key_bits
        && facts.algorithm != Algorithm::Ed25519Sha256
        && bits < MIN_RSA_BITS
    {
        let verified = facts.header.is_some();
        return done(AuthResult::Policy, Reason::ShortKey { bits, verified });
    }
    if facts.algorithm == Algorithm::RsaSha1 {
        return done(AuthResult::Policy, Reason::Sha1);
    }
    if facts.timing == Timing::Expired {
        return done(AuthResult::Policy, Reason::Expired);
    }
    if facts.unread {
        return (Checked::Skipped(Why::Depth), Reason::Skipped(Why::Depth));
    }
    if facts.body == BodyHash::NotAvailable {
        let reason = if facts.blank {
            Reason::BlankBody
        } else {
            Reason::NoBody
        };
        return done(AuthResult::Neutral, reason);
    }
    done(AuthResult::Pass, Reason::Verified)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Facts {
        Facts {
            algorithm: Algorithm::RsaSha256,
            key: Checked::Done(Ok(())),
            key_bits: Some(2048),
            header: Some(HeaderSignature::Valid),
            body: BodyHash::Match,
            too_short: false,
            blank: false,
            unread: false,
            timing: Timing::Current,
        }
    }

    fn result(change: impl FnOnce(&mut Facts)) -> &'static str {
        let mut facts = sound();
        change(&mut facts);
        match decide(&facts).0 {
            Checked::Done(result) => result.word(),
            Checked::Skipped(why) => why.word(),
        }
    }

    #[test]
    fn verdicts() {
        let unusable = || Checked::Done(Err(KeyProblem::Revoked));
        let silent = || Checked::Done(Err(KeyProblem::Unanswered("SERVFAIL".into())));
        assert_eq!(result(|_| {}), "pass");
        assert_eq!(result(|f| f.body = BodyHash::Mismatch), "fail");
        assert_eq!(
            result(|f| f.header = Some(HeaderSignature::Invalid)),
            "fail"
        );
        assert_eq!(result(|f| f.body = BodyHash::NotAvailable), "neutral");
        let unread = |f: &mut Facts| (f.body, f.unread) = (BodyHash::NotAvailable, true);
        assert_eq!(result(unread), "depth");
        assert_eq!(result(|f| f.algorithm = Algorithm::RsaSha1), "policy");
        assert_eq!(result(|f| f.key_bits = Some(1023)), "policy");
        assert_eq!(result(|f| f.key_bits = Some(1024)), "pass");
        assert_eq!(result(|f| f.timing = Timing::Expired), "policy");
        assert_eq!(result(|f| f.timing = Timing::Future), "pass");
        assert_eq!(result(|f| f.too_short = true), "permerror");
        assert_eq!(result(|f| f.key = unusable()), "permerror");
        assert_eq!(result(|f| f.key = silent()), "temperror");
        assert_eq!(
            result(|f| f.key = Checked::Skipped(Why::Offline)),
            "offline"
        );
    }

    #[test]
    fn an_unusable_key_outweighs_a_wrong_body_and_a_missing_answer_does_not_hide_it() {
        let both = |key| {
            result(move |f| {
                f.key = key;
                f.body = BodyHash::Mismatch;
            })
        };
        assert_eq!(both(Checked::Done(Err(KeyProblem::Revoked))), "permerror");
        assert_eq!(both(Checked::Skipped(Why::Offline)), "fail");
        let silent = KeyProblem::Unanswered("no answer in time".into());
        assert_eq!(both(Checked::Done(Err(silent.clone()))), "fail");
        for key in [Checked::Skipped(Why::Offline), Checked::Done(Err(silent))] {
            let short = result(|f| {
                (f.key, f.body, f.too_short) = (key, BodyHash::Mismatch, true);
            });
            assert_eq!(short, "permerror");
        }
    }
}
