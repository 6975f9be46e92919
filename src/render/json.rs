//! JSON: one object, one line. `serde_json` escapes what needs it; all else is the schema's.

use serde::Serialize;

pub(super) fn render(report: &impl Serialize) -> Vec<u8> {
    // The report holds nothing that JSON cannot: no map with keys that are no strings, no failing
    // writer.
    let mut bytes = serde_json::to_vec(report).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
