//! Reports as security systems read them: a row and a file for each system. What a system's schema has no place for stands where
//! that schema keeps what is not its own; what is not known is left out.

mod asim;
mod cim;
mod cortex;
mod ecs;
mod facts;
pub(super) mod misp;
mod object;
mod ocsf;
mod own;
mod region;
mod sarif;
pub(super) mod stix;
mod uuid;

use super::RenderError;
use crate::report::Report;
use serde_json::Value;
use std::fmt;

/// A system, or a schema that several systems read.
pub struct System {
    /// Its word on the command line.
    pub word: &'static str,
    /// What it is given, in a line of the help.
    pub what: &'static str,
    /// How the names of such files end.
    pub suffix: &'static str,
    /// Their media type.
    pub media_type: &'static str,
    /// How several messages are given.
    pub several: Several,
    /// Makes it of a report.
    build: Build,
}

/// How it is made.
enum Build {
    /// Of the report.
    Of(fn(&Report) -> Value),
    /// The same, with all of the report in its JSON form in it.
    Around(fn(&Report, Value) -> Value),
}

/// How several messages are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Several {
    /// One event a line.
    Lines,
    /// A scan writes one [`log`] of all; where each message is shown by itself it takes one.
    Log,
    /// It takes one message.
    One,
}

/// What stands for the media type of one JSON value a line, which has none that is registered.
const LINES: &str = "application/x-ndjson";

/// All of them, in the order in which the help names them.
#[rustfmt::skip]
pub const SYSTEMS: &[System] = &[
    System { word: "ocsf", what: "OCSF 1.8 Email Activity, one event per line", suffix: "ndjson", media_type: LINES, several: Several::Lines, build: Build::Of(ocsf::event) },
    System { word: "ecs", what: "Elastic Common Schema 9, one event per line", suffix: "ndjson", media_type: LINES, several: Several::Lines, build: Build::Of(ecs::event) },
    System { word: "asim", what: "Microsoft Sentinel ASIM EmailEvent, one event per line", suffix: "ndjson", media_type: LINES, several: Several::Lines, build: Build::Of(asim::event) },
    System { word: "cim", what: "Splunk CIM Email, one event per line", suffix: "ndjson", media_type: LINES, several: Several::Lines, build: Build::Of(cim::event) },
    System { word: "sarif", what: "SARIF 2.1.0 for code scanning: findings with their lines and bytes", suffix: "sarif", media_type: "application/sarif+json", several: Several::Log, build: Build::Of(sarif::log) },
    System { word: "stix", what: "STIX 2.1, one bundle per line", suffix: "ndjson", media_type: LINES, several: Several::Lines, build: Build::Of(stix::bundle) },
    System { word: "misp", what: "MISP events, one per line", suffix: "ndjson", media_type: LINES, several: Several::Lines, build: Build::Of(misp::event) },
    System { word: "cortex", what: "Output of a Cortex analyzer, for TheHive", suffix: "json", media_type: "application/json", several: Several::One, build: Build::Around(cortex::output) },
];

impl System {
    /// The system with this word.
    pub fn by_word(word: &str) -> Option<&'static Self> {
        SYSTEMS.iter().find(|system| system.word == word)
    }

    /// The report as this system reads it.
    pub(super) fn value(&self, report: &Report) -> Result<Value, serde_json::Error> {
        Ok(match self.build {
            Build::Of(build) => build(report),
            Build::Around(build) => build(report, serde_json::to_value(report)?),
        })
    }
}

/// The output of a Cortex analyzer that made no report, in a line: why, and what of the job is repeated.
pub fn cortex_failure(reason: &str, job: Value) -> Result<Vec<u8>, RenderError> {
    super::json::render(&cortex::failure(reason, job))
}

/// One log of many messages, written as it grows: a head, the results of each message, a foot.
pub mod log {
    use super::sarif;
    use crate::render::{RenderError, json};
    use crate::report::Report;

    pub use super::sarif::Rule;

    /// What stands between the results of two messages.
    pub const BETWEEN: &[u8] = b",\n";

    /// What stands before the first.
    pub fn head() -> Vec<u8> {
        sarif::head().into_bytes()
    }

    /// The results of a message, one a line, without a line's end behind the last; empty where nothing was found.
    pub fn results(report: &Report) -> Result<Vec<u8>, RenderError> {
        let mut lines = Vec::new();
        for result in sarif::lines(report) {
            let line = json::render(&result)?;
            lines.push(line.trim_ascii_end().to_vec());
        }
        Ok(lines.join(BETWEEN))
    }

    /// What stands behind the last, with the rules that occur.
    pub fn foot(rules: &[Rule<'_>]) -> Vec<u8> {
        sarif::foot(rules).into_bytes()
    }
}

impl PartialEq for System {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

impl Eq for System {}

impl fmt::Debug for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_system_has_a_word_of_its_own() {
        let words: BTreeSet<&str> = SYSTEMS.iter().map(|system| system.word).collect();
        assert_eq!(words.len(), SYSTEMS.len());
        assert!(
            SYSTEMS
                .iter()
                .all(|system| System::by_word(system.word) == Some(system))
        );
    }
}
