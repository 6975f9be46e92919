//! From what was typed to what is done: reads inputs, calls the library, writes out.

mod compose;
mod desk;

use crate::cli::{Cli, Command, ConfigCommand, DnsArgs, Format, Input, Known, Severity, Trace};
use crate::setup::{self, is_stdin, write_whole};
use crate::{check, config, recover};
use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, Utc};
use hdrtrace::dns::Capsule;
use hdrtrace::{Analyzer, At, InputForm, Options, Report, explain, findings, render};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Exit code: a finding at or above `--fail-on`.
const FOUND: u8 = 1;
/// Exit code: usage, or an input that could not be read.
pub(crate) const UNREADABLE: u8 = 2;

pub(crate) fn run(cli: Cli) -> Result<u8> {
    match cli.command {
        Some(Command::Explain { markdown: true, .. }) => {
            io::stdout()
                .lock()
                .write_all(explain::findings_markdown().as_bytes())?;
            Ok(0)
        }
        Some(Command::Explain { list: true, .. }) => list_terms(),
        Some(Command::Explain { term, .. }) if term.is_empty() => list_terms(),
        Some(Command::Explain { term, .. }) => explain_term(&term.join(" ")),
        Some(Command::Check { check }) => check::run(&check),
        Some(Command::Recover(args)) => recover::run(&args),
        Some(Command::Report(args)) => desk::report(&args),
        Some(Command::Redact(args)) => desk::redact(&args),
        Some(Command::Compose(args)) => compose::run(&args),
        Some(Command::VerifyEvidence(args)) => desk::verify_evidence(&args),
        Some(Command::Config {
            command: ConfigCommand::Show,
        }) => config::show(&std::env::args_os().collect::<Vec<_>>()),
        None => trace(&cli.trace),
    }
}

/// Whether an error is only that nobody reads our output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

fn trace(args: &Trace) -> Result<u8> {
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
        ..setup::style(args.color, args.width)
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
            asked.extend(report.log());
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
        (format, table) => Ok(setup::format(format, table)),
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
    let (bytes, whole) = setup::read(file)?;
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
        desk::write_evidence(folder, &bytes, report, analyzer.options(), cut)?;
    }
    Ok(reports)
}

/// What an input is called in reports.
fn name(file: &Path) -> String {
    if is_stdin(file) {
        "-".to_owned()
    } else {
        file.display().to_string()
    }
}

fn options(asked: &DnsArgs, known: &Known, time: &str) -> Result<Options> {
    Ok(Options {
        name: String::new(),
        now: Utc::now(),
        at: at(time)?,
        dns: setup::dns_source(asked)?,
        limits: setup::limits(asked),
        client_ip: known.client_ip,
        helo: known.helo.clone(),
        mail_from: known.mail_from.clone(),
        trust: known.trust.clone(),
        protect: known.protect.clone(),
        ..Options::default()
    })
}

fn at(text: &str) -> Result<At> {
    match text {
        "received" => Ok(At::Received),
        "now" => Ok(At::Now),
        _ => DateTime::parse_from_rfc3339(text)
            .map(|time| At::Time(time.with_timezone(&Utc)))
            .map_err(|_| {
                anyhow!("--at {text}: give received, now, or a time such as 2026-05-02T10:00:00Z")
            }),
    }
}

fn severity(given: Severity) -> findings::Severity {
    match given {
        Severity::Info => findings::Severity::Info,
        Severity::Notice => findings::Severity::Notice,
        Severity::Warning => findings::Severity::Warning,
        Severity::High => findings::Severity::High,
    }
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
