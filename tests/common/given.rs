//! What a test traces a message with.
// Each binary uses a part of this one.
#![allow(dead_code)]

use hdrtrace::{AnalyzeError, Analyzer, Known, Report, Settings};

/// Settings, and what is known of the one message.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub settings: Settings,
    pub known: Known,
}

impl Given {
    pub fn analyzer(&self) -> Analyzer {
        Analyzer::new(self.settings.clone()).expect("settings that work")
    }
}

/// Traces one message by itself.
pub fn analyze(raw: &[u8], given: &Given) -> Result<Report, AnalyzeError> {
    given.analyzer().analyze(raw, &given.known)
}

/// Traces all messages of an input.
pub fn analyze_all(raw: &[u8], given: &Given) -> Result<Vec<Report>, AnalyzeError> {
    given.analyzer().analyze_all(raw, &given.known)
}
