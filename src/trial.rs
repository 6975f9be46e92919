//! Tests of rules, as their files have them: each message is traced without any rule, and its rule asked.

use crate::analyze::{AnalyzeError, Analyzer};
use crate::rules::{Case, Rule, RuleSet, hits};
use crate::settings::{Clock, Known, Settings, SettingsError};

/// A test that was run.
#[derive(Debug)]
pub struct Trial<'s> {
    /// The test.
    pub case: &'s Case,
    /// Whether its rule hits the message.
    pub hit: Result<bool, TrialError>,
}

/// Why a test cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// Its message is none.
    #[error(transparent)]
    Analyze(#[from] AnalyzeError),
    /// Its settings do not work.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}

impl Trial<'_> {
    /// Whether it came out as it is expected to.
    pub fn passed(&self) -> bool {
        self.hit.as_ref().is_ok_and(|hit| *hit == self.case.expect)
    }
}

/// Runs the tests of a file, in their order. Nothing is asked of DNS.
pub fn run(set: &RuleSet, clock: Clock) -> Vec<Trial<'_>> {
    let rule = |case: &Case| set.rules().iter().find(|rule| rule.code == case.rule);
    let cases = set.cases().iter();
    let known = cases.filter_map(|case| Some((case, rule(case)?)));
    known
        .map(|(case, rule)| Trial {
            case,
            hit: hit(case, rule, clock),
        })
        .collect()
}

fn hit(case: &Case, rule: &Rule, clock: Clock) -> Result<bool, TrialError> {
    let analyzer = Analyzer::new(Settings {
        trust: case.trust.clone(),
        clock,
        ..Settings::default()
    })?;
    let known = Known {
        client_ip: case.client_ip,
        helo: case.helo.clone(),
        mail_from: case.mail_from.clone(),
        ..Known::default()
    };
    let report = analyzer.analyze(message(&case.message).as_bytes(), &known)?;
    Ok(hits(rule, &report))
}

/// The message as it would be received: a file of rules ends its lines with LF, and an indented text begins with an empty one.
fn message(written: &str) -> String {
    let lines: Vec<&str> = written.trim_start_matches(['\r', '\n']).lines().collect();
    lines.join("\r\n") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        Clock::Fixed("2026-11-01T00:00:00Z".parse().expect("a time"))
    }

    #[test]
    fn the_sample_rules_hit_what_they_are_for() {
        let text = include_str!("../samples/rules.toml");
        let set = RuleSet::read(text, "rules.toml").unwrap_or_else(|error| panic!("{error}"));
        let trials = run(&set, clock());
        for trial in &trials {
            let line = trial.case.line;
            assert!(trial.passed(), "line {line}: {:?}", trial.hit);
        }
        for rule in set.rules() {
            let expects = |wanted| {
                let mut of_rule = trials.iter().filter(|trial| trial.case.rule == rule.code);
                of_rule.any(|trial| trial.case.expect == wanted)
            };
            assert!(
                expects(true) && expects(false),
                "{} lacks a test",
                rule.code
            );
            assert_eq!(rule.warnings(), Vec::<String>::new(), "{}", rule.code);
        }
        assert!(set.rules().len() >= 10);
    }

    #[test]
    fn a_test_that_comes_out_otherwise_is_told() {
        let text = "[[rule]]\ncode = \"USR001\"\nname = \"x\"\nseverity = \"info\"\ntitle = \"X\"\nmeaning = \"X.\"\n\
            when = 'subject exists'\n[[test]]\nrule = \"USR001\"\nheader = \"From: a@a.example\"\nexpect = true\n\
            [[test]]\nrule = \"USR001\"\nmessage = \"no mail\"\nexpect = true\n";
        let set = RuleSet::read(text, "x").unwrap_or_else(|error| panic!("{error}"));
        let trials = run(&set, clock());
        assert!(matches!(trials[0].hit, Ok(false)) && !trials[0].passed());
        assert!(trials[1].hit.is_err() && !trials[1].passed());
        assert_eq!(trials[0].case.line, 8);
    }
}
