//! ARC, RFC 8617: a chain of custody, each link sealed by one handler.

mod check;
mod fields;
mod seal;
mod sets;

pub use check::{ArcCheck, ArcInstance, ArcReason, ArcResults, ArcSignature};
pub use fields::ChainValidation;
pub use sets::{Defect, Part};

use super::AuthResult;
use super::canonical::{Canonical, Canonicalization};
use super::dkim::{Facts, Reason, Timing, decide};
use super::key::{self, Keys, Signed};
use super::signature::{BodyFacts, BodyHashes, HeaderSignature, Headers};
use crate::checked::{Checked, Why};
use crate::dns::Dns;
use crate::message::{Message, Spelling};
use fields::Fields;
use seal::Sealed;
use sets::{Set, Sets};

/// Checks the ARC chain of a message: every seal and every message signature, and the chain as a whole.
pub async fn verify(dns: &Dns, message: &Message<'_>) -> ArcCheck {
    verify_with(dns, message, true).await
}

/// The same, with the body read or not.
pub async fn verify_with(dns: &Dns, message: &Message<'_>, reads_body: bool) -> ArcCheck {
    let Some(sets) = Sets::read(message) else {
        return ArcCheck {
            result: Checked::Done(AuthResult::None),
            reason: ArcReason::None,
            instances: Vec::new(),
            broken_at: None,
            oldest_pass: None,
            defects: Vec::new(),
        };
    };
    let signatures = sets
        .sets
        .values()
        .flat_map(|set| [&set.message_signature, &set.seal])
        .flatten();
    let names: Vec<_> = signatures
        .filter_map(|(_, fields)| fields.key_name())
        .collect();
    let headers = Headers::new(message);
    let mut verifier = Verifier {
        message,
        headers: &headers,
        bodies: BodyHashes::new(message, reads_body),
        keys: key::fetch_all(dns, names.into_iter()).await,
    };
    let mut sealed = Some(Sealed::default());
    let mut instances = Vec::with_capacity(sets.sets.len());
    for (&instance, set) in &sets.sets {
        instances.push(verifier.instance(instance, set, &mut sealed));
    }
    conclude(sets, instances)
}

/// Makes the chain's verdict of its parts (RFC 8617 section 5.2). What is known to be broken outweighs what could not
/// be checked.
fn conclude(sets: Sets, instances: Vec<ArcInstance>) -> ArcCheck {
    let (result, reason) = chain_verdict(&sets, &instances);
    let broken_at = match &reason {
        ArcReason::Defect(defect) => defect.instance(),
        ArcReason::MessageSignature { instance, .. } | ArcReason::Seal { instance, .. } => {
            Some(*instance)
        }
        ArcReason::None | ArcReason::Intact | ArcReason::Skipped(_) => None,
    };
    let oldest_pass = instances
        .iter()
        .rev()
        .take_while(|set| set.message_signature == Checked::Done(AuthResult::Pass))
        .last()
        .map(|set| set.instance);
    ArcCheck {
        broken_at: broken_at.filter(|_| result == Checked::Done(AuthResult::Fail)),
        result,
        reason,
        instances,
        oldest_pass,
        defects: sets.defects,
    }
}

fn chain_verdict(sets: &Sets, instances: &[ArcInstance]) -> (Checked<AuthResult>, ArcReason) {
    let fail = Checked::Done(AuthResult::Fail);
    if let Some(defect) = sets.defects.first() {
        return (fail, defect.clone().into());
    }
    let newest = sets.newest();
    let signature = instances.last().into_iter().filter_map(|set| {
        let facts = set.message_signature_facts.as_ref()?;
        let reason = facts.reason.clone();
        let instance = set.instance;
        Some((
            &facts.result,
            ArcReason::MessageSignature { instance, reason },
        ))
    });
    let seals = instances.iter().rev().map(|set| {
        let (instance, reason) = (set.instance, set.reason.clone());
        (&set.seal, ArcReason::Seal { instance, reason })
    });
    let parts: Vec<_> = signature.chain(seals).collect();
    let find = |wanted: &dyn Fn(&Checked<AuthResult>) -> bool| {
        parts.iter().find(|(result, _)| wanted(result))
    };
    let broken = |result: &Checked<AuthResult>| {
        matches!(
            result,
            Checked::Done(AuthResult::Fail | AuthResult::Permerror | AuthResult::Policy)
        )
    };
    let not_done = |result: &Checked<AuthResult>| result.skipped().is_some();
    if let Some((_, reason)) = find(&broken) {
        (fail, reason.clone())
    } else if let Some((_, reason)) = find(&|r| *r == Checked::Done(AuthResult::Temperror)) {
        (Checked::Done(AuthResult::Temperror), reason.clone())
    } else if let Some((Checked::Skipped(why), _)) = find(&not_done) {
        (Checked::Skipped(*why), ArcReason::Skipped(*why))
    } else if find(&|r| *r == Checked::Done(AuthResult::Neutral)).is_some() {
        let why = Why::HeadersOnly;
        (Checked::Skipped(why), ArcReason::Skipped(why))
    } else if newest == 0 {
        (fail, ArcReason::None)
    } else {
        (Checked::Done(AuthResult::Pass), ArcReason::Intact)
    }
}

struct Verifier<'v, 'a> {
    message: &'v Message<'a>,
    headers: &'v Headers<'v, 'a>,
    bodies: BodyHashes<'a>,
    keys: Keys,
}

impl Verifier<'_, '_> {
    /// Checks one set. `sealed` holds all sets before it while they are complete.
    fn instance(&mut self, instance: u8, set: &Set, sealed: &mut Option<Sealed>) -> ArcInstance {
        let message_signature = set
            .message_signature
            .as_ref()
            .map(|(index, fields)| self.message_signature(*index, fields));
        let seal = set
            .seal
            .as_ref()
            .map(|(index, fields)| self.seal(*index, fields, set, sealed.as_mut()));
        match sealed.as_mut().zip(set.indices()) {
            Some((before, indices)) => before.fields.extend(indices),
            None => *sealed = None,
        }
        let missing = || Checked::Skipped(Why::DependsOnSkipped);
        ArcInstance {
            instance,
            seal: seal.as_ref().map_or_else(missing, |facts| facts.result),
            message_signature: message_signature
                .as_ref()
                .map_or_else(missing, |facts| facts.result),
            cv: set.seal.as_ref().and_then(|(_, fields)| fields.cv),
            domain: seal.as_ref().and_then(|facts| facts.domain.clone()),
            selector: seal.as_ref().and_then(|facts| facts.selector.clone()),
            reason: seal
                .as_ref()
                .map_or(Reason::Skipped(Why::DependsOnSkipped), |facts| {
                    facts.reason.clone()
                }),
            seal_facts: seal,
            message_signature_facts: message_signature,
            results: set.results.map(|(field, span)| ArcResults {
                field,
                span,
                text: String::from_utf8_lossy(span.of(self.message.raw())).into_owned(),
            }),
        }
    }

    /// Without `c=` the default of RFC 6376 holds, simple; but sealers and verifiers in use take it as relaxed, as does
    /// the validation suite. Either verifies the message, so both are tried.
    fn message_signature(&mut self, index: usize, fields: &Fields) -> ArcSignature {
        if let Some(canonicalization) = fields.canonicalization {
            return self.message_signature_by(canonicalization, index, fields);
        }
        let simple = self.message_signature_by(Canonicalization::DEFAULT, index, fields);
        if fields.flaw.is_some() || simple.result == Checked::Done(AuthResult::Pass) {
            return simple;
        }
        let relaxed = self.message_signature_by(Canonicalization::RELAXED, index, fields);
        if relaxed.result == Checked::Done(AuthResult::Fail) {
            simple
        } else {
            relaxed
        }
    }

    fn message_signature_by(
        &mut self,
        canonicalization: Canonicalization,
        index: usize,
        fields: &Fields,
    ) -> ArcSignature {
        let chosen = self.headers.select(&fields.names, index);
        let body = match (fields.algorithm, &fields.body_hash) {
            (Some(algorithm), Some(stated)) => self.bodies.check(
                canonicalization.body,
                algorithm.hash(),
                fields.length,
                stated,
            ),
            _ => BodyFacts::UNKNOWN,
        };
        let spelled = |spelling| {
            let mut data = Vec::with_capacity(4096);
            for &field in &chosen {
                self.headers
                    .append_spelled(spelling, canonicalization.header, field, &mut data);
            }
            self.append_own(spelling, canonicalization.header, index, fields, &mut data);
            data
        };
        let mut data = None;
        let mut facts = self.judge(index, fields, &body, || {
            data.insert(spelled(Spelling::Mended)).clone()
        });
        if facts.header_signature == Some(HeaderSignature::Invalid) {
            let others = self
                .headers
                .spellings(chosen.iter().copied().chain([index]));
            let valid = others
                .into_iter()
                .map(spelled)
                .filter(|other| data.as_ref() != Some(other))
                .map(|other| self.judge(index, fields, &body, || other))
                .find(|facts| facts.header_signature == Some(HeaderSignature::Valid));
            facts = valid.unwrap_or(facts);
        }
        facts.canonicalization = Some(canonicalization);
        facts.body_hash = Some(body.verdict);
        facts.signed_headers.clone_from(&fields.names);
        facts.signed_fields = chosen;
        facts
    }

    fn append_own(
        &self,
        spelling: Spelling,
        canonical: Canonical,
        index: usize,
        fields: &Fields,
        data: &mut Vec<u8>,
    ) {
        if let (Some(field), Some(slot)) = (self.message.fields().get(index), fields.slot) {
            self.headers
                .append_own_spelled(spelling, canonical, field, slot, data);
        }
    }

    /// `data` puts together what is signed, for which there must be a key.
    fn judge(
        &self,
        index: usize,
        fields: &Fields,
        body: &BodyFacts,
        data: impl FnOnce() -> Vec<u8>,
    ) -> ArcSignature {
        let mut facts = self.describe(index, fields);
        if let Some(flaw) = &fields.flaw {
            facts.result = Checked::Done(AuthResult::Permerror);
            facts.reason = flaw.clone().into();
            return facts;
        }
        let (Some(algorithm), Some(signature)) = (fields.algorithm, &fields.signature) else {
            return facts;
        };
        if body.limited {
            facts.result = Checked::Skipped(Why::LimitReached);
            facts.reason = Reason::Skipped(Why::LimitReached);
            return facts;
        }
        let key = match self.keys.get(&fields.key_name().unwrap_or_default()) {
            Some(Checked::Done(fetched)) => {
                let (key, verdict) = fetched.verify(&Signed {
                    algorithm,
                    auid: None,
                    data: &data(),
                    signature,
                });
                facts.key_bits = key.bits;
                facts.key = Checked::Done(key);
                Checked::Done(
                    verdict.map(|valid| facts.header_signature = HeaderSignature::of(valid)),
                )
            }
            Some(Checked::Skipped(why)) => {
                facts.key = Checked::Skipped(*why);
                Checked::Skipped(*why)
            }
            None => Checked::Skipped(Why::DependsOnSkipped),
        };
        (facts.result, facts.reason) = decide(&Facts {
            algorithm,
            key,
            key_bits: facts.key_bits,
            header: facts.header_signature,
            body: body.verdict,
            too_short: body.too_short,
            blank: body.blank,
            unread: body.unread,
            timing: Timing::Current,
        });
        facts
    }

    fn describe(&self, index: usize, fields: &Fields) -> ArcSignature {
        let span = self
            .message
            .fields()
            .get(index)
            .map(crate::message::HeaderField::span);
        ArcSignature {
            result: Checked::Skipped(Why::DependsOnSkipped),
            reason: Reason::Skipped(Why::DependsOnSkipped),
            domain: fields.domain.clone(),
            selector: fields.selector.clone(),
            algorithm: fields.algorithm,
            canonicalization: None,
            key_bits: None,
            header_signature: None,
            body_hash: None,
            signed_at: fields.signed_at,
            signed_headers: Vec::new(),
            signed_fields: Vec::new(),
            key: Checked::Skipped(Why::DependsOnSkipped),
            field: index,
            span: span.unwrap_or_default(),
            tags: fields.tags.clone(),
        }
    }
}
