//! How often each finding is made in folders of messages, without DNS, and how severe the verdicts are.

use crate::corpus::{Counts, Words, reports};
use crate::in_repository;
use anyhow::{Context, Result};
use clap::Subcommand;
use hdrtrace::findings::{CATALOGUE, Severity};
use hdrtrace::render::escape;
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The corpora, in the order of the columns of the catalogue's table.
const CORPORA: [&str; 3] = ["phish", "ham2002", "lists"];

#[derive(Subcommand)]
pub(crate) enum Task {
    /// Print a table: for each folder with the words of the receiver and its filters, and without them
    Table {
        /// Folders of messages
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
    },
    /// Name the messages on which a finding is made
    List {
        /// A finding's name or code, or `verdict` for all verdicts
        finding: String,
        /// A folder of messages
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Without the words of the receiver and its filters
        #[arg(long)]
        own: bool,
    },
    /// Measure the corpora and write src/findings/rates.tsv
    Write {
        /// The folder that holds corpus/
        shared: PathBuf,
    },
}

pub(crate) fn run(task: &Task, out: &mut dyn Write) -> Result<()> {
    match task {
        Task::Table { folders } => table(folders, out),
        Task::List {
            finding,
            folder,
            own,
        } => {
            let words = if *own { Words::Cut } else { Words::Heard };
            list(finding, folder, words, out)
        }
        Task::Write { shared } => write(shared, out),
    }
}

/// A folder's column: its heading, and what was counted.
type Column = (String, Counts);

fn table(folders: &[PathBuf], out: &mut dyn Write) -> Result<()> {
    let columns: Vec<Column> = folders
        .iter()
        .flat_map(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            [
                (name.into_owned(), Counts::of(folder, Words::Heard)),
                ("own".to_owned(), Counts::of(folder, Words::Cut)),
            ]
        })
        .collect();
    let heads = cells(&columns, |(head, _)| head.clone());
    writeln!(out, "{:<6} {:<28} {:<8}{heads}", "code", "name", "severity")?;
    for finding in CATALOGUE {
        let severity = finding.severity.word();
        let shares = cells(&columns, |(_, of)| percent(of.percent(finding.code)));
        writeln!(
            out,
            "{:<6} {:<28} {severity:<8}{shares}",
            finding.code, finding.name
        )?;
    }
    writeln!(out, "\nverdicts")?;
    for severity in [
        Severity::Info,
        Severity::Notice,
        Severity::Warning,
        Severity::High,
    ] {
        let shares = cells(&columns, |(_, of)| percent(of.verdict_percent(severity)));
        writeln!(out, "{:<44}{shares}", severity.word())?;
    }
    let totals = cells(&columns, |(_, of)| of.messages.to_string());
    writeln!(out, "{:<44}{totals}", "messages")?;
    Ok(())
}

/// A cell for each column, aligned to the right.
fn cells(columns: &[Column], text: impl Fn(&Column) -> String) -> String {
    let cells: Vec<String> = columns
        .iter()
        .map(|column| format!(" {:>10}", text(column)))
        .collect();
    cells.concat()
}

fn percent(share: f64) -> String {
    format!("{share:.1} %")
}

fn list(name: &str, folder: &Path, words: Words, out: &mut dyn Write) -> Result<()> {
    for (file, report) in reports(folder, words) {
        let verdict =
            (name == "verdict").then_some((report.verdict.severity, &report.verdict.summary));
        let made = report
            .findings
            .iter()
            .filter(|finding| finding.name == name || finding.code == name)
            .map(|finding| (finding.severity, &finding.detail));
        for (severity, text) in made.chain(verdict) {
            let text = escape::terminal(text, false);
            writeln!(out, "{}  {}  {text}", file.display(), severity.word())?;
        }
    }
    Ok(())
}

fn write(shared: &Path, out: &mut dyn Write) -> Result<()> {
    let of = |words| CORPORA.map(|name| Counts::of(&shared.join("corpus").join(name), words));
    let counts = [of(Words::Heard), of(Words::Cut)];
    let path = in_repository("src/findings/rates.tsv");
    let place = || path.display().to_string();
    let text = fs::read_to_string(&path).with_context(place)?;
    let heads = text.lines().take_while(|line| line.starts_with('#'));
    let mut table: String = heads.flat_map(|line| [line, "\n"]).collect();
    for finding in CATALOGUE {
        table.push_str(finding.code);
        for counts in counts.iter().flatten() {
            write!(table, "\t{:.1}", counts.percent(finding.code))?;
        }
        table.push('\n');
    }
    fs::write(&path, table).with_context(place)?;
    // The page is made by a program that has the table in it.
    writeln!(
        out,
        "{} is written; `cargo xtask make-catalogue` puts it into docs/findings.md",
        path.display()
    )?;
    Ok(())
}
