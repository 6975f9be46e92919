//! What the receiver's filters decided, in the few words that say it. The texts are not harmless yet.

use crate::report::Report;
use crate::report::vendor::{Value, VendorField};
use std::collections::HashSet;

/// What decides, by vendor, in the order in which it is read. Of a vendor that is not here, its verdict is told.
const DECISIVE: &[(&str, &[&str])] = &[
    ("Microsoft", &["SFV", "SCL", "BCL", "CAT", "CTRY"]),
    ("rspamd", &["action", "score", "required"]),
    ("SpamAssassin", &["score", "hits", "required"]),
    (
        "Proofpoint",
        &[
            "rule",
            "policy",
            "score",
            "spamscore",
            "phishscore",
            "malwarescore",
            "impostorscore",
            "bulkscore",
            "reason",
        ],
    ),
    (
        "Mimecast",
        &["score", "spam-signature", "bulk-signature", "Policy"],
    ),
    (
        "Barracuda",
        &["score", "TAG_LEVEL", "QUARANTINE_LEVEL", "KILL_LEVEL"],
    ),
    ("MailScanner", &["verdict", "score", "required"]),
    (
        "amavis and others",
        &["verdict", "alert", "spamicity", "tests"],
    ),
    (
        "Cisco",
        &["filtered", "reputation", "sender-group", "policy", "amp"],
    ),
    ("Sophos", &["Gauge", "Probability", "Report"]),
    ("Symantec", &["spam", "reason", "hits", "required", "tests"]),
    (
        "Trend Micro",
        &["spam", "kind", "score", "threshold", "approved", "blocked"],
    ),
    ("Vade", &["state", "score", "policy"]),
    ("Cloudmark", &["verdict", "score"]),
    ("SpamExperts", &["class", "action", "evidence", "score"]),
    ("Proton", &["action", "score"]),
    ("Stalwart", &["spam", "score"]),
];

/// Vendors whose rules are public, and say more than their sum: the names are the keys, the scores the values.
const WITH_RULES: &[&str] = &["rspamd", "SpamAssassin"];
/// The most rules of one filter that are named.
const MAX_RULES: usize = 6;
/// The most filters that are told.
const MAX_FILTERS: usize = 3;

/// One filter.
pub(super) struct Filter {
    /// Whose it is.
    pub vendor: String,
    /// `marked as spam`, where the vendor's fields say so.
    pub verdict: Option<&'static str>,
    /// `SFV:SPM`, `SCL 5`, `score 12.3`.
    pub facts: Vec<String>,
}

/// Where our side put the message, as it noted itself: `delivered to junk, by the spam filter (dest:J OFR:…)`.
pub(super) fn delivery(report: &Report) -> Option<String> {
    let delivery = report.verdict.delivery.as_ref()?;
    let rule = delivery.rule.as_deref();
    let rule = rule.map(|rule| format!(", {rule}")).unwrap_or_default();
    Some(format!("{}{rule} ({})", delivery.folder, delivery.codes))
}

/// The filters of our own side that said something.
pub(super) fn filters(report: &Report) -> Vec<Filter> {
    let mut filters: Vec<Filter> = Vec::new();
    let fields: Vec<&VendorField> = report
        .vendors
        .iter()
        .filter(|vendor| vendor.trusted)
        .map(|vendor| &vendor.field)
        .collect();
    let mut seen: HashSet<&str> = HashSet::new();
    for field in &fields {
        if filters.len() == MAX_FILTERS {
            break;
        }
        if !seen.insert(&field.vendor) {
            continue;
        }
        let own: Vec<&VendorField> = fields
            .iter()
            .copied()
            .filter(|other| other.vendor == field.vendor)
            .collect();
        let mut facts = facts(&field.vendor, &own);
        let delivery = report.verdict.delivery.as_ref();
        facts.extend(
            delivery
                .filter(|delivery| {
                    own.iter()
                        .any(|own| own.field_index == delivery.field_index)
                })
                .and_then(|delivery| delivery.codes.split(' ').next())
                .map(str::to_owned),
        );
        let verdicts = own.iter().filter_map(|field| field.verdict.as_ref());
        let worst = verdicts.max_by_key(|verdict| verdict.kind);
        if facts.is_empty() && worst.is_none() {
            continue;
        }
        filters.push(Filter {
            vendor: field.vendor.clone().into_owned(),
            verdict: worst.map(|verdict| verdict.kind.marked()),
            facts,
        });
    }
    filters
}

/// What decides, of all fields of one vendor.
fn facts(vendor: &str, fields: &[&VendorField]) -> Vec<String> {
    let Some((_, keys)) = DECISIVE.iter().find(|(name, _)| *name == vendor) else {
        return Vec::new();
    };
    let values = || fields.iter().flat_map(|field| &field.values);
    let mut facts = Vec::new();
    for key in *keys {
        let mut of_key = values().filter(|value| value.key == *key && !value.value.is_empty());
        facts.extend(of_key.next().map(fact));
    }
    if WITH_RULES.contains(&vendor) {
        facts.extend(rules(values()));
    }
    facts
}

/// The rules that weigh most: `BAYES_99 3.5`.
fn rules<'v>(values: impl Iterator<Item = &'v Value>) -> Vec<String> {
    let is_rule = |name: &str| {
        name.len() > 2
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let score = |value: &Value| {
        let first = value.value.split(' ').next().unwrap_or_default();
        first.parse::<f64>().unwrap_or(0.0)
    };
    let mut rules: Vec<(f64, &str)> = values
        .filter(|value| is_rule(&value.key))
        .map(|value| (score(value), &*value.key))
        .collect();
    // Where no scores are noted, the order is all there is.
    if rules.iter().any(|(score, _)| *score > 0.0) {
        rules.retain(|(score, _)| *score > 0.0);
    }
    rules.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let shown = rules.into_iter().take(MAX_RULES);
    shown
        .map(|(score, name)| match score {
            0.0 => name.to_owned(),
            score => format!("{name} {score}"),
        })
        .collect()
}

/// A number behind a space, a code behind a colon, as they are searched for.
fn fact(value: &Value) -> String {
    let is_number = value.value.parse::<f64>().is_ok();
    let sign = if is_number { " " } else { ":" };
    format!("{}{sign}{}", value.key, value.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(key: &str, value: &str) -> Value {
        Value {
            key: key.to_owned().into(),
            value: value.to_owned(),
            meaning: None,
            known: crate::words::vendor::Known::Known,
        }
    }

    #[test]
    fn rules_that_weigh_most_come_first() {
        let values = [
            value("score", "12"),
            value("HTML_MESSAGE", "0.001"),
            value("BAYES_99", "3.5 [100 %]"),
            value("RCVD_IN_DNSWL_HI", "-5"),
            value("DKIM_SIGNED", ""),
        ];
        assert_eq!(rules(values.iter()), ["BAYES_99 3.5", "HTML_MESSAGE 0.001"]);
        let plain = [value("B_C", ""), value("A_B", "")];
        assert_eq!(rules(plain.iter()), ["B_C", "A_B"]);
    }

    #[test]
    fn codes_and_numbers_are_written_as_they_are_searched_for() {
        assert_eq!(fact(&value("SFV", "SPM")), "SFV:SPM");
        assert_eq!(fact(&value("SCL", "-1")), "SCL -1");
    }
}
