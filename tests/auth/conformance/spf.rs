//! The RFC 7208 test suite.

use super::loopback::failures;
use crate::suite::{self, block_on, text};
use chrono::DateTime;
use hdrtrace::auth::spf::{Identity, SpfRequest, Unknown, check_host};
use hdrtrace::checked::Checked;
use hdrtrace::dns::Dns;
use serde_json::Value;

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn spf_rfc7208() {
    let failures = failures("spf-rfc7208", &suite::load("spf-rfc7208"), run);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn run(case: &Value, dns: &Dns) -> Result<(), String> {
    let request = SpfRequest {
        client: text(&case["ip"]).parse().unwrap(),
        helo: text(&case["helo"]).to_owned(),
        mail_from: text(&case["mailfrom"]).to_owned(),
        receiver: text(&case["receiver"]).to_owned(),
        identity: Identity::MailFrom,
        now: DateTime::UNIX_EPOCH,
        unknown: Unknown::default(),
    };
    let check = block_on(check_host(dns, &request));
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
