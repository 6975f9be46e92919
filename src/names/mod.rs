//! Domain names: comparison, organizational domain, and what kind of address an IP is.

pub mod file;
mod hosts;
mod lately;
mod special;

pub(crate) use hosts::{is_generic, is_mail_host};
pub(crate) use lately::Lately;
#[cfg(feature = "net")]
pub(crate) use special::is_local_name;
pub use special::{is_documentation_ip, is_documentation_name, is_reserved_ip, is_reserved_name};

use crate::limits::MAX_NAME;
use std::borrow::Cow;
use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::Url;

/// Whether a text can be a domain, as far as it can be told without asking: labels without whitespace or what never stands in one.
pub fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    text.trim_end_matches('.').split('.').all(is_label)
}

/// A domain name in the form that names are compared in: lower case, without a trailing dot.
pub fn normalize(name: &str) -> String {
    undotted(name).to_ascii_lowercase()
}

/// A name without the dots at its end, which nearly none has.
fn undotted(name: &str) -> &str {
    if name.ends_with('.') {
        name.trim_end_matches('.')
    } else {
        name
    }
}

/// The host that a URL names, without trailing dot.
pub fn host_of_url(url: &str) -> Option<String> {
    Url::parse(url)
        .ok()?
        .host_str()
        .map(|host| host.trim_end_matches('.').to_owned())
}

/// [`normalize`] without a copy where the name stands so already.
fn normalized(name: &str) -> Cow<'_, str> {
    let name = undotted(name);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// What is left of a name that is longer than DNS admits: as many whole labels at its end as have room. Who owns a name
/// stands there, and nothing is asked at every dot of a stranger's 100,000.
pub fn tail(name: &str) -> &str {
    let name = undotted(name);
    let from = name.ceil_char_boundary(name.len().saturating_sub(MAX_NAME));
    match (from, name[from..].find('.')) {
        (0, _) | (_, None) => name,
        (_, Some(dot)) => &name[from + dot + 1..],
    }
}

/// The registrable domain by the public suffix list: the grouping that people mean by "organization".
///
/// DMARC does not use it (RFC 9989 walks the tree instead); findings do. A name that is itself a public suffix, or
/// has a single label, is returned as it is.
pub fn organization(name: &str) -> Cow<'_, str> {
    match normalized(name) {
        Cow::Borrowed(name) => Cow::Borrowed(&name[name.len() - organization_len(name)..]),
        Cow::Owned(name) => {
            let start = name.len() - organization_len(&name);
            Cow::Owned(name[start..].to_owned())
        }
    }
}

/// Domains below which each name is another customer's, and which the public suffix list does not part; the longer ones
/// first.
const TENANTS: &[&str] = &["mail.onmicrosoft.com", "onmicrosoft.com"];

/// The length of the organization at the end of a name in lower case.
fn organization_len(name: &str) -> usize {
    thread_local! {
        static LATELY: Lately<usize> = const { Lately::new() };
    }
    LATELY.with(|lately| lately.of(name, find_organization))
}

fn find_organization(name: &str) -> usize {
    let front = TENANTS
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix)?.strip_suffix('.'));
    match front {
        Some(front) => name.len() - front.rfind('.').map_or(0, |dot| dot + 1),
        None => psl::domain_str(name).unwrap_or(name).len(),
    }
}

/// The name that was registered at a registry: the label below the part of the public suffix list that registries run.
/// Unlike [`organization`] it does not part the customers of one owner: `ec2-1.compute-1.amazonaws.com` was registered as
/// `amazonaws.com`. `None` for a name that is itself a registry's.
pub fn registered(name: &str) -> Option<Cow<'_, str>> {
    let slice = |whole: &str| {
        let name = tail(whole);
        let left_out = whole.len() - name.len();
        let begins = memchr::memrchr_iter(b'.', name.as_bytes()).map(|dot| dot + 1);
        let mut starts = begins.chain(std::iter::once(0));
        // The last label has none above it.
        let mut above = starts.next()?;
        starts.find_map(|start| {
            let found =
                (is_registrys(&name[above..]) && !is_registrys(&name[start..])).then_some(start);
            above = start;
            found.map(|start| left_out + start)
        })
    };
    match normalized(name) {
        Cow::Borrowed(name) => slice(name).map(|start| Cow::Borrowed(&name[start..])),
        Cow::Owned(name) => slice(&name).map(|start| Cow::Owned(name[start..].to_owned())),
    }
}

/// Whether a name is a suffix under which a registry registers names.
fn is_registrys(name: &str) -> bool {
    psl::suffix_str(name) == Some(name)
        && psl::suffix(name.as_bytes())
            .is_none_or(|suffix| suffix.typ() != Some(psl::Type::Private))
}

/// Whether two names belong to one organization by the public suffix list.
pub fn same_organization(a: &str, b: &str) -> bool {
    let (a, b) = (undotted(a), undotted(b));
    // The list is asked only where the answer hangs on it: equal names are one, and names under different
    // top-level domains are two.
    a.eq_ignore_ascii_case(b)
        || (last_label(a).eq_ignore_ascii_case(last_label(b)) && organization(a) == organization(b))
}

/// Whether both names are below one that the public suffix list has in its private section: a company's, for its customers.
pub(crate) fn share_private_suffix(a: &str, b: &str) -> bool {
    let (a, b) = (undotted(a), undotted(b));
    let private = |name: &str| {
        let name = normalize(name);
        let suffix = psl::suffix(name.as_bytes())?;
        let is_private = suffix.typ() == Some(psl::Type::Private);
        is_private.then(|| suffix.as_bytes().to_vec())
    };
    last_label(a).eq_ignore_ascii_case(last_label(b))
        && private(a).is_some_and(|suffix| private(b) == Some(suffix))
}

fn last_label(name: &str) -> &str {
    memchr::memrchr(b'.', name.as_bytes()).map_or(name, |dot| &name[dot + 1..])
}

/// Whether `name` is `suffix` or a name below it.
pub fn is_within(name: &str, suffix: &str) -> bool {
    let (name, suffix) = (undotted(name).as_bytes(), undotted(suffix).as_bytes());
    let Some(front) = name.len().checked_sub(suffix.len()) else {
        return false;
    };
    let (head, tail) = name.split_at(front);
    // The dot tells most.
    (head.is_empty() || head.ends_with(b".")) && tail.eq_ignore_ascii_case(suffix)
}

/// The network of an address: what one customer of a provider has at least.
pub fn network(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(ip) => {
            let [a, b, c, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

/// An IPv4-mapped IPv6 address as the IPv4 address that it stands for (RFC 4291 section 2.5.5.2).
pub fn unmapped(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        IpAddr::V4(_) => ip,
    }
}

/// The labels of an address from right to left, as reverse names have them (RFC 1035 section 3.5, RFC 3596 section 2.5):
/// octets of IPv4, nibbles of IPv6. An IPv4-mapped address is written as the IPv4 address.
pub fn reversed(ip: IpAddr) -> String {
    match unmapped(ip) {
        IpAddr::V4(v4) => {
            let [a, b, c, d] = v4.octets();
            format!("{d}.{c}.{b}.{a}")
        }
        IpAddr::V6(v6) => reversed_nibbles(v6),
    }
}

/// The nibbles of an IPv6 address from right to left, also of one that stands for an IPv4 address.
pub fn reversed_nibbles(v6: Ipv6Addr) -> String {
    let mut out = String::with_capacity(63);
    for byte in v6.octets().iter().rev() {
        let dot = if out.is_empty() { "" } else { "." };
        // Writing to a String cannot fail.
        let _ = write!(out, "{dot}{:x}.{:x}", byte & 15, byte >> 4);
    }
    out
}

/// A domain with its U-labels as A-labels, in the form that names are compared in; `None` if it is no name: an address
/// literal, or one that cannot be written so.
pub fn a_labels(domain: &str) -> Option<String> {
    if domain.starts_with('[') {
        return None;
    }
    let domain = if domain.is_ascii() {
        normalize(domain)
    } else {
        normalize(&idna::domain_to_ascii(domain).ok()?)
    };
    (!domain.is_empty()).then_some(domain)
}

/// Whether an address is one that no stranger on the Internet can send from: private, loopback, link-local,
/// unique-local or unspecified. Documentation ranges count as public here, since samples use them as such.
pub fn is_internal(ip: IpAddr) -> bool {
    match unmapped(ip) {
        IpAddr::V4(v4) => is_internal_v4(v4),
        IpAddr::V6(v6) => is_internal_v6(v6),
    }
}

fn is_internal_v4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    // RFC 6598 shared space (100.64/10) is used between a carrier and its customers only.
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || a == 0
        || (a == 100 && (64..128).contains(&b))
}

fn is_internal_v6(ip: Ipv6Addr) -> bool {
    ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_needs_a_label_border() {
        assert!(is_within("a.example.com", "example.com"));
        assert!(is_within("EXAMPLE.com.", "example.com"));
        assert!(!is_within("badexample.com", "example.com"));
    }

    #[test]
    fn organization_uses_public_suffixes() {
        assert_eq!(organization("a.b.example.co.uk"), "example.co.uk");
        assert!(same_organization("mail.example.com", "Example.COM"));
        assert!(!same_organization("a.github.io", "b.github.io"));
        assert!(share_private_suffix("a.github.io", "x.B.GitHub.io."));
        assert!(!share_private_suffix("a.co.uk", "b.co.uk"));
        assert!(!share_private_suffix("a.github.io", "a.example.com"));
        assert!(!same_organization("a.onmicrosoft.com", "b.onmicrosoft.com"));
        assert_eq!(organization("x.a.onmicrosoft.com"), "a.onmicrosoft.com");
        assert_eq!(
            organization("a.mail.onmicrosoft.com"),
            "a.mail.onmicrosoft.com"
        );
        assert_eq!(organization("onmicrosoft.com"), "onmicrosoft.com");
    }

    #[test]
    fn what_was_registered_is_not_parted() {
        let registered = |name: &str| registered(name).map(Cow::into_owned);
        assert_eq!(
            registered("ec2-1.compute-1.amazonaws.com").as_deref(),
            Some("amazonaws.com")
        );
        assert_eq!(registered("A.github.io.").as_deref(), Some("github.io"));
        assert_eq!(
            registered("mx.a.example.co.uk").as_deref(),
            Some("example.co.uk")
        );
        assert_eq!(registered("mx.b.example").as_deref(), Some("b.example"));
        assert_eq!((registered("co.uk"), registered("localhost")), (None, None));
    }

    #[test]
    fn addresses_are_reversed() {
        assert_eq!(reversed("192.0.2.7".parse().unwrap()), "7.2.0.192");
        assert_eq!(reversed("::ffff:192.0.2.7".parse().unwrap()), "7.2.0.192");
        let v6 = reversed("2001:db8::1".parse().unwrap());
        assert!(
            v6.starts_with("1.0.0.0.") && v6.ends_with(".8.b.d.0.1.0.0.2"),
            "{v6}"
        );
    }

    #[test]
    fn mapped_private_addresses_are_internal() {
        assert!(is_internal("::ffff:10.0.0.1".parse().unwrap()));
        assert!(!is_internal("203.0.113.9".parse().unwrap()));
    }
}
