//! What shows that the author's domain authenticated the message.

use super::Context;
use super::author::{author_signatures, found_author, is_authors, signer};
use super::receiver::{receiver_found_author, receiver_name, trusted};
use crate::auth::AuthResult;
use crate::auth::spf::Identity;
use crate::checked::Checked;
use crate::evidence::Evidence;

/// What shows that the author's domain authenticated the message: DMARC that passes, a signature of its organization that
/// passes, now or by our own receiver's word.
pub(in crate::findings) fn author_is_shown(evidence: &Evidence<'_>) -> Option<Context> {
    if evidence.auth.dmarc() == Some(AuthResult::Pass) {
        return Some(Context::shown("DMARC pass"));
    }
    receiver_found_author(evidence).or_else(|| aligned_signature(evidence))
}

/// A signature of the organization in From that passes, now or by our own receiver's word.
pub(in crate::findings) fn aligned_signature(evidence: &Evidence<'_>) -> Option<Context> {
    let now =
        author_signatures(evidence).find(|check| check.result == Checked::Done(AuthResult::Pass));
    if let Some(domain) = now.and_then(|check| check.domain.as_deref()) {
        return Some(Context::shown(format!(
            "the DKIM signature of {domain} verifies"
        )));
    }
    let entry = trusted(evidence)
        .find(|entry| entry.claim.method == "dkim" && found_author(evidence, &entry.claim))?;
    let domain = signer(&entry.claim)?;
    Some(Context::shown(format!(
        "{} reported dkim=pass for {domain}",
        receiver_name(evidence, entry)
    )))
}

/// SPF that passes for a domain of the author's organization, now or by our own receiver's word.
pub(in crate::findings) fn aligned_sender(evidence: &Evidence<'_>) -> Option<Context> {
    let now = evidence.auth.spf_mail_from.done().filter(|check| {
        check.result == Checked::Done(AuthResult::Pass) && is_authors(evidence, &check.domain)
    });
    if let Some(check) = now {
        return Some(Context::shown(format!("SPF pass for {}", check.domain)));
    }
    let entry = evidence
        .receiver_spf(Identity::MailFrom)
        .filter(|entry| entry.claim.passes())?;
    let sender = entry.claim.property("smtp.mailfrom")?;
    let domain = sender.rsplit_once('@').map_or(sender, |(_, domain)| domain);
    is_authors(evidence, domain).then(|| {
        Context::shown(format!(
            "{} reported spf=pass for {domain}",
            receiver_name(evidence, entry)
        ))
    })
}
