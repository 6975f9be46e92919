//! Cases for RFC 9989.

mod suite;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::dmarc::{Identifier, author_domains, evaluate};
use hdrtrace::checked::Checked;
use hdrtrace::message::Message;
use serde_json::{Value, json};
use suite::{block_on, text};

/// Cases whose expectation is not followed, each with the section of RFC 9989 that decides against it.
const EXCEPTIONS: [(&str, &str); 0] = [];

#[test]
fn dmarc_rfc9989() {
    let suite = suite::load("dmarc-rfc9989.json");
    let cases = suite["cases"].as_array().unwrap();
    assert!(!cases.is_empty());
    let failures: Vec<String> = cases
        .iter()
        .filter(|case| EXCEPTIONS.iter().all(|(id, _)| case["id"] != **id))
        .filter_map(|case| run(&suite, case).err())
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {}\n{}",
        cases.len() - failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

fn run(suite: &Value, case: &Value) -> Result<(), String> {
    let dns = suite::resolver(suite::zone(suite, case));
    let raw = STANDARD.decode(text(&case["message_b64"])).unwrap();
    let authors = author_domains(&Message::parse(&raw));
    let spf = identifier(&case["spf"], "domain");
    let dkim: Vec<Identifier> = case["dkim"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| identifier(one, "d"))
        .collect();
    let check = block_on(evaluate(&dns, &authors.domains, Some(&spf), &dkim));
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

fn result(word: &str) -> AuthResult {
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
