//! What was found out about the sender now.

use super::arc::ArcCheck;
use super::dkim::DkimCheck;
use super::dmarc::DmarcCheck;
use super::spf::SpfCheck;
use crate::checked::Checked;
use crate::words::auth::AuthResult;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::net::IpAddr;

/// What was found out about the sender now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuthenticationReport {
    /// SPF.
    pub spf: SpfReport,
    /// One entry a signature.
    pub dkim: Vec<DkimCheck>,
    /// DMARC.
    pub dmarc: DmarcCheck,
    /// ARC.
    pub arc: ArcCheck,
    /// What our receiver said of the same things.
    pub receiver: ReceiverReport,
}

impl Checked<AuthResult> {
    /// The result, or why there is none: `pass`, `offline`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Done(result) => result.word(),
            Self::Skipped(why) => why.word(),
        }
    }
}

impl AuthenticationReport {
    /// SPF of the envelope sender in one word: the result, or why there is none.
    pub fn spf_word(&self) -> &'static str {
        match &self.spf.mail_from {
            Checked::Done(check) => check.result.word(),
            Checked::Skipped(why) => why.word(),
        }
    }

    /// DKIM in one word: that of the best signature, `none` without one.
    pub fn dkim_word(&self) -> &'static str {
        let is_pass = |check: &&DkimCheck| check.result == Checked::Done(AuthResult::Pass);
        let best = self.dkim.iter().find(is_pass).or(self.dkim.first());
        best.map_or("none", |check| check.result.word())
    }
}

/// SPF for both identities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpfReport {
    /// For the HELO name.
    pub helo: Checked<SpfCheck>,
    /// For the envelope sender.
    pub mail_from: Checked<SpfCheck>,
    /// What was asked about, and where that was found.
    pub envelope: Envelope,
}

/// What SPF was asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Envelope {
    /// The client's address.
    pub client_ip: Option<Sourced<IpAddr>>,
    /// What it announced.
    pub helo: Option<Sourced<String>>,
    /// The envelope sender; empty for the null sender.
    pub mail_from: Option<Sourced<String>>,
}

/// A value with where it was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was found, such as `the user` or `the boundary hop`.
    pub source: Cow<'static, str>,
}

/// What our receiver said of each identity, beside our own verdict on it. Where it said nothing of one, there is nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReceiverReport {
    /// Of SPF for the HELO name.
    pub spf_helo: Option<SaidReport>,
    /// Of SPF for the envelope sender.
    pub spf_mail_from: Option<SaidReport>,
    /// Of each signature, as `authentication.dkim` lists them.
    pub dkim: Vec<Option<SaidReport>>,
    /// Of a message without a signature, that it has none.
    pub no_signature: Option<SaidReport>,
    /// Of DMARC for the domain in From.
    pub dmarc: Option<SaidReport>,
    /// Of the ARC chain.
    pub arc: Option<SaidReport>,
}

impl SaidReport {
    /// The result, where a sender cannot have written it.
    pub fn proven(&self) -> Option<&str> {
        self.trusted.then_some(self.result.as_str())
    }
}

/// The claim about one identity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SaidReport {
    /// Its place in `claims`, from 0.
    pub claim: usize,
    /// The result, as it is written.
    pub result: String,
    /// Whether it is trusted; if not, the sender could have written it too.
    pub trusted: bool,
    /// Whether our own verdict on this identity says the same; null where there is none to compare.
    pub agrees: Option<bool>,
}
