//! From words to a tree: the grammar of `docs/rules.md`, a function a line.

use super::fault::Fault;
use super::syntax::{Comparison, Each, Node, Search, Sign, Tree};
use super::token::{Placed, Token, tokens};
use crate::limits::{MAX_CONDITION, MAX_CONDITION_DEPTH};
use std::ops::Range;

/// Words that are no names of fields.
const KEYWORDS: &[&str] = &["and", "or", "not", "in", "exists", "true", "false"];

/// Reads a condition.
pub(super) fn parse(text: &str) -> Result<Tree, Fault> {
    if text.len() > MAX_CONDITION {
        let message = format!("the condition is longer than {MAX_CONDITION} bytes");
        return Err(Fault::new(0..0, message));
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let tree = parser.or()?;
    match parser.peek() {
        Token::End => Ok(tree),
        other => Err(parser.unexpected(&other.shown())),
    }
}

struct Parser {
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens
            .get(self.at)
            .map_or(&Token::End, |(token, _)| token)
    }

    fn place(&self) -> Range<usize> {
        let last = self.tokens.get(self.at).or(self.tokens.last());
        last.map_or(0..0, |(_, at)| at.clone())
    }

    /// Where the word before ends.
    fn end(&self) -> usize {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.map_or(0, |(_, at)| at.end)
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let is_it = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.at += usize::from(is_it);
        is_it
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_it = matches!(self.peek(), Token::Name(found) if found == word);
        self.at += usize::from(is_it);
        is_it
    }

    fn want_sign(&mut self, sign: &'static str) -> Result<(), Fault> {
        if self.take_sign(sign) {
            return Ok(());
        }
        let found = self.peek().shown();
        Err(Fault::new(
            self.place(),
            format!("expected `{sign}`, found {found}"),
        ))
    }

    fn unexpected(&self, found: &str) -> Fault {
        let fault = Fault::new(self.place(), format!("unexpected {found}"));
        match self.peek() {
            Token::Name(word) if word == "not" => {
                fault.hint("write not before the whole comparison: not x in [\"a\"]")
            }
            Token::Name(_) | Token::Text(_) => {
                fault.hint("join conditions with and or or; compare with ==, in, contains, matches")
            }
            Token::End => fault.hint("a value or a condition is missing"),
            _ => fault,
        }
    }

    /// One level deeper.
    fn within<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= MAX_CONDITION_DEPTH {
            let message = format!("nested more than {MAX_CONDITION_DEPTH} levels deep");
            return Err(Fault::new(self.place(), message).hint("split it into several rules"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn or(&mut self) -> Result<Tree, Fault> {
        self.joined("or", Node::Or, Self::and)
    }

    fn and(&mut self) -> Result<Tree, Fault> {
        self.joined("and", Node::And, Self::not)
    }

    /// One or more of a kind with a word between them.
    fn joined(
        &mut self,
        word: &str,
        node: fn(Vec<Tree>) -> Node,
        part: fn(&mut Self) -> Result<Tree, Fault>,
    ) -> Result<Tree, Fault> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(part(self)?);
        }
        if parts.len() == 1
            && let Some(only) = parts.pop()
        {
            return Ok(only);
        }
        let start = parts.first().map_or(0, |tree| tree.at.start);
        Ok(Tree {
            node: node(parts),
            at: start..self.end(),
        })
    }

    fn not(&mut self) -> Result<Tree, Fault> {
        let start = self.place().start;
        if !self.take_word("not") {
            return self.test();
        }
        let inner = self.within(Self::not)?;
        Ok(Tree {
            node: Node::Not(Box::new(inner)),
            at: start..self.end(),
        })
    }

    fn test(&mut self) -> Result<Tree, Fault> {
        let left = self.sum()?;
        let start = left.at.start;
        let comparison = Comparison::ALL
            .into_iter()
            .find(|one| matches!(self.peek(), Token::Sign(sign) if *sign == one.sign()));
        let search = Search::ALL
            .into_iter()
            .find(|one| matches!(self.peek(), Token::Name(name) if name == one.word()));
        let left = Box::new(left);
        let node = if let Some(comparison) = comparison {
            self.at += 1;
            Node::Compare(left, comparison, Box::new(self.sum()?))
        } else if let Some(search) = search {
            self.at += 1;
            Node::Search(left, search, Box::new(self.sum()?))
        } else if self.take_word("in") {
            Node::In(left, Box::new(self.sum()?))
        } else if self.take_word("exists") {
            Node::Exists(left)
        } else {
            return Ok(*left);
        };
        Ok(Tree {
            node,
            at: start..self.end(),
        })
    }

    fn sum(&mut self) -> Result<Tree, Fault> {
        let left = self.value()?;
        let sign = if self.take_sign("-") {
            Sign::Minus
        } else if self.take_sign("+") {
            Sign::Plus
        } else {
            return Ok(left);
        };
        let right = self.value()?;
        let at = left.at.start..self.end();
        let node = Node::Sum(Box::new(left), sign, Box::new(right));
        Ok(Tree { node, at })
    }

    fn value(&mut self) -> Result<Tree, Fault> {
        let start = self.place().start;
        let node = match self.peek().clone() {
            Token::Text(text) => self.literal(Node::Text(text)),
            Token::Number(number) => self.literal(Node::Number(number)),
            Token::Duration(duration) => self.literal(Node::Duration(duration)),
            Token::Time(time) => self.literal(Node::Time(time)),
            Token::Name(name) if name == "true" => self.literal(Node::Bool(true)),
            Token::Name(name) if name == "false" => self.literal(Node::Bool(false)),
            Token::Name(name) if !KEYWORDS.contains(&name.as_str()) => self.named(name)?,
            Token::Sign("-") => {
                self.at += 1;
                match self.peek().clone() {
                    Token::Number(number) => self.literal(Node::Number(-number)),
                    Token::Duration(duration) => self.literal(Node::Duration(-duration)),
                    other => return Err(self.unexpected(&other.shown())),
                }
            }
            Token::Sign("(") => {
                self.at += 1;
                let mut inner = self.within(Self::or)?;
                self.want_sign(")")?;
                inner.at = start..self.end();
                return Ok(inner);
            }
            Token::Sign("[") => {
                self.at += 1;
                Node::List(self.within(|parser| parser.arguments("]"))?)
            }
            other => return Err(self.unexpected(&other.shown())),
        };
        Ok(Tree {
            node,
            at: start..self.end(),
        })
    }

    fn literal(&mut self, node: Node) -> Node {
        self.at += 1;
        node
    }

    /// What begins with a name: a field, a call, or a question of each element of a list.
    fn named(&mut self, name: String) -> Result<Node, Fault> {
        self.at += 1;
        let each = Each::ALL.into_iter().find(|each| each.word() == name);
        let is_list = matches!(self.peek(), Token::Name(next)
            if !KEYWORDS.contains(&next.as_str()) && Search::ALL.iter().all(|one| one.word() != next));
        match each {
            Some(each) if is_list => self.within(|parser| parser.each(each)),
            Some(Each::Count) if self.take_sign("(") => {
                let list = self.within(Self::value)?;
                self.want_sign(")")?;
                Ok(Node::Each(Each::Count, Box::new(list), None))
            }
            _ if self.take_sign("(") => {
                let arguments = self.within(|parser| parser.arguments(")"))?;
                Ok(Node::Call(name, arguments))
            }
            _ => Ok(Node::Path(name)),
        }
    }

    /// A list, and a condition in parentheses.
    fn each(&mut self, each: Each) -> Result<Node, Fault> {
        let start = self.place().start;
        let list = match self.peek().clone() {
            // Its parentheses hold the field's name; those behind it the condition.
            Token::Name(name) if name == "header" => self.value()?,
            Token::Name(name) => {
                self.at += 1;
                Tree {
                    node: Node::Path(name),
                    at: start..self.end(),
                }
            }
            other => return Err(self.unexpected(&other.shown())),
        };
        if !self.take_sign("(") {
            let (word, found) = (each.word(), self.peek().shown());
            return Err(Fault::new(
                self.place(),
                format!("expected `(` with a condition on the elements, found {found}"),
            )
            .hint(format!("write {word} hops (by.name == \"mx.example.net\")")));
        }
        let test = self.or()?;
        self.want_sign(")")?;
        Ok(Node::Each(each, Box::new(list), Some(Box::new(test))))
    }

    /// Values with commas between them, up to a closing sign.
    fn arguments(&mut self, close: &'static str) -> Result<Vec<Tree>, Fault> {
        let mut all = Vec::new();
        while !self.take_sign(close) {
            all.push(self.value()?);
            if !self.take_sign(",") {
                self.want_sign(close)?;
                break;
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
