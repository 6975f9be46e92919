//! The original of a message whose signature is broken: put together, and verified as a whole.

use crate::auth::dkim::{self, DkimCheck, DkimOptions};
use crate::auth::repair::{self, Diagnosis};
use crate::auth::signature::BodyHash;
use crate::checked::{Checked, Why};
use crate::dns::Dns;
use crate::message::{HeaderField, Message};
pub use crate::report::Change;
use crate::report::RecoveredReport;
use chrono::{DateTime, Utc};

/// A message as it was signed.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// It, with CRLF line ends.
    pub bytes: Vec<u8>,
    /// Who signed it (`d=`).
    pub domain: String,
    /// With which key (`s=`).
    pub selector: String,
    /// What had been done to it.
    pub diagnosis: Diagnosis,
    /// How far it is proven.
    pub proof: Proof,
    /// What was done, as a diff from the original to the message at hand.
    pub diff: Vec<Change>,
}

/// How far an original is proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The signature verifies over header and body: this is what was signed.
    Whole,
    /// `bh=` is the hash of the body; the header could not be checked or proven, for this reason.
    Body(String),
}

impl Recovered {
    /// What is told of it.
    pub fn report(&self) -> RecoveredReport {
        RecoveredReport {
            domain: self.domain.clone(),
            selector: self.selector.clone(),
            doubt: match &self.proof {
                Proof::Whole => None,
                Proof::Body(why) => Some(why.clone()),
            },
            detail: self.diagnosis.detail.clone(),
            diff: self.diff.clone(),
        }
    }
}

/// Why there is no original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoOriginal {
    /// There is nothing to recover by.
    #[error("no DKIM signature (of that domain): the original cannot be determined")]
    Unsigned,
    /// There is nothing to undo.
    #[error("the signature verifies: this is the original")]
    Intact,
    /// Nothing is known that leads back.
    #[error("no signature fails because of a known change by a list or gateway")]
    Unexplained,
    /// The keys are not known.
    #[error("no signature could be verified: {0}")]
    Unchecked(&'static str),
}

/// The most lines of a diff.
const MAX_CHANGES: usize = 40;

/// Recovers the original that the topmost signature allows; of one domain, if that is given.
pub async fn recover(
    dns: &Dns,
    message: &Message<'_>,
    domain: Option<&str>,
    as_of: DateTime<Utc>,
) -> Result<Recovered, NoOriginal> {
    let options = DkimOptions {
        first: domain,
        ..DkimOptions::at(as_of)
    };
    let checks = dkim::verify(dns, message, &options).await;
    let mut wanted: Vec<DkimCheck> = checks
        .into_iter()
        .filter(|check| {
            let signer = check.domain.as_deref().unwrap_or_default();
            domain.is_none_or(|domain| signer.eq_ignore_ascii_case(domain))
        })
        .collect();
    if wanted.is_empty() {
        return Err(NoOriginal::Unsigned);
    }
    // What can be verified as a whole comes before what cannot.
    wanted.sort_by_key(|check| check.diagnosis().is_none_or(|found| !found.verified));
    let explained = wanted.iter().find(|check| check.diagnosis().is_some());
    let Some((check, diagnosis)) =
        explained.and_then(|check| Some((check, check.diagnosis()?.clone())))
    else {
        return Err(if wanted.iter().any(DkimCheck::is_intact) {
            NoOriginal::Intact
        } else if let Some(why) = unchecked(&wanted) {
            NoOriginal::Unchecked(why.text())
        } else {
            NoOriginal::Unexplained
        });
    };
    let bytes = repair::original(message, &diagnosis);
    let proof = prove(dns, &bytes, check, as_of).await;
    Ok(Recovered {
        diff: diff(message, &diagnosis),
        bytes,
        domain: check.domain.clone().unwrap_or_default(),
        selector: check.selector.clone().unwrap_or_default(),
        diagnosis,
        proof,
    })
}

/// Why none of them was checked, where none was.
fn unchecked(checks: &[DkimCheck]) -> Option<Why> {
    let mut why = checks.iter().map(|check| check.result.skipped());
    let first = why.next()??;
    why.all(|why| why.is_some()).then_some(first)
}

/// Checks what was put together as any message: nothing of the search is believed.
async fn prove(dns: &Dns, bytes: &[u8], broken: &DkimCheck, as_of: DateTime<Utc>) -> Proof {
    let options = DkimOptions {
        explain: false,
        ..DkimOptions::at(as_of)
    };
    let again = dkim::verify(dns, &Message::parse(bytes), &options).await;
    let Some(check) = again.iter().find(|check| same_signature(check, broken)) else {
        return Proof::Body("the signature itself was not kept".to_owned());
    };
    if check.is_intact() {
        return Proof::Whole;
    }
    let why = match (&check.key, check.body_hash) {
        (_, BodyHash::Mismatch | BodyHash::NotAvailable) => check.reason.to_string(),
        (Checked::Skipped(why), _) => why.text().to_owned(),
        (Checked::Done(key), _) => match &key.problem {
            Some(problem) => problem.clone(),
            None => "signed header fields were changed too; the change was not found".to_owned(),
        },
    };
    Proof::Body(why)
}

fn same_signature(a: &DkimCheck, b: &DkimCheck) -> bool {
    let bytes = |check: &DkimCheck| -> String {
        let tag = check.tags.iter().find(|tag| tag.name == "b");
        let value = tag.map(|tag| tag.value.split_ascii_whitespace().collect());
        value.unwrap_or_default()
    };
    a.domain == b.domain && a.selector == b.selector && bytes(a) == bytes(b)
}

fn diff(message: &Message<'_>, diagnosis: &Diagnosis) -> Vec<Change> {
    let mut changes = Vec::new();
    for field in &diagnosis.fields {
        let now = field.field.and_then(|at| message.fields().get(at));
        let line = |value: &str| format!("{}: {value}", field.name);
        changes.extend(field.was.as_deref().map(|was| Change::Lost(line(was))));
        changes.extend(
            now.map(HeaderField::text)
                .map(|now| Change::Added(line(&now))),
        );
    }
    let added = diagnosis.added.as_deref().unwrap_or_default();
    changes.extend(added.lines().map(|line| Change::Added(line.to_owned())));
    changes.truncate(MAX_CHANGES);
    changes
}
