//! What the receiver's filters decided, in the few words that say it. The texts are not harmless yet.

use crate::report::Report;
use crate::report::vendor::{Value, VendorField};

/// What decides, by vendor, in the order in which it is read. Of a vendor that is not here, its verdict is told.
const DECISIVE: &[(&str, &[&str])] = &[
    ("Microsoft", &["SFV", "SCL", "BCL", "CAT", "CTRY"]),
    ("rspamd", &["action", "score", "required", "symbol"]),
    ("SpamAssassin", &["score", "hits", "required", "test"]),
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

/// Keys whose values are rules that matched: several of one name, told together.
const RULES: &[&str] = &["symbol", "test", "tests"];
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
    for field in &fields {
        if filters.len() == MAX_FILTERS {
            break;
        }
        if filters.iter().any(|known| known.vendor == field.vendor) {
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
        if RULES.contains(key) {
            let all: Vec<&Value> = of_key.collect();
            let shown = all.iter().take(MAX_RULES).map(|value| value.value.as_str());
            let mut shown: Vec<String> = shown.map(str::to_owned).collect();
            if let Some(more @ 1..) = all.len().checked_sub(MAX_RULES) {
                shown.push(format!("{more} more"));
            }
            facts.extend(shown);
        } else if let Some(value) = of_key.next() {
            facts.push(fact(value));
        }
    }
    facts
}

/// A number behind a space, a code behind a colon, as they are searched for.
fn fact(value: &Value) -> String {
    let is_number = value.value.parse::<f64>().is_ok();
    let sign = if is_number { " " } else { ":" };
    format!("{}{sign}{}", value.key, value.value)
}
