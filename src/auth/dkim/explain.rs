//! What broke a signature: looked for when all verdicts stand, the author's signature first. It changes no result.

use super::fields::Fields;
use super::{DkimCheck, Verifier};
use crate::auth::key::Signed;
use crate::auth::repair::{self, Budget, Covered, Diagnosis, RestoredField, Target};
use crate::auth::signature::{BodyHash, HeaderSignature};
use crate::checked::{Checked, Why};
use crate::message::{Mailbox, Message, all_mailboxes};
use crate::names::same_organization;

/// The signatures that are broken, in the order in which it is worth knowing why: that of the given domain, those aligned with
/// From, the others; among equals the topmost first.
pub(super) fn in_order(
    message: &Message<'_>,
    checks: &[DkimCheck],
    first: Option<&str>,
) -> Vec<usize> {
    let authors: Vec<String> = message
        .named("From")
        .flat_map(|(_, field)| all_mailboxes(field))
        .filter_map(|author| Mailbox::domain(&author))
        .collect();
    let rank = |check: &DkimCheck| {
        let signer = check.domain.as_deref().unwrap_or_default();
        if first.is_some_and(|first| first.eq_ignore_ascii_case(signer)) {
            0
        } else if authors
            .iter()
            .any(|author| same_organization(author, signer))
        {
            1
        } else {
            2
        }
    };
    let mut broken: Vec<usize> = (0..checks.len())
        .filter(|&at| {
            let check = &checks[at];
            check.body_hash == BodyHash::Mismatch
                || check.header_signature == Some(HeaderSignature::Invalid)
        })
        .collect();
    broken.sort_by_key(|&at| rank(&checks[at]));
    broken
}

/// The search, with what the message has left for it.
pub(super) struct Explainer<'e, 'v, 'a> {
    verifier: &'e Verifier<'v, 'a>,
    budget: Budget,
    /// What was found of the bodies that were looked for: several signatures with one `bh=` cost one search.
    bodies: Vec<(Target, Option<Diagnosis>)>,
}

impl<'e, 'v, 'a> Explainer<'e, 'v, 'a> {
    pub fn new(verifier: &'e Verifier<'v, 'a>) -> Self {
        Self {
            verifier,
            budget: Budget::new(),
            bodies: Vec::new(),
        }
    }

    /// Says of a broken signature what broke it.
    pub fn explain(&mut self, fields: &Fields, check: &mut DkimCheck) {
        let Ok(body) = self.body(check) else {
            check.explained = Checked::Skipped(Why::LimitReached);
            return;
        };
        check.explained = match check.header_signature {
            Some(HeaderSignature::Invalid) => {
                let is_whole = check.body_hash == BodyHash::Match || body.is_some();
                match self.header(fields, check, body.as_ref()) {
                    Ok(Some(restored)) => {
                        let mut found = Diagnosis::with_fields(body, restored);
                        if let Some(diagnosis) = &mut found {
                            diagnosis.verified = is_whole;
                        }
                        Checked::Done(found)
                    }
                    Err(why) if body.is_none() => Checked::Skipped(why),
                    Ok(None) | Err(_) => Checked::Done(body),
                }
            }
            Some(HeaderSignature::Valid) => Checked::Done(body.map(|found| Diagnosis {
                verified: true,
                ..found
            })),
            None => Checked::Done(body),
        };
    }

    /// What broke the body.
    fn body(&mut self, check: &DkimCheck) -> Result<Option<Diagnosis>, Why> {
        let Some(target) = check.broken_body() else {
            return Ok(None);
        };
        if let Some((_, found)) = self.bodies.iter().find(|(known, _)| *known == target) {
            return Ok(found.clone());
        }
        if self.budget.is_spent() {
            return Err(Why::LimitReached);
        }
        let found = repair::explain_within(self.verifier.message, &target, &mut self.budget);
        self.bodies.push((target, found.clone()));
        Ok(found)
    }

    /// What was done to the signed fields.
    fn header(
        &mut self,
        fields: &Fields,
        check: &DkimCheck,
        body: Option<&Diagnosis>,
    ) -> Result<Option<Vec<RestoredField>>, Why> {
        if self.budget.is_out_of_trials() {
            return Err(Why::LimitReached);
        }
        Ok(self.restored(fields, check, body))
    }

    fn restored(
        &mut self,
        fields: &Fields,
        check: &DkimCheck,
        body: Option<&Diagnosis>,
    ) -> Option<Vec<RestoredField>> {
        let (verifier, index) = (self.verifier, check.field);
        let fetched = verifier.fetched(fields)?;
        let (algorithm, signature) = (fields.algorithm?, fields.signature.as_ref()?);
        let canonical = check.canonicalization?.header;
        let mut own = Vec::new();
        verifier.headers.append_own(
            canonical,
            verifier.message.fields().get(index)?,
            fields.slot?,
            &mut own,
        );
        let covered = Covered {
            message: verifier.message,
            canonical,
            names: &fields.names,
            slots: &verifier.headers.slots(&fields.names, index),
            own: &own,
            part: body.map_or(&[][..], |found| &found.part_header),
        };
        repair::explain_header(&covered, &mut self.budget, |data| {
            let signed = Signed {
                algorithm,
                auid: fields.auid.as_ref(),
                data,
                signature,
            };
            fetched.verify(&signed).1 == Ok(Some(true))
        })
    }
}
