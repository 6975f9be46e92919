//! AUT016: our own receiver found that SPF fails.

use crate::auth::AuthResult;
use crate::auth::spf::Identity;
use crate::evidence::{About, Entry, Evidence};
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;

pub(super) const FINDING: Finding = Finding {
    code: "AUT016",
    name: "receiver-spf-fail",
    severity: Severity::Notice,
    basis: Basis::Claimed,
    title: "Receiver reported SPF fail",
    meaning: "The receiving server checked SPF on receipt. The envelope sender's domain did not authorize the connecting host (fail or softfail).",
    why: "The receiver saw the client itself and the DNS records of that time.",
    wrong: "Plain forwarding keeps the envelope sender and fails SPF.",
    references: &["RFC 7208 section 8", "RFC 8601"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some((entry, is_ours)) = about_sender(evidence) else {
        return Vec::new();
    };
    let claim = &entry.claim;
    // What we found ourselves of the same sender is a finding of its own; that no record is there now is none.
    let found_ourselves = evidence
        .auth
        .spf()
        .is_some_and(|result| result != AuthResult::None);
    if !claim.fails() || is_ours && found_ourselves {
        return Vec::new();
    }
    let domain = claim
        .property("smtp.mailfrom")
        .unwrap_or("the envelope sender");
    vec![
        Hit::new(format!(
            "{} reported spf={} for {domain}",
            context::who_says(entry),
            claim.result
        ))
        .at(Place::new(claim.field_index, claim.span)),
    ]
}

/// The receiver's word on the envelope sender, and whether that is the sender that we know. The receiver saw the envelope;
/// what we know of it may be the sender's word, which must not hide what the receiver found of another name.
fn about_sender<'e>(evidence: &'e Evidence<'_>) -> Option<(&'e Entry, bool)> {
    if let Some(entry) = evidence.receiver_spf(Identity::MailFrom) {
        return Some((entry, true));
    }
    let other = context::trusted(evidence).find(|entry| {
        entry.claim.method == "spf"
            && entry.about == About::OtherIdentity
            && entry.claim.property("smtp.mailfrom").is_some()
    })?;
    Some((other, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    const FAIL: &str =
        "Authentication-Results: mx.example.net; spf=softfail smtp.mailfrom=bank.example\r\n";

    #[test]
    fn the_receivers_word_counts_where_we_have_none() {
        let mail = Mail::received(FAIL, "From: a@bank.example\r\n");
        mail.finds(
            &FINDING,
            &[(
                Severity::Notice,
                &["spf=softfail smtp.mailfrom=bank.example"],
            )],
        );
        let mail = Mail::received(
            FAIL,
            "Return-Path: <a@bank.example>\r\nFrom: a@bank.example\r\n",
        );
        mail.with_dns(&[("bank.example", "v=spf1 +all")])
            .lacks(&FINDING);
        Mail::received("", &format!("{FAIL}From: a@bank.example\r\n")).lacks(&FINDING);
    }

    #[test]
    fn it_is_about_the_sender_and_not_hidden_by_another_name() {
        let helo = "Authentication-Results: mx.example.net; spf=fail smtp.helo=client.example\r\n";
        Mail::received(helo, "From: a@bank.example\r\n").lacks(&FINDING);
        let both = FAIL.replace(
            "spf=softfail",
            "spf=pass smtp.helo=client.example; spf=softfail",
        );
        assert_eq!(
            Mail::received(&both, "From: a@bank.example\r\n")
                .hits(&FINDING)
                .len(),
            1
        );
        // A Return-Path of the sender's, whose domain lets its host send.
        let planted = "Return-Path: <a@evil.example>\r\nFrom: a@bank.example\r\n";
        let mail = Mail::received(FAIL, planted).with_dns(&[("evil.example", "v=spf1 +all")]);
        assert_eq!(
            mail.hits(&FINDING)[0].detail,
            "mx.example.net reported spf=softfail for bank.example"
        );
    }
}
