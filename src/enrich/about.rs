//! The test points of lists (RFC 5782 section 5).

use crate::names::{reversed, reversed_nibbles};
use crate::words::enrich::About;
use std::net::{Ipv4Addr, Ipv6Addr};

impl About {
    /// What must be listed, and what must not be.
    pub(super) fn test_points(self) -> [String; 2] {
        match self {
            Self::Ipv4 => TEST_V4.map(|ip| reversed(ip.into())),
            Self::Ipv6 => TEST_V6.map(reversed_nibbles),
            Self::Domain => TEST_NAMES.map(str::to_owned),
        }
    }
}

/// The test points: what must be listed, and what must not be (RFC 5782 sections 5 and 3).
const TEST_V4: [Ipv4Addr; 2] = [Ipv4Addr::new(127, 0, 0, 2), Ipv4Addr::LOCALHOST];
const TEST_V6: [Ipv6Addr; 2] = [
    Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0x7f00, 2),
    Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0x7f00, 1),
];
const TEST_NAMES: [&str; 2] = ["test", "invalid"];
