//! What a receiver that writes its results below its own Received field (Gmail does) shows to be its own: it repeats them
//! in an ARC set that the sender could not write.

use super::Authentication;
use crate::auth::AuthResult;
use crate::checked::Checked;
use crate::claims::{Claim, FieldKind};
use crate::names::same_organization;
use crate::route::Route;
use chrono::TimeDelta;
use std::collections::HashSet;

/// How far a seal's time may lie from that of the receipt for the seal to be of this receipt: a message that the receiver
/// sealed once can be sent to it again, with the old set in it.
const SEALED_BEFORE: TimeDelta = TimeDelta::minutes(5);
const SEALED_AFTER: TimeDelta = TimeDelta::hours(1);

/// The claims of ARC-Authentication-Results that are the receiver's own.
pub(super) struct Vouched(HashSet<String>);

impl Vouched {
    /// Those of fields that stand above the trust boundary, where only our side writes. And those of the newest set
    /// where the whole chain verifies, its newest seal is one of the receiver's organization, and was made at the
    /// receipt. A set that stands below without such a seal is the sender's word, as the results beside it are.
    pub(super) fn of(claims: &[Claim], route: &Route, auth: &Authentication) -> Self {
        let boundary = route.boundary_hop().map(|hop| hop.field_index);
        let sealed = sealed_field(route, auth);
        let is_receivers = |claim: &&Claim| {
            matches!(
                claim.kind,
                FieldKind::ArcAuthenticationResults { instance: Some(_) }
            ) && (boundary.is_some_and(|boundary| claim.field_index < boundary)
                || sealed == Some(claim.field_index))
        };
        let keys = claims
            .iter()
            .filter(is_receivers)
            .flat_map(|claim| [Some(key(claim)), received_spf_key(claim)])
            .flatten();
        Self(keys.collect())
    }

    /// Whether a claim is repeated there, word for word.
    pub(super) fn holds(&self, claim: &Claim) -> bool {
        match claim.kind {
            FieldKind::AuthenticationResults => self.0.contains(&key(claim)),
            // Of Received-SPF the comment is repeated. What stands beside it is not, but for the client that the comment
            // names too.
            FieldKind::ReceivedSpf => {
                let named = |client: &str| {
                    claim.comment.as_deref().is_some_and(|comment| {
                        comment.split_ascii_whitespace().any(|word| word == client)
                    })
                };
                claim
                    .properties
                    .iter()
                    .all(|(name, value)| name == "client-ip" && named(value))
                    && received_spf_key(claim).is_some_and(|key| self.0.contains(&key))
            }
            _ => false,
        }
    }
}

/// The results field of the newest set, if its seal shows that the receiver wrote it when it took the message.
fn sealed_field(route: &Route, auth: &Authentication) -> Option<usize> {
    if auth.arc.result != Checked::Done(AuthResult::Pass) {
        return None;
    }
    let newest = auth.arc.instances.last()?;
    let receiver = route.boundary_hop()?.received.by_name()?;
    let received = route.boundary_hop()?.received.time()?;
    let sealed = newest.seal_facts.as_ref()?.signed_at?;
    let is_receivers = same_organization(newest.domain.as_deref()?, receiver);
    let is_of_now = sealed >= received - SEALED_BEFORE && sealed <= received + SEALED_AFTER;
    (is_receivers && is_of_now).then_some(newest.results.as_ref()?.field)
}

/// All that a claim says, folding aside.
fn key(claim: &Claim) -> String {
    let mut key = String::with_capacity(128);
    let mut push = |part: &str| {
        for word in part.split_ascii_whitespace() {
            key.push_str(word);
            key.push(' ');
        }
        key.push('\0');
    };
    push(
        &claim
            .authserv_id
            .as_deref()
            .unwrap_or_default()
            .to_ascii_lowercase(),
    );
    push(&claim.method);
    push(&claim.result);
    push(claim.reason.as_deref().unwrap_or_default());
    push(claim.comment.as_deref().unwrap_or_default());
    for (name, value) in claim.properties.iter() {
        push(name);
        push(value);
    }
    key
}

/// What Received-SPF repeats of an `spf=` result: the result and its comment.
fn received_spf_key(claim: &Claim) -> Option<String> {
    let comment = claim.comment.as_deref().filter(|_| claim.method == "spf")?;
    let words: Vec<&str> = comment.split_ascii_whitespace().collect();
    Some(format!("spf\0{}\0{}", claim.result, words.join(" ")))
}
