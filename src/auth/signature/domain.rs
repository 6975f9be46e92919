//! `d=`, `s=` and `i=`: names and identities, RFC 6376 section 2.

use crate::codec::quoted_printable;
use crate::names::{a_labels, is_within};
use std::borrow::Cow;

/// RFC 1035 section 2.3.4, in bytes.
const MAX_LABEL: usize = 63;
/// RFC 1035 section 2.3.4: 255 bytes on the wire are 253 as text.
const MAX_NAME: usize = 253;

/// Whether a value may stand in `d=`: two labels or more (RFC 6376 section 2.11, `domain-name`).
pub fn is_domain_name(name: &str) -> bool {
    name.contains('.') && is_selector(name)
}

/// Whether a value may stand in `s=`: labels separated by dots.
///
/// Labels may begin with or hold an underscore, which `sub-domain` of RFC 5321 forbids but selectors in use have, and
/// letters beyond ASCII (RFC 8616).
pub fn is_selector(name: &str) -> bool {
    name.len() <= MAX_NAME && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= MAX_LABEL
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || !c.is_ascii())
}

/// The `i=` tag: on behalf of whom the domain signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auid {
    /// The identity, decoded.
    pub text: String,
    /// The domain of it.
    pub domain: String,
    /// Whether its domain is `d=` itself, not one below it.
    pub is_exact: bool,
}

impl Auid {
    /// What `i=` is when it is not given: `@` and `d=`.
    pub fn of_domain(domain: &str) -> Self {
        Self {
            text: format!("@{domain}"),
            domain: domain.to_owned(),
            is_exact: true,
        }
    }

    /// Reads an `i=` value (dkim-quoted-printable, RFC 6376 section 2.11); `None` if it is no identity. Whether it is
    /// within `d=` is for [`Self::is_within`].
    pub fn parse(value: &str, domain: &str) -> Option<Self> {
        let text = String::from_utf8(quoted_printable::decode_dkim(value.as_bytes())?).ok()?;
        let (_, own) = text.rsplit_once('@')?;
        if !is_domain_name(own) {
            return None;
        }
        let own = own.to_owned();
        Some(Self {
            is_exact: a_form(&own).eq_ignore_ascii_case(&a_form(domain)),
            domain: own,
            text,
        })
    }

    /// Whether the identity's domain is `d=` or below it (RFC 6376 section 3.5).
    pub fn is_within(&self, domain: &str) -> bool {
        is_within(&a_form(&self.domain), &a_form(domain))
    }
}

/// A name with its A-labels: either form may be written, and they are the same name (RFC 8616 section 3, RFC 5890 section
/// 2.3.2.4).
fn a_form(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return name.into();
    }
    a_labels(name).map_or_else(|| name.into(), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in [
            "example.com",
            "a.b.example",
            "xn--bcher-kva.example",
            "bücher.example",
            "_a.example.com",
        ] {
            assert!(is_domain_name(good), "{good}");
        }
        for bad in [
            "",
            "example",
            ".example.com",
            "example.com.",
            "a..b",
            "-a.example",
            "a.com(.b.com",
            "a b.com",
        ] {
            assert!(!is_domain_name(bad), "{bad}");
        }
        assert!(is_selector("s") && is_selector("dk_1.brisbane") && !is_selector("s."));
        assert!(!is_domain_name(&format!("{}.example", "a".repeat(64))));
    }

    #[test]
    fn identities() {
        let auid = |value| Auid::parse(value, "example.com");
        assert_eq!(auid("@Example.COM").map(|auid| auid.is_exact), Some(true));
        assert_eq!(
            auid("joe=40example.com").map(|auid| auid.text),
            Some("joe@example.com".into())
        );
        let below = auid("joe@a.example.com").unwrap();
        assert!(below.is_within("example.com") && !below.is_exact);
        assert!(!auid("joe@badexample.com").unwrap().is_within("example.com"));
        let [encoded, plain] = ["xn--bcher-kva.example", "bücher.example"];
        for (written, domain) in [(encoded, plain), (plain, encoded)] {
            let auid = Auid::parse(&format!("@{written}"), domain).unwrap();
            assert!(auid.is_exact && auid.is_within(domain), "{written}");
            let below = Auid::parse(&format!("a@sub.{written}"), domain).unwrap();
            assert!(!below.is_exact && below.is_within(domain), "{written}");
        }
        for bad in ["", "joe", "joe@", "joe=4@example.com", "joe@b@c d"] {
            assert_eq!(auid(bad), None, "{bad}");
        }
    }
}
