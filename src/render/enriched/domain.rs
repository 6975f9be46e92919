//! A domain.

use super::{Block, Row, Tone, contacts, dnsbl, gathered, section, skipped};
use crate::checked::Checked;
use crate::enrich::{DomainReport, Published, PublishedRecord, RecordKind};

/// The most records of one kind, and the most of what is wrong with them.
const MAX_TEXTS: usize = 5;
const MAX_PROBLEMS: usize = 6;

pub(super) fn block(found: &DomainReport) -> Block {
    let mut rows = section("records", &found.records, |found| {
        found.iter().flat_map(published).collect()
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

fn published(published: &Published) -> Vec<Row> {
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
        rows.extend(
            texts(published.kind, record)
                .into_iter()
                .map(|text| Row::new(label, tone, text)),
        );
    } else {
        rows.push(Row::new(label, Tone::Dim, "none"));
    }
    let problems = record.problems.iter().take(MAX_PROBLEMS);
    rows.extend(problems.map(|problem| Row::new("", Tone::Doubt, problem.clone())));
    rows
}

/// The records; the hosts of MX in one line.
fn texts(kind: RecordKind, record: &PublishedRecord) -> Vec<String> {
    if kind == RecordKind::Mx {
        return vec![record.texts.join(", ")];
    }
    let mut texts: Vec<String> = record.texts.iter().take(MAX_TEXTS).cloned().collect();
    if let Some(more @ 1..) = record.texts.len().checked_sub(MAX_TEXTS) {
        texts.push(format!("and {more} more"));
    }
    texts
}
