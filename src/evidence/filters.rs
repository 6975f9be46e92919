//! Whether a filter's field is our own side's.

use super::Evidence;
use crate::vendor_headers::VendorField;

/// Whether what a filter noted is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterStanding {
    /// Added by our side, after the trust boundary: only it could write there.
    AboveBoundary,
    /// The receiver takes such fields off the mail of strangers, so that it wrote this one itself.
    Reserved,
    /// It stands below the boundary: the sender could have written it, or the filter on the sender's way out.
    BelowBoundary,
    /// No trust boundary is known, so no field is known to be ours.
    NoBoundary,
}

impl FilterStanding {
    /// Whether it is our own side's.
    pub fn trusted(self) -> bool {
        matches!(self, Self::AboveBoundary | Self::Reserved)
    }

    /// The reason for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::AboveBoundary => "added by your side (after the trust boundary)",
            Self::Reserved => "the receiver removes this field from outside messages",
            Self::BelowBoundary => "sender-supplied (before the trust boundary, unverified)",
            Self::NoBoundary => "no trust boundary is known",
        }
    }
}

/// Fields that a receiver removes from, or renames in, what comes from outside, by its profile. Exchange's header firewall
/// drops `X-MS-Exchange-Organization-*`; Exchange Online renames a foreign antispam report to `…-Untrusted`.
const RESERVED: &[(&str, &[&str])] = &[(
    "Microsoft",
    &[
        "X-MS-Exchange-Organization-",
        "X-Forefront-Antispam-Report",
        "X-Microsoft-Antispam",
    ],
)];

/// What a receiver puts behind the name of a field that it does not vouch for.
const DISOWNED: &str = "-Untrusted";

impl Evidence<'_> {
    /// Whether a filter's field is our own side's.
    pub fn filter_standing(&self, field: &VendorField) -> FilterStanding {
        if self.route.ends_in_session() {
            return FilterStanding::BelowBoundary;
        }
        let (Some(boundary), Some(hop)) = (&self.route.boundary, self.route.boundary_hop()) else {
            return FilterStanding::NoBoundary;
        };
        if field.field_index < hop.field_index {
            return FilterStanding::AboveBoundary;
        }
        let is_reserved = RESERVED
            .iter()
            .filter(|(rule, _)| *rule == boundary.rule)
            .flat_map(|(_, prefixes)| prefixes.iter())
            .any(|prefix| starts_with(&field.field, prefix));
        let is_disowned = || {
            let mut ends = field.field.as_bytes().windows(DISOWNED.len());
            ends.any(|end| end.eq_ignore_ascii_case(DISOWNED.as_bytes()))
        };
        if is_reserved && !is_disowned() {
            FilterStanding::Reserved
        } else {
            FilterStanding::BelowBoundary
        }
    }
}

fn starts_with(name: &str, prefix: &str) -> bool {
    name.get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}
