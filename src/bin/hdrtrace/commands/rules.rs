//! `rules`.

use super::{FOUND, UNREADABLE};
use crate::args::rules::RulesCommand;
use crate::files::rules;
use crate::output::say;
use anyhow::Result;
use hdrtrace::Clock;
use hdrtrace::render::escape::terminal;
use hdrtrace::rules::{Record, Rule, RuleSet};
use hdrtrace::trial::{self, Trial};
use std::io::{self, Write};
use std::path::PathBuf;

pub(super) fn run(command: &RulesCommand) -> Result<u8> {
    match command {
        RulesCommand::Check { files } => check(files),
        RulesCommand::Fields => fields(),
    }
}

/// Explains the rules of each file, and runs its tests. One bad file does not stop the others.
fn check(files: &[PathBuf]) -> Result<u8> {
    let mut out = io::stdout().lock();
    let mut code = 0;
    for (at, file) in files.iter().enumerate() {
        let set = match rules(file) {
            Ok(set) => set,
            Err(error) => {
                for line in format!("{error:#}").lines() {
                    say(line);
                }
                code = UNREADABLE;
                continue;
            }
        };
        if at > 0 {
            writeln!(out)?;
        }
        let failed = one(&set, &mut out)?;
        if failed > 0 && code == 0 {
            code = FOUND;
        }
    }
    Ok(code)
}

/// Gives the number of tests that failed.
fn one(set: &RuleSet, out: &mut impl Write) -> Result<usize> {
    let name = terminal(set.name(), false);
    writeln!(out, "{name}: {}", count(set.rules().len(), "rule"))?;
    for rule in set.rules() {
        explain(rule, out)?;
    }
    let trials = trial::run(set, Clock::stopped());
    let failed: Vec<&Trial<'_>> = trials.iter().filter(|trial| !trial.passed()).collect();
    writeln!(out)?;
    for trial in &failed {
        let rule = &trial.case.rule;
        let about = trial
            .case
            .about
            .as_deref()
            .map(|about| format!(" ({about})"));
        let about = about.unwrap_or_default();
        let said = match &trial.hit {
            Ok(true) => "expected no hit, and the rule hits".to_owned(),
            Ok(false) => "expected a hit, and the rule does not hit".to_owned(),
            Err(error) => format!("the message cannot be traced: {error}"),
        };
        let told = format!(
            "line {}: test of {rule}{about} failed: {said}",
            trial.case.line
        );
        writeln!(out, "{name}: {}", terminal(&told, false))?;
    }
    let untested = set.rules().iter().filter(|rule| {
        let mut cases = set.cases().iter();
        !cases.any(|case| case.rule == rule.code)
    });
    let untested: Vec<&str> = untested.map(|rule| rule.code.as_str()).collect();
    if !untested.is_empty() {
        writeln!(out, "without a test: {}", untested.join(", "))?;
    }
    let all = count(trials.len(), "test");
    match failed.len() {
        0 => writeln!(out, "{all} passed")?,
        some => writeln!(out, "{all}, {some} failed")?,
    }
    Ok(failed.len())
}

fn explain(rule: &Rule, out: &mut impl Write) -> io::Result<()> {
    let safe = |text: &str| terminal(text, false).into_owned();
    let (code, name, title) = (safe(&rule.code), safe(&rule.name), safe(&rule.title));
    writeln!(out, "\n{code} {name}: {title}")?;
    writeln!(out, "  {}", safe(&rule.told()))?;
    writeln!(out, "  Effect: {}.", safe(&rule.effect()))?;
    for warning in rule.warnings() {
        writeln!(out, "  Warning: {warning}.")?;
    }
    Ok(())
}

fn fields() -> Result<u8> {
    let mut out = io::stdout().lock();
    for record in Record::ALL {
        writeln!(out, "{}", record.one().to_uppercase())?;
        for field in record.fields() {
            let kind = field.kind.text();
            writeln!(out, "  {:<22} {kind:<14} {}", field.name, field.noun)?;
        }
    }
    Ok(0)
}

fn count(many: usize, what: &str) -> String {
    format!("{many} {what}{}", if many == 1 { "" } else { "s" })
}
