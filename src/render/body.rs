//! What is attached and where links lead, as rows for every form that people read.

use super::numbers;
use crate::names::host_of_url;
use crate::report::body::{Attachment, Body, Link, LinkOddity};
use crate::words::body::RiskKind;
use std::collections::{HashMap, HashSet};

/// The most attachments that are shown.
pub(super) const MAX_ATTACHMENTS: usize = 12;
/// The most names within one archive that are shown.
const MAX_INSIDE: usize = 5;

/// An attachment in words.
pub(super) struct Row {
    /// Its name, or that it has none.
    pub name: String,
    /// `12.4 kB, application/pdf`.
    pub facts: String,
    /// What should make one careful; empty for most.
    pub careful: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// The attachments that are shown, pictures within the text last, and how many are not.
pub(super) fn rows(body: &Body) -> (Vec<Row>, usize) {
    let mut sorted: Vec<&Attachment> = body.attachments.iter().collect();
    sorted.sort_by_key(|one| (one.risks.is_empty(), one.inline));
    let more = sorted
        .len()
        .saturating_sub(MAX_ATTACHMENTS)
        .saturating_add(body.attachments_left_out);
    sorted.truncate(MAX_ATTACHMENTS);
    (sorted.into_iter().map(row).collect(), more)
}

fn row(one: &Attachment) -> Row {
    let name = one
        .name
        .clone()
        .unwrap_or_else(|| format!("part {}, without a name", one.part));
    let mut facts = vec![numbers::size(one.size)];
    facts.extend(one.cut.then(|| "cut off".to_owned()));
    facts.extend(one.declared.clone());
    if let Some(sniffed) = one
        .sniffed
        .as_deref()
        .filter(|&sniffed| one.declared.as_deref() != Some(sniffed))
    {
        facts.push(format!("by its bytes {sniffed}"));
    }
    if let Some(archive) = &one.archive {
        let names = &archive.names[..archive.names.len().min(MAX_INSIDE)];
        let more = (archive.names.len() - names.len()).saturating_add(archive.left_out);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        facts.push(format!("holds {}{more}", names.join(", ")));
    }
    let mut careful: Vec<String> = Vec::new();
    for risk in &one.risks {
        let text = match &risk.inside {
            Some(inside) => format!("{} ({inside})", word(risk.kind)),
            None => word(risk.kind).to_owned(),
        };
        if careful.len() < MAX_INSIDE && !careful.contains(&text) {
            careful.push(text);
        }
    }
    Row {
        name,
        facts: facts.join(", "),
        careful: careful.join(", "),
        sha256: one.sha256.clone(),
    }
}

fn word(kind: RiskKind) -> &'static str {
    match kind {
        RiskKind::HiddenProgram => "a program under another name",
        RiskKind::DisguisedName => "a disguised name",
        RiskKind::DoubledExtension => "a doubled extension",
        RiskKind::Program => "a program or script",
        RiskKind::DiskImage => "a disk image",
        RiskKind::Macro => "macros",
        RiskKind::WebPage => "a web page",
        RiskKind::OtherType => "content does not match the file name",
        RiskKind::Encrypted => "encrypted",
    }
}

/// A link, as it is shown.
pub(super) struct LinkRow {
    /// The whole address.
    pub url: String,
    /// How many there are of it.
    pub count: usize,
    /// What misleads about it; empty for most.
    pub odd: String,
}

/// The links, those that mislead first, then one of each host, then the others in the order of the message; and how many
/// are not shown.
pub(super) fn links(body: &Body, most: usize) -> (Vec<LinkRow>, usize) {
    let mut rows: Vec<LinkRow> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for link in &body.links {
        let odd = || odds(link);
        let Some(&at) = places.get(link.url.as_str()) else {
            places.insert(&link.url, rows.len());
            rows.push(LinkRow {
                url: link.url.clone(),
                count: link.count,
                odd: odd(),
            });
            continue;
        };
        let row = &mut rows[at];
        row.count = row.count.saturating_add(link.count);
        if row.odd.is_empty() {
            row.odd = odd();
        }
    }
    let mut hosts: HashSet<Option<String>> = HashSet::new();
    rows.sort_by_cached_key(|row| (row.odd.is_empty(), !hosts.insert(host_of_url(&row.url))));
    let more = rows.len().saturating_sub(most);
    rows.truncate(most);
    (rows, more.saturating_add(body.links_left_out))
}

/// What misleads about a link: what it is shown as, where it goes on to.
fn odds(link: &Link) -> String {
    let mut odds: Vec<String> = link.oddities.iter().map(odd).collect();
    if let Some(target) = &link.goes_on_to {
        odds.push(format!("leads to {target}"));
    }
    if link.form {
        odds.push("a form sends there what is typed".to_owned());
    }
    odds.join("; ")
}

fn odd(oddity: &LinkOddity) -> String {
    match oddity {
        LinkOddity::OtherHost { shown } => format!("shown as {shown}"),
        LinkOddity::Address => "an IP address, not a name".to_owned(),
        LinkOddity::Internationalised { read_as } => format!("read as {read_as}"),
        LinkOddity::UserName { name } => format!("user name {name} before the host"),
        LinkOddity::Embedded => "content embedded in the link (data:)".to_owned(),
    }
}

/// How many links there are in all: `23 links to 4 hosts`.
pub(super) fn count(body: &Body) -> String {
    let counts = body.links.iter().map(|link| link.count);
    let links = counts.fold(body.links_left_out, usize::saturating_add);
    let mut hosts: Vec<Option<String>> = body.links.iter().map(Link::destination).collect();
    hosts.sort();
    hosts.dedup();
    let plural =
        |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    format!(
        "{} to {}",
        plural(links, "link"),
        plural(hosts.len(), "host")
    )
}
