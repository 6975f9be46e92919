//! The ledger: what headers claim was checked, who could have written that, and whether our own
//! verdict agrees. A claim never becomes a verdict.

use super::Authentication;
use super::about::{self, About, verdict};
use super::disagreement::{self, Disagreement, Made};
use super::vouched::Vouched;
use crate::auth::AuthResult;
use crate::auth::spf::Identity;
use crate::claims::{Claim, FieldKind};
use crate::message::Message;
use crate::names::same_organization;
use crate::route::{Hop, Route, TrustSpec};
use crate::words::evidence::Standing;
use std::net::IpAddr;

/// One claim with its standing.
#[derive(Clone, Debug)]
pub struct Entry {
    pub claim: Claim,
    /// Which identity of this message it is about.
    pub about: About,
    /// The hop whose host could have written it: its number among the Received fields, topmost 0.
    pub received_index: Option<usize>,
    /// Whether it is believed, and why.
    pub standing: Standing,
    /// Whether our own verdict agrees; `None` where we have none to compare.
    pub agrees: Option<bool>,
    /// Why it does not, if it does not and the reason can be told.
    pub disagreement: Option<Disagreement>,
}

/// Takes what speaks for a message for its sender's, where he can have written the receiver's fields as well.
pub fn doubt_passes(ledger: &mut [Entry]) {
    for entry in ledger {
        let is_pass = entry.claim.result.eq_ignore_ascii_case("pass");
        if is_pass && entry.standing.trusted() {
            entry.standing = Standing::Unproven;
        }
    }
}

impl Entry {
    /// The client that it is about, where it is a result of SPF that names one.
    pub fn client(&self) -> Option<IpAddr> {
        about::client(&self.claim)
    }
}

/// Joins the claims of a message with its route and with our own verdicts.
pub fn of(
    message: &Message<'_>,
    claims: Vec<Claim>,
    route: &Route,
    trust: &[TrustSpec],
    auth: &Authentication,
) -> Vec<Entry> {
    let place = Place::of(message, route, trust);
    let vouched = Vouched::of(&claims, route, auth);
    let boundary = route.boundary_hop().map(|hop| hop.received_index);
    claims
        .into_iter()
        .map(|claim| {
            let received_index = place.writer(&claim).map(|hop| hop.received_index);
            let standing = match place.standing(&claim) {
                Standing::Unproven if vouched.holds(&claim) => Standing::Confirmed,
                standing => standing,
            };
            let about = About::of(&claim, auth);
            let same = agrees((&claim, &about), auth);
            let made = Made {
                standing,
                // Without a boundary nobody is ours but who wrote last.
                at_our_side: !route.ends_in_session()
                    && received_index.is_some_and(|index| index <= boundary.unwrap_or(0)),
            };
            let disagreement = disagreement::of(&claim, &about, made, auth);
            Entry {
                // Where we lack what they had, there is nothing to compare.
                agrees: same.filter(|_| !disagreement.is_some_and(Disagreement::is_ours_to_lack)),
                disagreement,
                received_index,
                standing,
                about,
                claim,
            }
        })
        .collect()
}

/// The envelope sender that our own receiver says it checked, or only its domain; empty for the null sender. By the topmost result
/// of SPF that stands where only our side could write, and names one; where all name only HELO, that is what is checked of a
/// null sender (RFC 7208 section 2.4).
pub fn checked_sender(
    message: &Message<'_>,
    claims: &[Claim],
    route: &Route,
    trust: &[TrustSpec],
) -> Option<String> {
    let place = Place::of(message, route, trust);
    let ours = || {
        let claims = claims.iter();
        claims.filter(|claim| claim.method == "spf" && place.standing(claim).trusted())
    };
    let is_about = |identity| move |claim: &&Claim| about::spf_identity(claim) == Some(identity);
    let named = ours()
        .filter(is_about(Identity::MailFrom))
        .find_map(about::sender)
        .map(|sender| sender.trim_matches(['<', '>']).to_owned());
    named.or_else(|| {
        ours()
            .any(|claim| is_about(Identity::Helo)(&claim))
            .then(String::new)
    })
}

/// Where fields stand between the hops.
struct Place<'r> {
    route: &'r Route,
    trust: &'r [TrustSpec],
    /// Field index of the boundary hop's Received field.
    boundary: Option<usize>,
    /// Field index of the Received field below it.
    below_boundary: usize,
    /// Whether a claim of the receiver's own stands above the boundary.
    receiver_speaks_above: bool,
}

impl<'r> Place<'r> {
    fn of(message: &Message<'_>, route: &'r Route, trust: &'r [TrustSpec]) -> Self {
        let boundary = route.boundary_hop().map(|hop| hop.field_index);
        let below_boundary = route
            .hops
            .iter()
            .map(|hop| hop.field_index)
            .filter(|&index| boundary.is_some_and(|boundary| index > boundary))
            .min()
            .unwrap_or(message.fields().len());
        let receiver_speaks_above = boundary.is_some_and(|boundary| {
            message.fields()[..boundary]
                .iter()
                .any(|field| field.is("Authentication-Results"))
        });
        Self {
            route,
            trust,
            boundary,
            below_boundary,
            receiver_speaks_above,
        }
    }

    /// The hop whose host could have written a claim. Hosts write above the Received field that they
    /// write; some filters write just below it.
    fn writer(&self, claim: &Claim) -> Option<&'r Hop> {
        let hops = &self.route.hops;
        let below = hops
            .iter()
            .rev()
            .find(|hop| hop.field_index > claim.field_index);
        let above = hops.iter().find(|hop| hop.field_index < claim.field_index);
        let names = |hop: &&Hop| {
            claim
                .authserv_id
                .as_deref()
                .is_some_and(|id| is_by(hop, id))
        };
        above
            .filter(names)
            .filter(|_| !below.as_ref().is_some_and(names))
            .or(below)
            .or(above)
    }

    fn standing(&self, claim: &Claim) -> Standing {
        match claim.kind {
            FieldKind::ArcAuthenticationResults { .. } => return Standing::Sealed,
            FieldKind::Original => return Standing::Renamed,
            _ => {}
        }
        let Some(boundary) = self.boundary else {
            return if self.route.ends_in_session() {
                Standing::BelowBoundary
            } else {
                Standing::NoBoundary
            };
        };
        if claim.field_index < boundary {
            return Standing::AboveBoundary;
        }
        if claim.field_index >= self.below_boundary {
            return Standing::BelowBoundary;
        }
        let Some(id) = claim.authserv_id.as_deref() else {
            return Standing::BelowBoundary;
        };
        let given = self.trust.iter().any(
            |spec| matches!(spec, TrustSpec::AuthservId(given) if given.eq_ignore_ascii_case(id)),
        );
        let is_receivers = self.route.boundary_hop().is_some_and(|hop| is_by(hop, id));
        match (given, is_receivers && !self.receiver_speaks_above) {
            (true, _) => Standing::Given,
            (false, true) => Standing::Unproven,
            (false, false) => Standing::BelowBoundary,
        }
    }
}

/// Whether an authserv-id is the name of the host that wrote a hop, or of its organization.
fn is_by(hop: &Hop, authserv_id: &str) -> bool {
    hop.received.by_name().is_some_and(|by| {
        by.eq_ignore_ascii_case(authserv_id)
            || (authserv_id.contains('.') && same_organization(by, authserv_id))
    })
}

/// Whether our own verdict says the same; `None` where there is none, or none to compare.
fn agrees(entry: (&Claim, &About), auth: &Authentication) -> Option<bool> {
    let (claim, about) = entry;
    compare(claim.means(), verdict(about, auth)?)
}

/// Whether a claim and a verdict say the same. In other words they may still mean the same: that nothing is authenticated.
/// What DNS did not answer one of the two is no verdict that the other could contradict.
pub(super) fn compare(theirs: Option<&str>, ours: AuthResult) -> Option<bool> {
    let theirs = theirs?;
    if theirs == ours.word() {
        return Some(true);
    }
    if theirs == AuthResult::Temperror.word() || ours == AuthResult::Temperror {
        return None;
    }
    let differs = (theirs == AuthResult::Pass.word()) != (ours == AuthResult::Pass);
    differs.then_some(false)
}
