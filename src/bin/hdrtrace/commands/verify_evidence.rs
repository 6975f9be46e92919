//! `verify-evidence`.

use crate::args::verify_evidence::VerifyArgs;
use anyhow::{Context, Result, bail};
use hdrtrace::{casefile, render};
use std::io::{self, Write};

pub(super) fn run(args: &VerifyArgs) -> Result<u8> {
    if !args.folder.is_dir() {
        bail!("cannot read {}: no such folder", args.folder.display());
    }
    let verified = casefile::verify(&args.folder, args.seal.as_deref())
        .with_context(|| args.folder.display().to_string())?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "complete, unchanged, and the analysis gives the same report"
    )?;
    writeln!(out, "message  {}", verified.message)?;
    writeln!(out, "seal     {}", verified.seal)?;
    writeln!(
        out,
        "version  {}",
        render::escape::terminal(&verified.version, false)
    )?;
    if args.seal.is_none() {
        writeln!(
            out,
            "Compare the seal with the one printed when the folder was written, or give that one with --seal."
        )?;
    }
    Ok(0)
}
