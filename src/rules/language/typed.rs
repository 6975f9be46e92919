//! A condition whose kinds are checked: what is evaluated.

use super::syntax::{Comparison, Search, Sign};
use crate::rules::field::Field;
use crate::rules::value::Value;
use crate::rules::word::Words;
use ipnet::IpNet;
use regex::Regex;
use std::collections::HashSet;

/// What is true or false of a message, or of an element of a list.
#[derive(Debug)]
pub(in crate::rules) enum Test {
    And(Vec<Test>),
    Or(Vec<Test>),
    Not(Box<Test>),
    /// A field that is true or false.
    Is(Term),
    Compare(Term, Comparison, Term, Manner),
    OneOf(Term, Set),
    /// An address in one of these networks.
    Network(Term, Vec<IpNet>),
    /// A domain that is, or is below, one of these.
    Domain(Term, Domains),
    Search(Term, Search, Needle),
    Exists(Term),
    /// A list with at least one element.
    Filled(Listing),
    /// At least one element.
    Any(Listing, Box<Test>),
    /// Every element, and at least one.
    All(Listing, Box<Test>),
}

/// How values are compared.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) enum Manner {
    /// As values of their kind; texts without case.
    Plain,
    /// As words of which a later one is more.
    Rank(Words),
}

/// A value that a message, or an element, has.
#[derive(Debug)]
pub(in crate::rules) enum Term {
    Field(&'static Field, Owner),
    Literal(Value<'static>),
    Sum(Box<Term>, Sign, Box<Term>),
    /// The number of elements, of those of which something is true.
    Count(Listing, Option<Box<Test>>),
    Call(Function, Box<Term>),
}

/// Whose field it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Owner {
    /// Of what is looked at: the element within `any (…)`, else the message.
    Here,
    /// Of the message, from within `any (…)`.
    Message,
}

/// A list.
#[derive(Debug)]
pub(in crate::rules) enum Listing {
    Field(&'static Field),
    /// All header fields of this name.
    Header(String),
}

/// Constants, one of which a value may be.
#[derive(Debug)]
pub(in crate::rules) enum Set {
    /// In lower case; and as they were written, in their order.
    Texts(HashSet<String>, Vec<String>),
    Values(Vec<Value<'static>>),
}

/// Domains.
#[derive(Debug)]
pub(in crate::rules) struct Domains {
    /// Constants, as domains are compared.
    pub fixed: HashSet<String>,
    /// Those that the message names.
    pub named: Vec<Term>,
}

/// What is looked for in a text.
#[derive(Debug)]
pub(in crate::rules) enum Needle {
    /// A constant, compiled.
    Fixed {
        pattern: Regex,
        written: String,
    },
    Named(Term),
}

listed! {
/// What is made of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Function {
    Number,
    Length,
    DomainOf,
    RegisteredDomain,
}
}

impl Function {
    pub(in crate::rules) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Length => "length",
            Self::DomainOf => "domain_of",
            Self::RegisteredDomain => "registered_domain",
        }
    }

    /// What it gives, before "of" and what it is given.
    pub(in crate::rules) fn noun(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Length => "length",
            Self::DomainOf => "domain",
            Self::RegisteredDomain => "registered domain",
        }
    }
}
