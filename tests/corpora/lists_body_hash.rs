//! Body hashes against a receiver's verdicts on real list mail: `bh=` needs no key.
// Figures for those who ask for the output.
#![allow(clippy::print_stdout)]

use crate::shared;
use crate::suite::block_on;
use chrono::Utc;
use hdrtrace::auth::dkim::{DkimOptions, verify};
use hdrtrace::auth::signature::BodyHash;
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;

/// The receiver of the corpus.
const RECEIVER: &str = "mail.lfdr.de";

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn every_body_hash_agrees_with_the_receiver() {
    let folder = shared::path("corpus/lists");
    let entries = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", folder.display()));
    let options = DkimOptions {
        explain: false,
        ..DkimOptions::at(Utc::now())
    };
    let (mut messages, mut matching, mut broken) = (0, 0, 0);
    let mut wrong = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        let raw = std::fs::read(&path).expect("a message");
        let message = Message::parse(&raw);
        let checks = block_on(verify(&Dns::offline(), &message, &options));
        let mut named = false;
        for (prefix, verdict) in verdicts(&message) {
            let mut signatures = checks.iter().filter(|check| {
                let signature = check.tags.iter().find(|tag| tag.name == "b");
                signature.is_some_and(|tag| compact(&tag.value).starts_with(&prefix))
            });
            let (Some(check), None) = (signatures.next(), signatures.next()) else {
                continue;
            };
            named = true;
            match verdict {
                BodyHash::Match => matching += 1,
                _ => broken += 1,
            }
            if check.body_hash != verdict {
                wrong.push(format!(
                    "{}: b={prefix} {:?}",
                    path.display(),
                    check.body_hash
                ));
            }
        }
        messages += usize::from(named);
    }
    println!(
        "{messages} messages: {matching} matching, {broken} broken, {} disagree",
        wrong.len()
    );
    assert!(matching + broken > 40, "the receiver names few verdicts");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the receiver says of each signature: the beginning of its `b=`, and whether the body was as signed.
fn verdicts(message: &Message<'_>) -> Vec<(String, BodyHash)> {
    let Some(field) = message.first("Authentication-Results") else {
        return Vec::new();
    };
    let text = field.text();
    let Some(results) = text.trim_start().strip_prefix(RECEIVER) else {
        return Vec::new();
    };
    results
        .split(';')
        .filter_map(|result| {
            let result = result.trim();
            let verdict = if result.starts_with("dkim=pass") {
                BodyHash::Match
            } else if result.contains("body hash did not verify") {
                BodyHash::Mismatch
            } else {
                return None;
            };
            let rest = result.split("header.b=").nth(1)?;
            let prefix = rest.split_ascii_whitespace().next()?.trim_matches('"');
            Some((prefix.to_owned(), verdict))
        })
        .collect()
}

fn compact(text: &str) -> String {
    text.split_ascii_whitespace().collect()
}
