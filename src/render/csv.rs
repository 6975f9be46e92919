//! CSV after RFC 4180: commas, CRLF, quotes where they are needed. The names of the columns stay; new ones are added at the end.

use super::escape::csv::cell;
use super::messages::{COLUMNS, Value, container, values};
use super::{Style, Table};
use crate::report::{AuthReport, FindingReport, HopReport, Report};
use crate::words::findings::Basis;
use crate::words::route::Trust;
use std::fmt::Display;

/// A column: its name and how its cell is written. Cells come out escaped.
struct Column<R> {
    name: &'static str,
    cell: fn(&Report, &R) -> String,
}

const HOPS: &[Column<HopReport>] = &[
    Column {
        name: "input",
        cell: |report, _| cell(&report.input.name),
    },
    Column {
        name: "sha256",
        cell: |report, _| cell(&report.input.sha256),
    },
    Column {
        name: "hop",
        cell: |_, hop| number(Some(hop.index)),
    },
    Column {
        name: "received_index",
        cell: |_, hop| number(hop.received_index),
    },
    Column {
        name: "time",
        cell: |_, hop| text(hop.time.as_deref()),
    },
    Column {
        name: "delay_ms",
        cell: |_, hop| number(hop.delay_ms),
    },
    Column {
        name: "trust",
        cell: |_, hop| trust(hop.trust).to_owned(),
    },
    Column {
        name: "from_name",
        cell: |_, hop| text(hop.from.name.as_deref()),
    },
    Column {
        name: "from_helo",
        cell: |_, hop| text(hop.from.helo.as_deref()),
    },
    Column {
        name: "from_rdns",
        cell: |_, hop| text(hop.from.rdns.as_deref()),
    },
    Column {
        name: "from_ip",
        cell: |_, hop| number(hop.from.ip),
    },
    Column {
        name: "by_name",
        cell: |_, hop| text(hop.by.name.as_deref()),
    },
    Column {
        name: "by_ip",
        cell: |_, hop| number(hop.by.ip),
    },
    Column {
        name: "with",
        cell: |_, hop| text(hop.with.as_deref()),
    },
    Column {
        name: "tls_version",
        cell: |_, hop| text(hop.tls.as_ref().and_then(|tls| tls.version.as_deref())),
    },
    Column {
        name: "tls_cipher",
        cell: |_, hop| text(hop.tls.as_ref().and_then(|tls| tls.cipher.as_deref())),
    },
    Column {
        name: "id",
        cell: |_, hop| text(hop.id.as_deref()),
    },
    Column {
        name: "for",
        cell: |_, hop| text(hop.for_.as_deref()),
    },
    Column {
        name: "envelope_from",
        cell: |_, hop| text(hop.envelope_from.as_deref()),
    },
    Column {
        name: "auth",
        cell: |_, hop| auth(hop.auth.as_ref()),
    },
    Column {
        name: "dialect",
        cell: |_, hop| cell(&hop.dialect),
    },
    Column {
        name: "container",
        cell: |report, _| container(report).to_owned(),
    },
    Column {
        name: "member",
        cell: |report, _| cell(&report.input.path()),
    },
];

const FINDINGS: &[Column<FindingReport>] = &[
    Column {
        name: "input",
        cell: |report, _| cell(&report.input.name),
    },
    Column {
        name: "sha256",
        cell: |report, _| cell(&report.input.sha256),
    },
    Column {
        name: "code",
        cell: |_, finding| cell(&finding.code),
    },
    Column {
        name: "name",
        cell: |_, finding| cell(&finding.name),
    },
    Column {
        name: "severity",
        cell: |_, finding| cell(finding.severity.word()),
    },
    Column {
        name: "title",
        cell: |_, finding| cell(&finding.title),
    },
    Column {
        name: "detail",
        cell: |_, finding| cell(&finding.detail),
    },
    Column {
        name: "basis",
        cell: |_, finding| basis(finding.basis).to_owned(),
    },
    Column {
        name: "field",
        cell: |_, finding| text(finding.evidence.first().map(|place| place.field.as_str())),
    },
    Column {
        name: "field_index",
        cell: |_, finding| number(finding.evidence.first().map(|place| place.index)),
    },
    Column {
        name: "start",
        cell: |_, finding| number(finding.evidence.first().map(|place| place.span.start)),
    },
    Column {
        name: "end",
        cell: |_, finding| number(finding.evidence.first().map(|place| place.span.end)),
    },
    Column {
        name: "container",
        cell: |report, _| container(report).to_owned(),
    },
    Column {
        name: "member",
        cell: |report, _| cell(&report.input.path()),
    },
];

pub(super) fn render(report: &Report, table: Table, style: &Style) -> Vec<u8> {
    match table {
        Table::Hops => records(report, HOPS, &report.route.hops, style),
        Table::Findings => records(report, FINDINGS, &report.findings, style),
        Table::Messages => messages(report, style),
    }
    .into_bytes()
}

/// The names of the columns of a table with one record a message.
pub(super) fn message_columns() -> String {
    let mut out = String::new();
    push(
        &mut out,
        COLUMNS.iter().map(|column| column.name.to_owned()),
    );
    out
}

fn messages(report: &Report, style: &Style) -> String {
    let mut out = if style.columns {
        message_columns()
    } else {
        String::new()
    };
    push(&mut out, values(report).into_iter().map(value));
    out
}

fn value(value: Value) -> String {
    match value {
        Value::Text(value) => text(value.as_deref()),
        Value::Whole(value) => number(value),
        Value::Flag(value) => value.to_string(),
        Value::Time(time) => time.to_rfc3339(),
        Value::Texts(values) => cell(&values.join(" ")),
    }
}

fn records<R>(report: &Report, columns: &[Column<R>], rows: &[R], style: &Style) -> String {
    let mut out = String::with_capacity(256 * (rows.len() + 1));
    if style.columns {
        push(
            &mut out,
            columns.iter().map(|column| column.name.to_owned()),
        );
    }
    for row in rows {
        push(
            &mut out,
            columns.iter().map(|column| (column.cell)(report, row)),
        );
    }
    out
}

fn push(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&cell);
    }
    out.push_str("\r\n");
}

fn text(value: Option<&str>) -> String {
    value.map(cell).unwrap_or_default()
}

/// A number or an address of ours: nothing in it needs an escape, and a negative one stays a number.
fn number(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn trust(trust: Trust) -> &'static str {
    match trust {
        Trust::Trusted => "trusted",
        Trust::Boundary => "boundary",
        Trust::Claimed => "claimed",
        Trust::Observed => "observed",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Observed => "observed",
        Basis::Claimed => "claimed",
        Basis::Derived => "derived",
        Basis::LookedUp => "looked-up",
    }
}

fn auth(auth: Option<&AuthReport>) -> String {
    match auth {
        Some(AuthReport::User(name)) => cell(name),
        Some(AuthReport::Yes) => "true".to_owned(),
        None => String::new(),
    }
}
