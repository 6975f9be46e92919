//! What was looked up beside authentication, in rows that every form for people shows in its own way. The texts hold values of
//! strangers: each form escapes and defangs them.

mod address;
mod domain;

use crate::checked::{Checked, Why};
use crate::limits::{MAX_ADDRESSES, MAX_DOMAINS, MAX_LISTS};
use crate::report::enrichment::{Contact, DomainReport, Enrichment, Listing};
use crate::words::enrich::{Kind, ListStatus};
use crate::words::{Phrases, Remedy};

/// The most rows of one subject.
const MAX_ROWS: usize = 60;

/// A subject with what was found out about it.
pub(super) struct Block {
    /// The address or the domain.
    pub subject: String,
    /// What it is in the message.
    pub remark: String,
    pub rows: Vec<Row>,
}

/// One line on a subject.
pub(super) struct Row {
    /// What it is about; empty where it goes on with the row before.
    pub label: &'static str,
    pub tone: Tone,
    pub text: String,
}

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Good,
    Bad,
    Doubt,
    Plain,
    /// It was not looked up, or there is nothing.
    Dim,
}

impl Tone {
    /// The class of it in HTML.
    #[cfg(feature = "html")]
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Doubt => "doubt",
            Self::Plain => "",
            Self::Dim => "dim",
        }
    }
}

impl Row {
    fn new(label: &'static str, tone: Tone, text: impl Into<String>) -> Self {
        Self {
            label,
            tone,
            text: text.into(),
        }
    }
}

/// Addresses, then domains.
pub(super) fn blocks(enrichment: &Enrichment, phrases: Phrases) -> Vec<Block> {
    let addresses = enrichment.addresses.iter().map(address::block);
    let domains = enrichment.domains.iter().map(domain::block);
    let mut blocks: Vec<Block> = addresses.chain(domains).collect();
    for block in &mut blocks {
        bound(&mut block.rows, phrases);
    }
    blocks
}

/// What one domain publishes.
pub(super) fn of_domain(found: &DomainReport) -> Block {
    domain::block(found)
}

/// What was asked for, in a line.
pub(super) fn kinds(enrichment: &Enrichment) -> String {
    let words: Vec<&str> = enrichment.kinds.iter().map(|kind| kind.word()).collect();
    words.join(", ")
}

/// What a reader should know beside the rows: lists that do not work, files and their age, what was left out.
pub(super) fn notes(enrichment: &Enrichment, phrases: Phrases) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    let has = |kind| enrichment.kinds.contains(&kind);
    let nobody = enrichment.addresses.is_empty() && enrichment.domains.is_empty();
    if nobody {
        notes.push("the message names no address or domain that could be looked up".to_owned());
    }
    if has(Kind::Dnsbl) && enrichment.lists_named == 0 {
        notes.push(format!(
            "no DNS list was queried: {}; each list learns what it is queried about",
            phrases(&Remedy::DnsLists)
        ));
    }
    if has(Kind::Geo) && enrichment.geo_files.is_empty() {
        notes.push(format!(
            "no geo file was read: {}",
            phrases(&Remedy::GeoFile)
        ));
    }
    for list in &enrichment.lists {
        match (&list.works, &list.problem) {
            (Checked::Done(false), Some(problem)) => notes.push(format!(
                "the list {} does not work for {}: {problem}; it was not queried about this message",
                list.zone,
                list.about.text()
            )),
            (Checked::Skipped(why), _) => notes.push(format!(
                "whether the list {} works for {} is not known: {}",
                list.zone,
                list.about.text(),
                why.text()
            )),
            _ => {}
        }
    }
    for file in &enrichment.geo_files {
        let built = file.built.map_or_else(
            || "without a date".to_owned(),
            |built| format!("of {}", built.format("%Y-%m-%d")),
        );
        notes.push(format!("{} is {} {built}", file.file, file.kind));
    }
    let left_out = &enrichment.left_out;
    for (count, what, most) in [
        (left_out.addresses, "addresses", MAX_ADDRESSES),
        (left_out.domains, "domains", MAX_DOMAINS),
        (left_out.lists, "lists", MAX_LISTS),
    ] {
        if count > 0 {
            notes.push(format!(
                "{count} more {what} were not looked up: at most {most} are"
            ));
        }
    }
    notes
}

/// The row of what was not looked up; none where that was not asked for.
fn skipped(label: &'static str, why: Why) -> Option<Row> {
    (why != Why::NotRequested)
        .then(|| Row::new(label, Tone::Dim, format!("unchecked: {}", why.text())))
}

/// The rows of a source, or why there are none.
fn section<T>(
    label: &'static str,
    checked: &Checked<T>,
    rows: impl FnOnce(&T) -> Vec<Row>,
) -> Vec<Row> {
    match checked {
        Checked::Done(found) => rows(found),
        Checked::Skipped(why) => skipped(label, *why).into_iter().collect(),
    }
}

/// One row where nothing was looked up for one and the same reason; the rows otherwise.
fn gathered(mut rows: Vec<Row>) -> Vec<Row> {
    let is_same = |row: &Row| row.tone == Tone::Dim && row.text == rows[0].text;
    if rows.len() > 1 && rows.iter().all(is_same) && rows[0].text.starts_with("unchecked") {
        rows.truncate(1);
        rows[0].label = "";
    }
    rows
}

/// Leaves out what is too much, and says so.
fn bound(rows: &mut Vec<Row>, phrases: Phrases) {
    if rows.len() > MAX_ROWS {
        rows.truncate(MAX_ROWS);
        let text = format!("there is more; {}", phrases(&Remedy::AllInJson));
        rows.push(Row::new("", Tone::Dim, text));
    }
}

fn contacts(found: &[Contact]) -> Vec<Row> {
    if found.is_empty() {
        return vec![Row::new("abuse contact", Tone::Dim, "none is known")];
    }
    let row = |contact: &Contact| {
        let text = format!("{} ({})", contact.address, contact.source.text());
        Row::new("abuse contact", Tone::Plain, text)
    };
    found.iter().map(row).collect()
}

fn dnsbl(found: &[Listing]) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut clean, mut dead): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for listing in found {
        let zone = &listing.zone;
        let codes: Vec<String> = listing
            .codes
            .iter()
            .map(|code| code.code.to_string())
            .collect();
        let codes = codes.join(", ");
        match listing.status {
            Checked::Done(ListStatus::NotListed) => clean.push(zone),
            Checked::Done(ListStatus::Listed) => {
                let reasons = if listing.reasons.is_empty() {
                    String::new()
                } else {
                    format!(": {}", listing.reasons.join(" / "))
                };
                let text = format!("listed on {zone} ({codes}){reasons}");
                rows.push(Row::new("DNS lists", Tone::Bad, text));
            }
            Checked::Done(ListStatus::Error) => {
                let text = format!("{zone} answered {codes}: an error, not a listing");
                rows.push(Row::new("DNS lists", Tone::Doubt, text));
            }
            Checked::Done(ListStatus::NotWorking) => dead.push(zone),
            Checked::Skipped(why) => {
                let text = format!("{zone} unchecked: {}", why.text());
                rows.push(Row::new("DNS lists", Tone::Dim, text));
            }
        }
    }
    if !dead.is_empty() {
        let text = format!("not queried, list not working: {}", dead.join(", "));
        rows.push(Row::new("DNS lists", Tone::Dim, text));
    }
    if !clean.is_empty() {
        let text = format!("not listed on {}", clean.join(", "));
        rows.push(Row::new("DNS lists", Tone::Good, text));
    }
    rows
}
