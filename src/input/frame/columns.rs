//! Names and values of fields in the columns of a table, as pages and tickets show them.

use crate::input::lines::{bare, is_blank, is_name, lines};
use crate::input::names::is_mail_field;
use crate::input::step::Altered;
use crate::message::DamageKind;

/// How many rows make a table.
const MIN_ROWS: usize = 3;

/// How many lines are looked at for them.
const SNIFF_LINES: usize = 24;

/// The name and the value in a row.
fn row(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let is_barred = line.trim_ascii_start().starts_with(b"|");
    let line = bare(line);
    let end = line
        .iter()
        .rposition(|byte| !matches!(byte, b'\r' | b'\n' | b' '))?
        + 1;
    let line = line[..end].strip_suffix(b"|").unwrap_or(&line[..end]);
    let between = memchr::memchr2(b'\t', b'|', line)?;
    let name = line[..between].trim_ascii_end();
    let is_row = is_name(name) && (is_barred || line[between] == b'\t');
    let value = line[between..].trim_ascii_start();
    let value = value.strip_prefix(b"|").unwrap_or(value);
    is_row.then(|| (name, value.trim_ascii()))
}

/// The name that only mail has, if a row begins with one.
pub(super) fn name(line: &[u8]) -> Option<&[u8]> {
    let (name, _) = row(line)?;
    is_mail_field(name).then_some(name)
}

/// Fields made of the rows of a table.
pub fn out_of_columns(raw: &[u8]) -> Option<Altered> {
    let mut all = lines(raw).filter(|(_, line)| !is_blank(line));
    let (offset, first) = all.next()?;
    name(first)?;
    let sniffed = all
        .take(SNIFF_LINES)
        .filter(|(_, line)| row(line).is_some());
    if 1 + sniffed.count() < MIN_ROWS {
        return None;
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut count = 0;
    for (_, line) in lines(raw) {
        match row(line) {
            Some((name, value)) => {
                count += 1;
                out.extend_from_slice(name);
                out.extend_from_slice(b": ");
                out.extend_from_slice(value);
                out.push(b'\n');
            }
            // A cell of more lines.
            None if !is_blank(line) => {
                out.push(b' ');
                out.extend_from_slice(line);
            }
            None => out.extend_from_slice(line),
        }
    }
    Some(Altered::new(
        DamageKind::TableColumns,
        offset,
        count,
        Some(out),
    ))
}
