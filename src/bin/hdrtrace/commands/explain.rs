//! `explain`.

use crate::args::explain::ExplainArgs;
use anyhow::{Result, bail};
use hdrtrace::{explain, render};
use std::io::{self, Write};

pub(super) fn run(args: &ExplainArgs) -> Result<u8> {
    if args.markdown {
        io::stdout()
            .lock()
            .write_all(explain::findings_markdown().as_bytes())?;
        return Ok(0);
    }
    if args.list || args.term.is_empty() {
        return list_terms();
    }
    explain_term(&args.term.join(" "))
}

fn list_terms() -> Result<u8> {
    let mut out = io::stdout().lock();
    let entries = explain::entries();
    for kind in explain::Kind::ALL {
        writeln!(out, "{}", kind.text().to_uppercase())?;
        for entry in entries.iter().filter(|entry| entry.kind == kind) {
            writeln!(out, "  {:<28} {}", entry.term, entry.meaning)?;
        }
    }
    Ok(0)
}

fn explain_term(term: &str) -> Result<u8> {
    let found = explain::find(term);
    if found.is_empty() {
        let shown = render::escape::terminal(term, false);
        let near = explain::near(term);
        if near.is_empty() {
            bail!("{shown}: not known; hdrtrace explain --list shows what is");
        }
        bail!("{shown}: not known; did you mean {}?", near.join(", "));
    }
    let mut out = io::stdout().lock();
    for (at, entry) in found.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        out.write_all(entry.to_text().as_bytes())?;
    }
    Ok(0)
}
