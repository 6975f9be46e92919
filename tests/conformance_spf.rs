//! The RFC 7208 test suite.

mod suite;

use chrono::DateTime;
use hdrtrace::auth::spf::{Identity, SpfRequest, check_host};
use hdrtrace::checked::Checked;
use serde_json::Value;
use suite::{block_on, text};

/// Cases whose expectation is not followed, each with the section of RFC 7208 that decides against it.
const EXCEPTIONS: [(&str, &str); 0] = [];

#[test]
fn spf_rfc7208() {
    let suite = suite::load("spf-rfc7208.json");
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
    let request = SpfRequest {
        client: text(&case["ip"]).parse().unwrap(),
        helo: text(&case["helo"]).to_owned(),
        mail_from: text(&case["mailfrom"]).to_owned(),
        receiver: text(&case["receiver"]).to_owned(),
        identity: Identity::MailFrom,
        now: DateTime::UNIX_EPOCH,
    };
    let check = block_on(check_host(&dns, &request));
    let result = match check.result {
        Checked::Done(result) => result.word(),
        Checked::Skipped(why) => why.word(),
    };
    let expected = case["expected"].as_array().unwrap();
    let explanation = match &case["explanation"] {
        Value::String(text) if text == "DEFAULT" => Some(None),
        Value::String(text) => Some(Some(text.as_str())),
        _ => None,
    };
    let explained = explanation.is_none_or(|expected| check.explanation.as_deref() == expected);
    if expected.iter().any(|word| *word == result) && explained {
        return Ok(());
    }
    Err(format!(
        "{}: {result} {:?} {:?}, not {expected:?} {explanation:?}",
        case["id"], check.reason, check.explanation
    ))
}
