//! Values of options, read by the types of the library.

use hdrtrace::names::is_domain;
use std::fmt::Display;
use std::str::FromStr;

/// A value, or what is wrong with it. The reader of arguments names the value itself; here it is not said again.
pub fn parsed<T>(given: &str) -> Result<T, String>
where
    T: FromStr,
    T::Err: Display,
{
    given.parse().map_err(|error: T::Err| {
        let said = error.to_string();
        let quoted = [format!("{given:?}: "), format!("{given}: ")];
        let end = quoted
            .iter()
            .find_map(|quoted| Some(said.find(quoted.as_str())? + quoted.len()));
        said[end.unwrap_or(0)..].to_owned()
    })
}

/// A domain.
pub fn domain(given: &str) -> Result<String, String> {
    if is_domain(given) {
        Ok(given.to_owned())
    } else {
        Err("give a domain, such as example.com".to_owned())
    }
}

/// The domain of an address, or one by itself.
pub fn domain_of(given: &str) -> Result<String, String> {
    domain(given.rsplit('@').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hdrtrace::{At, TrustSpec};

    #[test]
    fn a_value_is_named_once() {
        let trust = parsed::<TrustSpec>("foo").expect_err("no such kind");
        assert!(trust.starts_with("unknown type; use auto"), "{trust}");
        let at = parsed::<At>("yesterday").expect_err("no time");
        assert!(at.starts_with("give received"), "{at}");
    }

    #[test]
    fn a_domain_has_labels_and_no_whitespace() {
        for given in [
            "example.com",
            "a_b.example.",
            "xn--p1ai",
            "b\u{fc}cher.example",
        ] {
            assert!(domain(given).is_ok(), "{given}");
        }
        for given in ["", ".", "a b", "a..b", "a/b", "x@example.com"] {
            assert!(domain(given).is_err(), "{given:?}");
        }
        assert_eq!(domain_of("x@example.com").as_deref(), Ok("example.com"));
    }
}
