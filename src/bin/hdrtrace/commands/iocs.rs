//! `iocs`: the indicators of messages, each once.

use super::UNREADABLE;
use crate::args::Common;
use crate::args::iocs::IocsArgs;
use crate::args::words::Format;
use crate::files;
use crate::given::{Given, known};
use crate::input::{name, shown_member, walk};
use crate::message::missing;
use crate::output::{self, say, say_skipped};
use crate::remedies;
use anyhow::{Result, bail};
use hdrtrace::archive::{Entry, Item};
use hdrtrace::dns::Capsule;
use hdrtrace::indicators::Sum;
use hdrtrace::render::{self, Iocs};
use hdrtrace::{Analyzer, Known, Report};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

pub(super) fn run(args: &IocsArgs, common: &Common, given: Given) -> Result<u8> {
    let Given { settings, own } = given;
    let format = format(own.output.format)?;
    if let Some(path) = &common.dns.record_dns {
        files::refuse_taken(path, common.files.existing())?;
    }
    let now = settings.clock.now();
    let stdin = [Path::new("-").to_owned()];
    let files = if args.files.is_empty() {
        &stdin[..]
    } else {
        &args.files
    };
    let mut listing = Listing {
        analyzer: Analyzer::new(settings)?,
        number: common.container.message,
        sum: Sum::default(),
        recorded: common
            .dns
            .record_dns
            .as_ref()
            .map(|_| (Capsule::default(), now)),
        code: 0,
    };
    for file in files {
        if let Err(error) = listing.file(file, &known(&common.known, name(file))) {
            // One bad input does not stop the others.
            say(&remedies::told_of(file, &error))?;
            listing.code = UNREADABLE;
        }
    }
    if let (Some(path), Some((recorded, _))) = (&common.dns.record_dns, listing.recorded) {
        let json = recorded.try_to_json()?;
        files::write(path, json.as_bytes(), common.files.existing())?;
    }
    let mut sum = listing.sum.sorted();
    if args.blockable {
        sum = sum.blockable();
    }
    if sum.left_out > 0 {
        let left_out = sum.left_out;
        say(&format!(
            "{left_out} indicators left out: there are too many"
        ))?;
    }
    let style = output::style(&own.output);
    let mut out = io::stdout().lock();
    out.write_all(&render::iocs(&sum, format, &style)?)?;
    out.flush()?;
    Ok(listing.code)
}

fn format(given: Format) -> Result<Iocs> {
    match given {
        Format::Terminal => Ok(Iocs::Text),
        Format::Csv => Ok(Iocs::Csv),
        Format::Json => Ok(Iocs::Json),
        Format::Siem(system) => match system.word {
            "stix" => Ok(Iocs::Stix),
            "misp" => Ok(Iocs::Misp),
            _ => bail!(FORMATS),
        },
        _ => bail!(FORMATS),
    }
}

const FORMATS: &str = "iocs prints --format text, csv, json, stix or misp";

/// The work on all files.
struct Listing {
    analyzer: Analyzer,
    /// The one message that is wanted.
    number: Option<u64>,
    sum: Sum,
    /// The answers so far, and the moment of the run.
    recorded: Option<(Capsule, chrono::DateTime<chrono::Utc>)>,
    code: u8,
}

impl Listing {
    fn file(&mut self, file: &Path, known: &Known) -> Result<()> {
        let options = self.analyzer.settings().archive.clone();
        let mut seen = 0;
        let mut fault = None;
        let walked = walk(file, &options, &mut |item| {
            let done = match item {
                Item::Message(entry) => self.entry(entry, known, &mut seen),
                Item::Failed(failure) => {
                    let name = shown_member(file, &failure.steps);
                    self.failed(&name, &failure.error.into())
                }
            };
            match done {
                Ok(()) if self.number.is_none_or(|wanted| seen < wanted) => {
                    ControlFlow::Continue(())
                }
                Ok(()) => ControlFlow::Break(()),
                Err(error) => {
                    fault = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        say_skipped(&walked)?;
        match (fault, self.number) {
            (Some(error), _) => Err(error),
            (None, Some(wanted)) if wanted > seen => Err(missing(wanted, seen)),
            _ => Ok(()),
        }
    }

    /// A message of a container, or the whole of an input that is none.
    fn entry(&mut self, entry: Entry<'_>, known: &Known, seen: &mut u64) -> Result<()> {
        let is_member = entry.origin.is_some();
        let steps = entry.origin.as_ref().map(|origin| origin.steps.clone());
        let name = shown_member(Path::new(&known.name), &steps.unwrap_or_default());
        let choice = match self.analyzer.choose(entry, known) {
            Ok(choice) => choice,
            Err(error) if is_member => {
                *seen += 1;
                return self.failed(&name, &error.into());
            }
            Err(error) => return Err(error.into()),
        };
        for failure in choice.failures {
            let name = shown_member(Path::new(&known.name), &failure.steps);
            self.failed(&name, &failure.error.into())?;
        }
        for mut chosen in choice.messages {
            // What is not wanted is not analyzed; but an SMTP session may hold several.
            let reports = match chosen.reports.take() {
                Some(reports) => reports,
                None => match self.analyzer.analyze_all(&chosen.bytes, &chosen.known) {
                    Ok(reports) => reports,
                    Err(error) => {
                        *seen += 1;
                        self.failed(&name, &error.into())?;
                        continue;
                    }
                },
            };
            for report in reports {
                *seen += 1;
                if self.number.is_none_or(|wanted| wanted == *seen) {
                    self.take(&report);
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, report: &Report) {
        if let Some((recorded, now)) = &mut self.recorded {
            recorded.merge(Capsule::from_log(&report.input.sha256, *now, &report.log()));
        }
        self.sum.add(report);
    }

    /// One bad message does not stop the others.
    fn failed(&mut self, name: &str, error: &anyhow::Error) -> Result<()> {
        self.code = UNREADABLE;
        say(&remedies::told_as(name, error))
    }
}
