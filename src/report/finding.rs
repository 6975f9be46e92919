//! Findings, and the header that they point into, as they are written.

use crate::evidence::Evidence;
use crate::findings::{self, Basis, Finding, Hit, Severity};
use crate::message::{Piece, PieceKind, Span};
use serde::Serialize;

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingReport {
    /// Stable code.
    pub code: &'static str,
    /// Stable name.
    pub name: &'static str,
    /// How severe it is here.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// What was seen.
    pub detail: String,
    /// What it rests on.
    pub basis: Basis,
    /// Where it was seen.
    pub evidence: Vec<PlaceReport>,
    /// The steps of the session that show it; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<usize>,
}

/// Bytes that show a finding.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceReport {
    /// The field's name.
    pub field: String,
    /// Its index among all fields of the header, topmost 0.
    pub index: usize,
    /// The bytes.
    pub span: Span,
}

/// The header block.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Its bytes from the beginning of the (mended) input; spans of the report point into them.
    pub bytes: Vec<u8>,
    /// Where each field stands, without its final line end.
    pub fields: Vec<Span>,
}

impl FindingReport {
    /// `answered` is whether DNS said anything: where it did not, a finding rests on what the bytes alone show, whatever it
    /// rests on elsewhere.
    pub(super) fn of(
        evidence: &Evidence<'_>,
        (finding, hit): (&'static Finding, &Hit),
        answered: bool,
    ) -> Self {
        let basis = match hit.basis.unwrap_or(finding.basis) {
            Basis::LookedUp if !answered => Basis::Derived,
            basis => basis,
        };
        Self {
            code: finding.code,
            name: finding.name,
            severity: findings::severity(finding, hit),
            title: finding.title,
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
        }
    }
}

impl Header {
    pub(super) fn of(evidence: &Evidence<'_>) -> Self {
        let fields = evidence.message.fields();
        // A line that is no field may stand behind the last one.
        let is_header =
            |piece: &&Piece| matches!(piece.kind, PieceKind::Field(_) | PieceKind::Junk);
        let end = evidence
            .message
            .pieces()
            .iter()
            .rfind(is_header)
            .map_or(0, |piece| piece.span.end);
        Self {
            bytes: evidence.message.raw()[..end].to_vec(),
            fields: fields
                .iter()
                .map(crate::message::HeaderField::text_span)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dns::{Answer, Data, Dns, Outcome, RecordType};
    use crate::findings::Basis;
    use crate::findings::testing::SIGNED;
    use crate::message::Message;
    use crate::report::{InputFacts, Report};
    use crate::{Known, Settings};

    fn basis(dns: &Dns) -> Vec<(&'static str, Basis)> {
        let raw = format!("{SIGNED}From: a@a.example\r\n\r\nHello.\r\n");
        let message = Message::parse(raw.as_bytes());
        let evidence = crate::gather(&message, &[], &Settings::default(), &Known::default(), dns);
        let input = InputFacts {
            name: String::new(),
            sha256: String::new(),
            size: raw.len(),
        };
        let report = Report::of(evidence.expect("evidence"), input, dns.log());
        let wanted = ["AUT012", "AUT017", "AUT030"];
        report
            .findings
            .iter()
            .filter(|finding| wanted.contains(&finding.code))
            .map(|finding| (finding.code, finding.basis))
            .collect()
    }

    #[test]
    fn a_body_hash_rests_on_no_answer() {
        assert_eq!(basis(&Dns::offline()), [("AUT012", Basis::Derived)]);
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
        assert!(found.contains(&("AUT012", Basis::Derived)), "{found:?}");
        assert_eq!(
            basis(&Dns::from_fn(all_silent)),
            [("AUT012", Basis::Derived)]
        );
    }
}
