//! Cases for RFC 9989.

use super::loopback::failures;
use crate::suite::{self, block_on, text};
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::dmarc::{Identifier, author_domains, evaluate};
use hdrtrace::checked::Checked;
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;
use serde_json::{Value, json};

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn dmarc_rfc9989() {
    let failures = failures("dmarc-rfc9989", &suite::load("dmarc-rfc9989"), run);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn run(case: &Value, dns: &Dns) -> Result<(), String> {
    let raw = suite::message(case);
    let authors = author_domains(&Message::parse(&raw));
    let spf = identifier(&case["spf"], "domain");
    let dkim: Vec<Identifier> = case["dkim"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| identifier(one, "d"))
        .collect();
    let check = block_on(evaluate(dns, &authors.domains, Some(&spf), &dkim));
    let found = json!(check);
    let expected = case["expected"].as_object().unwrap();
    match expected.iter().find(|(key, value)| found[*key] != **value) {
        None => Ok(()),
        Some((key, value)) => Err(format!(
            "{}: {key} is {}, not {value}: {}",
            case["id"], found[key], case["comment"]
        )),
    }
}

fn identifier(input: &Value, key: &str) -> Identifier {
    Identifier {
        domain: text(&input[key]).to_owned(),
        result: Checked::Done(result(text(&input["result"]))),
    }
}

pub fn result(word: &str) -> AuthResult {
    [
        AuthResult::None,
        AuthResult::Pass,
        AuthResult::Fail,
        AuthResult::Softfail,
        AuthResult::Neutral,
        AuthResult::Policy,
        AuthResult::Temperror,
        AuthResult::Permerror,
    ]
    .into_iter()
    .find(|result| result.word() == word)
    .unwrap_or_else(|| panic!("{word}"))
}
