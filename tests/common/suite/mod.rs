//! Suites of cases with their zones: `{zones: {id: zone}, cases: [{id, zone: id or zone, …}]}`.
//!
//! The public ones are not part of the project: they lie in the folder that `HDRTRACE_SHARED` names. Tests that
//! ask for them are ignored unless asked for, and fail without it, so that its absence shows.
// Each binary takes what it needs.
#![allow(dead_code, unused_imports)]

mod memory;

use crate::shared;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
pub use memory::resolver;
use serde_json::{Map, Value};

/// A suite.
pub struct Suite(Value);

/// The public suite of that name.
pub fn load(name: &str) -> Suite {
    let text = shared::text(&format!("conformance/{name}.json"));
    Suite(serde_json::from_str(&text).expect("a suite is JSON"))
}

impl Suite {
    /// Its cases; never none.
    pub fn cases(&self) -> &[Value] {
        let cases = self.0["cases"].as_array().expect("a list of cases");
        assert!(!cases.is_empty());
        cases
    }

    /// Its zones that have names.
    pub fn zones(&self) -> &Map<String, Value> {
        self.0["zones"].as_object().expect("zones by name")
    }

    /// The zone of a case: named, or written in place.
    pub fn zone<'a>(&'a self, case: &'a Value) -> &'a Map<String, Value> {
        match &case["zone"] {
            Value::String(id) => self.0["zones"][id].as_object().expect("a zone"),
            zone => zone.as_object().expect("a zone"),
        }
    }

    /// The case of that name.
    pub fn case(&self, id: &str) -> &Value {
        let found = self.cases().iter().find(|case| case["id"] == id);
        found.unwrap_or_else(|| panic!("there is no case {id}"))
    }
}

/// The message of a case.
pub fn message(case: &Value) -> Vec<u8> {
    STANDARD.decode(text(&case["message_b64"])).expect("base64")
}

/// A value that is a text.
pub fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// A character-string; the suites write each octet as one character.
pub fn octets(value: &Value) -> Vec<u8> {
    let octet = |c| u8::try_from(u32::from(c)).expect("an octet");
    text(value).chars().map(octet).collect()
}

/// Runs a future to its end on this thread.
pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future)
}
