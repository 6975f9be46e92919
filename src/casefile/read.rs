//! `run.json` read, in whichever version it was written.

use super::CasefileError;
use super::first_run::FirstRun;
use super::run::{Run, SCHEMA};
use serde::Deserialize;

/// The one before it, which is still read.
const FIRST_SCHEMA: &str = "hdrtrace-evidence/1";

/// What is looked at first.
#[derive(Deserialize)]
struct Head {
    pub(super) schema: String,
}

impl Run {
    /// Reads it, of this version or of the first.
    pub fn read(bytes: &[u8]) -> Result<Self, CasefileError> {
        let fault = |error: serde_json::Error| CasefileError::Run(error.to_string());
        let head: Head = serde_json::from_slice(bytes).map_err(fault)?;
        match head.schema.as_str() {
            SCHEMA => serde_json::from_slice(bytes).map_err(fault),
            FIRST_SCHEMA => {
                let first: FirstRun = serde_json::from_slice(bytes).map_err(fault)?;
                Ok(first.into_run())
            }
            other => Err(CasefileError::Run(format!(
                "the schema is {other:?}; this version reads {SCHEMA:?} and {FIRST_SCHEMA:?}"
            ))),
        }
    }
}
