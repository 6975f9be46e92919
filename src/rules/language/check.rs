//! From a tree to a condition whose names and kinds are known to be good.

use super::fault::Fault;
use super::syntax::{Each, Node, Sign, Tree};
use super::typed::{Listing, Owner, Term, Test};
use crate::rules::field::Field;
use crate::rules::kind::Kind;
use crate::rules::near::near;
use crate::rules::record::Record;
use crate::rules::value::Value;
use std::ops::Range;

/// What names mean where a condition stands.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    pub record: Record,
}

/// A value, and its kind.
pub(super) type Typed = (Term, Kind);

/// Places in the JSON of a report whose fields are called otherwise here.
const CALLED: &[(&str, &str)] = &[
    ("route.boundary.ip", "client.ip"),
    ("route.boundary.helo", "client.helo"),
    ("route.total_delay_ms", "total_delay"),
    ("delay_ms", "delay"),
];

impl Scope {
    pub(super) fn is_element(self) -> bool {
        self.record != Record::Message
    }

    pub(super) fn test(self, tree: &Tree) -> Result<Test, Fault> {
        match &tree.node {
            Node::And(parts) => self.tests(parts).map(Test::And),
            Node::Or(parts) => self.tests(parts).map(Test::Or),
            Node::Not(inner) => Ok(Test::Not(Box::new(self.test(inner)?))),
            Node::Compare(left, how, right) => self.compare(tree, left, *how, right),
            Node::Search(left, how, right) => self.search(left, *how, right),
            Node::In(left, right) => self.one_of(left, right),
            Node::Exists(inner) => self.exists(inner),
            Node::Each(each @ (Each::Any | Each::All), list, Some(test)) => {
                let (listing, record) = self.listing(list)?;
                let test = Box::new(Self { record }.test(test)?);
                Ok(match each {
                    Each::All => Test::All(listing, test),
                    _ => Test::Any(listing, test),
                })
            }
            Node::Call(name, arguments) if name == "cidr" => self.cidr(tree, arguments),
            Node::Call(name, arguments) if name == "domain_within" => {
                self.domain_within(tree, arguments)
            }
            _ => match self.term(tree)? {
                (term, Kind::Bool) => Ok(Test::Is(term)),
                (_, kind) => Err(Fault::new(
                    tree.at.clone(),
                    format!("a condition is expected, and this is a {}", kind.text()),
                )
                .hint("compare it: ==, !=, <, >, in, contains, matches, exists")),
            },
        }
    }

    fn tests(self, parts: &[Tree]) -> Result<Vec<Test>, Fault> {
        parts.iter().map(|part| self.test(part)).collect()
    }

    pub(super) fn term(self, tree: &Tree) -> Result<Typed, Fault> {
        Ok(match &tree.node {
            Node::Text(text) => (Term::Literal(Value::from(text.clone())), Kind::Text),
            Node::Number(number) => (Term::Literal(Value::Number(*number)), Kind::Number),
            Node::Bool(is) => (Term::Literal(Value::Bool(*is)), Kind::Bool),
            Node::Time(time) => (Term::Literal(Value::Time(*time)), Kind::Time),
            Node::Duration(length) => (Term::Literal(Value::Duration(*length)), Kind::Duration),
            Node::Path(name) => {
                let (field, owner) = self.field(name, &tree.at)?;
                if let Kind::List(record) = field.kind {
                    return Err(is_list(tree, field.name, record));
                }
                (Term::Field(field, owner), field.kind)
            }
            Node::Sum(left, sign, right) => self.sum(tree, left, *sign, right)?,
            Node::Each(Each::Count, list, test) => {
                let (listing, record) = self.listing(list)?;
                let test = test.as_deref().map(|test| Self { record }.test(test));
                let test = test.transpose()?.map(Box::new);
                (Term::Count(listing, test), Kind::Number)
            }
            Node::Call(name, arguments) => self.call(tree, name, arguments)?,
            Node::List(_) => {
                return Err(
                    Fault::new(tree.at.clone(), "a list is allowed only after in")
                        .hint("write x in [\"a\", \"b\"]"),
                );
            }
            _ => {
                return Err(Fault::new(
                    tree.at.clone(),
                    "a value is expected, and this is a condition",
                ));
            }
        })
    }

    fn field(self, name: &str, at: &Range<usize>) -> Result<(&'static Field, Owner), Fault> {
        let outer = name.strip_prefix("message.");
        let found = match outer {
            Some(rest) => Record::Message.field(rest),
            None => self.record.field(name),
        };
        let owner = match outer {
            Some(_) if self.is_element() => Owner::Message,
            _ => Owner::Here,
        };
        if let Some(field) = found {
            return Ok((field, owner));
        }
        let unknown = format!("a {} has no field {name}", self.record.one());
        let fault = Fault::new(at.clone(), unknown);
        if self.is_element() && Record::Message.field(name).is_some() {
            let hint = format!(
                "within the parentheses, names are those of the {}; write message.{name}",
                self.record.one()
            );
            return Err(fault.hint(hint));
        }
        let record = if outer.is_some() {
            Record::Message
        } else {
            self.record
        };
        let json = format!("/{}", name.replace('.', "/"));
        let by_json = record.fields().iter().find(|field| field.json == json);
        let called = CALLED.iter().find(|(there, _)| *there == name);
        let names = record.fields().iter().map(|field| field.name);
        let meant = called.map(|(_, here)| *here);
        let meant = meant.or(by_json.map(|field| field.name));
        Err(fault.near(meant.or_else(|| near(name, names))))
    }

    /// A list, and what its elements are.
    fn listing(self, tree: &Tree) -> Result<(Listing, Record), Fault> {
        let refused = |message: &str| {
            Fault::new(tree.at.clone(), message.to_owned())
                .hint("ask it outside of the parentheses, joined with and")
        };
        match &tree.node {
            Node::Path(name) => {
                let (field, owner) = self.field(name, &tree.at)?;
                let Kind::List(record) = field.kind else {
                    let message = format!("{name} is a {}, not a list", field.kind.text());
                    return Err(Fault::new(tree.at.clone(), message));
                };
                // Its elements times ours: what a sender may make many of is gone through once.
                if owner == Owner::Message {
                    return Err(refused(
                        "a list of the message within the elements of another",
                    ));
                }
                Ok((Listing::Field(field), record))
            }
            Node::Call(name, arguments) if name == "header" => {
                let [
                    Tree {
                        node: Node::Text(wanted),
                        at,
                    },
                ] = arguments.as_slice()
                else {
                    let message = "header takes the name of a header field in double quotes";
                    return Err(
                        Fault::new(tree.at.clone(), message).hint("write header(\"X-Mailer\")")
                    );
                };
                if self.is_element() {
                    return Err(refused("header fields within the elements of another list"));
                }
                let is_name = |byte: u8| byte.is_ascii_graphic() && byte != b':';
                if wanted.is_empty() || !wanted.bytes().all(is_name) {
                    let message = format!("{wanted:?} is not the name of a header field");
                    return Err(Fault::new(at.clone(), message));
                }
                Ok((Listing::Header(wanted.clone()), Record::Header))
            }
            _ => Err(Fault::new(tree.at.clone(), "a list is expected")
                .hint("name a list, such as hops or header(\"X-Mailer\")")),
        }
    }

    fn exists(self, tree: &Tree) -> Result<Test, Fault> {
        let is_list = match &tree.node {
            Node::Call(name, _) => name == "header",
            Node::Path(name) => {
                matches!(self.field(name, &tree.at)?.0.kind, Kind::List(_))
            }
            _ => false,
        };
        if is_list {
            return Ok(Test::Filled(self.listing(tree)?.0));
        }
        let (term, _) = self.term(tree)?;
        if is_literal(&term) {
            return Err(Fault::new(tree.at.clone(), "a constant always exists"));
        }
        Ok(Test::Exists(term))
    }

    /// A value that is a text.
    pub(super) fn text(self, tree: &Tree, asks: &str) -> Result<Term, Fault> {
        match self.term(tree)? {
            (term, kind) if kind.is_text() => Ok(term),
            (_, kind) => {
                let message = format!("{asks} takes texts, and this is a {}", kind.text());
                let fault = Fault::new(tree.at.clone(), message);
                Err(match kind {
                    Kind::Address => fault.hint("cidr(…) asks for the network of an IP address"),
                    _ => fault,
                })
            }
        }
    }

    fn sum(self, whole: &Tree, left: &Tree, sign: Sign, right: &Tree) -> Result<Typed, Fault> {
        let (one, other) = (self.term(left)?, self.term(right)?);
        let kind = match (one.1, sign, other.1) {
            (Kind::Time, Sign::Minus, Kind::Time) | (Kind::Duration, _, Kind::Duration) => {
                Kind::Duration
            }
            (Kind::Time, _, Kind::Duration) => Kind::Time,
            _ => {
                return Err(Fault::new(
                    whole.at.clone(),
                    "only times and durations are added and subtracted",
                )
                .hint("received - date > 2h, or received + 2h < date"));
            }
        };
        let term = Term::Sum(Box::new(one.0), sign, Box::new(other.0));
        Ok((term, kind))
    }

    /// Within the elements of a list a text of the message would be gone through again for each.
    pub(super) fn refuse_fixed(term: &Term, tree: &Tree) -> Result<(), Fault> {
        let is_fixed = match term {
            Term::Field(_, Owner::Here) | Term::Call(..) => false,
            Term::Field(_, Owner::Message) => true,
            _ => return Err(Fault::new(tree.at.clone(), "a constant is looked at")),
        };
        if is_fixed {
            return Err(same_for_all(tree));
        }
        Ok(())
    }
}

/// What is asked of an element is to be about it.
pub(super) fn same_for_all(tree: &Tree) -> Fault {
    Fault::new(tree.at.clone(), "this is the same for every element")
        .hint("ask it outside of the parentheses, joined with and")
}

pub(super) fn is_literal(term: &Term) -> bool {
    matches!(term, Term::Literal(_))
}

pub(super) fn is_list(tree: &Tree, name: &str, record: Record) -> Fault {
    let first = record.fields().iter().find(|field| field.kind.is_text());
    let first = first.map_or("value", |field| field.name);
    Fault::new(tree.at.clone(), format!("{name} is a list")).hint(format!(
        "write any {name} ({first} == …), count({name}) or {name} exists"
    ))
}
