//! `hdrtrace render`: kept reports in another format.

use super::UNREADABLE;
use super::trace::{between, format};
use crate::args::render::RenderArgs;
use crate::args::words::Format;
use crate::given::Given;
use crate::input::read;
use crate::output::{self, say};
use crate::pager::Pager;
use crate::remedies;
use anyhow::{Result, bail};
use hdrtrace::{Report, render};
use std::io::Write;
use std::path::Path;

pub(super) fn run(args: &RenderArgs, given: &Given) -> Result<u8> {
    let chosen = given.own.output.format;
    let mut style = output::style(&given.own.output);
    let format = format(&args.shape, chosen, args.files.len())?;
    let mut out = Pager::open(&given.own.output, format, &mut style);
    style.titled = args.files.len() > 1;
    let (mut is_first, mut code) = (true, 0);
    for file in &args.files {
        let reports = match kept(file, chosen) {
            Ok(reports) => reports,
            Err(error) => {
                // One bad file does not stop the others.
                say(&remedies::told_of(file, &error));
                code = UNREADABLE;
                continue;
            }
        };
        for report in &reports {
            if !is_first {
                out.write_all(between(format))?;
            }
            is_first = false;
            out.write_all(&render::try_render(report, format, &style)?)?;
            style.columns = false;
        }
    }
    out.finish()?;
    Ok(code)
}

fn kept(file: &Path, format: Format) -> Result<Vec<Report>> {
    let (bytes, whole) = read(file)?;
    if whole.is_some() {
        bail!("too long; give fewer reports at a time");
    }
    let reports = Report::read(&bytes)?;
    if let Some(word) = format.takes_one().filter(|_| reports.len() > 1) {
        bail!(
            "has {} reports, and --format {word} takes one; give them one at a time",
            reports.len()
        );
    }
    Ok(reports)
}
