//! SPF, DKIM, ARC and DMARC: what can be proven about a message now.
//!
//! Takes plain inputs (message, client address, HELO, sender) and knows no route. The only importer of `mail_auth`,
//! of which it uses the keys and the cryptography.

pub mod arc;
pub mod canonical;
pub mod dkim;
pub mod dmarc;
pub mod key;
mod name;
mod outcome;
pub mod repair;
pub mod signature;
pub mod spf;
pub mod tags;

use serde::Serialize;

/// The result words of RFC 8601 section 2.7, the same for every method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthResult {
    /// There was nothing to check.
    None,
    /// Checked and found good.
    Pass,
    /// Checked and found bad.
    Fail,
    /// SPF: probably not authorised (`~all`).
    Softfail,
    /// The check says nothing either way.
    Neutral,
    /// Good, but not accepted for a reason of policy.
    Policy,
    /// A passing fault (DNS) kept it from being checked.
    Temperror,
    /// It cannot be checked, now or later: malformed or unusable.
    Permerror,
}

impl AuthResult {
    /// The word as RFC 8601 writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Softfail => "softfail",
            Self::Neutral => "neutral",
            Self::Policy => "policy",
            Self::Temperror => "temperror",
            Self::Permerror => "permerror",
        }
    }
}
