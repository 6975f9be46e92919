//! What client and server call themselves.

use super::ComposeError;
use crate::names::a_labels;

/// What a host calls itself (RFC 5321 section 4.1.1.1): a name, with A-labels, or an address in brackets.
pub(super) fn host(name: &str) -> Result<String, ComposeError> {
    let wrong = || ComposeError::Host(name.to_owned());
    if let Some(literal) = name
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let address = literal.strip_prefix("IPv6:").unwrap_or(literal);
        let is_six = address.len() < literal.len();
        let parsed: std::net::IpAddr = address.parse().map_err(|_| wrong())?;
        return (parsed.is_ipv6() == is_six)
            .then(|| name.to_owned())
            .ok_or_else(wrong);
    }
    let plain = a_labels(name).ok_or_else(wrong)?;
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (plain.len() <= 253 && plain.split('.').all(is_label))
        .then(|| {
            if name.is_ascii() {
                name.to_owned()
            } else {
                plain
            }
        })
        .ok_or_else(wrong)
}
