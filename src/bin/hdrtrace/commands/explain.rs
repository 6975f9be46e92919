//! `explain`.

use crate::args::explain::ExplainArgs;
use anyhow::{Result, bail};
use hdrtrace::rules::RuleSet;
use hdrtrace::{explain, render};
use std::io::{self, Write};

/// `rules` reads those of the team, where they are named.
pub(super) fn run(args: &ExplainArgs, rules: impl FnOnce() -> Result<Vec<RuleSet>>) -> Result<u8> {
    let mut out = io::stdout().lock();
    if args.markdown {
        out.write_all(explain::findings_markdown().as_bytes())?;
    } else if args.list {
        list_terms(&mut out)?;
    } else if args.term.is_empty() {
        list_kinds(&mut out)?;
    } else {
        explain_term(&args.term.join(" "), rules, &mut out)?;
    }
    Ok(0)
}

const HOW: &str = "
Ask as it is written in a report or header; several words work, too:
  hdrtrace explain dmarc-fail
  hdrtrace explain SFV:SPM
  hdrtrace explain p=reject
  hdrtrace explain compauth=fail reason=001
  hdrtrace explain 451 4.7.1

hdrtrace explain --list lists every term.
";

/// What there is to ask for.
fn list_kinds(out: &mut impl Write) -> io::Result<()> {
    let entries = explain::entries();
    writeln!(out, "hdrtrace explains {} terms:\n", entries.len())?;
    for kind in explain::Kind::ALL {
        let count = entries.iter().filter(|entry| entry.kind == kind).count();
        let examples = kind.examples().join(", ");
        writeln!(out, "  {count:>4}  {:<24} {examples}", kind.text())?;
    }
    out.write_all(HOW.as_bytes())
}

fn list_terms(out: &mut impl Write) -> io::Result<()> {
    let entries = explain::entries();
    for kind in explain::Kind::ALL {
        writeln!(out, "{}", kind.text().to_uppercase())?;
        for entry in entries.iter().filter(|entry| entry.kind == kind) {
            writeln!(out, "  {:<28} {}", entry.term, entry.meaning)?;
        }
    }
    Ok(())
}

fn explain_term(
    term: &str,
    rules: impl FnOnce() -> Result<Vec<RuleSet>>,
    out: &mut impl Write,
) -> Result<()> {
    let found = explain::find(term);
    if found.is_empty() {
        // A broken rules file does not stop what needs none.
        let sets = rules()?;
        if let Some(entry) = explain::rule(&sets, term) {
            for line in entry.to_text().lines() {
                writeln!(out, "{}", render::escape::terminal(line, false))?;
            }
            return Ok(());
        }
        let shown = render::escape::terminal(term, false);
        let near = explain::near(term);
        if near.is_empty() {
            bail!("unknown term {shown}; hdrtrace explain --list lists all terms");
        }
        bail!("unknown term {shown}; did you mean {}?", near.join(", "));
    }
    for (at, entry) in found.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        out.write_all(entry.to_text().as_bytes())?;
    }
    Ok(())
}
