//! Functions: what they take, and what they give.

use super::check::{Scope, Typed, is_list};
use super::fault::Fault;
use super::patterns::{domain, network};
use super::syntax::{Node, Tree};
use super::typed::{Domains, Function, Term, Test};
use crate::rules::kind::Kind;
use crate::rules::near::near;
use crate::rules::record::Record;
use std::collections::HashSet;

/// What tests that are written like calls are called.
const TESTS: &[&str] = &["cidr", "domain_within"];

impl Scope {
    pub(super) fn cidr(self, whole: &Tree, arguments: &[Tree]) -> Result<Test, Fault> {
        let Some((address, networks)) = arguments.split_first() else {
            return Err(usage(whole, "cidr(client.ip, \"192.0.2.0/24\")"));
        };
        let (term, kind) = self.term(address)?;
        if kind != Kind::Address {
            let message = format!("cidr takes an IP address, and this is a {}", kind.text());
            return Err(Fault::new(address.at.clone(), message));
        }
        let mut all = Vec::new();
        for tree in flat(networks) {
            match &tree.node {
                Node::Text(text) => all.push(network(text, &tree.at)?),
                _ => {
                    return Err(Fault::new(
                        tree.at.clone(),
                        "a network must be in double quotes",
                    ));
                }
            }
        }
        if all.is_empty() {
            return Err(usage(whole, "cidr(client.ip, \"192.0.2.0/24\")"));
        }
        Ok(Test::Network(term, all))
    }

    pub(super) fn domain_within(self, whole: &Tree, arguments: &[Tree]) -> Result<Test, Fault> {
        let Some((name, domains)) = arguments.split_first() else {
            return Err(usage(whole, "domain_within(from.domain, \"example.com\")"));
        };
        let term = self.text(name, "domain_within")?;
        let (mut fixed, mut named) = (HashSet::new(), Vec::new());
        for tree in flat(domains) {
            match &tree.node {
                Node::Text(text) => {
                    fixed.insert(domain(text, &tree.at)?);
                }
                _ => named.push(self.text(tree, "domain_within")?),
            }
        }
        if fixed.is_empty() && named.is_empty() {
            return Err(usage(whole, "domain_within(from.domain, \"example.com\")"));
        }
        Ok(Test::Domain(term, Domains { fixed, named }))
    }

    pub(super) fn call(self, whole: &Tree, name: &str, arguments: &[Tree]) -> Result<Typed, Fault> {
        if name == "header" {
            return Err(is_list(whole, "header(…)", Record::Header));
        }
        if TESTS.contains(&name) {
            return Err(Fault::new(
                whole.at.clone(),
                "a value is expected, and this is a condition",
            ));
        }
        let function = Function::ALL.into_iter().find(|one| one.name() == name);
        let Some(function) = function else {
            let all = Function::ALL.into_iter().map(Function::name);
            let all = all.chain(TESTS.iter().copied()).chain(["header", "count"]);
            return Err(
                Fault::new(whole.at.clone(), format!("there is no function {name}"))
                    .near(near(name, all)),
            );
        };
        let [argument] = arguments else {
            return Err(usage(whole, &format!("{name}(subject)")));
        };
        let term = self.text(argument, name)?;
        Self::refuse_fixed(&term, argument)?;
        let kind = match function {
            Function::Number | Function::Length => Kind::Number,
            Function::DomainOf | Function::RegisteredDomain => Kind::Text,
        };
        Ok((Term::Call(function, Box::new(term)), kind))
    }
}

fn usage(whole: &Tree, how: &str) -> Fault {
    Fault::new(
        whole.at.clone(),
        "arguments are missing, or there are too many",
    )
    .hint(format!("write {how}"))
}

/// Arguments, with those of lists among them.
fn flat(arguments: &[Tree]) -> Vec<&Tree> {
    let mut all = Vec::new();
    for argument in arguments {
        match &argument.node {
            Node::List(items) => all.extend(items),
            _ => all.push(argument),
        }
    }
    all
}
