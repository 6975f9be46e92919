//! FRM008: raw 8-bit bytes in the header.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::message::{DamageKind, Span};

pub(super) const FINDING: Finding = Finding {
    code: "FRM008",
    name: "eight-bit",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Unencoded non-ASCII characters in the header",
    meaning: "A header field contains bytes above 127. Without SMTPUTF8 they must be written as encoded words.",
    why: "Mail clients encode them. Scripts often paste the text unencoded.",
    wrong: "Mail with internationalized addresses (SMTPUTF8) may use UTF-8 here; older Asian and Russian programs did not encode it.",
    references: &["RFC 5322 section 2.2", "RFC 6532", "RFC 2047"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    // Typographic quotes are the paste's.
    if evidence.is_damaged(&[DamageKind::SmartPunctuation]) {
        return Vec::new();
    }
    if !evidence
        .damage
        .iter()
        .any(|damage| damage.kind == DamageKind::EightBitHeader)
    {
        return Vec::new();
    }
    // Only where our own side took it so: below, anybody writes the protocol.
    let is_smtputf8 = evidence.route.boundary_hop().is_some_and(|hop| {
        let with = hop.received.with.as_deref().unwrap_or_default();
        with.get(..4)
            .is_some_and(|head| head.eq_ignore_ascii_case("UTF8"))
    });
    let fields = evidence.message.fields().iter().enumerate();
    let (names, places): (Vec<_>, Vec<_>) = fields
        .filter_map(|(index, field)| {
            let raw = field.raw();
            let at = raw.iter().position(|byte| !byte.is_ascii())?;
            let end = at + raw[at..].iter().take_while(|byte| !byte.is_ascii()).count();
            let start = field.span().start;
            let place = Place::new(index, Span::new(start + at, start + end));
            Some((field.name(), place))
        })
        .take(MAX_FIELDS)
        .unzip();
    if names.is_empty() {
        return Vec::new();
    }
    let hit = Hit::new(format!("in {}", names.join(", ")));
    let hit = places.into_iter().fold(hit, Hit::at);
    vec![hit.graded_if(is_smtputf8, Severity::Info)]
}

/// A few fields show it.
const MAX_FIELDS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn raw_bytes_are_marked() {
        Mail::new("Subject: caf\u{e9} \u{e9}\r\n")
            .finds(&FINDING, &[(Severity::Notice, &["\u{e9}"])]);
        Mail::new("Subject: =?utf-8?q?caf=C3=A9?=\r\n").lacks(&FINDING);
    }
}
