//! A condition as it is written.

use chrono::{DateTime, TimeDelta, Utc};
use std::ops::Range;

/// A part of a condition, with the bytes that it takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tree {
    pub node: Node,
    pub at: Range<usize>,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Not(Box<Tree>),
    Compare(Box<Tree>, Comparison, Box<Tree>),
    Search(Box<Tree>, Search, Box<Tree>),
    In(Box<Tree>, Box<Tree>),
    Exists(Box<Tree>),
    /// A list, and what is asked of its elements; a count may ask nothing.
    Each(Each, Box<Tree>, Option<Box<Tree>>),
    Sum(Box<Tree>, Sign, Box<Tree>),
    Call(String, Vec<Tree>),
    Path(String),
    Text(String),
    Number(f64),
    Duration(TimeDelta),
    Time(DateTime<Utc>),
    Bool(bool),
    List(Vec<Tree>),
}

listed! {
/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}
}

impl Comparison {
    pub(in crate::rules) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }

    pub(in crate::rules) fn is_order(self) -> bool {
        !matches!(self, Self::Equal | Self::Unequal)
    }
}

listed! {
/// How a text is looked for in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Search {
    Contains,
    StartsWith,
    EndsWith,
    Matches,
}
}

impl Search {
    pub(in crate::rules) fn word(self) -> &'static str {
        match self {
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::Matches => "matches",
        }
    }
}

listed! {
/// What is asked of the elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Each {
    Any,
    All,
    Count,
}
}

impl Each {
    pub(in crate::rules) fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::All => "all",
            Self::Count => "count",
        }
    }
}

/// What is done with a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Sign {
    Plus,
    Minus,
}
