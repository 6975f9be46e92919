//! What the receiver itself made of the message: results of authentication, what its filter marked it as, and the folder that
//! it went to. Only what our own side wrote.

use crate::evidence::Evidence;
use crate::vendor_headers::{VendorField, VerdictKind, compauth_reason};

/// Where a message went, by the code that says so.
const FOLDERS: &[(&str, &str)] = &[
    ("dest:I", "delivered to the inbox"),
    ("dest:J", "delivered to the junk folder"),
    (
        "dest:C",
        "moved to another folder by a rule of the recipient",
    ),
    ("dest:D", "deleted"),
];

/// Sentences without a subject, the results of authentication first.
pub(super) fn said(evidence: &Evidence<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let results = evidence.receiver_words();
    if !results.is_empty() {
        out.push(format!("reported {}", results.join(", ")));
    }
    out.extend(other_dkim(evidence));
    out.extend(composite(evidence));
    out.extend(marks(evidence));
    out.extend(folder(evidence));
    out
}

/// Why our own check of a signature, which the report tells too, does not say what the receiver said.
fn other_dkim(evidence: &Evidence<'_>) -> Option<String> {
    let mut trusted = evidence
        .ledger
        .iter()
        .filter(|entry| entry.standing.trusted() && entry.claim.method == "dkim");
    let why = trusted.find_map(|entry| entry.disagreement)?;
    Some(format!("our own DKIM check disagrees: {}", why.text()))
}

/// Microsoft's composite authentication. Each reason has its own meaning; only 000 is an explicit DMARC failure.
fn composite(evidence: &Evidence<'_>) -> Option<String> {
    let entry = evidence
        .ledger
        .iter()
        .find(|entry| entry.standing.trusted() && entry.claim.method == "compauth")?;
    let claim = &entry.claim;
    let reason = claim.reason.as_deref().unwrap_or_default();
    let meaning = compauth_reason(reason).map(|row| format!(": {}", row.meaning));
    let reason = match reason {
        "" => String::new(),
        _ => format!(", reason {reason}{}", meaning.unwrap_or_default()),
    };
    let what = match claim.result.as_str() {
        "fail" => "failed the receiver's spoof check",
        "pass" => "passed the receiver's spoof check",
        _ => "result of the receiver's spoof check",
    };
    Some(format!("{what} (compauth={}{reason})", claim.result))
}

/// What filters marked it as, once a filter and mark, with the first score that is given.
fn marks(evidence: &Evidence<'_>) -> Vec<String> {
    let mut found: Vec<(&str, VerdictKind, Option<String>)> = Vec::new();
    for field in trusted(evidence) {
        let Some(verdict) = field.verdict else {
            continue;
        };
        let mark = (field.vendor, verdict.kind, field.score_text());
        match found
            .iter_mut()
            .find(|(vendor, kind, _)| (*vendor, *kind) == (mark.0, mark.1))
        {
            Some(known) => known.2 = known.2.take().or(mark.2),
            None => found.push(mark),
        }
    }
    // One scale of a filter finds clean what another marks: the mark is its verdict.
    let marked: Vec<&str> = found
        .iter()
        .filter(|(_, kind, _)| *kind != VerdictKind::Clean)
        .map(|(vendor, ..)| *vendor)
        .collect();
    found.retain(|(vendor, kind, _)| *kind != VerdictKind::Clean || !marked.contains(vendor));
    let marks = found.into_iter().map(|(vendor, kind, score)| {
        let score = score.map(|score| format!(" ({score})"));
        format!("{} by {vendor}{}", kind.marked(), score.unwrap_or_default())
    });
    marks.collect()
}

/// Where it was delivered, where that is known beyond doubt.
fn folder(evidence: &Evidence<'_>) -> Option<String> {
    let delivery = evidence.delivery()?;
    // By which of the recipient's rules is nobody else's business.
    let code = delivery.codes.split(' ').next()?;
    let (_, text) = FOLDERS.iter().find(|(known, _)| *known == code)?;
    Some(format!("{text} ({code})"))
}

fn trusted<'e>(evidence: &'e Evidence<'_>) -> impl Iterator<Item = &'e VendorField> {
    evidence
        .vendors
        .iter()
        .filter(|field| evidence.filter_standing(field).trusted())
}
