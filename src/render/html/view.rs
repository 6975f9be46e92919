//! Rows of the report in the form that the templates walk: limited, with what they need beside the report's own values.

use super::raw;
use super::show::{Show, Shown};
use crate::checked::{Checked, Why};
use crate::limits::SKEW_MS;
use crate::render::enriched::{self, Block};
use crate::render::{excerpt, hops, numbers, text};
use crate::report::dmarc::IdentifierAlignment;
use crate::report::spf::{Line, SpfCheck};
use crate::report::{AuthReport, ClaimReport, FindingReport, HopReport, Report, VendorReport};
use crate::words::auth::{Aligned, Mode, TermOutcome};
use std::collections::HashSet;

/// The most hops in the table; of more, the first and the last half of these.
const MAX_HOPS: usize = 200;
/// The most findings, and the most places of each.
pub(super) const MAX_FINDINGS: usize = 100;
pub(super) const MAX_PLACES: usize = 8;
/// The most claims.
const MAX_CLAIMS: usize = 200;
/// The most fields of vendors.
pub(super) const MAX_VENDOR_FIELDS: usize = 60;
/// The most lines of an SPF tree. Ten lookups with records of 40 terms make 400.
const MAX_LINES: usize = 500;
/// How deep an SPF tree is indented.
const MAX_DEPTH: usize = 9;
/// The most columns of each part of an excerpt.
const MAX_EXCERPT: usize = 400;

/// A hop in the table.
pub(super) struct HopRow<'r> {
    pub hop: &'r HopReport,
    /// How many hops are left out before it.
    pub hidden_before: usize,
    pub field: Option<usize>,
    /// Its clock and its day, both as written.
    pub time: Option<(&'r str, &'r str)>,
    pub delay: String,
    pub backwards: bool,
    pub protocol: String,
    pub cipher: Option<&'r str>,
    /// The user that logged in; empty if only that somebody did is known.
    pub user: Option<&'r str>,
    pub word: &'static str,
}

pub(super) fn hops(report: &Report, shown: usize) -> Vec<HopRow<'_>> {
    let all = &report.route.hops;
    let hidden = all.len().saturating_sub(MAX_HOPS);
    let (first, last) = (MAX_HOPS / 2, MAX_HOPS / 2 + hidden);
    all.iter()
        .filter(|hop| hidden == 0 || hop.index <= first || hop.index > last)
        .map(|hop| HopRow {
            hop,
            hidden_before: if hop.index == last + 1 { hidden } else { 0 },
            field: hop
                .span
                .and_then(|span| raw::field_at(report, span.start))
                .filter(|&field| field < shown),
            time: hop.time.as_deref().map(|time| match hops::day(hop) {
                Some(day) => (time.get(11..).unwrap_or_default(), day),
                None => (time, ""),
            }),
            delay: hop.delay_ms.map(numbers::delay).unwrap_or_default(),
            backwards: hop.delay_ms.is_some_and(|delay| delay < -SKEW_MS),
            protocol: hops::protocol(hop),
            cipher: hop.tls.as_ref().and_then(|tls| tls.cipher.as_deref()),
            user: hop.auth.as_ref().map(|auth| match auth {
                AuthReport::User(name) => name.as_str(),
                AuthReport::Yes => "",
            }),
            word: hops::word_of(hop.trust),
        })
        .collect()
}

/// A finding with the lines that show it.
pub(super) struct FindingView<'r> {
    pub finding: &'r FindingReport,
    pub basis: &'static str,
    pub places: Vec<PlaceView>,
    pub more_places: usize,
    /// Whether it is the first of its kind: the others mean the same.
    pub explains: bool,
}

/// A line of the header around a place.
pub(super) struct PlaceView {
    pub before: String,
    pub marked: String,
    pub after: String,
    pub start: usize,
    pub end: usize,
    pub anchor: Option<String>,
}

pub(super) fn findings<'r>(
    report: &'r Report,
    show: Show<'_>,
    shown: usize,
) -> Vec<FindingView<'r>> {
    let all = report.findings.iter().take(MAX_FINDINGS).enumerate();
    let mut explained = HashSet::new();
    all.map(|(at, finding)| FindingView {
        finding,
        explains: explained.insert(&finding.code),
        basis: finding.basis.text(),
        places: places(report, (show, shown), at, finding),
        more_places: finding.evidence.len().saturating_sub(MAX_PLACES),
    })
    .collect()
}

fn places(
    report: &Report,
    (show, shown): (Show<'_>, usize),
    at: usize,
    finding: &FindingReport,
) -> Vec<PlaceView> {
    let all = finding.evidence.iter().take(MAX_PLACES).enumerate();
    all.filter_map(|(number, place)| {
        let found = show.excerpt(&excerpt::excerpt(&report.header, place)?);
        Some(PlaceView {
            before: text::cut_left(&found.before, MAX_EXCERPT, "…"),
            marked: text::cut(&found.marked, MAX_EXCERPT, "…"),
            after: text::cut(&found.after, MAX_EXCERPT, "…"),
            start: place.span.start,
            end: place.span.end,
            anchor: raw::is_shown(report, shown, place.index, place.span)
                .then(|| raw::anchor(at, number)),
        })
    })
    .collect()
}

/// One evaluation of SPF.
pub(super) struct SpfView<'r> {
    pub title: &'static str,
    pub check: Option<&'r SpfCheck>,
    pub word: &'static str,
    pub why: Option<Shown>,
    pub lines: Vec<TreeLine>,
    pub more_lines: usize,
}

/// A line of its tree.
pub(super) struct TreeLine {
    pub depth: usize,
    pub matched: bool,
    pub text: String,
}

pub(super) fn spf<'r>(report: &'r Report, show: Show<'_>) -> Vec<SpfView<'r>> {
    let spf = &report.authentication.spf;
    [
        ("Envelope sender (MAIL FROM)", &spf.mail_from),
        ("HELO name", &spf.helo),
    ]
    .into_iter()
    .map(|(title, checked)| {
        let check = checked.done();
        // Without a record and without a result there is nothing to tell but why.
        let has_tree =
            |check: &&SpfCheck| check.trace.text.is_some() || check.result.done().is_some();
        let mut lines = check
            .filter(has_tree)
            .map(|check| check.trace.lines())
            .unwrap_or_default();
        let more_lines = lines.len().saturating_sub(MAX_LINES);
        lines.truncate(MAX_LINES);
        let result = check.map_or(Checked::Skipped(Why::NotRequested), |check| check.result);
        SpfView {
            title,
            check,
            word: show.checked(&result),
            why: checked.skipped().map(|why| show.told(checked, why.text())),
            lines: lines.into_iter().map(tree_line).collect(),
            more_lines,
        }
    })
    .collect()
}

fn tree_line(line: Line) -> TreeLine {
    TreeLine {
        depth: line.depth.min(MAX_DEPTH),
        matched: line.outcome == Some(TermOutcome::Match),
        text: line.text,
    }
}

/// What SPF was checked for: what, the value, where it was found.
pub(super) fn envelope(report: &Report) -> Vec<(&'static str, String, &str)> {
    let envelope = &report.authentication.spf.envelope;
    let mut lines = Vec::new();
    if let Some(ip) = &envelope.client_ip {
        lines.push(("client IP", ip.value.to_string(), &*ip.source));
    }
    if let Some(helo) = &envelope.helo {
        lines.push(("HELO", helo.value.clone(), &*helo.source));
    }
    if let Some(sender) = &envelope.mail_from {
        let shown = if sender.value.is_empty() {
            "<>"
        } else {
            &sender.value
        };
        lines.push(("MAIL FROM", shown.to_owned(), &*sender.source));
    }
    lines
}

/// One identifier that DMARC compared.
pub(super) struct AlignmentRow<'r> {
    pub method: &'static str,
    pub mode: &'static str,
    pub identifier: &'r IdentifierAlignment,
    pub word: &'static str,
    pub class: &'static str,
}

pub(super) fn alignment(report: &Report) -> Vec<AlignmentRow<'_>> {
    let alignment = &report.authentication.dmarc.alignment;
    [("SPF", &alignment.spf), ("DKIM", &alignment.dkim)]
        .into_iter()
        .flat_map(|(method, found)| {
            let mode = match found.mode {
                Mode::Relaxed => "relaxed",
                Mode::Strict => "strict",
            };
            found.identifiers.iter().map(move |identifier| {
                let (word, class) = match identifier.aligned {
                    Aligned::Yes => ("✓ yes", "good"),
                    Aligned::No => ("✗ no", "bad"),
                    Aligned::Unknown => ("? unknown", "doubt"),
                };
                AlignmentRow {
                    method,
                    mode,
                    identifier,
                    word,
                    class,
                }
            })
        })
        .collect()
}

/// A claim with the field that makes it.
pub(super) struct ClaimRow<'r> {
    pub claim: &'r ClaimReport,
    pub field: Option<usize>,
}

pub(super) fn claims(report: &Report, shown: usize) -> Vec<ClaimRow<'_>> {
    let all = report.claims.iter().take(MAX_CLAIMS);
    all.map(|claim| ClaimRow {
        claim,
        field: raw::field_at(report, claim.span.start).filter(|&field| field < shown),
    })
    .collect()
}

/// The fields of one vendor.
pub(super) struct VendorGroup<'r> {
    pub vendor: &'r str,
    pub fields: Vec<&'r VendorReport>,
}

/// By vendor, in the order in which each is first met.
pub(super) fn vendors(report: &Report) -> Vec<VendorGroup<'_>> {
    let mut groups: Vec<VendorGroup<'_>> = Vec::new();
    for row in report.vendors.iter().take(MAX_VENDOR_FIELDS) {
        let vendor = &*row.field.vendor;
        match groups.iter_mut().find(|group| group.vendor == vendor) {
            Some(group) => group.fields.push(row),
            None => groups.push(VendorGroup {
                vendor,
                fields: vec![row],
            }),
        }
    }
    groups
}

/// What was looked up beside authentication.
pub(super) struct Enriched {
    pub kinds: String,
    pub blocks: Vec<Block>,
    pub notes: Vec<String>,
}

pub(super) fn enriched(report: &Report, show: Show<'_>) -> Option<Enriched> {
    let enrichment = report.enrichment.as_ref()?;
    Some(Enriched {
        kinds: enriched::kinds(enrichment),
        blocks: enriched::blocks(enrichment, show.phrases),
        notes: enriched::notes(enrichment, show.phrases),
    })
}
