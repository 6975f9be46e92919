//! What a condition says of a message.
//!
//! A value that is missing makes every comparison false, and `not` of it true. Each part costs no more than the texts that it
//! looks at; lists of the message are gone through once each, since they cannot stand within each other.

use super::syntax::{Comparison, Search, Sign};
use super::typed::{Domains, Function, Listing, Manner, Needle, Owner, Set, Term, Test};
use crate::names::{a_labels, is_within, organization, tail, unmapped};
use crate::rules::mail::domain;
use crate::rules::record::Subject;
use crate::rules::value::{List, Value, count};
use std::borrow::Cow;
use std::cmp::Ordering;

/// What is looked at.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Sight<'r> {
    /// The message.
    pub message: Subject<'r>,
    /// The element within `any (…)`, else the message.
    pub here: Subject<'r>,
}

impl<'r> Sight<'r> {
    pub(in crate::rules) fn of(message: Subject<'r>) -> Self {
        Self {
            message,
            here: message,
        }
    }

    /// An element.
    pub(in crate::rules) fn at(self, here: Subject<'r>) -> Self {
        Self { here, ..self }
    }

    pub(in crate::rules) fn owner(self, owner: Owner) -> Subject<'r> {
        match owner {
            Owner::Here => self.here,
            Owner::Message => self.message,
        }
    }

    /// The elements of a list; none where there is no list.
    pub(in crate::rules) fn elements<'v>(self, listing: &'v Listing) -> List<'v>
    where
        'r: 'v,
    {
        match listing {
            Listing::Field(field) => field
                .list(self.here)
                .unwrap_or_else(|| Box::new(std::iter::empty())),
            Listing::Header(name) => match self.message {
                Subject::Message(mail) => Box::new(
                    mail.fields
                        .iter()
                        .filter(|field| field.is(name))
                        .map(Subject::Header),
                ),
                _ => Box::new(std::iter::empty()),
            },
        }
    }
}

impl Test {
    pub(in crate::rules) fn holds<'v>(&'v self, sight: Sight<'v>) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.holds(sight)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(sight)),
            Self::Not(inner) => !inner.holds(sight),
            Self::Is(term) => term.value(sight) == Value::Bool(true),
            Self::Compare(left, how, right, manner) => {
                compare(&left.value(sight), *how, &right.value(sight), *manner)
            }
            Self::OneOf(term, set) => is_one_of(&term.value(sight), set),
            Self::Network(term, networks) => match term.value(sight) {
                Value::Address(address) => {
                    let address = unmapped(address);
                    networks.iter().any(|network| network.contains(&address))
                }
                _ => false,
            },
            Self::Domain(term, domains) => match term.value(sight) {
                Value::Text(name) => is_in_domains(&name, domains, sight),
                _ => false,
            },
            Self::Search(term, how, needle) => match term.value(sight) {
                Value::Text(text) => is_found(&text, *how, needle, sight),
                _ => false,
            },
            Self::Exists(term) => term.value(sight) != Value::Missing,
            Self::Filled(listing) => sight.elements(listing).next().is_some(),
            Self::Any(listing, test) => sight
                .elements(listing)
                .any(|element| test.holds(sight.at(element))),
            Self::All(listing, test) => {
                let mut elements = sight.elements(listing).peekable();
                elements.peek().is_some() && elements.all(|element| test.holds(sight.at(element)))
            }
        }
    }
}

impl Term {
    pub(in crate::rules) fn value<'v>(&'v self, sight: Sight<'v>) -> Value<'v> {
        match self {
            Self::Field(field, owner) => field.value(sight.owner(*owner)),
            Self::Literal(Value::Text(text)) => Value::Text(Cow::Borrowed(text)),
            Self::Literal(value) => value.clone(),
            Self::Sum(left, sign, right) => sum(left.value(sight), *sign, right.value(sight)),
            Self::Count(listing, None) => Value::from(sight.elements(listing).count()),
            Self::Count(listing, Some(test)) => {
                let elements = sight.elements(listing);
                let those = elements.filter(|element| test.holds(sight.at(*element)));
                Value::from(those.count())
            }
            Self::Call(function, term) => match term.value(sight) {
                Value::Text(text) => call(*function, &text),
                _ => Value::Missing,
            },
        }
    }
}

fn call(function: Function, text: &str) -> Value<'static> {
    match function {
        Function::Number => {
            let number = text.trim().parse::<f64>().ok();
            Value::from(number.filter(|number| number.is_finite()))
        }
        Function::Length => Value::Number(count(text.chars().count())),
        Function::DomainOf => Value::from(domain(text).map(Cow::into_owned)),
        Function::RegisteredDomain => Value::from(organization(tail(text)).into_owned()),
    }
}

fn sum<'v>(left: Value<'v>, sign: Sign, right: Value<'v>) -> Value<'v> {
    match (left, sign, right) {
        (Value::Time(one), Sign::Minus, Value::Time(other)) => Value::Duration(one - other),
        (Value::Time(one), Sign::Plus, Value::Duration(length)) => {
            Value::from(one.checked_add_signed(length))
        }
        (Value::Time(one), Sign::Minus, Value::Duration(length)) => {
            Value::from(one.checked_sub_signed(length))
        }
        (Value::Duration(one), Sign::Plus, Value::Duration(other)) => {
            Value::from(one.checked_add(&other))
        }
        (Value::Duration(one), Sign::Minus, Value::Duration(other)) => {
            Value::from(one.checked_sub(&other))
        }
        _ => Value::Missing,
    }
}

fn compare(left: &Value<'_>, how: Comparison, right: &Value<'_>, manner: Manner) -> bool {
    if *left == Value::Missing || *right == Value::Missing {
        return false;
    }
    match how {
        Comparison::Equal => is_same(left, right),
        Comparison::Unequal => !is_same(left, right),
        _ => {
            let order = order(left, right, manner);
            match how {
                Comparison::Less => order == Some(Ordering::Less),
                Comparison::AtMost => order.is_some_and(Ordering::is_le),
                Comparison::Greater => order == Some(Ordering::Greater),
                _ => order.is_some_and(Ordering::is_ge),
            }
        }
    }
}

fn order(left: &Value<'_>, right: &Value<'_>, manner: Manner) -> Option<Ordering> {
    match (manner, left, right) {
        (Manner::Rank(words), Value::Text(one), Value::Text(other)) => {
            Some(words.rank(one)?.cmp(&words.rank(other)?))
        }
        (_, Value::Number(one), Value::Number(other)) => one.partial_cmp(other),
        (_, Value::Time(one), Value::Time(other)) => Some(one.cmp(other)),
        (_, Value::Duration(one), Value::Duration(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

fn is_same(left: &Value<'_>, right: &Value<'_>) -> bool {
    match (left, right) {
        (Value::Text(one), Value::Text(other)) => is_same_text(one, other),
        (Value::Address(one), Value::Address(other)) => unmapped(*one) == unmapped(*other),
        _ => left == right,
    }
}

/// Whether two texts are the same but for the case of their letters.
fn is_same_text(one: &str, other: &str) -> bool {
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    let lower = |text: &str| -> Vec<char> { text.chars().flat_map(char::to_lowercase).collect() };
    // No letter is more than three times as long in the other case.
    let are_near = one.len() <= 3 * other.len() && other.len() <= 3 * one.len();
    are_near && !(one.is_ascii() && other.is_ascii()) && lower(one) == lower(other)
}

fn is_one_of(value: &Value<'_>, set: &Set) -> bool {
    match (value, set) {
        (Value::Text(text), Set::Texts(texts, _)) => texts.contains(&text.to_lowercase()),
        (value, Set::Values(values)) => values.iter().any(|one| is_same(one, value)),
        (_, Set::Texts(..)) => false,
    }
}

fn is_in_domains(name: &str, domains: &Domains, sight: Sight<'_>) -> bool {
    // Who owns a name stands at its end, and a longer one is no name.
    let Some(name) = a_labels(tail(name)) else {
        return false;
    };
    let mut rest = name.as_str();
    loop {
        if domains.fixed.contains(rest) {
            return true;
        }
        match rest.split_once('.') {
            Some((_, above)) => rest = above,
            None => break,
        }
    }
    domains.named.iter().any(|term| match term.value(sight) {
        Value::Text(domain) => {
            let domain = tail(&domain);
            !domain.is_empty() && a_labels(domain).is_some_and(|domain| is_within(&name, &domain))
        }
        _ => false,
    })
}

fn is_found(text: &str, how: Search, needle: &Needle, sight: Sight<'_>) -> bool {
    let needle = match needle {
        Needle::Fixed { pattern, .. } => return pattern.is_match(text),
        Needle::Named(term) => term.value(sight),
    };
    let Value::Text(needle) = needle else {
        return false;
    };
    // An empty name is in every text, and tells nothing of it.
    if needle.is_empty() || needle.len() > 3 * text.len() {
        return false;
    }
    let (text, needle) = (text.to_lowercase(), needle.to_lowercase());
    match how {
        Search::StartsWith => text.starts_with(&needle),
        Search::EndsWith => text.ends_with(&needle),
        _ => memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some(),
    }
}
