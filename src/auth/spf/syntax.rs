//! The arguments of terms: domain-spec, addresses, prefix lengths (RFC 7208 sections 5.3, 5.6, 7.1).

use super::macros::{MacroString, Place};
use super::target::Target;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The prefix lengths of `a` and `mx`, in bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DualPrefix {
    pub(super) v4: u8,
    pub(super) v6: u8,
}

const WHOLE_V4: u8 = 32;
const WHOLE_V6: u8 = 128;

/// A domain-spec: a macro string that ends in a macro or in a dot and a toplabel.
pub(super) fn domain_spec(text: &str) -> Result<MacroString, String> {
    if text.is_empty() {
        return Err("the domain is missing".to_owned());
    }
    let spec = MacroString::parse(text, Place::Domain)?;
    if spec.ends_in_macro() || ends_in_toplabel(text) {
        return Ok(spec);
    }
    if text.parse::<Ipv4Addr>().is_ok() {
        return Err(format!(
            "{text} is an IP address, not a domain name; did you mean ip4:?"
        ));
    }
    let shown: String = text.chars().take(80).collect();
    Err(format!(
        "{shown:?} does not end in a dot and a top-level label"
    ))
}

fn ends_in_toplabel(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    text.rsplit_once('.')
        .is_some_and(|(_, label)| is_toplabel(label))
}

/// Letters, digits and hyphens, no hyphen at an end, not all digits.
fn is_toplabel(label: &str) -> bool {
    let bytes = label.as_bytes();
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    edge(bytes.first())
        && edge(bytes.last())
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !bytes.iter().all(u8::is_ascii_digit)
}

/// `[ ":" domain-spec ] [ dual-cidr-length ]`. The lengths are cut off from the right, since a domain-spec may hold
/// slashes too.
pub(super) fn target_and_prefix(argument: &str) -> Result<(Target, DualPrefix), String> {
    let (head, v6) = cut_prefix(argument, "//", WHOLE_V6)?;
    let (head, v4) = cut_prefix(head, "/", WHOLE_V4)?;
    let lengths = DualPrefix { v4, v6 };
    match head.strip_prefix(':') {
        Some(spec) => Ok((Some(domain_spec(spec)?), lengths)),
        None if head.is_empty() => Ok((None, lengths)),
        None => Err(format!("{:?} is not a prefix length", clip(head))),
    }
}

/// Cuts a prefix length behind `mark` off the end of `text`; without one, the length is `whole`.
fn cut_prefix<'a>(text: &'a str, mark: &str, whole: u8) -> Result<(&'a str, u8), String> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (head, number) = text.split_at(text.len() - digits);
    if number.is_empty() {
        return Ok((text, whole));
    }
    match head.strip_suffix(mark) {
        // "/64" of "//64" is not an IPv4 length.
        Some(head) if mark == "//" || !head.ends_with('/') => {
            prefix_length(number, whole).map(|length| (head, length))
        }
        _ => Ok((text, whole)),
    }
}

/// Digits without leading zeros, of at most `whole` bits.
fn prefix_length(number: &str, whole: u8) -> Result<u8, String> {
    let leading_zero = number.len() > 1 && number.starts_with('0');
    number
        .parse()
        .ok()
        .filter(|length| !leading_zero && *length <= whole)
        .ok_or_else(|| format!("/{} is not a prefix length from 0 to {whole}", clip(number)))
}

/// The argument of `ip4`.
pub(super) fn ip4(argument: &str) -> Result<(Ipv4Addr, u8), String> {
    network(argument, WHOLE_V4, "an IPv4 address")
}

/// The argument of `ip6`.
pub(super) fn ip6(argument: &str) -> Result<(Ipv6Addr, u8), String> {
    network(argument, WHOLE_V6, "an IPv6 address")
}

fn network<A: std::str::FromStr>(argument: &str, whole: u8, what: &str) -> Result<(A, u8), String> {
    let text = argument
        .strip_prefix(':')
        .ok_or_else(|| format!("{what} must follow \":\""))?;
    let (address, length) = match text.split_once('/') {
        Some((address, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (address, prefix_length(number, whole)?)
        }
        Some(_) => {
            return Err(format!(
                "{:?} is not {what} with a prefix length",
                clip(text)
            ));
        }
        None => (text, whole),
    };
    let address = address
        .parse()
        .map_err(|_| format!("{:?} is not {what}", clip(address)))?;
    Ok((address, length))
}

fn clip(text: &str) -> String {
    text.chars().take(60).collect()
}
