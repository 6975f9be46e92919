//! Where to write to, and how well that is known.

use serde::Serialize;

/// Whether a report may be sent without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The owner of the resource published this address for reports.
    Automatic,
    /// A person should confirm it: a guess, or somebody's unproven word.
    Confirm,
}

impl Grade {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Automatic => "published for reports",
            Self::Confirm => "to be confirmed by a person",
        }
    }
}

/// Where a contact was found, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// CFBL-Address (RFC 9477), covered by a valid signature.
    Cfbl,
    /// RDAP (RFC 9083): the contact for abuse in the registry of the network.
    Rdap,
    /// Abusix, over DNS: the abuse contact of an address by the registries.
    Abusix,
    /// abuse.net, over DNS: a domain's contact as registered there.
    AbuseNet,
    /// `ruf=` of the DMARC record (RFC 9991).
    Ruf,
    /// A field of the message that a valid signature covers.
    SignedField,
    /// abuse.net has no entry, and answers with what is usual.
    AbuseNetDefault,
    /// The mailbox that every domain should have (RFC 2142 section 4): a guess.
    Rfc2142,
}

impl Source {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Cfbl => "CFBL-Address, covered by a valid signature",
            Self::Rdap => "RDAP, the network's registry",
            Self::Abusix => "Abusix",
            Self::AbuseNet => "abuse.net",
            Self::Ruf => "ruf= of the DMARC record",
            Self::SignedField => "a field of the message, covered by a valid signature",
            Self::AbuseNetDefault => "abuse.net's default: a guess",
            Self::Rfc2142 => "a guess by RFC 2142",
        }
    }
}

/// Where to write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The address.
    pub address: String,
    /// Where it was found.
    pub source: Source,
    /// Whether it can be written to without a person.
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
