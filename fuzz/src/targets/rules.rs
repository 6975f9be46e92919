//! A condition, and a file of rules, of whatever text: what is read holds of a message or does not, and is told in words.

use crate::given;
use hdrtrace::Known;
use hdrtrace::Report;
use hdrtrace::rules::{Filter, RuleSet, found};
use std::sync::LazyLock;

/// What conditions are asked of.
static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let message = b"Received: from c.example ([192.0.2.7]) by mx.example.net (Postfix) with ESMTPS id 4bXk2c0zPnz1;\r\n\
        \x20Sat, 02 May 2026 10:00:09 +0000\r\nDKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=k; h=from; bh=AA==; b=AA==\r\n\
        From: PayPal <a@a.example>\r\nTo: b@example.net\r\nSubject: hello\r\nX-A: 1\r\n\r\nhttps://a.example/x\r\n";
    given::ANY
        .analyze(message, &Known::default())
        .expect("a report")
});

pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Filter::read(&text) {
        Ok(filter) => {
            filter.matches(&REPORT);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    match RuleSet::read(&text, "team.toml") {
        Ok(set) => {
            let kept = serde_json::to_value(&set).expect("JSON");
            let again: RuleSet = serde_json::from_value(kept).expect("what was written is read");
            let sets = [set, again];
            assert_eq!(
                found(&sets[..1], &REPORT),
                found(&sets[1..], &REPORT),
                "read back it finds another thing"
            );
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
