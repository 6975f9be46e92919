//! Whether the host that handed the message over sends for many: then its address accuses nobody, and blocking it blocks
//! everyone. What the platform itself noted of its customer tells more.

use super::{Evidence, PLATFORMS, Platform};
use crate::limits::{MAX_NOTED, MAX_NOTED_VALUE};
use crate::message::decoded_text;
use crate::vendor_headers::VendorField;
pub use crate::words::evidence::RelayBasis;

/// A relay that many senders share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// Whose it is.
    pub platform: &'static str,
    /// What shows that.
    pub basis: RelayBasis,
    /// What the platform noted of the account, tenant or address that submitted the message. It was added before the trust
    /// boundary: credible only because the message was received from the platform's host.
    pub customer: Vec<Noted>,
}

/// A field of a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The field's name.
    pub field: String,
    /// Its index in the message.
    pub field_index: usize,
    /// Its value, shortened.
    pub value: String,
}

/// Fields that any platform may write with the address or account that submitted a message.
const SUBMITTERS: &[&str] = &[
    "X-Originating-IP",
    "X-Relaying-Domain",
    "X-Authenticated-Sender",
    "X-Authenticated-User",
    "X-AuthUser",
    "X-PHP-Originating-Script",
];

impl Evidence<'_> {
    /// The shared relay that handed the message over, if it is known to be one.
    pub fn relay(&self) -> Option<&Relay> {
        let relay = self.derived.relay.get_or_init(|| self.find_relay());
        relay.as_ref()
    }

    fn find_relay(&self) -> Option<Relay> {
        let hop = self.route.boundary_hop()?;
        let border = Border {
            confirmed_name: hop.received.confirmed_name(),
            network_of: hop.received.peer().and_then(Platform::sending_from),
            reverse_name: self.sole_noted("PTR"),
        };
        let (platform, basis) = PLATFORMS
            .iter()
            .find_map(|platform| Some((platform, border.basis(platform)?)))?;
        let customer = platform
            .fields
            .iter()
            .filter(|name| !NOT_A_CUSTOMER.contains(name))
            .chain(SUBMITTERS)
            .filter_map(|name| {
                let below = |(index, _): &(usize, _)| *index > hop.field_index;
                let (field_index, field) = self.message.named(name).find(below)?;
                let mut value = decoded_text(field).trim().to_owned();
                if let Some((end, _)) = value.char_indices().nth(MAX_NOTED_VALUE) {
                    value.truncate(end);
                    value.push('…');
                }
                let field = field.name().to_owned();
                Some(Noted {
                    field,
                    field_index,
                    value,
                })
            })
            .filter(|noted| !noted.value.is_empty());
        let mut noted: Vec<Noted> = Vec::new();
        for one in customer {
            if noted.len() < MAX_NOTED && !noted.iter().any(|n| n.field_index == one.field_index) {
                noted.push(one);
            }
        }
        Some(Relay {
            platform: platform.name,
            basis,
            customer: noted,
        })
    }

    /// The value of a key in what our own side's filters noted, where all of them that have it say the same.
    pub fn sole_noted(&self, key: &str) -> Option<&str> {
        // Few fields have it, and whose a field is costs more to tell.
        let has_key = |field: &&VendorField| field.values.iter().any(|value| value.key == key);
        let mut values = self
            .vendors
            .iter()
            .filter(has_key)
            .filter(|field| self.filter_standing(field).trusted())
            .flat_map(|field| &field.values)
            .filter(|value| value.key == key)
            .map(|value| value.value.as_str());
        let first = values.next()?;
        values.all(|other| other == first).then_some(first)
    }
}

/// What is known of the host that handed the message over.
struct Border<'e> {
    confirmed_name: Option<&'e str>,
    /// The platform from whose networks it sent.
    network_of: Option<&'static str>,
    /// `PTR:` of the receiver's own antispam report.
    reverse_name: Option<&'e str>,
}

impl Border<'_> {
    fn basis(&self, platform: &Platform) -> Option<RelayBasis> {
        let owns = |name: Option<&str>| name.is_some_and(|name| platform.owns(name));
        if owns(self.confirmed_name) {
            Some(RelayBasis::ConfirmedName)
        } else if self.network_of == Some(platform.name) {
            Some(RelayBasis::Network)
        } else if owns(self.reverse_name) {
            Some(RelayBasis::ReverseName)
        } else {
            None
        }
    }
}

/// Sealed or general fields, which name no customer to a reader.
const NOT_A_CUSTOMER: &[&str] = &["X-Gm-Message-State", "X-MSFBL", "X-SG-ID"];
