//! Results in their order: printed, counted, recorded.

use super::done::{Done, Shown, Traced};
use super::out::{Out, Shape};
use super::places::{DNS_WANTED, Parts, RECORD_DNS, SUMMARY};
use crate::args::Common;
use crate::args::scan::ScanArgs;
use crate::files::{self, Existing};
use crate::output::{is_broken_pipe, say, say_skipped};
use crate::progress::Progress;
use anyhow::Result;
use hdrtrace::archive::Summary;
use hdrtrace::dns::Capsule;
use hdrtrace::findings;
use hdrtrace::limits::MAX_DNS_WANTED;
use hdrtrace::render::siem::log;
use hdrtrace::render::{self, List, Style};
use hdrtrace::rules::RuleSet;
use hdrtrace::scan::Counts;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::Path;

/// Where results go.
pub(super) struct Printer<'a> {
    args: &'a ScanArgs,
    common: &'a Common,
    shape: Shape,
    list: List,
    out: Out,
    counts: Counts,
    /// Answers of DNS, if they are recorded.
    recorded: Capsule,
    /// The codes of what a log has results of.
    codes: BTreeSet<String>,
    /// The team's.
    rules: &'a [RuleSet],
    wanted: BTreeSet<String>,
    wanted_left_out: bool,
    progress: Progress,
}

impl<'a> Printer<'a> {
    pub(super) fn open(
        args: &'a ScanArgs,
        common: &'a Common,
        shape: Shape,
        out: Out,
        (style, rules): (Style, &'a [RuleSet]),
        progress: Progress,
    ) -> Result<Self> {
        let mut printer = Self {
            args,
            common,
            shape,
            list: List::new(&style),
            out,
            counts: Counts::default(),
            recorded: Capsule::default(),
            codes: BTreeSet::new(),
            rules,
            wanted: BTreeSet::new(),
            wanted_left_out: false,
            progress,
        };
        if shape == Shape::Table {
            printer.out.text(&printer.list.head())?;
        } else if shape == Shape::Csv {
            printer.out.text(&render::message_columns())?;
        } else if shape == Shape::Log {
            printer.out.text(&log::head())?;
        }
        Ok(printer)
    }

    pub(super) fn take(&mut self, done: Done) -> Result<()> {
        match done {
            Done::Error(text) => {
                self.counts.add_error();
                self.progress.clear();
                say(&text);
            }
            Done::Message(traced) => self.message(*traced)?,
        }
        self.progress.show(&self.counts);
        Ok(())
    }

    fn message(&mut self, traced: Traced) -> Result<()> {
        self.counts.add(&traced.digest);
        self.progress.add(traced.size);
        match traced.shown {
            Shown::Nothing => {}
            Shown::Text(text) => self.out.text(text.as_bytes())?,
            Shown::Results(results) if results.is_empty() => {}
            Shown::Results(results) => {
                if !self.codes.is_empty() {
                    self.out.text(log::BETWEEN)?;
                }
                self.out.text(results.as_bytes())?;
                self.codes.extend(traced.digest.codes().iter().cloned());
            }
            #[cfg(feature = "parquet")]
            Shown::Row(row) => self.out.row(row)?,
            Shown::Line(line) => {
                let line = self.list.line(&line, self.counts.messages());
                self.out.text(&line)?;
            }
        }
        if let Some(recorded) = traced.recorded {
            self.recorded.merge(Capsule::parse(&recorded)?);
        }
        for question in traced.wanted {
            if self.wanted.len() < MAX_DNS_WANTED {
                self.wanted.insert(question);
            } else if !self.wanted.contains(&question) {
                self.wanted_left_out = true;
            }
        }
        Ok(())
    }

    /// Writes what is left, and the summary, whatever becomes of the rest; gives the number of errors.
    pub(super) fn finish(
        mut self,
        is_whole: bool,
        walked: Summary,
        (existing, parts): (Existing, &Parts),
    ) -> Result<u64> {
        let mut end = self.foot().and_then(|()| self.out.finish(is_whole));
        if end.as_ref().is_err_and(is_broken_pipe) {
            return end.map(|()| 0);
        }
        self.progress.clear();
        if !is_whole {
            say(interrupted(self.args));
        }
        if let Some(path) = &self.common.dns.record_dns {
            end = end.and(write_recorded(path, &self.recorded, existing, parts));
        }
        if let Some(path) = &self.args.dns_wanted {
            end = end.and(write_wanted(path, &self.wanted, existing, parts));
            if self.wanted_left_out {
                say(&format!(
                    "{}: only the first {MAX_DNS_WANTED} questions are listed",
                    path.display()
                ));
            }
        }
        say_skipped(&walked);
        let errors = self.counts.errors();
        let mut summary = self.counts.told();
        summary.skipped_hidden = walked.hidden;
        summary.skipped_ignored = walked.ignored;
        let written = self.args.summary.as_deref().map(|path| {
            let mut json = serde_json::to_vec(&summary)?;
            json.push(b'\n');
            files::write_known(path, &json, Existing::Replace, parts.of(SUMMARY).as_deref())
        });
        // Of work that is done, it is at least told.
        if !matches!(written, Some(Ok(()))) {
            for line in summary.text().lines() {
                say(line);
            }
        }
        end.and(written.unwrap_or(Ok(())))?;
        Ok(errors)
    }

    /// What stands behind the messages.
    fn foot(&mut self) -> Result<()> {
        // A program that reads the lines wants nothing but lines.
        if self.shape == Shape::Table && io::stdout().is_terminal() {
            self.out.text(&self.list.legend())?;
        }
        if self.shape == Shape::Log {
            self.out.text(&foot(&self.codes, self.rules))?;
        }
        Ok(())
    }
}

/// The end of a log, with the rules of these codes: built-in ones, and then the team's.
fn foot(codes: &BTreeSet<String>, team: &[RuleSet]) -> Vec<u8> {
    let found = codes.iter().filter_map(|code| findings::by_code(code));
    let own = team.iter().flat_map(RuleSet::rules);
    let own = own.filter(|rule| codes.contains(&rule.code));
    let own = own.map(|rule| log::Rule {
        code: &rule.code,
        name: &rule.name,
        title: &rule.title,
        why: &rule.meaning,
        wrong: rule.wrong.as_deref().unwrap_or_default(),
    });
    let rules: Vec<log::Rule<'_>> = found
        .map(|finding| log::Rule {
            code: finding.code,
            name: finding.name,
            title: finding.title,
            why: finding.why,
            wrong: finding.wrong,
        })
        .chain(own)
        .collect();
    log::foot(&rules)
}

fn interrupted(args: &ScanArgs) -> &'static str {
    match (&args.out, &args.resume) {
        (None, None) => "interrupted: the summary covers what was done",
        (Some(_), None) => "interrupted: nothing was written; the summary covers what was done",
        (_, Some(_)) => {
            "interrupted: the summary covers what was done; the same command continues the scan"
        }
    }
}

fn write_recorded(
    path: &Path,
    recorded: &Capsule,
    existing: Existing,
    parts: &Parts,
) -> Result<()> {
    let json = recorded.try_to_json()?;
    let word = parts.of(RECORD_DNS);
    files::write_known(path, json.as_bytes(), existing, word.as_deref())?;
    if json.len() as u64 > Capsule::MAX_BYTES {
        say(&format!(
            "{}: has more than {} bytes and cannot be replayed; scan fewer messages at once",
            path.display(),
            Capsule::MAX_BYTES
        ));
    }
    Ok(())
}

fn write_wanted(
    path: &Path,
    wanted: &BTreeSet<String>,
    existing: Existing,
    parts: &Parts,
) -> Result<()> {
    let mut text = String::new();
    for question in wanted {
        text.push_str(question);
        text.push('\n');
    }
    let word = parts.of(DNS_WANTED);
    files::write_known(path, text.as_bytes(), existing, word.as_deref())
}
