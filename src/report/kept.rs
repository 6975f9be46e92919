//! Reports that were kept as JSON, read back.

use super::{Report, SCHEMA};
use serde_json::Value;

/// Why no report can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeptError {
    /// There is nothing.
    #[error("contains no report")]
    Empty,
    /// It is not JSON.
    #[error("line {line}, column {column}: is not JSON: {why}")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong.
        why: String,
    },
    /// It is JSON, and something else.
    #[error("line {line}: is JSON, but not a report: {why}")]
    NoReport {
        /// The line on which it begins, from 1.
        line: usize,
        /// What is wrong with the JSON.
        why: String,
    },
    /// It has another schema.
    #[error(
        "line {line}: is a report of schema {found:?}, and this version reads {SCHEMA:?}: use the version that wrote it"
    )]
    Schema {
        /// The line on which it begins, from 1.
        line: usize,
        /// The schema that it names.
        found: String,
    },
    /// Its parts are not as the schema says.
    #[error(
        "line {line}: is not a complete report of {SCHEMA}: {why}; it was changed, or another version wrote it: analyze the message again"
    )]
    Broken {
        /// The line on which it begins, from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
}

/// The most characters of a stranger's text that an error repeats.
const MAX_REPEATED: usize = 60;

impl Report {
    /// Reads reports as they are written in JSON: one, or several one behind the other.
    ///
    /// What this version does not know is passed over where it is a field, and refused where it is a word. A report may be
    /// anybody's: what is shown of it is made as harmless as what a message says.
    pub fn read(kept: &[u8]) -> Result<Vec<Self>, KeptError> {
        let mut reports = Vec::new();
        let mut values = serde_json::Deserializer::from_slice(kept).into_iter::<Value>();
        let (mut start, mut line, mut counted) = (0, 1, 0);
        while let Some(value) = values.next() {
            start += kept[start..]
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            line += memchr::memchr_iter(b'\n', &kept[counted..start]).count();
            counted = start;
            let value = value.map_err(|error| KeptError::NotJson {
                line: error.line().max(1),
                column: error.column().max(1),
                why: without_place(&error),
            })?;
            require_schema(&value, line)?;
            let text = &kept[start..values.byte_offset()];
            let report: Self = serde_json::from_slice(text).map_err(|error| KeptError::Broken {
                line: line + error.line().saturating_sub(1),
                why: without_place(&error),
            })?;
            report
                .require_order()
                .map_err(|why| KeptError::Broken { line, why })?;
            reports.push(report);
            start = values.byte_offset();
        }
        if reports.is_empty() {
            return Err(KeptError::Empty);
        }
        Ok(reports)
    }

    /// What everybody who shows a report relies on: hops are numbered through, and what refers to them does.
    fn require_order(&self) -> Result<(), String> {
        let hops = &self.route.hops;
        if let Some((at, hop)) = (1..).zip(hops).find(|(at, hop)| *at != hop.index) {
            return Err(format!("hop {at} says that it is hop {}", hop.index));
        }
        let named = self.route.gaps.iter().map(|gap| gap.hop);
        let named = named.chain(self.route.boundary.as_ref().map(|boundary| boundary.hop));
        for hop in named {
            if !(1..=hops.len()).contains(&hop) {
                return Err(format!("there is no hop {hop}"));
            }
        }
        Ok(())
    }
}

fn require_schema(value: &Value, line: usize) -> Result<(), KeptError> {
    match value.get("schema") {
        Some(Value::String(found)) if found == SCHEMA => {
            if value.get("check").is_some() {
                let why = "it is a single check without a message".to_owned();
                return Err(KeptError::NoReport { line, why });
            }
            Ok(())
        }
        Some(Value::String(found)) => Err(KeptError::Schema {
            line,
            found: found.chars().take(MAX_REPEATED).collect(),
        }),
        _ => Err(KeptError::NoReport {
            line,
            why: "it names no schema".to_owned(),
        }),
    }
}

/// What is wrong, without the line that is told apart from it, and without more of the text than one looks at.
fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let why = match said.rfind(" at line ") {
        Some(at) => &said[..at],
        None => &said,
    };
    match why.char_indices().nth(4 * MAX_REPEATED) {
        Some((end, _)) => format!("{}…", &why[..end]),
        None => why.to_owned(),
    }
}
