//! Where the data lies that is not part of the project.

use std::path::PathBuf;

/// The folder named by `HDRTRACE_SHARED`, by default `../shared` beside the package.
pub fn shared_path(name: &str) -> PathBuf {
    let root = std::env::var_os("HDRTRACE_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    root.join(name)
}

/// A file of that folder. Fails when it is not there: a test that has no data must not pass.
#[allow(dead_code, reason = "each test takes what it needs")]
pub fn shared(name: &str) -> String {
    let path = shared_path(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error} (set HDRTRACE_SHARED to the folder that has it)",
            path.display()
        )
    })
}
