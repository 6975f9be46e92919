//! A domain.

use super::{Block, Row, Tone, contacts, dnsbl, gathered, section, skipped};
use crate::checked::Checked;
use crate::names::is_within;
use crate::report::enrichment::{DomainReport, Published, PublishedRecord};
use crate::words::enrich::RecordKind;

/// The most records of one kind, and the most of what is wrong with them.
const MAX_TEXTS: usize = 5;
const MAX_PROBLEMS: usize = 6;

pub(super) fn block(found: &DomainReport) -> Block {
    let domain = found.domain.as_str();
    let mut rows = section("records", &found.records, |found| {
        found
            .iter()
            .flat_map(|record| published(record, domain))
            .collect()
    });
    rows.extend(section("DNS lists", &found.dnsbl, |found| dnsbl(found)));
    rows.extend(section("abuse contact", &found.contacts, |found| {
        contacts(found)
    }));
    let roles: Vec<&str> = found.roles.iter().map(|role| role.text()).collect();
    Block {
        subject: found.domain.clone(),
        remark: roles.join(", "),
        rows: gathered(rows),
    }
}

fn published(published: &Published, domain: &str) -> Vec<Row> {
    let label = published.kind.text();
    let record = match &published.record {
        Checked::Done(record) => record,
        Checked::Skipped(why) => return skipped(label, *why).into_iter().collect(),
    };
    let mut rows = Vec::new();
    if record.present {
        let tone = if record.problems.is_empty() {
            Tone::Good
        } else {
            Tone::Plain
        };
        let texts = texts(published, record, domain);
        rows.extend(texts.into_iter().map(|text| Row::new(label, tone, text)));
    } else {
        rows.push(Row::new(
            label,
            Tone::Dim,
            format!("none{}", destination(record)),
        ));
    }
    let problems = record.problems.iter().take(MAX_PROBLEMS);
    rows.extend(problems.map(|problem| Row::new("", Tone::Doubt, problem.clone())));
    rows
}

/// The records, with the name where it is another domain's; the hosts of MX in one line.
fn texts(published: &Published, record: &PublishedRecord, domain: &str) -> Vec<String> {
    if published.kind == RecordKind::Mx {
        return vec![record.texts.join(", ") + &destination(record)];
    }
    let place = if is_within(&published.name, domain) {
        String::new()
    } else {
        format!(" (at {})", published.name)
    };
    let texts = record.texts.iter().take(MAX_TEXTS);
    let mut texts: Vec<String> = texts.map(|text| format!("{text}{place}")).collect();
    if let Some(more @ 1..) = record.texts.len().checked_sub(MAX_TEXTS) {
        texts.push(format!("and {more} more"));
    }
    texts
}

/// Where mail goes, if not to hosts of MX.
fn destination(record: &PublishedRecord) -> String {
    const NAME: &str = "mail goes to";
    let to = record.facts.get(NAME);
    to.map(|to| format!("; {NAME} {to}")).unwrap_or_default()
}
