//! Tracing: reports on messages.

use super::each::{Recorded, each, inputs};
use super::{FOUND, UNREADABLE};
use crate::args::Common;
use crate::args::shape::Shape;
use crate::args::trace::Trace;
use crate::args::words::{Format, Severity};
use crate::config::Own;
use crate::files;
use crate::given::{Given, known};
use crate::input::name;
use crate::message::{missing, require_original};
use crate::output::{self, say};
use crate::pager::Pager;
use crate::remedies;
use anyhow::{Result, anyhow, bail};
use hdrtrace::words::Remedy;
use hdrtrace::{Analyzer, Chosen, Known, Report, casefile, findings, render};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

pub(super) fn run(args: &Trace, common: &Common, given: Given) -> Result<u8> {
    let Given { settings, own } = given;
    let mut style = output::style(&own.output);
    let format = format(&args.shape, own.output.format, args.files.len())?;
    if let Some(path) = &common.dns.record_dns {
        files::refuse_taken(path, common.files.existing())?;
    }
    let now = settings.clock.now();
    let files = inputs(&args.files);
    if args.evidence.is_some() && files.len() != 1 {
        bail!("--evidence takes one message; give each message its own folder");
    }
    style.titled = files.len() > 1;
    let out = Pager::open(&own.output, format, &mut style);
    let mut tracing = Tracing {
        args,
        number: common.container.message,
        // One for all files: what one of them asked is known to the next.
        analyzer: Analyzer::new(settings)?,
        own: &own,
        format,
        style,
        out,
        is_first: true,
        recorded: Recorded::new(common.dns.record_dns.is_some(), now),
        code: 0,
    };
    for file in &files {
        let known = known(&common.known, name(file));
        if let Err(error) = tracing.file(file, &known) {
            if output::is_broken_pipe(&error) {
                return Err(error);
            }
            // One bad input does not stop the others.
            say(&remedies::told_of(file, &error));
            tracing.code = UNREADABLE;
        }
    }
    tracing.out.finish()?;
    if let (Some(path), Some(json)) = (&common.dns.record_dns, tracing.recorded.written()?) {
        files::write(path, json.as_bytes(), common.files.existing())?;
    }
    Ok(tracing.code)
}

/// The work on all files.
struct Tracing<'t> {
    args: &'t Trace,
    /// The one message that is wanted.
    number: Option<u64>,
    analyzer: Analyzer,
    own: &'t Own,
    format: render::Format,
    style: render::Style,
    out: Pager,
    /// Whether nothing has been shown yet.
    is_first: bool,
    recorded: Recorded,
    code: u8,
}

/// What is known of one file on the way through it.
#[derive(Default)]
struct InFile {
    /// How many messages there were so far.
    seen: u64,
    /// The first report, which is held back until it is known whether others follow.
    held: Option<Report>,
    /// What is to be kept as evidence, once it is known to be the only message.
    evidence: Option<(Vec<u8>, Known, Report)>,
    /// Where the messages are listed.
    list: Option<render::List>,
}

impl Tracing<'_> {
    fn file(&mut self, file: &Path, known: &Known) -> Result<()> {
        let (analyzer, number) = (self.analyzer.clone(), self.number);
        let mut at = InFile::default();
        let seen = each(
            file,
            known,
            &analyzer,
            number,
            &mut |chosen, reports, count| {
                at.seen = *count;
                let end = self.reports(chosen, reports, &mut at);
                *count = at.seen;
                end
            },
        )?;
        if seen.has_failed {
            self.code = UNREADABLE;
        }
        if let Some(error) = seen.error {
            if let Some(report) = at.held.take() {
                self.show(&report)?;
            }
            return Err(error);
        }
        if let Some((bytes, known, report)) = &at.evidence {
            self.write_evidence(bytes, known, report)?;
        }
        if let Some(report) = at.held.take() {
            self.show(&report)?;
        }
        if let Some(list) = at.list {
            self.out.write_all(&list.foot(seen.count))?;
        }
        match self.number {
            Some(wanted) if wanted > seen.count => Err(missing(wanted, seen.count)),
            _ => Ok(()),
        }
    }

    fn reports(
        &mut self,
        chosen: &Chosen<'_>,
        reports: Vec<Report>,
        at: &mut InFile,
    ) -> Result<()> {
        let of_session = reports.len();
        for report in reports {
            at.seen += 1;
            if self.number.is_some_and(|wanted| wanted != at.seen) {
                continue;
            }
            if at.seen > 1 && self.number.is_none() {
                self.refuse_several(of_session)?;
            }
            if self.args.evidence.is_some() {
                if of_session > 1 {
                    bail!(
                        "an SMTP session with {of_session} messages, and --evidence takes one; extract it from the session"
                    );
                }
                at.evidence = Some((chosen.bytes.to_vec(), chosen.known.clone(), report.clone()));
            }
            self.recorded.add(&report);
            self.take(report, of_session > 1, at)?;
        }
        Ok(())
    }

    /// What takes one message only.
    fn refuse_several(&self, of_session: usize) -> Result<()> {
        let takes_one = match self.own.output.format.takes_one() {
            Some(word) => format!("--format {word}"),
            None if self.args.evidence.is_some() => "--evidence".to_owned(),
            None => return Ok(()),
        };
        let how = remedies::phrase(&Remedy::ChooseMessage);
        if of_session > 1 {
            bail!("an SMTP session with {of_session} messages, and {takes_one} takes one; {how}");
        }
        bail!("holds several messages, and {takes_one} takes one; {how}")
    }

    /// Shows a report, or holds it back until it is known whether it is the only one.
    fn take(&mut self, report: Report, of_session: bool, at: &mut InFile) -> Result<()> {
        let least = self.own.fail_on.map(severity);
        if self.code == 0 && least.is_some_and(|least| report.worst() >= Some(least)) {
            self.code = FOUND;
        }
        let may_list =
            self.format == render::Format::Terminal && self.number.is_none() && !of_session;
        let is_one_only =
            self.own.output.format.takes_one().is_some() || self.args.evidence.is_some();
        if !may_list && !is_one_only {
            return self.show(&report);
        }
        let is_table = self.own.output.format == Format::Table;
        if at.seen == 1 && !is_table {
            at.held = Some(report);
            return Ok(());
        }
        let list = match &mut at.list {
            Some(list) => list,
            none => {
                if self.style.titled {
                    let name = render::escape::terminal(&report.input.name, false);
                    writeln!(self.out, "{name}")?;
                }
                let list = none.insert(render::List::new(&self.style));
                self.out.write_all(&list.head())?;
                if let Some(first) = at.held.take() {
                    self.out
                        .write_all(&list.line(&render::Line::of(&first), 1))?;
                }
                list
            }
        };
        self.out
            .write_all(&list.line(&render::Line::of(&report), at.seen))?;
        Ok(())
    }

    fn show(&mut self, report: &Report) -> Result<()> {
        if !self.is_first {
            self.out.write_all(between(self.format))?;
        }
        self.is_first = false;
        match shown(report, self.format, &self.style) {
            Ok(bytes) => self.out.write_all(&bytes)?,
            Err(error) => {
                say(&format!("{}: {error}", report.input.name));
                self.code = UNREADABLE;
            }
        }
        self.style.columns = false;
        Ok(())
    }

    fn write_evidence(&self, bytes: &[u8], known: &Known, report: &Report) -> Result<()> {
        let Some(folder) = &self.args.evidence else {
            return Ok(());
        };
        require_original(known, "--evidence")?;
        let arguments: Vec<String> = std::env::args_os()
            .map(|argument| argument.to_string_lossy().into_owned())
            .collect();
        let cut = known.whole.is_some();
        let settings = self.analyzer.settings();
        let seal = casefile::write(folder, bytes, report, settings, known, &arguments, cut)?;
        say(&format!(
            "wrote evidence to {}; keep its seal: {seal}",
            folder.display()
        ));
        Ok(())
    }
}

/// A report in a format. A fault of ours in showing one does not end the others, as one in the analysis does not.
fn shown(report: &Report, format: render::Format, style: &render::Style) -> Result<Vec<u8>> {
    let work = AssertUnwindSafe(|| render::try_render(report, format, style));
    match catch_unwind(work) {
        Ok(rendered) => Ok(rendered?),
        Err(_) => Err(anyhow!(
            "cannot be shown: an internal error of hdrtrace; please report it"
        )),
    }
}

/// What is printed of so many files.
pub(super) fn format(shape: &Shape, chosen: Format, files: usize) -> Result<render::Format> {
    if let Some(word) = chosen.takes_one().filter(|_| files > 1) {
        bail!("--format {word} takes one message; give one FILE");
    }
    match (chosen, shape.table) {
        _ if shape.annotate => Ok(render::Format::Annotated),
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

pub(super) fn severity(given: Severity) -> findings::Severity {
    match given {
        Severity::Info => findings::Severity::Info,
        Severity::Notice => findings::Severity::Notice,
        Severity::Warning => findings::Severity::Warning,
        Severity::High => findings::Severity::High,
    }
}
