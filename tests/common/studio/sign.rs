//! DKIM signatures and ARC sets, with a canonicalization of its own: the samples check the program, so they do not
//! come from it.

use super::clock::Moment;
use super::keys::Key;
use super::letter::Letter;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest as _, Sha256};

/// The fields that most signers cover; From twice, so that no second one can be added.
const COVERED: &str = "from:from:to:subject:date:message-id:mime-version:content-type";
/// Columns at which base64 is folded.
const FOLD: usize = 72;
/// Digits of `b=` that an `Authentication-Results` quotes as `header.b` (RFC 6008).
const QUOTED: usize = 8;

/// Who signs, and when.
#[derive(Clone, Copy)]
pub struct Signer {
    /// The key.
    pub key: Key,
    /// `d=`.
    pub domain: &'static str,
    /// `s=`.
    pub selector: &'static str,
    /// `t=`.
    pub time: Moment,
}

/// The ends of a line's white space are cut, white space within it becomes one blank.
fn squeeze(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// A field by the relaxed rule (RFC 6376 section 3.4.2).
fn relaxed_field(field: &str) -> String {
    let (name, value) = field.split_once(':').expect("a field has a colon");
    format!(
        "{}:{}\r\n",
        name.trim_end().to_ascii_lowercase(),
        squeeze(value)
    )
}

/// A line of the body: white space at its start becomes one blank, too.
fn relaxed_line(line: &str) -> String {
    let text = squeeze(line);
    if line.starts_with([' ', '\t']) && !text.is_empty() {
        format!(" {text}")
    } else {
        text
    }
}

/// The body by the relaxed rule (RFC 6376 section 3.4.4).
fn relaxed_body(body: &str) -> String {
    let lines: Vec<String> = body.split("\r\n").map(relaxed_line).collect();
    let text = lines.join("\r\n");
    match text.trim_end_matches("\r\n") {
        "" => String::new(),
        text => format!("{text}\r\n"),
    }
}

/// The fields that `h=` names, each name taking the lowest that is left; a name too many stands for nothing.
fn covered_fields(letter: &Letter, names: &str) -> String {
    let mut left: Vec<&String> = letter.fields().iter().collect();
    let mut text = String::new();
    for name in names.split(':') {
        let is_named = |field: &&String| {
            field
                .split_once(':')
                .is_some_and(|(own, _)| own.eq_ignore_ascii_case(name))
        };
        if let Some(index) = left.iter().rposition(is_named) {
            text.push_str(&relaxed_field(left.remove(index)));
        }
    }
    text
}

fn body_hash(letter: &Letter) -> String {
    BASE64_STANDARD.encode(Sha256::digest(relaxed_body(letter.body())))
}

/// The field with its signature, which covers `before` and the field itself with `b=` empty, without its line end.
fn signed(field: &str, before: &str, key: Key) -> (String, String) {
    let own = relaxed_field(field);
    let signature = key.sign(&format!("{before}{}", own.trim_end_matches("\r\n")));
    let mut text = field.to_owned();
    for (index, digit) in signature.chars().enumerate() {
        if index > 0 && index % FOLD == 0 {
            text.push_str("\n\t ");
        }
        text.push(digit);
    }
    (text, signature[..QUOTED].to_owned())
}

impl Signer {
    /// The tags that say who and when.
    fn identity(&self) -> String {
        let Self {
            domain, selector, ..
        } = self;
        format!("d={domain};\n\ts={selector}; t={}", self.time.unix())
    }

    /// Signs with DKIM, relaxed/relaxed, and gives the digits that `header.b` quotes.
    pub fn sign(&self, letter: &mut Letter) -> String {
        self.sign_until(letter, None)
    }

    /// Signs with DKIM until a time at which the signature expires.
    pub fn sign_until(&self, letter: &mut Letter, expires: Option<Moment>) -> String {
        let expires = expires.map_or_else(String::new, |time| format!(" x={};", time.unix()));
        let field = format!(
            "DKIM-Signature: v=1; a={}; c=relaxed/relaxed; {};{expires}\n\
             \th={COVERED};\n\
             \tbh={};\n\
             \tb=",
            self.key.algorithm(),
            self.identity(),
            body_hash(letter),
        );
        let (field, quoted) = signed(&field, &covered_fields(letter, COVERED), self.key);
        letter.stamp(&field);
        quoted
    }

    /// Puts the first ARC set on the message (RFC 8617): what was found, the message's signature, the seal.
    ///
    /// `results` is what `ARC-Authentication-Results` says after the instance.
    pub fn seal(&self, letter: &mut Letter, results: &str) {
        let names = format!("{COVERED}:dkim-signature");
        let claim = format!("ARC-Authentication-Results: i=1; {results}");
        let message = format!(
            "ARC-Message-Signature: i=1; a={}; c=relaxed/relaxed; {};\n\
             \th={names};\n\
             \tbh={};\n\
             \tb=",
            self.key.algorithm(),
            self.identity(),
            body_hash(letter),
        );
        let (message, _) = signed(&message, &covered_fields(letter, &names), self.key);
        let seal = format!(
            "ARC-Seal: i=1; a={}; cv=none; {};\n\tb=",
            self.key.algorithm(),
            self.identity()
        );
        let before = [&claim, &message]
            .map(|field| relaxed_field(field))
            .concat();
        let (seal, _) = signed(&seal, &before, self.key);
        for field in [claim, message, seal] {
            letter.stamp(&field);
        }
    }
}
