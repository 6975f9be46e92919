//! Where to write to, and how well that is known.

pub use crate::words::enrich::{Grade, Source};

/// Where to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub address: String,
    /// Where it was found.
    pub source: Source,
    /// Whether it can be used without manual review.
    pub grade: Grade,
}

impl Contact {
    /// An address that was published for reports.
    pub(crate) fn automatic(address: String, source: Source) -> Self {
        Self {
            address,
            source,
            grade: Grade::Automatic,
        }
    }

    /// An address that a person should confirm.
    pub(crate) fn confirm(address: String, source: Source) -> Self {
        Self {
            address,
            source,
            grade: Grade::Confirm,
        }
    }

    /// The mailbox that a domain should have for reports (RFC 2142 section 4). Nobody knows whether it is read.
    pub(crate) fn guess(domain: &str) -> Option<Self> {
        address(&format!("abuse@{domain}")).map(|address| Self::confirm(address, Source::Rfc2142))
    }
}

/// The longest address (RFC 5321 section 4.5.3.1.3, without its brackets).
const MAX_ADDRESS: usize = 254;

/// A plain address out of a stranger's text: ASCII, nothing that could end a header line or add a second recipient.
pub(crate) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let is_local =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let is_domain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    let good = text.len() <= MAX_ADDRESS
        && !local.is_empty()
        && local.bytes().all(is_local)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && domain.bytes().all(is_domain);
    good.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain_or_nothing() {
        assert_eq!(address(" a@b.example "), Some("a@b.example".to_owned()));
        for bad in [
            "",
            "a",
            "@b.example",
            "a@b",
            "a@b.example, c@d.example",
            "a@b.example\r\nBcc: c@d.example",
            "a <a@b.example>",
            "\u{e4}@b.example",
        ] {
            assert_eq!(address(bad), None, "{bad:?}");
        }
    }
}
