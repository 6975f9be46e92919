//! The syntax of an SPF record (RFC 7208 sections 4.6, 5, 6 and 12): checked as a whole before anything is evaluated.

use super::macros::{MacroString, Place};
use super::syntax::{self, DualPrefix};
use super::target::Target;
use crate::auth::AuthResult;
use std::net::{Ipv4Addr, Ipv6Addr};

/// What a match means (section 4.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Qualifier(pub(super) AuthResult);

/// A mechanism (section 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mechanism {
    All,
    Include(MacroString),
    A(Target, DualPrefix),
    Mx(Target, DualPrefix),
    Ptr(Target),
    Ip4(Ipv4Addr, u8),
    Ip6(Ipv6Addr, u8),
    Exists(MacroString),
}

/// What a term is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Directive(Qualifier, Mechanism),
    Redirect(MacroString),
    Explanation(MacroString),
    /// A modifier that nobody knows; ignored (section 6).
    UnknownModifier,
}

/// A term as written and as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term<'a> {
    pub(super) text: &'a str,
    pub(super) kind: Kind,
}

/// A record whose syntax is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) terms: Vec<Term<'a>>,
}

/// Where a record's syntax is bad, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bad<'a> {
    /// The term as written.
    pub(super) term: &'a str,
    pub(super) problem: String,
}

/// The version section. Letters are compared without case, as ABNF has it.
const VERSION: &[u8] = b"v=spf1";

/// Whether a TXT record is an SPF record: the version section and then a space or the end (section 4.5).
pub(super) fn is_spf(text: &[u8]) -> bool {
    text.len() >= VERSION.len()
        && text[..VERSION.len()].eq_ignore_ascii_case(VERSION)
        && matches!(text.get(VERSION.len()), None | Some(b' '))
}

impl<'a> Record<'a> {
    /// Reads a record that [`is_spf`].
    pub(super) fn parse(text: &'a str) -> Result<Self, Bad<'a>> {
        let mut terms = Vec::new();
        for text in terms_of(text) {
            let kind = parse_term(text).map_err(|problem| Bad {
                term: text,
                problem,
            })?;
            terms.push(Term { text, kind });
        }
        let record = Self { terms };
        record.check_repeated("redirect", |kind| matches!(kind, Kind::Redirect(_)))?;
        record.check_repeated("exp", |kind| matches!(kind, Kind::Explanation(_)))?;
        Ok(record)
    }

    /// Section 6: "exp" and "redirect" may stand once each.
    fn check_repeated(&self, name: &str, is: impl Fn(&Kind) -> bool) -> Result<(), Bad<'a>> {
        match self.terms.iter().filter(|term| is(&term.kind)).nth(1) {
            None => Ok(()),
            Some(second) => Err(Bad {
                term: second.text,
                problem: format!("{name}= is repeated"),
            }),
        }
    }

    /// The redirect modifier, with its index; ignored when there is an `all` anywhere (section 6.1).
    pub(super) fn redirect(&self) -> Option<(usize, &MacroString)> {
        let all = |term: &Term<'_>| matches!(term.kind, Kind::Directive(_, Mechanism::All));
        if self.terms.iter().any(all) {
            return None;
        }
        self.terms
            .iter()
            .enumerate()
            .find_map(|(index, term)| match &term.kind {
                Kind::Redirect(target) => Some((index, target)),
                _ => None,
            })
    }

    /// The exp modifier.
    pub(super) fn explanation(&self) -> Option<&MacroString> {
        self.terms.iter().find_map(|term| match &term.kind {
            Kind::Explanation(target) => Some(target),
            _ => None,
        })
    }
}

/// The terms of a record as written: separated by spaces, and by nothing else.
pub(super) fn terms_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').skip(1).filter(|term| !term.is_empty())
}

fn parse_term(text: &str) -> Result<Kind, String> {
    // Section 4.6.1: a modifier has its "=" before any ":" or "/".
    match text.find([':', '/', '=']) {
        Some(at) if text.as_bytes()[at] == b'=' => parse_modifier(&text[..at], &text[at + 1..]),
        at => parse_directive(text, at),
    }
}

fn parse_modifier(name: &str, value: &str) -> Result<Kind, String> {
    let well_named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !well_named {
        return Err(format!("{name:?} is not a valid modifier name"));
    }
    if name.eq_ignore_ascii_case("redirect") {
        syntax::domain_spec(value).map(Kind::Redirect)
    } else if name.eq_ignore_ascii_case("exp") {
        syntax::domain_spec(value).map(Kind::Explanation)
    } else {
        MacroString::parse(value, Place::UnknownModifier).map(|_| Kind::UnknownModifier)
    }
}

fn parse_directive(text: &str, end_of_name: Option<usize>) -> Result<Kind, String> {
    let (qualifier, skip) = match text.as_bytes().first() {
        Some(b'+') => (AuthResult::Pass, 1),
        Some(b'-') => (AuthResult::Fail, 1),
        Some(b'~') => (AuthResult::Softfail, 1),
        Some(b'?') => (AuthResult::Neutral, 1),
        _ => (AuthResult::Pass, 0),
    };
    let (name, argument) = text.split_at(end_of_name.unwrap_or(text.len()));
    let name = name.get(skip..).unwrap_or("");
    parse_mechanism(name, argument).map(|one| Kind::Directive(Qualifier(qualifier), one))
}

/// `argument` begins with its `:` or `/`, or is empty.
fn parse_mechanism(name: &str, argument: &str) -> Result<Mechanism, String> {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "all" if argument.is_empty() => Ok(Mechanism::All),
        "all" => Err("all takes no argument".to_owned()),
        "include" => needed(argument).map(Mechanism::Include),
        "exists" => needed(argument).map(Mechanism::Exists),
        "a" => syntax::target_and_prefix(argument).map(|(target, len)| Mechanism::A(target, len)),
        "mx" => syntax::target_and_prefix(argument).map(|(target, len)| Mechanism::Mx(target, len)),
        "ptr" if argument.is_empty() => Ok(Mechanism::Ptr(None)),
        "ptr" => needed(argument).map(|target| Mechanism::Ptr(Some(target))),
        "ip4" => syntax::ip4(argument).map(|(ip, len)| Mechanism::Ip4(ip, len)),
        "ip6" => syntax::ip6(argument).map(|(ip, len)| Mechanism::Ip6(ip, len)),
        _ => Err(unknown(&lower)),
    }
}

fn needed(argument: &str) -> Result<MacroString, String> {
    let spec = argument
        .strip_prefix(':')
        .ok_or("a domain must follow \":\"")?;
    syntax::domain_spec(spec)
}

/// What people write for what they mean.
const MEANT: [(&str, &str); 9] = [
    ("ipv4", "ip4:"),
    ("ipv6", "ip6:"),
    ("ip", "ip4: or ip6:"),
    ("includes", "include:"),
    ("includ", "include:"),
    ("incude", "include:"),
    ("redirect", "redirect="),
    ("exist", "exists:"),
    ("exp", "exp="),
];

fn unknown(name: &str) -> String {
    let shown: String = name.chars().take(40).collect();
    match MEANT.iter().find(|(written, _)| *written == name) {
        Some((_, meant)) => format!("unknown mechanism {shown:?}; did you mean {meant}?"),
        None => format!("unknown mechanism {shown:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_ends_with_a_space_or_the_record() {
        for (text, expected) in [
            ("v=spf1", true),
            ("v=spf1 ", true),
            ("V=SpF1 -all", true),
            ("v=spf10", false),
            ("v=spf1\t-all", false),
            (" v=spf1 -all", false),
            ("v=spf", false),
            ("spf1 -all", false),
            ("v =spf1 -all", false),
            ("\"v=spf1 -all\"", false),
        ] {
            assert_eq!(is_spf(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn good_terms() {
        for text in [
            "all",
            "ALL",
            "-all",
            "?aLl",
            "a",
            "a/0",
            "a//0",
            "a/24//64",
            "a:example.com/24//64",
            "A:example.com.",
            "mx",
            "mx:%{d}/24",
            "ptr",
            "ptr:example.com",
            "ip4:192.0.2.0/24",
            "IP4:0.0.0.0/0",
            "ip6:2001:db8::/32",
            "ip6:::ffff:192.0.2.1",
            "ip6:::/0",
            "include:_spf.example.com",
            "exists:%{ir}.%{v}.example.com",
            "exists:%{i}",
            "redirect=_spf.example.com",
            "REDIRECT=%{d}._spf.example.com",
            "exp=e.example.com",
            "x.y-z_1=",
            "foo=%{c}:/",
            "a:1-2.3-4",
            "a:foo:bar/baz.example.com",
            "a:x.a1",
            "a:example.com%%",
            "a:x.xn--p1ai",
            "a:%{h}.",
            "a:foo.%{d}",
            "a:.com",
        ] {
            // `%{h}.` ends in a dot that no toplabel stands before.
            let expected = text != "a:%{h}.";
            let record = format!("v=spf1 {text}");
            assert_eq!(Record::parse(&record).is_ok(), expected, "{text}");
        }
    }

    #[test]
    fn bad_terms() {
        for text in [
            "all:x",
            "all/8",
            "-all.",
            "--all",
            "+-all",
            "-",
            "=",
            ":",
            "/",
            "al",
            "a:",
            "a/",
            "a//",
            "a/33",
            "a//129",
            "a/24/64",
            "a/024",
            "a/00",
            "a//00",
            "a/-1",
            "a/+1",
            "a:x/24/24",
            "a:example.com:8080",
            "a:museum",
            "a:museum.",
            "a:192.0.2.1",
            "a:x.123",
            "a:x.-com",
            "a:x.com-",
            "mx:",
            "mx/33",
            "ptr:",
            "ptr/0",
            "ptr:example.com/24",
            "include",
            "include:",
            "include:x.com/24",
            "exists",
            "exists:",
            "exists:x.com/24",
            "ip4",
            "ip4:",
            "ip4:1.2.3",
            "ip4:1.2.3.4/33",
            "ip4:1.2.3.4/032",
            "ip4:1.2.3.4//32",
            "ip4:1.2.3.256",
            "ip4:01.2.3.4",
            "ip4:1.2.3.4:25",
            "ip4/24",
            "ip4:2001:db8::",
            "ip6",
            "ip6:",
            "ip6:::1/129",
            "ip6:::1//1",
            "ip6::1::2",
            "ip6:192.0.2.1",
            "ip6:fe80::1%eth0",
            "redirect:x.com",
            "redirect=",
            "redirect=all",
            "exp=",
            "exp=-all",
            "1x=y",
            "-x=y",
            "x=%",
            "x=%q",
            "foo",
            "ipv4:1.2.3.4",
            "a:%{x}.com",
            "a:%{c}.com",
            "\ta",
            "a\t-all",
            "all\u{0}",
            "a:exämple.com",
        ] {
            let record = format!("v=spf1 {text}");
            assert!(Record::parse(&record).is_err(), "{text}");
        }
    }

    #[test]
    fn modifiers_stand_once() {
        for text in [
            "v=spf1 redirect=a.test redirect=a.test",
            "v=spf1 exp=a.test -all EXP=b.test",
        ] {
            assert!(
                Record::parse(text)
                    .unwrap_err()
                    .problem
                    .contains("repeated")
            );
        }
        assert!(Record::parse("v=spf1 x=1 x=2 all all").is_ok());
    }

    #[test]
    fn all_hides_a_redirect() {
        assert!(
            Record::parse("v=spf1 redirect=a.test ~all")
                .unwrap()
                .redirect()
                .is_none()
        );
        assert!(
            Record::parse("v=spf1 a redirect=a.test")
                .unwrap()
                .redirect()
                .is_some()
        );
    }
}
