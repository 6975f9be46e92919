//! Where the data lies that is not part of the project. What needs it is `#[ignore = "needs HDRTRACE_SHARED"]`.

use std::path::PathBuf;

/// The folder named by `HDRTRACE_SHARED`, by default `../shared` beside the package.
pub fn path(name: &str) -> PathBuf {
    let root = std::env::var_os("HDRTRACE_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    root.join(name)
}

/// A file of that folder. Fails when it is not there: a test that has no data must not pass.
#[allow(dead_code, reason = "each binary takes what it needs")]
pub fn text(name: &str) -> String {
    let path = path(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error} (set HDRTRACE_SHARED to the folder that has it)",
            path.display()
        )
    })
}
