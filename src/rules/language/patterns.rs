//! Constants that are compiled when a rule is read: patterns, networks, domains.

use super::fault::Fault;
use super::syntax::Search;
use crate::limits::MAX_PATTERN;
use crate::names::a_labels;
use ipnet::IpNet;
use regex::{Regex, RegexBuilder};
use std::net::IpAddr;
use std::ops::Range;

/// What is looked for, without case.
pub(super) fn pattern(how: Search, text: &str, at: &Range<usize>) -> Result<Regex, Fault> {
    if text.is_empty() {
        return Err(Fault::new(at.clone(), "an empty text is in every text"));
    }
    let literal = regex::escape(text);
    let source = match how {
        Search::Contains => literal,
        Search::StartsWith => format!(r"\A{literal}"),
        Search::EndsWith => format!(r"{literal}\z"),
        Search::Matches => text.to_owned(),
    };
    let built = RegexBuilder::new(&source)
        .case_insensitive(true)
        .size_limit(MAX_PATTERN)
        .dfa_size_limit(MAX_PATTERN)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(most) => {
            let message = format!("the regular expression takes more than {most} bytes");
            Fault::new(at.clone(), message).hint("repeat less, or list classes as ASCII")
        }
        // The last line says what is wrong; those before it draw where.
        error => {
            let said = error.to_string();
            let last = said.lines().last().unwrap_or_default();
            let why = last.strip_prefix("error: ").unwrap_or(last);
            Fault::new(
                at.clone(),
                format!("the regular expression is wrong: {why}"),
            )
        }
    })
}

/// A network, or a single address.
pub(super) fn network(text: &str, at: &Range<usize>) -> Result<IpNet, Fault> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Ok(IpNet::from(address));
    }
    let wrong = || Fault::new(at.clone(), format!("{text:?} is not a network"));
    let network: IpNet = text
        .parse()
        .map_err(|_| wrong().hint("write 192.0.2.0/24, 2001:db8::/32, or a single address"))?;
    if network.trunc() == network {
        return Ok(network);
    }
    Err(wrong().hint(format!("did you mean {}?", network.trunc())))
}

/// A domain, as domains are compared.
pub(super) fn domain(text: &str, at: &Range<usize>) -> Result<String, Fault> {
    let wrong = || Fault::new(at.clone(), format!("{text:?} is not a domain"));
    let bare = text.strip_prefix("*.").or(text.strip_prefix('.'));
    if let Some(bare) = bare {
        return Err(wrong().hint(format!("write {bare:?}; names below it are within it")));
    }
    if text.contains('@') {
        return Err(wrong().hint("write the part after the @"));
    }
    a_labels(text).ok_or_else(wrong)
}
