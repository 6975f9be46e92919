//! What the search for edits costs a message, not a signature.

use crate::suite::block_on;
use chrono::{DateTime, Utc};
use hdrtrace::auth::dkim::{DkimCheck, DkimOptions, verify};
use hdrtrace::checked::{Checked, Why};
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// SHA-256 in the base64 of a `bh=`.
fn bh(body: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(body.as_bytes()))
}

fn signature(domain: &str, signed: &str) -> String {
    format!(
        "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d={domain}; s=s; h=from;\r\n bh={}; b=AAAA\r\n",
        bh(signed)
    )
}

/// A text that takes a search all that it has.
fn long() -> String {
    (0..20_000).fold(String::new(), |mut text, line| {
        let _ = write!(text, "line {line} of a long text\r\n");
        text
    })
}

fn checks(message: &str, first: Option<&str>) -> Vec<DkimCheck> {
    let options = DkimOptions {
        first,
        ..DkimOptions::at(DateTime::<Utc>::UNIX_EPOCH)
    };
    block_on(verify(
        &Dns::offline(),
        &Message::parse(message.as_bytes()),
        &options,
    ))
}

#[test]
fn ten_signatures_do_not_cost_ten_searches_and_the_authors_comes_first() {
    let body = long();
    let mut header = String::new();
    for nth in 0..9 {
        header.push_str(&signature("other.example", &format!("never seen {nth}")));
    }
    // The author's stands last.
    header.push_str(&signature("mail.author.example", &body));
    let message = format!("{header}From: a@author.example\r\n\r\n{body}Footer.\r\n");
    let checks = checks(&message, None);
    let spent = |check: &&DkimCheck| check.explained == Checked::Skipped(Why::LimitReached);
    assert!(checks[9].diagnosis().is_some(), "{:?}", checks[9].explained);
    let left = checks[..9].iter().filter(spent).count();
    assert!((7..=8).contains(&left), "{left}");
    // They are taken in the order of the header.
    assert_eq!(checks[0].explained, Checked::Done(None));
}

#[test]
fn whose_original_is_wanted_comes_before_the_authors() {
    let body = long();
    let lost = ["one", "two", "three"].map(|text| signature("author.example", text));
    let header = lost.concat() + &signature("list.example", &body);
    let message = format!("{header}From: a@author.example\r\n\r\n{body}Footer.\r\n");
    let of_list = |first| checks(&message, first).remove(3);
    assert_eq!(of_list(None).explained, Checked::Skipped(Why::LimitReached));
    assert!(of_list(Some("list.example")).diagnosis().is_some());
}

#[test]
fn what_is_not_to_be_explained_says_so() {
    let message = format!(
        "{}From: a@author.example\r\n\r\nx\r\nFooter.\r\n",
        signature("author.example", "x\r\n")
    );
    let options = DkimOptions {
        explain: false,
        ..DkimOptions::at(DateTime::<Utc>::UNIX_EPOCH)
    };
    let verified = block_on(verify(
        &Dns::offline(),
        &Message::parse(message.as_bytes()),
        &options,
    ));
    assert_eq!(verified[0].explained, Checked::Skipped(Why::Depth));
    assert!(checks(&message, None)[0].diagnosis().is_some());
}
