//! One binary for all targets, since each link with the sanitizer takes minutes. `HDRTRACE_FUZZ` names the target;
//! `.ci/fuzz` builds it and runs all of them.
#![no_main]

mod given;
#[path = "../../tests/common/inert.rs"]
mod inert;
mod targets;

use std::sync::OnceLock;
use targets::{TARGETS, Target};

static TARGET: OnceLock<Target> = OnceLock::new();

/// The target that the environment names.
fn chosen() -> Target {
    let name = std::env::var("HDRTRACE_FUZZ").unwrap_or_default();
    let row = TARGETS.iter().find(|(known, _)| *known == name);
    row.map_or_else(
        || {
            let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
            panic!(
                "HDRTRACE_FUZZ is {name:?}; give one of {}",
                names.join(", ")
            )
        },
        |(_, target)| *target,
    )
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| TARGET.get_or_init(chosen)(data));
