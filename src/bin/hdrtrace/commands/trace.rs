//! Tracing: reports on messages.

use super::{FOUND, UNREADABLE};
use crate::args::Common;
use crate::args::shape::Shape;
use crate::args::trace::Trace;
use crate::args::words::{Format, Severity};
use crate::files;
use crate::given::{Given, known};
use crate::input::{name, read};
use crate::output::{self, say};
use crate::pager::Pager;
use crate::remedies;
use anyhow::{Result, bail};
use hdrtrace::dns::Capsule;
use hdrtrace::{Analyzer, Known, Report, Settings, casefile, findings, render};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

pub(super) fn run(args: &Trace, common: &Common, given: Given) -> Result<u8> {
    let Given { settings, own } = given;
    let mut style = output::style(&own.output);
    let chosen = own.output.format;
    let format = format(&args.shape, chosen, args.files.len())?;
    if let Some(path) = &common.dns.record_dns {
        files::refuse_taken(path, common.files.existing())?;
    }
    let now = settings.clock.now();
    // One for all files: what one of them asked is known to the next.
    let analyzer = Analyzer::new(settings)?;
    let mut out = Pager::open(&own.output, format, &mut style);
    let mut recorded = Capsule::default();
    let mut code = 0;
    let stdin = [Path::new("-").to_owned()];
    let files = if args.files.is_empty() {
        &stdin[..]
    } else {
        &args.files
    };
    if args.evidence.is_some() && files.len() != 1 {
        bail!("--evidence takes one message; give each message its own folder");
    }
    style.titled = files.len() > 1;
    let mut is_first = true;
    for file in files {
        let known = known(&common.known, name(file));
        let reports = match all(file, &analyzer, &known, args, chosen) {
            Ok(reports) => reports,
            Err(error) => {
                // One bad input does not stop the others.
                say(&remedies::told_of(file, &error))?;
                code = UNREADABLE;
                continue;
            }
        };
        let mut asked = Vec::new();
        for report in &reports {
            if !is_first {
                out.write_all(between(format))?;
            }
            is_first = false;
            match shown(report, format, &style) {
                Ok(bytes) => out.write_all(&bytes)?,
                Err(error) => {
                    say(&format!("{}: {error}", known.name))?;
                    code = UNREADABLE;
                }
            }
            style.columns = false;
            asked.extend(report.log());
            if code == 0
                && own
                    .fail_on
                    .is_some_and(|least| report.worst() >= Some(severity(least)))
            {
                code = FOUND;
            }
        }
        if let Some(report) = reports.first().filter(|_| common.dns.record_dns.is_some()) {
            recorded.merge(Capsule::from_log(&report.input.sha256, now, &asked));
        }
    }
    out.finish()?;
    if let Some(path) = &common.dns.record_dns {
        files::write(
            path,
            recorded.try_to_json()?.as_bytes(),
            common.files.existing(),
        )?;
    }
    Ok(code)
}

/// A report in a format. A fault of ours in showing one does not end the others, as one in the analysis does not.
fn shown(report: &Report, format: render::Format, style: &render::Style) -> Result<Vec<u8>> {
    let work = AssertUnwindSafe(|| render::try_render(report, format, style));
    match catch_unwind(work) {
        Ok(rendered) => Ok(rendered?),
        Err(_) => bail!("cannot be shown: an internal error of hdrtrace; please report it"),
    }
}

/// What is printed of so many files.
pub(super) fn format(shape: &Shape, chosen: Format, files: usize) -> Result<render::Format> {
    match (chosen, shape.table) {
        _ if shape.annotate => Ok(render::Format::Annotated),
        (Format::Html, _) if files > 1 => {
            bail!("--format html takes one message; give one FILE")
        }
        (Format::Csv, None) => {
            bail!("--format csv needs --table hops or --table findings")
        }
        (format, Some(_)) if format != Format::Csv => bail!("--table works only with --format csv"),
        (format, table) => Ok(output::format(format, table)),
    }
}

/// What stands between two reports.
pub(super) fn between(format: render::Format) -> &'static [u8] {
    match format {
        render::Format::Terminal | render::Format::Annotated => b"\n",
        render::Format::Markdown => b"\n---\n\n",
        _ => b"",
    }
}

/// The reports on a file: one, unless it is a session with several messages.
fn all(
    file: &Path,
    analyzer: &Analyzer,
    known: &Known,
    args: &Trace,
    format: Format,
) -> Result<Vec<Report>> {
    let (bytes, whole) = read(file)?;
    let cut = whole.is_some();
    let known = Known {
        whole,
        ..known.clone()
    };
    let mut reports = analyzer.analyze_all(&bytes, &known)?;
    let count = reports.len();
    if let Some(number) = args.mail.map(usize::from) {
        if number > count {
            bail!(
                "invalid --mail value {number}: the input has {count} {}",
                if count == 1 { "message" } else { "messages" }
            );
        }
        reports = reports.drain(number - 1..number).collect();
    }
    if reports.len() > 1 && (format == Format::Html || args.evidence.is_some()) {
        bail!("an SMTP session with {count} messages; choose one with --mail N");
    }
    if let (Some(folder), Some(report)) = (&args.evidence, reports.first()) {
        if count > 1 {
            bail!(
                "an SMTP session with {count} messages, and --evidence takes one; extract it from the session"
            );
        }
        write_evidence(folder, &bytes, report, analyzer.settings(), &known, cut)?;
    }
    Ok(reports)
}

fn severity(given: Severity) -> findings::Severity {
    match given {
        Severity::Info => findings::Severity::Info,
        Severity::Notice => findings::Severity::Notice,
        Severity::Warning => findings::Severity::Warning,
        Severity::High => findings::Severity::High,
    }
}

fn write_evidence(
    folder: &Path,
    bytes: &[u8],
    report: &Report,
    settings: &Settings,
    known: &Known,
    cut: bool,
) -> Result<()> {
    let arguments: Vec<String> = std::env::args_os()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let seal = casefile::write(folder, bytes, report, settings, known, &arguments, cut)?;
    say(&format!(
        "wrote evidence to {}; keep its seal: {seal}",
        folder.display()
    ))
}
