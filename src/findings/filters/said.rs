//! VND001–VND005: what a filter of the receiving side said. A stranger's filter, or one on the way out of the sender's
//! house, is never believed.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::vendor_headers::{VendorField, VerdictKind};

/// The most filters that are named.
const MAX_FILTERS: usize = 3;

/// The most fields of a filter that are marked; the rest repeat them.
const MAX_FIELDS: usize = 3;

/// What a row reads in.
const REFERENCES: &[&str] =
    &["Documentation of the filter that is named; `hdrtrace explain` has its codes"];

pub(super) const SPAM: Finding = Finding {
    code: "VND001",
    name: "filter-spam",
    severity: Severity::Warning,
    basis: Basis::Claimed,
    title: "Marked as spam by the receiver's filter",
    meaning: "A filter of the receiving side classified the message as spam, in a field that only your side could write.",
    why: "The filter sees more than the header: the body, the links, and what other recipients reported.",
    wrong: "Filters make mistakes, and a transport or user rule can mark a message as spam.",
    references: REFERENCES,
    check: |evidence| said(evidence, &[VerdictKind::Spam]),
};

pub(super) const PHISH: Finding = Finding {
    code: "VND002",
    name: "filter-phish",
    severity: Severity::High,
    basis: Basis::Claimed,
    title: "Marked as phishing or spoofing by the receiver's filter",
    meaning: "A filter of the receiving side classified the message as phishing or its sender as spoofed, in a field that only your side could write.",
    why: "The filter sees more than the header: the body, the links, and what other recipients reported.",
    wrong: "Filters make mistakes. Phishing simulations of your own company are marked too.",
    references: REFERENCES,
    check: |evidence| said(evidence, &[VerdictKind::Phish, VerdictKind::Spoof]),
};

pub(super) const MALWARE: Finding = Finding {
    code: "VND003",
    name: "filter-malware",
    severity: Severity::High,
    basis: Basis::Claimed,
    title: "Malware found by the receiver's filter",
    meaning: "A filter of the receiving side found malicious content, in a field that only your side could write.",
    why: "It scanned the attachments and links.",
    wrong: "Scanners also report encrypted or unusual archives.",
    references: REFERENCES,
    check: |evidence| said(evidence, &[VerdictKind::Malware]),
};

pub(super) const BULK: Finding = Finding {
    code: "VND004",
    name: "filter-bulk",
    severity: Severity::Info,
    basis: Basis::Claimed,
    title: "Marked as bulk or suspicious by the receiver's filter",
    meaning: "A filter of the receiving side classified the message as bulk mail or as suspicious, but not as spam.",
    why: "It shows what kind of message the filter saw.",
    wrong: "All newsletters are bulk mail.",
    references: REFERENCES,
    check: |evidence| said(evidence, &[VerdictKind::Bulk, VerdictKind::Suspect]),
};

pub(super) const BYPASSED: Finding = Finding {
    code: "VND005",
    name: "filter-bypassed",
    severity: Severity::Notice,
    basis: Basis::Claimed,
    title: "Filtering skipped or overridden",
    meaning: "The receiving side did not filter the message, or an allowlist or rule overrode the result of the filter.",
    why: "Delivery to the inbox is then no sign that the message was found harmless.",
    wrong: "Allowlists are often intended; internal mail is usually not filtered at all.",
    references: REFERENCES,
    check: |evidence| said(evidence, &[VerdictKind::Bypassed]),
};

/// What our own side's filters said, of these judgments: one hit, which names each filter and judgment once.
fn said(evidence: &Evidence<'_>, kinds: &[VerdictKind]) -> Vec<Hit> {
    let mut said: Vec<(&'static str, VerdictKind, Vec<&VendorField>)> = Vec::new();
    for field in &evidence.vendors {
        let Some(verdict) = field
            .verdict
            .filter(|verdict| kinds.contains(&verdict.kind))
        else {
            continue;
        };
        if !evidence.filter_standing(field).trusted() {
            continue;
        }
        let known = said
            .iter_mut()
            .find(|(vendor, kind, _)| *vendor == field.vendor && *kind == verdict.kind);
        match known {
            Some((_, _, fields)) => fields.push(field),
            None => said.push((field.vendor, verdict.kind, vec![field])),
        }
    }
    said.truncate(MAX_FILTERS);
    if said.is_empty() {
        return Vec::new();
    }
    let mut detail = String::new();
    let mut last = None;
    for (vendor, kind, fields) in &said {
        let marked = match last.replace(*kind) {
            None => format!("{} by", kind.marked()),
            Some(same) if same == *kind => " and".to_owned(),
            Some(_) => format!(", {} by", kind.marked()),
        };
        let score = fields.iter().find_map(|field| field.score_text());
        let score = score.map(|score| format!(" ({score})")).unwrap_or_default();
        detail.extend([marked.as_str(), " ", vendor, score.as_str()]);
    }
    let fields = said
        .iter()
        .flat_map(|(_, _, fields)| fields.iter().take(MAX_FIELDS));
    vec![fields.fold(Hit::new(detail), |hit, field| {
        hit.at(Place::field(evidence, field.field_index))
    })]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn only_the_receivers_filter_counts() {
        let microsoft = "X-Forefront-Antispam-Report: CIP:192.0.2.7;";
        for (finding, severity, name, value) in [
            (
                &SPAM,
                Severity::Warning,
                "X-Spam-Status: ",
                "Yes, score=12.3 required=5.0 tests=none",
            ),
            (&PHISH, Severity::High, microsoft, "SFV:SPM;CAT:PHSH;SCL:9"),
            (
                &MALWARE,
                Severity::High,
                microsoft,
                "SFV:SPM;CAT:MALW;SCL:9",
            ),
            (&BULK, Severity::Info, microsoft, "SFV:NSPM;CAT:BULK;SCL:1"),
            (&BYPASSED, Severity::Notice, microsoft, "SFV:SKN;SCL:-1"),
        ] {
            let said = format!("{name}{value}\r\n");
            let whole = said
                .split_once(": ")
                .map_or("", |(_, value)| value.trim_end());
            Mail::received(&said, "From: a@a.example\r\n").finds(finding, &[(severity, &[whole])]);
            Mail::received("", &format!("{said}From: a@a.example\r\n")).lacks(finding);
            Mail::received("", "From: a@a.example\r\n").lacks(finding);
        }
    }

    #[test]
    fn several_filters_and_fields_are_one_hit_with_several_places() {
        let fields = "X-Forefront-Antispam-Report: CIP:192.0.2.7;SFV:SPM;SCL:5\r\n\
            X-MS-Exchange-Organization-SCL: 5\r\n\
            X-Spam-Status: Yes, score=12.3 required=5.0 tests=none\r\n";
        let hits = Mail::received(fields, "From: a@a.example\r\n").hits(&SPAM);
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].places.len(), 3);
        assert_eq!(
            hits[0].detail,
            "marked as spam by Microsoft (SCL 5) and SpamAssassin (score 12.3, limit 5)"
        );
    }
}
