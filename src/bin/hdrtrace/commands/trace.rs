//! Tracing: reports on messages.

use super::{FOUND, UNREADABLE, options};
use crate::args::trace::Trace;
use crate::args::words::{Format, Input, Severity};
use crate::input::{is_stdin, name, read};
use crate::output::{self, say, write_whole};
use crate::setup;
use anyhow::{Context, Result, bail};
use hdrtrace::dns::Capsule;
use hdrtrace::{Analyzer, InputForm, Options, Report, casefile, findings, render};
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(args: &Trace) -> Result<u8> {
    let mut options = options(&args.dns, &args.known, &args.at)?;
    options.enrich = setup::enrich(&args.enrich)?;
    options.input = match args.input {
        Input::Auto => InputForm::Auto,
        Input::Message => InputForm::Message,
        Input::Smtp => InputForm::Session,
    };
    let mut style = render::Style {
        verbose: args.verbose,
        defang: !args.no_defang,
        ..output::style(args.color, args.width)
    };
    let format = format(args)?;
    // One for all files: what one of them asked is known to the next.
    let analyzer = Analyzer::new(options.clone());
    let mut out = io::stdout().lock();
    let mut recorded = Capsule::default();
    let mut code = 0;
    let stdin = [Path::new("-").to_owned()];
    let files = if args.files.is_empty() {
        &stdin[..]
    } else {
        &args.files
    };
    if args.evidence.is_some() && files.len() != 1 {
        bail!("--evidence takes one message: give each its own folder");
    }
    let mut is_first = true;
    for file in files {
        options.name = name(file);
        let reports = match all(file, &analyzer, &options, args) {
            Ok(reports) => reports,
            Err(error) => {
                // One bad input does not stop the others.
                let name = if is_stdin(file) {
                    "standard input"
                } else {
                    &options.name
                };
                let said = format!("{name}: {error:#}");
                let said = render::escape::terminal(&said, false);
                writeln!(anstream::stderr().lock(), "hdrtrace: {said}")?;
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
            match render::try_render(report, format, &style) {
                Ok(bytes) => out.write_all(&bytes)?,
                Err(error) => {
                    let name = render::escape::terminal(&options.name, false);
                    writeln!(anstream::stderr().lock(), "hdrtrace: {name}: {error}")?;
                    code = UNREADABLE;
                }
            }
            style.columns = false;
            asked.extend(report.dns.iter().cloned());
            if code == 0
                && args
                    .fail_on
                    .is_some_and(|least| report.worst() >= Some(severity(least)))
            {
                code = FOUND;
            }
        }
        if let Some(report) = reports.first().filter(|_| args.dns.record_dns.is_some()) {
            recorded.merge(Capsule::from_log(&report.input.sha256, options.now, &asked));
        }
    }
    out.flush()?;
    if let Some(path) = &args.dns.record_dns {
        write_whole(path, recorded.try_to_json()?.as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(code)
}

fn format(args: &Trace) -> Result<render::Format> {
    match (args.format, args.table) {
        _ if args.annotate => Ok(render::Format::Annotated),
        (Format::Html, _) if args.files.len() > 1 => {
            bail!("--format html makes one document of one message: give one FILE")
        }
        (format, Some(_)) if format != Format::Csv => bail!("--table is for --format csv"),
        (format, table) => Ok(output::format(format, table)),
    }
}

/// What stands between two reports.
fn between(format: render::Format) -> &'static [u8] {
    match format {
        render::Format::Terminal | render::Format::Annotated => b"\n",
        render::Format::Markdown => b"\n---\n\n",
        _ => b"",
    }
}

/// The reports on a file: one, unless it is a session with several messages.
fn all(file: &Path, analyzer: &Analyzer, options: &Options, args: &Trace) -> Result<Vec<Report>> {
    let (bytes, whole) = read(file)?;
    let cut = whole.is_some();
    let analyzer = analyzer.with_options(Options {
        whole,
        ..options.clone()
    });
    let mut reports = analyzer.analyze_all(&bytes)?;
    let count = reports.len();
    if let Some(number) = args.mail.map(usize::from) {
        if number > count {
            bail!("--mail {number}: it holds {count}");
        }
        reports = reports.drain(number - 1..number).collect();
    }
    if reports.len() > 1 && (args.format == Format::Html || args.evidence.is_some()) {
        bail!("is a session with {count} messages: choose one with --mail N");
    }
    if let (Some(folder), Some(report)) = (&args.evidence, reports.first()) {
        if count > 1 {
            bail!(
                "is a session with {count} messages: a folder of evidence is about one; cut the session out"
            );
        }
        write_evidence(folder, &bytes, report, analyzer.options(), cut)?;
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
    options: &Options,
    cut: bool,
) -> Result<()> {
    let arguments: Vec<String> = std::env::args_os()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let seal = casefile::write(folder, bytes, report, options, &arguments, cut)?;
    say(&format!(
        "evidence in {}; note its seal: {seal}",
        folder.display()
    ))
}
