//! Addresses and names that belong to nobody: asking about them tells strangers what we look at, and finds nothing.

use super::{is_internal, is_within, unmapped};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Names that only a network of one's own can know, or that nothing may know: a question for one tells strangers what is
/// inside. RFC 6761 (not its `example`, which it has asked as any other name), RFC 6762 with its appendix G, RFC 7686,
/// RFC 8375, RFC 9476, and `internal` as ICANN set it apart in 2024.
const LOCAL: &[&str] = &[
    "test",
    "invalid",
    "localhost",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "localdomain",
    "home.arpa",
    "onion",
    "alt",
];

/// The name below which documents have theirs (RFC 6761 section 6.5).
const EXAMPLE: &str = "example";

/// Names kept for documentation (RFC 2606, RFC 6761), and those of the infrastructure: DNS has them, and nobody holds them.
const UNHELD: &[&str] = &[EXAMPLE, "example.com", "example.net", "example.org", "arpa"];

/// Whether nobody on the Internet can hold a name: it is reserved, or no name with two labels.
pub fn is_reserved_name(name: &str) -> bool {
    let mut reserved = LOCAL.iter().chain(UNHELD);
    !super::undotted(name).contains('.') || reserved.any(|reserved| is_within(name, reserved))
}

/// Whether a name is one of those that stand for anybody's in documents: below `example`.
pub fn is_documentation_name(name: &str) -> bool {
    is_within(name, EXAMPLE)
}

/// Whether an address is kept for documentation (RFC 5737, RFC 3849, RFC 9637).
pub fn is_documentation_ip(ip: IpAddr) -> bool {
    match unmapped(ip) {
        IpAddr::V4(v4) => v4.is_documentation(),
        IpAddr::V6(v6) => {
            let [a, b, ..] = v6.segments();
            matches!((a, b), (0x2001, 0xdb8) | (0x3fff, 0..0x1000))
        }
    }
}

/// Whether a name must not leave the network that it is from: it is kept for that, or a single label that is no top-level
/// domain.
#[cfg(feature = "net")]
pub(crate) fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let is_host = !name.is_empty() && !name.contains('.');
    let is_top = || psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known());
    LOCAL.iter().any(|local| is_within(name, local)) || is_host && !is_top()
}

/// Whether no network on the Internet answers for an address: private, documentation, benchmarking, multicast, future
/// use (the IANA special-purpose registries, RFC 6890), or made of such an IPv4 address.
pub fn is_reserved_ip(ip: IpAddr) -> bool {
    is_internal(ip)
        || match unmapped(ip) {
            IpAddr::V4(v4) => is_reserved_v4(v4),
            IpAddr::V6(v6) => is_reserved_v6(v6),
        }
}

fn is_reserved_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    v4.is_documentation()
        || v4.is_multicast()
        || a >= 240
        || (a == 198 && (18..20).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        // The relays of 6to4, withdrawn by RFC 7526.
        || (a == 192 && b == 88 && c == 99)
}

fn is_reserved_v6(v6: Ipv6Addr) -> bool {
    let [a, b, c, d, .., y, z] = v6.segments();
    let embeds_reserved = |high: u16, low: u16| {
        let v4 = Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
        is_internal(v4.into()) || is_reserved_v4(v4)
    };
    match (a, b) {
        // 6to4 (RFC 3056 section 2) holds the site's IPv4 address.
        (0x2002, _) => embeds_reserved(b, c),
        // Teredo (RFC 4380 section 4) holds the server's, and the client's with all bits turned.
        (0x2001, 0) => embeds_reserved(c, d) || embeds_reserved(!y, !z),
        // 2001::/23 is for protocols (RFC 2928); 2001:db8::/32 and 3fff::/20 are for documentation (RFC 3849, RFC 9637).
        (0x2001, 0..0x200 | 0xdb8) | (0x3fff, 0..0x1000) => true,
        // Only 2000::/3 is in use.
        _ => a & 0xe000 != 0x2000,
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
            "::ffff:10.0.0.1",
            "100.64.0.1",
            "169.254.1.1",
            "192.88.99.1",
            "198.18.0.1",
            "fd00::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "2002:c000:201::1",
            "2001:0:a00:1::1",
            "2001:0:909:909:0:0:f5ff:fffe",
            "2001:2::1",
            "2001:20::1",
        ] {
            assert!(is_reserved_ip(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "9.9.9.9",
            "2620:fe::fe",
            "2001:4860::8888",
            "2002:909:909::1",
            "2001:0:909:909:0:0:f6f6:f6f6",
        ] {
            assert!(!is_reserved_ip(ip.parse().unwrap()), "{ip}");
        }
        for name in [
            "mail.bank.example",
            "Example.COM.",
            "host",
            "printer.local",
            "router.home.arpa",
            "x.onion",
            "pc.corp.lan",
        ] {
            assert!(is_reserved_name(name), "{name}");
        }
        for name in ["rfc-editor.org", "anexample.com", "example.com.de"] {
            assert!(!is_reserved_name(name), "{name}");
        }
    }
}
