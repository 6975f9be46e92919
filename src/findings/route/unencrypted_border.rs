//! RTE005: the mail crossed the border in clear.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::received::{Received, RemarkKind};

pub(super) const FINDING: Finding = Finding {
    code: "RTE005",
    name: "no-tls-at-boundary",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "No TLS noted at the trust boundary",
    meaning: "Your side received the message over plain SMTP, according to its own Received field.",
    why: "Anyone on the network path could read and change the message. Large senders use TLS almost always today; a sender without TLS is usually old, small or a script.",
    wrong: "Some servers use TLS but do not record it in Received.",
    references: &["RFC 3207", "RFC 3848"],
    check,
};

/// Protocol words that say whether TLS was used, and when it was not (RFC 3848, RFC 6531).
const PLAIN: &[&str] = &["SMTP", "ESMTP", "ESMTPA", "UTF8SMTP", "UTF8SMTPA"];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(hop) = evidence.route.boundary_hop() else {
        return Vec::new();
    };
    if !is_plain(&hop.received) {
        return Vec::new();
    }
    let with = hop.received.with.as_deref().unwrap_or_default();
    let detail = format!(
        "hop {} was received with {with}, without any note of TLS",
        hop.index
    );
    vec![Hit::new(detail).at(Place::text(evidence, hop.field_index, with))]
}

fn is_plain(field: &Received) -> bool {
    // `(Using TLS)` names neither version nor cipher.
    let notes_tls = field
        .remarks
        .iter()
        .any(|remark| remark.kind == RemarkKind::TlsDetail);
    field.tls.is_none()
        && !notes_tls
        && field
            .with
            .as_deref()
            .is_some_and(|with| PLAIN.iter().any(|word| with.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_notes_tls_is_not_plain() {
        for (noted, plain) in [
            (
                "(host.example.net [192.0.2.1]) by mx.example.org with ESMTP",
                true,
            ),
            (
                "(Not Verified[192.0.2.1]) by mx.example.org with ESMTP",
                true,
            ),
            (
                "(tls1.example.net [192.0.2.1]) by mx.example.org with ESMTP",
                true,
            ),
            (
                "([192.0.2.1]) by mx.example.org with ESMTP (NOT encrypted)",
                true,
            ),
            (
                "([192.0.2.1]) by mx.example.org with ESMTP (TLS: none)",
                true,
            ),
            (
                "(host.example.net [192.0.2.1]) (Using TLS) by mx.example.org with ESMTP",
                false,
            ),
            (
                "([192.0.2.1]) by mx.example.org with ESMTP (TLS encrypted)",
                false,
            ),
            (
                "[192.0.2.1] by mx.example.org over TLS secured channel with ESMTP",
                false,
            ),
            ("([192.0.2.1]) by mx.example.org with ESMTPS", false),
        ] {
            let field = crate::received::read(&format!("from mail.example.com {noted} id x"));
            assert_eq!(is_plain(&field), plain, "{noted}");
        }
    }
}
