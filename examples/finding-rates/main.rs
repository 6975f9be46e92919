//! How often each finding is made in folders of messages, without DNS, and how severe the verdicts are.
//!
//! `finding-rates DIR…` prints a table: for each folder with the words of the receiver and its filters, and without
//! them; `finding-rates --write SHARED` measures the corpora of a folder and writes them into the catalogue's table;
//! `finding-rates --list NAME DIR` names the files on which a finding is made (`verdict` for all verdicts), and
//! `--list-own` does so without the receiver's words.
#![allow(clippy::print_stdout)]

use hdrtrace::findings::{CATALOGUE, Severity};
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[path = "../../tests/common/corpus/mod.rs"]
mod corpus;
#[path = "../../tests/common/given.rs"]
mod given;

use corpus::{Counts, Words, reports};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["--write", shared] => write(Path::new(shared)),
        ["--list", name, folder] => list(name, Path::new(folder), Words::Heard),
        ["--list-own", name, folder] => list(name, Path::new(folder), Words::Cut),
        [] => println!(
            "usage: finding-rates DIR…, --write SHARED, --list NAME DIR, or --list-own NAME DIR"
        ),
        folders => table(folders),
    }
}

fn table(folders: &[&str]) {
    let columns = folders
        .iter()
        .flat_map(|folder| [(folder, Words::Heard), (folder, Words::Cut)]);
    let counts: Vec<Counts> = columns
        .clone()
        .map(|(folder, words)| Counts::of(Path::new(folder), words))
        .collect();
    let row = |cells: &mut dyn Iterator<Item = String>| cells.collect::<String>();
    let head = row(&mut columns.map(|(folder, words)| {
        let name = match words {
            Words::Heard => corpus::name(folder),
            Words::Cut => "own".to_owned(),
        };
        format!(" {name:>10}")
    }));
    println!("{:<6} {:<28} {:<8}{head}", "code", "name", "severity");
    for finding in CATALOGUE {
        let cells = row(&mut counts
            .iter()
            .map(|count| format!(" {:>8.1} %", count.percent(finding.code))));
        let severity = finding.severity.word();
        println!(
            "{:<6} {:<28} {severity:<8}{cells}",
            finding.code, finding.name
        );
    }
    println!("\nverdicts");
    for severity in [
        Severity::Info,
        Severity::Notice,
        Severity::Warning,
        Severity::High,
    ] {
        let cells = row(&mut counts
            .iter()
            .map(|count| format!(" {:>8.1} %", count.verdict_percent(severity))));
        println!("{:<44}{cells}", severity.word());
    }
    let totals = row(&mut counts
        .iter()
        .map(|count| format!(" {:>10}", count.messages)));
    println!("{:<44}{totals}", "messages");
}

fn list(name: &str, folder: &Path, words: Words) {
    for (file, report) in reports(folder, words) {
        for finding in report
            .findings
            .iter()
            .filter(|finding| finding.name == name || finding.code == name)
        {
            let detail = hdrtrace::render::escape::terminal(&finding.detail, false);
            println!("{}  {}  {detail}", file.display(), finding.severity.word());
        }
        if name == "verdict" {
            let summary = hdrtrace::render::escape::terminal(&report.verdict.summary, false);
            println!(
                "{}  {}  {summary}",
                file.display(),
                report.verdict.severity.word()
            );
        }
    }
}

fn write(shared: &Path) {
    let of = |words: Words| {
        ["phish", "ham2002", "lists"]
            .map(|name| Counts::of(&shared.join("corpus").join(name), words))
    };
    let counts = [of(Words::Heard), of(Words::Cut)];
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/findings/rates.tsv");
    let text = std::fs::read_to_string(&path).expect("the table");
    let heads = text.lines().take_while(|line| line.starts_with('#'));
    let mut out: String = heads.flat_map(|line| [line, "\n"]).collect();
    for finding in CATALOGUE {
        let shares = counts.iter().flatten();
        let shares = shares.map(|counts| format!("\t{:.1}", counts.percent(finding.code)));
        writeln!(out, "{}{}", finding.code, shares.collect::<String>())
            .expect("a String takes all");
    }
    std::fs::write(&path, out).expect("written");
}
