//! What our own receiver said.

use super::Context;
use super::author::{is_authors, signer};
use crate::auth::AuthResult;
use crate::evidence::{Entry, Evidence};
use crate::route::Hop;

/// What our own receiver found, where it found the author authenticated.
pub(in crate::findings) fn receiver_found_author(evidence: &Evidence<'_>) -> Option<Context> {
    let entry = evidence.receiver_dmarc().filter(|entry| {
        // A pass for one of several authors is none of the others'.
        let passed = entry.claim.property("header.from");
        let is_all = match passed {
            Some(domain) => is_authors(evidence, domain),
            None => evidence.facts.from_domains().len() == 1,
        };
        entry.claim.passes() && is_all
    })?;
    let author = evidence.facts.from_domains().first();
    Some(Context::shown(format!(
        "{} reported dmarc=pass for {}",
        receiver_name(evidence, entry),
        author.map_or("the From domain", String::as_str)
    )))
}

/// That a result of our receiver is about one of our own hosts: the client that it names handed the message on within our
/// side. SPF, and DMARC by it, cannot pass for a gateway that sends what it took from others.
pub(in crate::findings) fn judged_our_gateway(
    evidence: &Evidence<'_>,
    entry: &Entry,
) -> Option<Context> {
    let route = &evidence.route;
    let border = route.boundary_hop()?;
    let mut beside = trusted(evidence)
        .filter(|other| other.claim.field_index == entry.claim.field_index)
        .filter_map(crate::evidence::Entry::client);
    let gateway = beside.find(|client| {
        let is_peer = |hop: &Hop| hop.received.peer() == Some(*client);
        Some(*client) != border.received.peer()
            && route
                .hops
                .iter()
                .any(|hop| hop.index > border.index && is_peer(hop))
    })?;
    Some(Context::shown(format!(
        "it is about {gateway}, a host of your side that relayed the message"
    )))
}

/// Our own receiver's word on a method: the topmost.
pub(in crate::findings) fn receiver_said<'e>(
    evidence: &'e Evidence<'_>,
    method: &str,
) -> Option<&'e Entry> {
    trusted(evidence).find(|entry| entry.claim.method == method)
}

/// Who says it: by the name it gives itself, if it gives one.
pub(in crate::findings) fn who_says(entry: &Entry) -> &str {
    entry.claim.authserv_id.as_deref().unwrap_or("the receiver")
}

/// Our receiver: a known provider by its name, another by the one it gives itself.
pub(in crate::findings) fn receiver_name<'e>(
    evidence: &'e Evidence<'_>,
    entry: &'e Entry,
) -> &'e str {
    let provider = evidence
        .route
        .boundary
        .as_ref()
        .map(|boundary| boundary.rule)
        .filter(|rule| !matches!(*rule, "generic" | "given"));
    provider.unwrap_or_else(|| who_says(entry))
}

/// What is known to be our own receiver's word.
pub(in crate::findings) fn trusted<'e>(
    evidence: &'e Evidence<'_>,
) -> impl Iterator<Item = &'e Entry> {
    evidence
        .ledger
        .iter()
        .filter(|entry| entry.standing.trusted())
}

/// Domains that SPF or DKIM passes for, now or by our own receiver's word.
pub(in crate::findings) fn vouched_domains<'e>(
    evidence: &'e Evidence<'_>,
) -> impl Iterator<Item = String> + 'e {
    let now = evidence
        .auth
        .signatures(AuthResult::Pass)
        .filter_map(|check| check.domain.clone());
    let spf = evidence
        .auth
        .spf_mail_from
        .done()
        .filter(|check| check.result.done() == Some(&AuthResult::Pass))
        .map(|check| check.domain.clone());
    let said = trusted(evidence)
        .filter(|entry| entry.claim.passes())
        .filter_map(|entry| match entry.claim.method.as_str() {
            "dkim" => signer(&entry.claim).map(str::to_owned),
            "spf" => {
                let sender = entry.claim.property("smtp.mailfrom")?;
                let domain = sender.rsplit_once('@').map_or(sender, |(_, domain)| domain);
                Some(domain.to_owned())
            }
            _ => None,
        });
    now.chain(spf).chain(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    /// Whether a context is shown; `None` where there is none.
    fn shown(context: Option<Context>) -> Option<bool> {
        context.map(|context| context.is_shown())
    }

    #[test]
    fn a_pass_for_one_author_is_none_for_another() {
        let pass = "Authentication-Results: mx.example.net; dmarc=pass header.from=evil.test\r\n";
        let found = |from: &str| {
            let mail = Mail::received(pass, &format!("From: {from}\r\n"));
            mail.evidence(|evidence| shown(receiver_found_author(evidence)))
        };
        assert_eq!(found("a@evil.test"), Some(true));
        assert_eq!(found("a@evil.test, b@bank.example"), None);
        assert_eq!(found("b@bank.example, a@evil.test"), None);
    }
}
