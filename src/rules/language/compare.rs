//! Comparisons: both sides must be of one kind, and a constant one of the values that there are.

use super::check::{Scope, Typed, is_literal, same_for_all};
use super::fault::Fault;
use super::patterns::pattern;
use super::syntax::{Comparison, Node, Search, Tree};
use super::typed::{Manner, Needle, Owner, Set, Term, Test};
use crate::rules::kind::Kind;
use crate::rules::near::near;
use crate::rules::value::Value;
use crate::rules::word::Words;
use std::net::IpAddr;
use std::ops::Range;

impl Scope {
    pub(super) fn compare(
        self,
        whole: &Tree,
        left: &Tree,
        how: Comparison,
        right: &Tree,
    ) -> Result<Test, Fault> {
        let (mut one, mut other) = (self.term(left)?, self.term(right)?);
        if is_literal(&one.0) && is_literal(&other.0) {
            return Err(Fault::new(whole.at.clone(), "two constants are compared")
                .hint("names of fields have no quotes"));
        }
        one = fitted(one, other.1, left)?;
        other = fitted(other, one.1, right)?;
        let same = one.1.is_text() && other.1.is_text() || one.1 == other.1;
        if !same {
            let message = format!(
                "a {} cannot be compared with a {}",
                one.1.text(),
                other.1.text()
            );
            let fault = Fault::new(whole.at.clone(), message);
            return Err(match (one.1, other.1) {
                (Kind::Number, Kind::Text) | (Kind::Text, Kind::Number) => {
                    fault.hint("numbers have no quotes; number(x) reads a text as one")
                }
                (Kind::Time, Kind::Text) | (Kind::Text, Kind::Time) => {
                    fault.hint("times have no quotes: 2026-05-02T10:00:00Z")
                }
                (Kind::Duration, Kind::Number) | (Kind::Number, Kind::Duration) => {
                    fault.hint("durations have a unit: 90s, 5m, 2h")
                }
                _ => fault,
            });
        }
        // The same texts would be gone through for each element.
        if self.is_element() && one.1.is_text() && is_fixed(&one.0) && is_fixed(&other.0) {
            return Err(same_for_all(whole));
        }
        let ranked = [one.1, other.1].into_iter().find_map(|kind| match kind {
            Kind::Word(words) if words.is_ordered => Some(words),
            _ => None,
        });
        let manner = match (how.is_order(), one.1, ranked) {
            (true, Kind::Text | Kind::Word(_), Some(words)) => Manner::Rank(words),
            (true, Kind::Number | Kind::Time | Kind::Duration, _) | (false, _, _) => Manner::Plain,
            (true, kind, _) => {
                let message = format!("a {} has no order", kind.text());
                return Err(Fault::new(whole.at.clone(), message).hint("compare it with == or !="));
            }
        };
        Ok(Test::Compare(one.0, how, other.0, manner))
    }

    pub(super) fn one_of(self, left: &Tree, right: &Tree) -> Result<Test, Fault> {
        let (term, kind) = self.term(left)?;
        let items = match &right.node {
            Node::List(items) if !items.is_empty() => items,
            Node::List(_) => return Err(Fault::new(right.at.clone(), "the list is empty")),
            Node::Path(name) => {
                let hint = format!("write any {name} (value == …), with the names of its elements");
                return Err(Fault::new(right.at.clone(), "in takes a list of constants").hint(hint));
            }
            _ => {
                return Err(Fault::new(right.at.clone(), "in takes a list of constants")
                    .hint("write x in [\"a\", \"b\"]"));
            }
        };
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let typed = fitted(self.term(item)?, kind, item)?;
            let fits = typed.1 == kind || typed.1.is_text() && kind.is_text();
            match typed.0 {
                Term::Literal(value) if fits => values.push(value),
                Term::Literal(_) => {
                    let message = format!("a {} in a list for a {}", typed.1.text(), kind.text());
                    return Err(Fault::new(item.at.clone(), message));
                }
                _ => return Err(Fault::new(item.at.clone(), "in takes a list of constants")),
            }
        }
        let texts: Option<Vec<String>> = values
            .iter()
            .map(|value| value.as_text().map(str::to_owned))
            .collect();
        let set = match texts {
            Some(texts) => {
                Self::refuse_fixed(&term, left)?;
                Set::Texts(
                    texts.iter().map(|text| text.to_lowercase()).collect(),
                    texts,
                )
            }
            None => Set::Values(values),
        };
        Ok(Test::OneOf(term, set))
    }

    pub(super) fn search(self, left: &Tree, how: Search, right: &Tree) -> Result<Test, Fault> {
        let term = self.text(left, how.word())?;
        Self::refuse_fixed(&term, left)?;
        if let Node::Text(written) = &right.node {
            let pattern = pattern(how, written, &right.at)?;
            let written = written.clone();
            return Ok(Test::Search(term, how, Needle::Fixed { pattern, written }));
        }
        if how == Search::Matches {
            return Err(Fault::new(
                right.at.clone(),
                "matches takes a regular expression in double quotes",
            ));
        }
        let needle = self.text(right, how.word())?;
        Ok(Test::Search(term, how, Needle::Named(needle)))
    }
}

/// Whether it is the same for every element of a list.
fn is_fixed(term: &Term) -> bool {
    match term {
        Term::Literal(_) | Term::Field(_, Owner::Message) => true,
        Term::Call(_, inner) => is_fixed(inner),
        _ => false,
    }
}

/// A constant as what it is compared with wants it: a word must be one of those that there are, an address one.
fn fitted(typed: Typed, wanted: Kind, tree: &Tree) -> Result<Typed, Fault> {
    let (Term::Literal(Value::Text(text)), at) = (&typed.0, tree.at.clone()) else {
        return Ok(typed);
    };
    match wanted {
        Kind::Word(words) => require_word(text, words, at).map(|()| typed),
        Kind::Address => match text.parse::<IpAddr>() {
            Ok(address) => Ok((Term::Literal(Value::Address(address)), Kind::Address)),
            Err(_) => Err(Fault::new(at, format!("{text:?} is not an IP address"))
                .hint("cidr(client.ip, \"192.0.2.0/24\") asks for a network")),
        },
        _ => Ok(typed),
    }
}

fn require_word(text: &str, words: Words, at: Range<usize>) -> Result<(), Fault> {
    if words.rank(text).is_some() {
        return Ok(());
    }
    let fault = Fault::new(at, format!("{text:?} is never the value of this field"));
    match near(text, words.all().iter().copied()) {
        Some(near) => Err(fault.hint(format!("did you mean {near:?}?"))),
        None => Err(fault.hint(format!("it is one of {}", words.all().join(", ")))),
    }
}
