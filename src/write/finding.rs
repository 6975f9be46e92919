//! Findings, the header that they point into, and the conclusion.

use super::plain::by_name;
use crate::evidence::Evidence;
use crate::findings::{self, Basis, Finding, Hit};
use crate::message::{HeaderField, Piece, PieceKind};
use crate::report::{FindingReport, Header, PlaceReport};

by_name! {
    crate::findings::verdict::Verdict => crate::report::verdict::Verdict {
        summary, severity, against, in_favour, relay, delivery
    }
    crate::evidence::Relay => crate::report::verdict::Relay {
        platform, basis, customer
    }
    crate::evidence::Noted => crate::report::verdict::Noted {
        field, field_index, value
    }
    crate::evidence::Delivery => crate::report::verdict::Delivery {
        folder, rule, codes, field_index
    }
}

/// `answered` is whether DNS said anything: where it did not, a finding rests on what the bytes alone show, whatever it
/// rests on elsewhere.
pub(super) fn finding(
    evidence: &Evidence<'_>,
    (finding, hit): (&'static Finding, &Hit),
    answered: bool,
) -> FindingReport {
    let basis = match hit.basis.unwrap_or(finding.basis) {
        Basis::LookedUp if !answered => Basis::Derived,
        basis => basis,
    };
    FindingReport {
        code: finding.code.into(),
        name: finding.name.into(),
        severity: findings::severity(finding, hit),
        title: finding.title.into(),
        detail: hit.detail.clone(),
        basis,
        evidence: hit
            .places
            .iter()
            // A message that a session carried may have no field at all.
            .filter_map(|place| {
                let field = evidence.message.fields().get(place.field_index)?;
                Some(PlaceReport {
                    field: field.name().to_owned(),
                    index: place.field_index,
                    span: place.span,
                })
            })
            .collect(),
        steps: hit.steps.clone(),
        why: finding.why.into(),
        wrong: finding.wrong.into(),
        team: None,
        lowered: None,
    }
}

/// The header block.
pub(super) fn header(evidence: &Evidence<'_>) -> Header {
    let fields = evidence.message.fields();
    // A line that is no field may stand behind the last one.
    let is_header = |piece: &&Piece| matches!(piece.kind, PieceKind::Field(_) | PieceKind::Junk);
    let end = evidence
        .message
        .pieces()
        .iter()
        .rfind(is_header)
        .map_or(0, |piece| piece.span.end);
    Header {
        bytes: evidence.message.raw()[..end].to_vec(),
        fields: fields.iter().map(HeaderField::text_span).collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::dns::{Answer, Data, Dns, Outcome, RecordType};
    use crate::findings::Basis;
    use crate::findings::testing::SIGNED;
    use crate::message::Message;
    use crate::write::{self, InputFacts};
    use crate::{Known, Settings};
    use std::borrow::Cow;

    fn basis(dns: &Dns) -> Vec<(Cow<'static, str>, Basis)> {
        let raw = format!("{SIGNED}From: a@a.example\r\n\r\nHello.\r\n");
        let message = Message::parse(raw.as_bytes());
        let evidence = crate::gather(&message, &[], &Settings::default(), &Known::default(), dns);
        let input = InputFacts {
            name: String::new(),
            sha256: String::new(),
            size: raw.len(),
            origin: None,
        };
        let report = write::report(evidence.expect("evidence"), input, &dns.log(), &[]);
        let wanted = ["AUT012", "AUT017", "AUT030"];
        report
            .findings
            .iter()
            .filter(|finding| wanted.contains(&&*finding.code))
            .map(|finding| (finding.code.clone(), finding.basis))
            .collect()
    }

    #[test]
    fn a_body_hash_rests_on_no_answer() {
        assert_eq!(basis(&Dns::offline()), [("AUT012".into(), Basis::Derived)]);
        // The key's name does not answer, and DMARC's does.
        let partly = |name: &str, rtype: RecordType| {
            let outcome = match name {
                "s._domainkey.a.example" => Outcome::Timeout,
                "a.example" => Outcome::Records(vec![Data::Txt(vec![b"x".to_vec()])]),
                _ => Outcome::NxDomain,
            };
            Answer::new(name, rtype, outcome)
        };
        let all_silent = |name: &str, rtype: RecordType| Answer::new(name, rtype, Outcome::Timeout);
        let found = basis(&Dns::from_fn(partly));
        assert!(
            found.contains(&("AUT012".into(), Basis::Derived)),
            "{found:?}"
        );
        assert_eq!(
            basis(&Dns::from_fn(all_silent)),
            [("AUT012".into(), Basis::Derived)]
        );
    }
}
