//! From what was typed to what is done: reads inputs, calls the library, writes out.

mod desk;

use crate::cli::{Cli, Color, Command, DnsArgs, Format, Known, Severity, Trace};
use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, Utc};
use hdrtrace::dns::{Capsule, Limits};
use hdrtrace::{At, DnsSource, Options, Report, findings, input, render};
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Exit code: a finding at or above `--fail-on`.
const FOUND: u8 = 1;
/// Exit code: usage, or an input that could not be read.
pub(crate) const UNREADABLE: u8 = 2;

pub(crate) fn run(cli: Cli) -> Result<u8> {
    match cli.command {
        Some(Command::Explain { term }) => explain(term.as_deref()),
        Some(Command::Report(args)) => desk::report(&args),
        Some(Command::Redact(args)) => desk::redact(&args),
        Some(Command::VerifyEvidence(args)) => desk::verify_evidence(&args),
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
    let style = style(args);
    let format = match args.format {
        Format::Terminal => render::Format::Terminal,
        Format::Json => render::Format::Json,
    };
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
    for (at, file) in files.iter().enumerate() {
        options.name = name(file);
        let report = match one(file, &options, args.evidence.as_deref()) {
            Ok(report) => report,
            Err(error) => {
                // One bad input does not stop the others.
                let name = if is_stdin(file) {
                    "standard input"
                } else {
                    &options.name
                };
                let name = render::escape::terminal(name, false);
                writeln!(anstream::stderr().lock(), "hdrtrace: {name}: {error:#}")?;
                code = UNREADABLE;
                continue;
            }
        };
        if at > 0 && format == render::Format::Terminal {
            writeln!(out)?;
        }
        out.write_all(&render::render(&report, format, &style))?;
        if args.dns.record_dns.is_some() {
            recorded.merge(Capsule::from_log(
                &report.input.sha256,
                options.now,
                &report.dns,
            ));
        }
        if code == 0
            && args
                .fail_on
                .is_some_and(|least| report.worst() >= Some(severity(least)))
        {
            code = FOUND;
        }
    }
    out.flush()?;
    if let Some(path) = &args.dns.record_dns {
        write_whole(path, recorded.to_json().as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(code)
}

fn one(file: &Path, options: &Options, evidence: Option<&Path>) -> Result<Report> {
    let (bytes, cut) = read(file)?;
    let mut report = hdrtrace::analyze(&bytes, options)?;
    if cut {
        report.note_cut();
    }
    if let Some(folder) = evidence {
        desk::write_evidence(folder, &bytes, &report, options, cut)?;
    }
    Ok(report)
}

/// The bytes of an input, and whether there were more than are read.
fn read(file: &Path) -> Result<(Vec<u8>, bool)> {
    Ok(if is_stdin(file) {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            writeln!(
                io::stderr(),
                "Paste the headers (or the whole message), then press Ctrl-D:"
            )?;
        }
        input::read_limited(stdin.lock())?
    } else {
        let opened =
            File::open(file).map_err(|error| anyhow!("cannot be opened: {}", reason(&error)))?;
        if opened.metadata().is_ok_and(|meta| meta.is_dir()) {
            bail!(
                "is a directory: name the messages in it, such as {}/*.eml",
                file.display()
            );
        }
        input::read_limited(opened)
            .map_err(|error| anyhow!("cannot be read: {}", reason(&error)))?
    })
}

/// An I/O error without its number.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// What an input is called in reports.
fn name(file: &Path) -> String {
    if is_stdin(file) {
        "-".to_owned()
    } else {
        file.display().to_string()
    }
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn options(asked: &DnsArgs, known: &Known, time: &str) -> Result<Options> {
    let dns = if asked.offline {
        DnsSource::Offline
    } else if let Some(path) = &asked.replay_dns {
        let text = std::fs::read_to_string(path)
            .map_err(|error| anyhow!("{}: cannot be read: {}", path.display(), reason(&error)))?;
        let capsule = Capsule::parse(&text).with_context(|| path.display().to_string())?;
        DnsSource::Replay {
            capsule: Arc::new(capsule),
            any_message: asked.replay_any,
        }
    } else if let Some(server) = asked.nameserver {
        DnsSource::Server(server)
    } else {
        DnsSource::System
    };
    let trust = known
        .trust
        .iter()
        .map(|spec| spec.parse())
        .collect::<Result<_, _>>()?;
    let limits = Limits {
        message: Duration::from_secs(asked.dns_timeout),
        ..Limits::default()
    };
    Ok(Options {
        name: String::new(),
        now: Utc::now(),
        at: at(time)?,
        dns,
        limits,
        client_ip: known.client_ip,
        helo: known.helo.clone(),
        mail_from: known.mail_from.clone(),
        trust,
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

fn style(args: &Trace) -> render::Style {
    let stdout = io::stdout();
    let color = match args.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
    };
    let terminal = terminal_size::terminal_size().filter(|_| stdout.is_terminal());
    let width = args
        .width
        .or(terminal.map(|(width, _)| width.0))
        .unwrap_or(80);
    render::Style {
        width: usize::from(width.clamp(40, 400)),
        color,
        unicode: is_utf8_locale(),
    }
}

/// Whether the locale's character set is UTF-8, by the variables that decide it in their order.
fn is_utf8_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

fn severity(given: Severity) -> findings::Severity {
    match given {
        Severity::Info => findings::Severity::Info,
        Severity::Notice => findings::Severity::Notice,
        Severity::Warning => findings::Severity::Warning,
        Severity::High => findings::Severity::High,
    }
}

/// Writes a file so that it is there whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = Path::new(&name);
    std::fs::write(part, bytes)?;
    std::fs::rename(part, path)
}

fn explain(term: Option<&str>) -> Result<u8> {
    let mut out = io::stdout().lock();
    let Some(term) = term else {
        for finding in findings::CATALOGUE {
            writeln!(
                out,
                "{}  {:<8} {:<28} {}",
                finding.code,
                finding.severity.word(),
                finding.name,
                finding.title
            )?;
        }
        return Ok(0);
    };
    let finding = findings::by_term(term)
        .ok_or_else(|| anyhow!("{term}: no such finding; hdrtrace explain lists them"))?;
    writeln!(
        out,
        "{} {} ({})\n{}\n",
        finding.code,
        finding.name,
        finding.severity.word(),
        finding.title
    )?;
    for (label, text) in [
        ("What it means", finding.meaning),
        ("Why it matters", finding.why),
        ("How it can be wrong", finding.wrong),
    ] {
        writeln!(out, "{label}\n  {text}\n")?;
    }
    writeln!(out, "References: {}", finding.references.join(", "))?;
    Ok(0)
}
