//! How headers of real mail are read after they were copied: as before, or with a word about what is wrong; never otherwise.

mod damages;

use crate::given::{Given, analyze};
use crate::shared;
use damages::{DAMAGES, Damage};
use hdrtrace::Report;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// Headers of each folder.
const OF_EACH: usize = 15;
const FOLDERS: [&str; 4] = ["ham2002", "lists", "phish", "spam2002"];

/// What became of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The same boundary and hops, From and Subject.
    Same,
    /// The same boundary and hops; From or Subject differs.
    SameRoute,
    /// Refused with a reason.
    Refused,
    /// Other, and the report says that the header was altered, or which lines were passed over.
    Said,
    /// Other, without a word.
    Other,
}

/// What a report must say again.
#[derive(Debug, PartialEq)]
struct Read {
    boundary: Option<(usize, Option<String>)>,
    /// Address, receiver, time.
    hops: Vec<[Option<String>; 3]>,
    from: Vec<(Option<String>, String)>,
    subject: Option<String>,
}

impl Read {
    fn of(report: &Report) -> Self {
        let route = &report.route;
        let hops = route.hops.iter().map(|hop| {
            let ip = hop.from.ip.map(|ip| ip.to_string());
            [ip, hop.by.name.clone(), hop.time.clone()]
        });
        let mailboxes = report.message.from.iter();
        Self {
            boundary: route
                .boundary
                .as_ref()
                .map(|one| (one.hop, one.ip.map(|ip| ip.to_string()))),
            hops: hops.collect(),
            from: mailboxes
                .map(|one| (one.display.as_deref().map(plain), one.address.clone()))
                .collect(),
            subject: report.message.subject.as_deref().map(plain),
        }
    }
}

/// Text in which neither white space nor the kind of quotes counts.
fn plain(text: &str) -> String {
    let text = text.replace(['\u{201c}', '\u{201d}'], "\"");
    text.split_whitespace().collect()
}

/// Text that was defanged, whole again. That of the author's stays defanged in a report: there it is not known what was so.
fn refanged(text: &str) -> String {
    text.replace("[.]", ".")
        .replace("[dot]", ".")
        .replace("[@]", "@")
        .replace("[at]", "@")
        .replace("hxxp", "http")
}

/// The headers, chosen by their place among those of their folder that have a path.
fn headers() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for folder in FOLDERS {
        let path = shared::path("corpus").join(folder);
        let mut files: Vec<PathBuf> = fs::read_dir(&path)
            .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", path.display()))
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        let with_path: Vec<(String, String)> = files
            .iter()
            .filter_map(|file| {
                let bytes = fs::read(file).expect("a message");
                let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
                let (header, _) = text.split_once("\n\n")?;
                let hops = header.lines().filter(|line| {
                    line.get(..9)
                        .is_some_and(|name| name.eq_ignore_ascii_case("received:"))
                });
                let name = file.file_name()?.to_string_lossy().into_owned();
                (hops.count() >= 3).then(|| (format!("{folder}/{name}"), format!("{header}\n")))
            })
            .collect();
        let step = with_path.len() / OF_EACH;
        // A web page shows no mailbox's `From ` line; a file may.
        let chosen = with_path.into_iter().step_by(step).take(OF_EACH);
        out.extend(chosen.enumerate().map(|(at, (name, header))| {
            let shown = match header.split_once('\n') {
                Some((first, rest)) if first.starts_with("From ") && at % 2 == 0 => rest.to_owned(),
                _ => header,
            };
            (name, shown)
        }));
    }
    out
}

fn outcome(damage: &Damage, header: &str, own: usize, expected: &Read) -> (Outcome, String) {
    let report = match analyze((damage.apply)(header, own).as_bytes(), &Given::default()) {
        Ok(report) => report,
        Err(error) => return (Outcome::Refused, error.to_string()),
    };
    let mut read = Read::of(&report);
    if damage.name == "defanged" {
        read.subject = read.subject.as_deref().map(refanged);
    }
    let same_route = read.boundary == expected.boundary && read.hops == expected.hops;
    let same_text = read.from == expected.from && read.subject == expected.subject;
    let is_said = report
        .input
        .damage
        .iter()
        .any(|one| one.kind.alters_header());
    let outcome = match (same_route, same_text, is_said) {
        (true, true, _) => Outcome::Same,
        (true, false, _) => Outcome::SameRoute,
        (false, _, true) => Outcome::Said,
        (false, _, false) => Outcome::Other,
    };
    let damage: Vec<String> = report
        .input
        .damage
        .iter()
        .map(|one| one.text.to_string())
        .collect();
    let differing = if read.hops == expected.hops {
        format!("{:?} not {:?}", without_hops(&read), without_hops(expected))
    } else {
        let pair = read.hops.iter().zip(&expected.hops);
        let first = pair.enumerate().find(|(_, (a, b))| a != b);
        format!(
            "{} hops not {}, {first:?}",
            read.hops.len(),
            expected.hops.len()
        )
    };
    (outcome, format!("{differing}; {damage:?}"))
}

fn without_hops(read: &Read) -> impl std::fmt::Debug {
    (&read.boundary, &read.from, &read.subject)
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn a_damaged_header_is_read_as_before_or_refused() {
    let headers = headers();
    assert_eq!(headers.len(), OF_EACH * FOLDERS.len());
    let expected: Vec<Read> = headers
        .iter()
        .map(|(_, header)| {
            Read::of(&analyze(header.as_bytes(), &Given::default()).expect("a report"))
        })
        .collect();
    let mut table: BTreeMap<usize, BTreeMap<Outcome, usize>> = BTreeMap::new();
    let mut notes = String::new();
    for (row, damage) in DAMAGES.iter().enumerate() {
        for (own, ((name, header), expected)) in headers.iter().zip(&expected).enumerate() {
            let (outcome, note) = outcome(damage, header, own, expected);
            *table.entry(row).or_default().entry(outcome).or_default() += 1;
            if outcome != Outcome::Same {
                let _ = writeln!(
                    notes,
                    "{}, {}: {name}: {outcome:?}: {note}",
                    damage.name, damage.way
                );
            }
        }
    }
    let shown = shown(&table);
    if let Some(path) = std::env::var_os("HDRTRACE_PASTE_NOTES") {
        fs::write(path, format!("{shown}\n{notes}")).expect("notes");
    }
    let of =
        |outcome: Outcome| -> usize { table.values().filter_map(|row| row.get(&outcome)).sum() };
    assert_eq!(
        of(Outcome::Other),
        0,
        "read otherwise without a word:\n{shown}"
    );
    let mut routes: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (row, counts) in &table {
        let [same, all] = routes.entry(DAMAGES[*row].name).or_default();
        *all += counts.values().sum::<usize>();
        *same += [Outcome::Same, Outcome::SameRoute]
            .iter()
            .filter_map(|outcome| counts.get(outcome))
            .sum::<usize>();
    }
    for (name, [same, all]) in routes {
        assert!(
            100 * same >= 99 * all,
            "{name}: {same} of {all} have the same boundary and hops:\n{shown}"
        );
    }
}

/// A receiver's part of a header, down to the end of its Received field, and the rest.
fn received(header: &str) -> Option<(&str, &str)> {
    let is_received = |line: &str| line.to_ascii_lowercase().starts_with("received:");
    let (mut at, mut is_within) = (0, false);
    for line in header.split_inclusive('\n') {
        if is_within && !line.starts_with([' ', '\t']) {
            return Some(header.split_at(at));
        }
        is_within |= is_received(line);
        at += line.len();
    }
    None
}

/// A sender may damage what it sends. The receiver's field above it shows that nobody copied the message.
#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn a_damage_that_a_sender_imitates_excuses_nothing() {
    let (mut seen, mut reports) = (Vec::new(), 0);
    let headers = headers();
    for (own, (name, header)) in headers.iter().enumerate() {
        let (top, sent) = received(header).expect("a path");
        for damage in DAMAGES {
            let damaged = (damage.apply)(sent, own);
            for between in ["", "From: a@a.example\n", "x\n", " x\n"] {
                let raw = format!("{top}{between}{damaged}\n\nThat is all.\n");
                // Where no field of mail is left, there is no report.
                let Ok(report) = analyze(raw.as_bytes(), &Given::default()) else {
                    continue;
                };
                reports += 1;
                let kinds = report.input.damage.iter().map(|one| one.kind);
                let excuses: Vec<_> = kinds.filter(|kind| kind.alters_header()).collect();
                if !excuses.is_empty() {
                    seen.push((damage.name, damage.way, name.clone(), between, excuses));
                }
            }
        }
    }
    let all = headers.len() * DAMAGES.len() * 4;
    assert!(reports * 10 >= all * 9, "{reports} reports of {all}");
    assert!(seen.is_empty(), "{}: {seen:#?}", seen.len());
}

/// A row for each way of damage.
fn shown(table: &BTreeMap<usize, BTreeMap<Outcome, usize>>) -> String {
    let mut shown = format!("{:45}  same route refus  said other\n", "damage");
    for (row, counts) in table {
        let damage = &DAMAGES[*row];
        let name = format!("{}, {}", damage.name, damage.way);
        let _ = write!(shown, "{name:45}");
        for column in [
            Outcome::Same,
            Outcome::SameRoute,
            Outcome::Refused,
            Outcome::Said,
            Outcome::Other,
        ] {
            let _ = write!(shown, "{:6}", counts.get(&column).copied().unwrap_or(0));
        }
        shown.push('\n');
    }
    shown
}
