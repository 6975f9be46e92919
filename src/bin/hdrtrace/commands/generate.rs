//! `hdrtrace generate`: documents for other programs.

use crate::args::generate::Generate;
use anyhow::Result;
use hdrtrace::Report;
use std::io::{self, Write};

pub(super) fn run(what: &Generate) -> Result<u8> {
    let text = match what {
        Generate::Schema => Report::json_schema_document(),
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(0)
}
