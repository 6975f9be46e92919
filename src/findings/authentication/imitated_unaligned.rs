//! AUT034: mail in the name of an often impersonated domain, with which nothing of it can be aligned.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::{context, lookalike, signs};

pub(super) const FINDING: Finding = Finding {
    code: "AUT034",
    name: "brand-domain-unaligned",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "From uses a brand's domain without aligned authentication",
    meaning: "The domain in From belongs to a brand on the built-in list of often impersonated brands. The envelope sender is at another organization, and no usable DKIM signature is the brand's. DMARC cannot pass, whatever DNS says.",
    why: "These brands authenticate their mail. A brand's From with an unrelated envelope sender is typical of spoofing.",
    wrong: "A mailing list or forwarder that breaks the brand's signature and uses its own envelope sender looks the same; if the brand verifiably authenticated the message before, or the message is from before 2014, when not all brands signed theirs, this is only a notice.",
    references: &["RFC 9989 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    // Where DMARC was checked and fails, that says it already.
    if evidence.auth.dmarc() == Some(AuthResult::Fail) {
        return Vec::new();
    }
    let Some(unaligned) = evidence.unaligned() else {
        return Vec::new();
    };
    let Some(brand) = lookalike::owner(&unaligned.author) else {
        return Vec::new();
    };
    let sent = if unaligned.identifiers.is_empty() {
        "no domain at all".to_owned()
    } else {
        unaligned.identifiers.join(", ")
    };
    let detail = format!(
        "From is at {} ({}); sent or signed as {sent}",
        unaligned.author, brand.name
    );
    let place = evidence
        .facts
        .from_fields
        .first()
        .and_then(|&index| Place::text(evidence, index, &unaligned.author));
    let is_old = !signs::is_of_signed_years(evidence);
    let hit = Hit::new(detail)
        .at(place)
        .graded_if(is_old, Severity::Notice);
    vec![context::explained(hit, evidence)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    fn mail(sender: &str, from: &str) -> Mail {
        Mail::received(
            "",
            &format!("Return-Path: <b@{sender}>\r\nFrom: a@{from}\r\n"),
        )
    }

    #[test]
    fn a_borrowed_brand_is_told() {
        mail("sender.test", "news.paypal.com")
            .finds(&FINDING, &[(Severity::Warning, &["news.paypal.com"])]);
        mail("mail.paypal.com", "paypal.com").lacks(&FINDING);
        mail("sender.test", "a.example").lacks(&FINDING);
    }

    #[test]
    fn customers_of_a_mailbox_provider_are_not_its_brand() {
        for domain in ["gmail.com", "outlook.com", "tenant.onmicrosoft.com"] {
            mail("lists.example", domain).lacks(&FINDING);
        }
    }

    #[test]
    fn what_the_receiver_found_explains_it() {
        let passed =
            "Authentication-Results: mx.example.net; dmarc=pass header.from=google.com\r\n";
        let header = "Return-Path: <b@lists.example>\r\nFrom: a@google.com\r\n";
        Mail::received(passed, header).finds(&FINDING, &[(Severity::Notice, &["google.com"])]);
        // A list field by itself is the sender's word, and so is a list of anybody's own.
        let listed = format!("List-Id: <l.lists.example>\r\n{header}");
        let zone = [("lists.example", "v=spf1 +all")];
        Mail::received("", &listed).finds(&FINDING, &[(Severity::Warning, &["google.com"])]);
        Mail::received("", &listed)
            .with_dns(&zone)
            .finds(&FINDING, &[(Severity::Warning, &["google.com"])]);
    }

    #[test]
    fn mail_from_before_signatures_is_a_notice() {
        let old = "Received: from client.example ([192.0.2.7]) by mx.example.net with ESMTP id 1a2b3c;\r\n\
            \x20Thu, 02 May 2002 10:00:09 +0000\r\nReturn-Path: <b@lists.example>\r\nFrom: a@google.com\r\n";
        Mail::new(old).finds(&FINDING, &[(Severity::Notice, &["google.com"])]);
    }
}
