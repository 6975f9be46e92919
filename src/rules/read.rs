//! A rules file: TOML to rules and tests.

use super::case::Case;
use super::language::compile;
use super::near::near;
use super::place::in_string;
use super::rule::{Lowering, Rule};
use super::table::{Placed, Table, Wrong};
use crate::findings;
use crate::limits::MAX_RULES;
use crate::words::findings::Severity;
use toml::de::DeTable;

/// The severities, by their words.
const SEVERITIES: &[Severity] = &[
    Severity::Info,
    Severity::Notice,
    Severity::Warning,
    Severity::High,
];

const RULE: &[&str] = &[
    "code", "name", "severity", "title", "meaning", "advice", "wrong", "when", "at", "lowers",
];

/// What a file holds, and all that is wrong with it.
#[derive(Default)]
pub(super) struct Contents {
    pub rules: Vec<Rule>,
    pub cases: Vec<Case>,
    pub wrong: Vec<Wrong>,
}

pub(super) fn read(text: &str) -> Contents {
    let mut contents = Contents::default();
    let document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let at = error.span().unwrap_or_default();
            contents.wrong.push(Wrong::new(at, error.message()));
            return contents;
        }
    };
    let root = Table {
        entries: document.get_ref(),
        at: (0, 0),
        what: "rules file",
    };
    if let Err(wrong) = contents.fill(text, root) {
        contents.wrong.push(wrong);
    }
    contents
}

impl Contents {
    fn fill(&mut self, text: &str, root: Table<'_>) -> Result<(), Wrong> {
        let root = root.only(&["rule", "test"])?;
        let (rules, cases) = (root.tables("rule", "rule")?, root.tables("test", "test")?);
        if rules.is_empty() {
            return Err(Wrong::new(0..0, "there is no rule").hint("a rule begins with [[rule]]"));
        }
        if let Some(beyond) = rules.get(MAX_RULES).or(cases.get(MAX_RULES)) {
            let message = format!("more than {MAX_RULES} rules or tests");
            return Err(Wrong::new(beyond.at.0..beyond.at.1, message));
        }
        for table in rules {
            match rule(text, table).and_then(|rule| self.once(rule, table)) {
                Ok(rule) => self.rules.push(rule),
                Err(wrong) => self.wrong.push(wrong),
            }
        }
        // A test of a rule that cannot be read is no other fault.
        if self.wrong.is_empty() {
            for table in cases {
                match Case::read(text, table, &self.rules) {
                    Ok(case) => self.cases.push(case),
                    Err(wrong) => self.wrong.push(wrong),
                }
            }
        }
        Ok(())
    }

    /// Refuses a code or name that stands twice.
    fn once(&self, rule: Rule, table: Table<'_>) -> Result<Rule, Wrong> {
        let first = self
            .rules
            .iter()
            .find(|other| other.code == rule.code || other.name == rule.name);
        let Some(first) = first else {
            return Ok(rule);
        };
        let (key, value) = if first.code == rule.code {
            ("code", &rule.code)
        } else {
            ("name", &rule.name)
        };
        let at = table.get(key).map(toml::Spanned::span).unwrap_or_default();
        let message = format!("{value} is used twice; the first is on line {}", first.line);
        Err(Wrong::new(at, message))
    }
}

fn rule(text: &str, table: Table<'_>) -> Result<Rule, Wrong> {
    let table = table.only(RULE)?;
    let code = code(table.required("code")?)?;
    let name = name(table.required("name")?)?;
    let severity = table.text("severity")?.map(severity).transpose()?;
    let lowers: Vec<Lowering> = table
        .tables("lowers", "lowers table")?
        .into_iter()
        .map(lowering)
        .collect::<Result<_, _>>()?;
    if severity.is_none() && lowers.is_empty() {
        return Err(table
            .missing("severity")
            .hint("info, notice, warning or high"));
    }
    let title = table.required("title")?;
    if title.0.contains('\n') {
        return Err(Wrong::new(title.1, "the title has more than one line"));
    }
    let (when, span) = table.required("when")?;
    let test = compile(&when).map_err(|fault| Wrong {
        at: in_string(text, &span, fault.at.start)..in_string(text, &span, fault.at.end),
        message: fault.message,
        hint: fault.hint,
    })?;
    let plain = |found: Option<Placed>| found.map(|(text, _)| text.trim().to_owned());
    Ok(Rule {
        code,
        name,
        severity,
        title: title.0.trim().to_owned(),
        meaning: table.required("meaning")?.0.trim().to_owned(),
        advice: plain(table.text("advice")?),
        wrong: plain(table.text("wrong")?),
        when,
        at: table
            .texts("at")?
            .into_iter()
            .map(|(name, _)| name)
            .collect(),
        lowers,
        line: super::place::line_and_column(text, table.at.0).0,
        test,
    })
}

fn code((code, at): Placed) -> Result<String, Wrong> {
    let digits = code.strip_prefix("USR").unwrap_or_default();
    if digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(code);
    }
    Err(
        Wrong::new(at, format!("{code:?} is not the code of a rule"))
            .hint("write USR and three digits: USR001"),
    )
}

fn name((name, at): Placed) -> Result<String, Wrong> {
    let is_kebab = name.split('-').all(|word| {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !word.is_empty() && word.bytes().all(is_plain)
    });
    if !is_kebab {
        return Err(
            Wrong::new(at, format!("{name:?} is not the name of a rule"))
                .hint("write lower-case words joined with hyphens: vip-impersonation"),
        );
    }
    match findings::named(&name) {
        Some(other) => Err(Wrong::new(
            at,
            format!("{name} is the name of a built-in finding, {}", other.code),
        )),
        None => Ok(name),
    }
}

fn severity((word, at): Placed) -> Result<Severity, Wrong> {
    let found = SEVERITIES.iter().find(|severity| severity.word() == word);
    found.copied().ok_or_else(|| {
        Wrong::new(at, format!("{word:?} is not a severity")).hint("info, notice, warning or high")
    })
}

fn lowering(table: Table<'_>) -> Result<Lowering, Wrong> {
    let table = table.only(&["finding", "to"])?;
    let (named, at) = table.required("finding")?;
    let Some(finding) = findings::named(&named) else {
        let all = findings::CATALOGUE
            .iter()
            .flat_map(|known| [known.code, known.name]);
        let wrong = Wrong::new(at, format!("there is no built-in finding {named:?}"));
        return Err(match near(&named, all) {
            Some(near) => wrong.hint(format!("did you mean {near}?")),
            None => wrong.hint("give the code or the name of a built-in finding: AUT014"),
        });
    };
    let (word, at) = table.required("to")?;
    let to = severity((word, at.clone()))?;
    if to >= finding.severity {
        let (code, own) = (finding.code, finding.severity.word());
        return Err(Wrong::new(at, format!("{code} is {own} already"))
            .hint("a rule that raises adds a finding of its own: give it a severity"));
    }
    Ok(Lowering {
        finding: finding.code,
        to,
    })
}
