//! Addresses in every dress that MTAs give them.

use crate::names::unmapped;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address as some MTA wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The address; an IPv4-mapped one as IPv4, without zone.
    pub ip: IpAddr,
    /// The port written behind it.
    pub port: Option<u16>,
    /// Whether it stood in brackets, which a name from reverse DNS never does.
    pub bracketed: bool,
}

/// The longest text that can be an address: IPv6 with an embedded IPv4 one, a zone, prefix, brackets and port.
const MAX_LEN: usize = 96;

/// Reads an address: bare, in `[]`, `()`, `[()]` or `??`, with `IPv6:`, `%zone`, `:port` or `.port` behind it.
pub(super) fn parse(text: &str) -> Option<Address> {
    let first = *text.as_bytes().first()?;
    let could_be = first.is_ascii_hexdigit()
        || matches!(first, b'[' | b'(' | b'?' | b':' | b'i' | b'I' | b'<');
    if !could_be || text.len() > MAX_LEN {
        return None;
    }
    let (inner, port, bracketed) = undress(text);
    let (ip, inner_port) = bare(inner)?;
    Some(Address {
        ip: unmapped(ip),
        port: port.or(inner_port),
        bracketed,
    })
}

/// Takes brackets, question marks and a port behind them away.
fn undress(text: &str) -> (&str, Option<u16>, bool) {
    if let Some(rest) = text.strip_prefix('[') {
        // Momentum writes `[192.0.2.1\]:2525]`.
        if let Some((inner, tail)) = rest.split_once("\\]:") {
            return (inner, tail.trim_end_matches(']').parse().ok(), true);
        }
        let Some(end) = rest.rfind(']') else {
            return (text, None, false);
        };
        let (inner, tail) = (rest[..end].trim(), &rest[end + 1..]);
        let inner = inner
            .strip_prefix('(')
            .and_then(|inner| inner.strip_suffix(')'))
            .unwrap_or(inner);
        return match tail.strip_prefix(':').map(str::parse) {
            Some(Ok(port)) => (inner, Some(port), true),
            None if tail.is_empty() || tail == "," => (inner, None, true),
            _ => (text, None, false),
        };
    }
    for (open, close) in [('?', '?'), ('(', ')'), ('<', '>')] {
        if let Some(inner) = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close))
        {
            return (inner.trim(), None, false);
        }
    }
    (text, None, false)
}

/// Reads an address without brackets.
fn bare(text: &str) -> Option<(IpAddr, Option<u16>)> {
    let text = match text.get(..5) {
        Some(prefix) if prefix.eq_ignore_ascii_case("ipv6:") => &text[5..],
        _ => text,
    };
    let bytes = text.as_bytes();
    if bytes.first()?.is_ascii_digit() && bytes[1..].iter().take(4).any(|&byte| byte == b'.') {
        return ipv4(text);
    }
    if !bytes.contains(&b':') {
        return None;
    }
    let text = text.split_once('%').map_or(text, |(ip, _zone)| ip);
    let ip: Ipv6Addr = text.parse().ok()?;
    Some((IpAddr::V6(ip), None))
}

/// Reads `192.0.2.1`, `192.0.2.1:25` and `192.0.2.1.25` (five numbers: the last is a port).
fn ipv4(text: &str) -> Option<(IpAddr, Option<u16>)> {
    if !text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':'))
    {
        return None;
    }
    if let Ok(ip) = text.parse::<Ipv4Addr>() {
        return Some((IpAddr::V4(ip), None));
    }
    let (ip, port) = text.split_once(':').or_else(|| text.rsplit_once('.'))?;
    let ip: Ipv4Addr = ip.parse().ok()?;
    Some((IpAddr::V4(ip), Some(port.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dress() {
        for (text, ip, port) in [
            ("192.0.2.1", "192.0.2.1", None),
            ("[192.0.2.1]", "192.0.2.1", None),
            ("[192.0.2.1]:2525", "192.0.2.1", Some(2525)),
            ("[192.0.2.1:2525]", "192.0.2.1", Some(2525)),
            ("192.0.2.1:2525", "192.0.2.1", Some(2525)),
            ("[192.0.2.1\\]:2525]", "192.0.2.1", Some(2525)),
            ("[192.0.2.1.63559]", "192.0.2.1", Some(63559)),
            ("[(192.0.2.1)]", "192.0.2.1", None),
            ("?192.0.2.1?", "192.0.2.1", None),
            ("[IPv6:2001:db8::1]", "2001:db8::1", None),
            ("IPV6:2001:DB8:0::1", "2001:db8::1", None),
            ("[fe80::1%6]", "fe80::1", None),
            ("?IPv6:::ffff:192.0.2.1?", "192.0.2.1", None),
            ("[::ffff:192.0.2.1]", "192.0.2.1", None),
            ("::1", "::1", None),
        ] {
            let address = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(address.ip.to_string(), ip, "{text}");
            assert_eq!(address.port, port, "{text}");
        }
    }

    #[test]
    fn what_is_no_address() {
        for text in [
            "",
            "[",
            "[]",
            "[]]",
            "?",
            "??",
            "192.0.2",
            "192.0.2.1.example",
            "192.0.2.300",
            "cafe",
            "example.com",
            "1.2.3.4.5.6",
            "[unix socket]",
            "192.0.2.1:port",
            "[?.?.?.?]",
            "ipv6:",
            "é.1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
