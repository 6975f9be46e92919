//! A rule, and what it does.

use super::language::Test;
use super::tell;
use crate::words::findings::Severity;
use std::fmt::Write;

/// A rule of a team.
#[derive(Debug)]
pub struct Rule {
    /// `USR` and three digits.
    pub code: String,
    /// A name in kebab case.
    pub name: String,
    /// How severe what it finds is; `None` where it only lowers other findings.
    pub severity: Option<Severity>,
    /// One line.
    pub title: String,
    /// Why it matters.
    pub meaning: String,
    /// What to do.
    pub advice: Option<String>,
    /// Legitimate messages that look the same.
    pub wrong: Option<String>,
    /// The condition, as it is written.
    pub when: String,
    /// The header fields that are marked; those that the condition names where there are none.
    pub at: Vec<String>,
    /// The findings of ours that it lowers.
    pub lowers: Vec<Lowering>,
    /// Where it begins in its file, from 1.
    pub line: usize,
    pub(super) test: Test,
}

/// A finding that a rule makes less severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lowering {
    /// Its code.
    pub finding: &'static str,
    /// How severe it is where the rule hits.
    pub to: Severity,
}

impl Rule {
    /// Its condition in words, as a sentence.
    pub fn told(&self) -> String {
        format!("Hits where {}.", tell::told(&self.test))
    }

    /// What it does where it hits.
    pub fn effect(&self) -> String {
        let mut out = String::new();
        if let Some(severity) = self.severity {
            let _ = write!(out, "adds a finding of severity {}", severity.word());
        }
        for lowering in &self.lowers {
            let join = if out.is_empty() { "" } else { "; " };
            let (finding, to) = (lowering.finding, lowering.to.word());
            let _ = write!(out, "{join}lowers {finding} to {to}");
        }
        out
    }

    /// What is to be considered before it is used.
    pub fn warnings(&self) -> Vec<String> {
        let mut all = Vec::new();
        if !self.lowers.is_empty() && super::trust::is_senders(&self.test) {
            all.push(
                "it lowers a finding, and every field that its condition rests on is sender-supplied: whoever knows the rule can lower the finding; add a condition such as client.ip, spf.result, dmarc.result or trusted"
                    .to_owned(),
            );
        }
        all
    }
}
