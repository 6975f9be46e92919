//! Our own verdicts as Authentication-Results (RFC 8601), on one line.

use crate::auth::AuthResult;
use crate::checked::Checked;
use crate::evidence::Authentication;
use std::fmt::Write;

/// The verdicts on a message as the value of an Authentication-Results field by this authserv-id. What was not checked is
/// left out.
pub fn authentication_results(auth: &Authentication, authserv_id: &str) -> String {
    let mut out = vec![word(authserv_id)];
    if let Some(check) = auth.spf_mail_from.done()
        && let Checked::Done(result) = check.result
    {
        let sender = if check.sender.contains('@') {
            &check.sender
        } else {
            &check.domain
        };
        out.push(format!(
            "spf={} smtp.mailfrom={}",
            result.word(),
            value(sender)
        ));
    }
    for check in &auth.dkim {
        let Checked::Done(result) = check.result else {
            continue;
        };
        let mut clause = format!("dkim={}", result.word());
        if let Some(domain) = &check.domain {
            let _ = write!(clause, " header.d={}", value(domain));
        }
        if let Some(selector) = &check.selector {
            let _ = write!(clause, " header.s={}", value(selector));
        }
        out.push(clause);
    }
    if let Checked::Done(result) = auth.dmarc.result {
        let from = auth
            .dmarc
            .domain
            .as_deref()
            .map(|domain| format!(" header.from={}", value(domain)));
        out.push(format!(
            "dmarc={}{}",
            result.word(),
            from.unwrap_or_default()
        ));
    }
    if let Checked::Done(result) = auth.arc.result
        && result != AuthResult::None
    {
        out.push(format!("arc={}", result.word()));
    }
    if out.len() == 1 {
        out.push("none".to_owned());
    }
    out.join("; ")
}

/// A token, without what would end it.
fn word(text: &str) -> String {
    let is_token = |c: &char| c.is_ascii_alphanumeric() || "-._".contains(*c);
    let word: String = text.chars().filter(is_token).collect();
    if word.is_empty() {
        "unknown".to_owned()
    } else {
        word
    }
}

/// A value: a token, or a quoted string (RFC 8601 section 2.2).
fn value(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._@+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    let kept = text
        .chars()
        .filter(|c| !c.is_control() && *c != '"' && *c != '\\');
    format!("\"{}\"", kept.collect::<String>())
}
