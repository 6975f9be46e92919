//! Writes the messages in `samples/` and the DNS answers beside them.
//!
//! ```text
//! cargo run --example make-samples [FOLDER]
//! ```
//!
//! The messages are invented, their signatures are real. Keys, times and ids are fixed, so that every run writes the
//! same bytes; `tests/report/samples.rs` compares them with what is in the folder.

mod studio;

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/samples")),
        PathBuf::from,
    );
    fs::create_dir_all(&folder)?;
    for file in studio::files() {
        fs::write(folder.join(file.name), file.bytes)?;
    }
    Ok(())
}
