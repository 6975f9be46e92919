//! One record an indicator. The names of the columns stay; new ones are added at the end.

use crate::indicators::{Blockable, Occurrence, Sum};
use crate::render::escape::csv::cell;

/// A column: its name and how its cell is written. Cells come out escaped.
struct Column {
    name: &'static str,
    cell: fn(&Sum, &Occurrence) -> String,
}

const COLUMNS: &[Column] = &[
    Column {
        name: "type",
        cell: |_, one| one.indicator.kind.word().to_owned(),
    },
    Column {
        name: "value",
        cell: |_, one| cell(&one.indicator.value),
    },
    Column {
        name: "blockable",
        cell: |_, one| (one.indicator.blockable == Blockable::Yes).to_string(),
    },
    Column {
        name: "reason",
        cell: |_, one| {
            let reason = one.indicator.blockable.reason();
            reason.map_or_else(String::new, |reason| reason.word().to_owned())
        },
    },
    Column {
        name: "word",
        cell: |_, one| one.indicator.word().word().to_owned(),
    },
    Column {
        name: "roles",
        cell: |_, one| each(one, |seen| seen.role.word().to_owned()),
    },
    Column {
        name: "places",
        cell: |_, one| each(one, |seen| seen.place.text()),
    },
    Column {
        name: "details",
        cell: |_, one| each(one, |seen| seen.detail.clone().unwrap_or_default()),
    },
    Column {
        name: "messages",
        cell: |_, one| one.count.to_string(),
    },
    Column {
        name: "inputs",
        cell: |sum, one| {
            let sources = one.messages.iter().filter_map(|at| sum.messages.get(*at));
            let names: Vec<String> = sources.map(crate::indicators::Source::path).collect();
            cell(&names.join(" "))
        },
    },
    Column {
        name: "first",
        cell: |_, one| one.first.to_rfc3339(),
    },
    Column {
        name: "last",
        cell: |_, one| one.last.to_rfc3339(),
    },
];

/// A text of each sighting, each once, parted by blanks.
fn each(one: &Occurrence, text: fn(&crate::indicators::Sighting) -> String) -> String {
    let mut texts: Vec<String> = Vec::new();
    for sighting in &one.indicator.seen {
        let text = text(sighting);
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    cell(&texts.join(" "))
}

pub(super) fn render(sum: &Sum) -> Vec<u8> {
    let mut out = String::with_capacity(160 * (sum.indicators.len() + 1));
    push(
        &mut out,
        COLUMNS.iter().map(|column| column.name.to_owned()),
    );
    for one in &sum.indicators {
        push(
            &mut out,
            COLUMNS.iter().map(|column| (column.cell)(sum, one)),
        );
    }
    out.into_bytes()
}

fn push(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}
