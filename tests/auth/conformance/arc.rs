//! ARC against the validation suite.

use super::loopback::failures;
use crate::suite::{self, block_on, message, text};
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::arc::verify;
use hdrtrace::message::Message;

/// Cases whose expectation the suite left open when the draft changed: by RFC 8617 section 5.2 step 2 a chain whose
/// newest seal says cv=fail, and by step 3 one with cv=fail below, is a failed one.
const OUTDATED: [&str; 3] = [
    "cv_fail_i1_as_cv_fail",
    "cv_fail_i2_as2_fail",
    "cv_fail_i2_as1_fail",
];

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn validation_suite() {
    let failures = failures(
        "arc-validation",
        &suite::load("arc-validation"),
        |case, dns| {
            let raw = message(case);
            let check = block_on(verify(dns, &Message::parse(&raw)));
            let word = check
                .result
                .done()
                .copied()
                .map_or("skipped", AuthResult::word);
            let id = text(&case["id"]);
            let expected = if OUTDATED.contains(&id) {
                "fail"
            } else {
                text(&case["expected"])
            };
            if word == expected {
                return Ok(());
            }
            Err(format!(
                "{id}: {expected} expected, {word}: {}",
                check.reason
            ))
        },
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
