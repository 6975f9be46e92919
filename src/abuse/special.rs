//! Addresses and names that belong to nobody: asking about them tells strangers what we look at, and finds nothing.

use crate::names::{is_internal, is_within, unmapped};
use std::net::IpAddr;

/// Names kept for documentation and private use: RFC 2606, RFC 6761, RFC 6762, RFC 7686, RFC 9476.
const NAMES: &[&str] = &[
    "example",
    "example.com",
    "example.net",
    "example.org",
    "test",
    "invalid",
    "localhost",
    "local",
    "internal",
    "onion",
    "alt",
    "arpa",
];

/// Whether nobody on the Internet can hold a name: it is reserved, or no name with two labels.
pub fn is_reserved_name(name: &str) -> bool {
    !name.trim_end_matches('.').contains('.')
        || NAMES.iter().any(|reserved| is_within(name, reserved))
}

/// Whether no network on the Internet answers for an address: private, documentation, benchmarking, multicast, future
/// use (the IANA special-purpose registries, RFC 6890).
pub fn is_reserved_ip(ip: IpAddr) -> bool {
    is_internal(ip)
        || match unmapped(ip) {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                v4.is_documentation()
                    || v4.is_multicast()
                    || a >= 240
                    || (a == 198 && (18..20).contains(&b))
                    || (a == 192 && b == 0 && c == 0)
            }
            IpAddr::V6(v6) => {
                let [a, b, ..] = v6.segments();
                // 2001:db8::/32 and 3fff::/20 are for documentation (RFC 3849, RFC 9637); only 2000::/3 is in use.
                a & 0xe000 != 0x2000 || (a == 0x2001 && b == 0xdb8) || (a == 0x3fff && b < 0x1000)
            }
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_nobody_is_known() {
        for ip in [
            "10.0.0.1",
            "192.0.2.1",
            "198.51.100.7",
            "203.0.113.9",
            "127.0.0.1",
            "224.0.0.1",
            "255.1.1.1",
            "::1",
            "fe80::1",
            "2001:db8::1",
            "3fff::1",
            "::ffff:192.0.2.1",
        ] {
            assert!(is_reserved_ip(ip.parse().unwrap()), "{ip}");
        }
        for ip in ["9.9.9.9", "2620:fe::fe"] {
            assert!(!is_reserved_ip(ip.parse().unwrap()), "{ip}");
        }
        assert!(
            is_reserved_name("mail.bank.example")
                && is_reserved_name("example.com")
                && is_reserved_name("host")
        );
        assert!(!is_reserved_name("rfc-editor.org"));
    }
}
