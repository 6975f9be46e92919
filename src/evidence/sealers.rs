//! Whose ARC seals count. Anybody can seal a message with a domain of their own, so an intact chain says something only
//! where the sealer's word does: our receiver's own, and that of those whom the caller names.

use super::Evidence;
use crate::names::{is_within, same_organization};

/// The domains that receivers seal with, where these are not of their hosts' organization; by the boundary's rule.
const SEALS_AS: &[(&str, &[&str])] = &[
    ("Microsoft", &["microsoft.com"]),
    ("Google", &["google.com"]),
    ("Apple", &["icloud.com", "apple.com"]),
];

impl Evidence<'_> {
    /// Whether a sealer's word counts: it is the receiver itself, or named by the caller.
    pub fn trusts_sealer(&self, domain: &str) -> bool {
        self.is_receivers_seal(domain)
            || self
                .trusted_sealers
                .iter()
                .any(|trusted| is_within(domain, trusted))
    }

    /// Whether the receiver seals with this domain.
    pub fn is_receivers_seal(&self, domain: &str) -> bool {
        let (Some(boundary), Some(hop)) = (&self.route.boundary, self.route.boundary_hop()) else {
            return false;
        };
        let is_known = SEALS_AS
            .iter()
            .filter(|(rule, _)| *rule == boundary.rule)
            .flat_map(|(_, domains)| domains.iter())
            .any(|own| is_within(domain, own));
        is_known
            || hop
                .received
                .by_name()
                .is_some_and(|by| by.contains('.') && same_organization(by, domain))
    }
}
