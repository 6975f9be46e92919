//! The ledger: what headers claim was checked, who could have written that, and whether our own
//! verdict agrees. A claim never becomes a verdict.

use super::disagreement::{self, Disagreement, Made};
use super::{Authentication, Evidence};
use crate::auth::AuthResult;
use crate::auth::dkim::DkimCheck;
use crate::claims::{self, Claim, FieldKind};
use crate::message::Message;
use crate::names::{is_within, same_organization};
use crate::route::{Hop, Route, TrustSpec};

/// One claim with its standing.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What is claimed.
    pub claim: Claim,
    /// The hop whose host could have written it: its number among the Received fields, topmost 0.
    pub received_index: Option<usize>,
    /// Whether it is believed, and why.
    pub standing: Standing,
    /// Whether our own verdict agrees; `None` where we have none to compare.
    pub agrees: Option<bool>,
    /// Why it does not, if it does not and the reason can be told.
    pub disagreement: Option<Disagreement>,
}

/// Whether a claim is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It stands above the trust boundary: only our side could write there.
    AboveBoundary,
    /// The caller trusts this authserv-id, and it stands where that host could write.
    Given,
    /// It names our receiver, and stands just below the receiver's own Received field, where filters
    /// write. So could the sender.
    Unproven,
    /// It stands below the boundary: the sender's word.
    BelowBoundary,
    /// No boundary is known, so nobody is known to be ours.
    NoBoundary,
    /// It is an ARC instance's: as good as that instance's seal.
    Sealed,
    /// A later receiver renamed it: an earlier one's word, or the sender's.
    Renamed,
}

impl Standing {
    /// Whether the claim is our own receiver's.
    pub fn trusted(self) -> bool {
        matches!(self, Self::AboveBoundary | Self::Given)
    }

    /// The reason for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::AboveBoundary => "stands above the trust boundary",
            Self::Given => "trusted by --trust authserv",
            Self::Unproven => {
                "names the receiver and stands where its filter writes, but the sender could write there too"
            }
            Self::BelowBoundary => "stands below the trust boundary: the sender's word",
            Self::NoBoundary => "no trust boundary is known",
            Self::Sealed => "the word of an ARC sealer",
            Self::Renamed => "renamed by a later receiver",
        }
    }
}

/// Joins the claims of a message with its route and with our own verdicts.
pub fn of(
    message: &Message<'_>,
    route: &Route,
    trust: &[TrustSpec],
    auth: &Authentication,
) -> Vec<Entry> {
    let place = Place::of(message, route, trust);
    claims::read(message)
        .into_iter()
        .map(|claim| {
            let received_index = place.writer(&claim).map(|hop| hop.received_index);
            let standing = place.standing(&claim);
            let about_another = disagreement::other_subject(&claim, auth);
            // What they found of another client or domain neither agrees with our verdict nor contradicts it.
            let same = agrees(&claim, auth).filter(|_| about_another.is_none());
            let boundary = route.boundary_hop().map(|hop| hop.received_index);
            let made = Made {
                standing,
                // Without a boundary nobody is ours but who wrote last.
                at_our_side: !route.ends_in_session()
                    && received_index.is_some_and(|index| index <= boundary.unwrap_or(0)),
            };
            let disagreement = about_another.or_else(|| {
                (same == Some(false))
                    .then(|| disagreement::of(&claim, made, auth))
                    .flatten()
            });
            Entry {
                // Where we lack what they had, there is nothing to compare.
                agrees: same.filter(|_| !disagreement.is_some_and(Disagreement::is_ours_to_lack)),
                disagreement,
                received_index,
                standing,
                claim,
            }
        })
        .collect()
}

impl Evidence<'_> {
    /// What our own receiver found by SPF for the envelope sender; what it says of HELO alone is about another identity
    /// (RFC 8601 section 2.7.2).
    pub fn receiver_spf(&self) -> Option<&Entry> {
        self.ledger.iter().find(|entry| {
            entry.standing.trusted() && entry.claim.method == "spf" && !is_helo(&entry.claim)
        })
    }
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

/// Whether an authserv-id is the name of the host that wrote a hop, or of its organisation.
fn is_by(hop: &Hop, authserv_id: &str) -> bool {
    hop.received.by_name().is_some_and(|by| {
        by.eq_ignore_ascii_case(authserv_id)
            || (authserv_id.contains('.') && same_organization(by, authserv_id))
    })
}

/// Whether our own verdict says the same; `None` where there is none.
fn agrees(claim: &Claim, auth: &Authentication) -> Option<bool> {
    let ours = match claim.method.as_str() {
        "spf" => {
            let check = if is_helo(claim) {
                &auth.spf_helo
            } else {
                &auth.spf_mail_from
            };
            check.done()?.result.done().copied()?
        }
        "dkim" => dkim_verdict(claim, auth)?,
        "dmarc" => auth.dmarc()?,
        "arc" => auth.arc()?,
        _ => return None,
    };
    Some(canonical(&claim.result) == ours.word())
}

/// Words that receivers write in place of RFC 8601's.
const SYNONYMS: &[(&str, &str)] = &[
    ("hardfail", "fail"),
    ("reject", "fail"),
    ("success", "pass"),
    ("bestguesspass", "none"),
    ("unknown", "permerror"),
    ("error", "temperror"),
    ("timeout", "temperror"),
];

fn canonical(word: &str) -> &str {
    SYNONYMS
        .iter()
        .find(|(theirs, _)| *theirs == word)
        .map_or(word, |(_, ours)| ours)
}

/// Whether the signature's `b=` begins with these characters, white space left out.
fn signature_begins(check: &DkimCheck, begin: &str) -> bool {
    let Some(tag) = check.tags.iter().find(|tag| tag.name == "b") else {
        return false;
    };
    let mut value = tag.value.chars().filter(|c| !c.is_whitespace());
    begin
        .chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| value.next() == Some(c))
}

/// Whether an SPF claim is about the HELO name.
pub(super) fn is_helo(claim: &Claim) -> bool {
    claim.property("smtp.mailfrom").is_none() && claim.property("smtp.helo").is_some()
}

/// Whether a claim may speak of this signature: by `header.b` (RFC 6008), domain and selector, as far as it has them.
pub(super) fn is_about(claim: &Claim, check: &DkimCheck) -> bool {
    let same = |given: Option<&str>, ours: Option<&str>| match (given, ours) {
        (Some(given), Some(ours)) => given.trim_start_matches('@').eq_ignore_ascii_case(ours),
        _ => true,
    };
    // Without `header.d`, the identity tells: `i=` is of the domain or below it (RFC 6376 section 3.5).
    let is_identity = |i: &str| {
        let domain = i.rsplit('@').next().unwrap_or_default();
        let signer = check.domain.as_deref();
        signer.is_none_or(|signer| is_within(domain, signer))
    };
    let identity = claim
        .property("header.i")
        .filter(|_| claim.property("header.d").is_none());
    let b = claim.property("header.b").filter(|b| !b.is_empty());
    b.is_none_or(|b| signature_begins(check, b))
        && identity.is_none_or(is_identity)
        && same(claim.property("header.d"), check.domain.as_deref())
        && same(claim.property("header.s"), check.selector.as_deref())
}

/// Our verdict on the signature that a claim speaks of: by `header.b` (RFC 6008), else by domain and
/// selector, else on the only one.
fn dkim_verdict(claim: &Claim, auth: &Authentication) -> Option<AuthResult> {
    // What came before DKIM is no DKIM signature: nobody has to say so.
    if auth.dkim.iter().all(DkimCheck::is_domain_keys) {
        return (claim.result == "none").then_some(AuthResult::None);
    }
    let mut matching = auth.dkim.iter().filter(|check| is_about(claim, check));
    match (matching.next(), matching.next()) {
        (Some(only), None) => only.result.done().copied(),
        _ => None,
    }
}
