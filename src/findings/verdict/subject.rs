//! Whom and what the sentence is about.

use crate::evidence::Evidence;

/// The domain in whose name the message is: the author's. DMARC's, where several are.
pub(super) fn author(evidence: &Evidence<'_>) -> Option<String> {
    let evaluated = evidence.auth.dmarc.domain.clone();
    evaluated.or_else(|| evidence.facts.from_domains().first().cloned())
}

/// `not authenticated as X`, the beginning of most accusations.
pub(super) fn not_authenticated(evidence: &Evidence<'_>) -> String {
    match author(evidence) {
        Some(author) => format!("not authenticated as {author}"),
        None => "not authenticated (no domain in From)".to_owned(),
    }
}

/// `; received from ADDRESS`, the one thing about the sender that our side saw itself. A relay that many share is called
/// one: its address accuses nobody.
pub(super) fn received_from(evidence: &Evidence<'_>) -> String {
    let ip = evidence
        .route
        .boundary
        .as_ref()
        .and_then(|boundary| boundary.ip);
    let Some(ip) = ip else {
        return String::new();
    };
    match evidence.relay() {
        Some(relay) => format!("; received from {ip} ({}, shared relay)", relay.platform),
        None => format!("; received from {ip}"),
    }
}
