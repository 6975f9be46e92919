//! Recorded DNS answers: written and read again they are the same, and a message that is checked by them gives a report.
//!
//! The first byte chooses the message.

use crate::given;
use hdrtrace::{AnalyzeError, Capsule, InputForm, Known};

const MESSAGES: &[&[u8]] = &[
    include_bytes!("../../../samples/clean.eml"),
    include_bytes!("../../../samples/spoofed-bank.eml"),
    include_bytes!("../../../samples/three-hops.eml"),
    include_bytes!("../../../samples/list-arc.eml"),
];

pub fn run(data: &[u8]) {
    let Some((&which, text)) = data.split_first() else {
        return;
    };
    let Ok(capsule) = Capsule::parse(&String::from_utf8_lossy(text)) else {
        return;
    };
    let again = Capsule::parse(&capsule.to_json()).expect("what was written is read");
    assert!(again == capsule, "written and read it is another");
    let message = MESSAGES[usize::from(which) % MESSAGES.len()];
    let analyzer = given::analyzer(capsule, InputForm::Message);
    match analyzer.analyze(message, &Known::default()) {
        Ok(report) => assert!(!report.verdict.summary.is_empty()),
        Err(AnalyzeError::Fault(fault)) => panic!("{fault}"),
        Err(_) => {}
    }
}
