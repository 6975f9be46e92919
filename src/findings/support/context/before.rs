//! What proves that the author's domain authenticated the message before it was changed.

use super::Context;
use super::author::{author_signatures, found_author};
use crate::auth::AuthResult;
use crate::claims::FieldKind;
use crate::evidence::Evidence;

/// The author's signature, where it verifies once the changes of a list or gateway are undone.
///
/// It proves that what is left is the author's, and nothing of what was added. Where that stands in front, it may be all that
/// a reader sees: then the repair is told, and explains nothing away, whatever list it is said to come through. Who holds one
/// genuine mail can put their own words before it.
pub(super) fn author_repaired(evidence: &Evidence<'_>) -> Option<Context> {
    let check = author_signatures(evidence)
        .find(|check| check.diagnosis().is_some_and(|found| found.verified))?;
    let domain = check.domain.as_deref()?;
    let found = check.diagnosis()?;
    let text = format!(
        "the signature of {domain} verifies once a later change is undone ({})",
        found.edit.text()
    );
    Some(if found.puts_words_in_front() {
        Context::Said(format!(
            "{text}; but the text now added before the original body is not from the author"
        ))
    } else {
        Context::shown(text)
    })
}

/// An ARC chain that is intact, and in which a sealer whose word counts found that the author's domain authenticated the
/// message. Anybody can seal: an intact chain of a stranger says nothing.
pub(super) fn vouched_by_sealer(evidence: &Evidence<'_>) -> Option<Context> {
    if evidence.auth.arc() != Some(AuthResult::Pass) {
        return None;
    }
    let instances = &evidence.auth.arc.instances;
    let found = instances.iter().rev().find_map(|set| {
        let sealer = set.domain.as_deref()?;
        (evidence.trusts_sealer(sealer) && sealer_found_author(evidence, set.instance))
            .then_some(sealer)
    });
    if let Some(sealer) = found {
        return Some(Context::shown(format!(
            "the ARC chain is valid, and {sealer} reported that the message was authenticated before it was changed"
        )));
    }
    let newest = instances.last().and_then(|set| set.domain.as_deref());
    Some(Context::Said(format!(
        "the ARC chain is valid, but its sealer {} is not trusted",
        newest.unwrap_or("")
    )))
}

/// Whether the results that a set seals say that the author's domain authenticated the message.
pub(super) fn sealer_found_author(evidence: &Evidence<'_>, instance: u8) -> bool {
    evidence.ledger.iter().any(|entry| {
        matches!(entry.claim.kind, FieldKind::ArcAuthenticationResults { instance: own } if own == Some(u32::from(instance)))
            && found_author(evidence, &entry.claim)
    })
}

/// That the receiver had the message before, by its own seal: it came through twice.
pub(in crate::findings) fn sealed_before(evidence: &Evidence<'_>) -> Option<Context> {
    let is_receivers = |domain: Option<&str>| domain.is_some_and(|d| evidence.is_receivers_seal(d));
    let arc = &evidence.auth.arc;
    (evidence.auth.arc() == Some(AuthResult::Pass)
        && arc
            .instances
            .iter()
            .any(|set| is_receivers(set.domain.as_deref())))
    .then(|| Context::shown("the receiver's own ARC seal shows that the message passed it twice"))
}
