//! Whose organization a domain is: the author's.

use crate::auth::dkim::DkimCheck;
use crate::claims::Claim;
use crate::evidence::Evidence;
use crate::message::Mailbox;
use crate::names::same_organization;

/// Whether a result is a pass of the author's domain: of DMARC, or of DKIM with an aligned `d=`.
pub(super) fn found_author(evidence: &Evidence<'_>, claim: &Claim) -> bool {
    let domain = match claim.method.as_str() {
        "dmarc" => claim.property("header.from"),
        "dkim" => signer(claim),
        _ => None,
    };
    claim.passes() && domain.is_some_and(|domain| is_authors(evidence, domain))
}

/// The domain of the signature that a DKIM result is about: `header.d`, or that of `header.i` where it says no more.
pub(in crate::findings) fn signer(claim: &Claim) -> Option<&str> {
    let identity = claim.property("header.d").or(claim.property("header.i"))?;
    let domain = identity
        .rsplit_once('@')
        .map_or(identity, |(_, domain)| domain);
    Some(domain).filter(|domain| domain.contains('.'))
}

/// Whether a domain is of the organization in From; with several authors, of every one's.
pub(super) fn is_authors(evidence: &Evidence<'_>, domain: &str) -> bool {
    let mut authors = evidence
        .facts
        .from
        .iter()
        .filter_map(Mailbox::domain)
        .peekable();
    authors.peek().is_some() && authors.all(|author| same_organization(&author, domain))
}

/// The signatures of the author's organization.
pub(super) fn author_signatures<'e>(
    evidence: &'e Evidence<'_>,
) -> impl Iterator<Item = &'e DkimCheck> {
    let signed_by_author = |check: &&DkimCheck| {
        check
            .domain
            .as_deref()
            .is_some_and(|d| is_authors(evidence, d))
    };
    evidence.auth.dkim.iter().filter(signed_by_author)
}
