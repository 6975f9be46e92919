//! JSON: one object, one line. `serde_json` escapes what needs it; all else is the schema's.

use super::RenderError;
use serde::Serialize;

pub(super) fn render(report: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    let mut bytes = serde_json::to_vec(report)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What stands in place of a report that cannot be written, for those who take no error: never nothing.
pub(super) fn error(error: &RenderError) -> Vec<u8> {
    let mut bytes = serde_json::json!({ "error": error.to_string() })
        .to_string()
        .into_bytes();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let unfit = BTreeMap::from([(vec![1], 2)]);
        let found = render(&unfit).unwrap_err();
        assert!(
            found
                .to_string()
                .starts_with("the report cannot be written as JSON: ")
        );
        assert!(error(&found).starts_with(b"{\"error\":"));
    }
}
