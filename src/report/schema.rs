//! The JSON Schema of reports.

use super::{Report, SCHEMA};

impl Report {
    /// The JSON Schema (draft 2020-12) of reports, as a document. Fields may be added within the same schema: it admits
    /// more than it names.
    pub fn json_schema_document() -> String {
        let mut schema = schemars::schema_for!(Report);
        schema.insert("title".to_owned(), SCHEMA.into());
        let mut text = serde_json::to_string_pretty(schema.as_value()).unwrap_or_default();
        text.push('\n');
        text
    }
}
