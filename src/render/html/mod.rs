//! HTML: one file that needs nothing else. No script, no request, no link but to anchors within; a policy in the file forbids all
//! of it again. The templates stand in `templates/`; every value in them goes through [`super::escape::html::Html`].

mod axis;
mod lock;
mod picture;
mod raw;
mod show;
mod tooltip;
mod view;

use super::{Style, body, filter, hops, iocs, ladder, ledger, next, notes, own, who};
use crate::checked::Checked;
use crate::codec::base64;
use crate::indicators::Sum;
use crate::report::Report;
use crate::report::dkim::DkimCheck;
use crate::report::dns::Answer;
use crate::report::route::Break;
use crate::words::evidence::InputKind;
use askama::Template;
use picture::Picture;
use sha2::{Digest, Sha256};
use show::Show;
use std::sync::LazyLock;

/// The one style sheet.
const CSS: &str = concat!(
    include_str!("../../../templates/colors.css"),
    include_str!("../../../templates/report.css")
);
/// Its hash: the policy allows this style sheet, and neither another nor a `style` attribute.
static STYLE_HASH: LazyLock<String> =
    LazyLock::new(|| format!("sha256-{}", base64::encode(&Sha256::digest(CSS))));

pub(super) fn style_hash() -> &'static str {
    &STYLE_HASH
}

/// The most signatures that are shown in full.
const MAX_SIGNATURES: usize = 32;
/// The most links of the body.
const MAX_LINKS: usize = 60;
/// The most indicators.
const MAX_INDICATORS: usize = 200;
/// The most answers of DNS.
const MAX_ANSWERS: usize = 200;
/// The most steps of a session.
const MAX_RUNGS: usize = 400;
/// The most values of one field of a vendor.
const MAX_VENDOR_VALUES: usize = 60;
/// The most gaps between hops.
const MAX_GAPS: usize = 20;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'r> {
    report: &'r Report,
    show: Show<'r>,
    /// What it is called: the subject, else the file.
    title: String,
    /// The file's name without its folders, which are nobody else's business.
    file: &'r str,
    silent_dns: Option<String>,
    css: &'static str,
    style_hash: &'static str,
    version: &'static str,
    input_kind: &'static str,
    who: Vec<who::Who>,
    filters: Vec<filter::Filter>,
    delivery: Option<String>,
    path_remark: String,
    pictures: Vec<Picture>,
    hops: Vec<view::HopRow<'r>>,
    gaps: &'r [Break],
    receiver: Option<String>,
    ledger: Vec<ledger::Row>,
    envelope: Vec<(&'static str, String, &'r str)>,
    findings: Vec<view::FindingView<'r>>,
    more_findings: usize,
    has_body: bool,
    attachments: (Vec<body::Row>, usize),
    links: (Vec<body::LinkRow>, usize),
    link_count: String,
    next: Vec<next::Step>,
    indicators: (Vec<iocs::Group>, usize),
    indicators_remark: String,
    spf: Vec<view::SpfView<'r>>,
    signatures: &'r [DkimCheck],
    alignment: Vec<view::AlignmentRow<'r>>,
    claims: Vec<view::ClaimRow<'r>>,
    vendors: Vec<view::VendorGroup<'r>>,
    more_vendors: usize,
    enriched: Option<view::Enriched>,
    answers: &'r [Answer],
    raw: raw::Raw,
    session_remark: String,
    session_facts: Vec<(&'static str, String)>,
    rungs: Vec<ladder::Rung<'r>>,
}

impl Page<'_> {
    /// The field's index, if the raw header shows the field.
    #[allow(clippy::trivially_copy_pass_by_ref)] // Templates pass what they name by reference.
    fn shown_field(&self, index: &usize) -> Option<usize> {
        (*index < self.raw.fields.len()).then_some(*index)
    }

    /// How many rows a vendor's field takes, each with one of its values.
    #[allow(clippy::unused_self)]
    fn vendor_lines(&self, values: usize) -> usize {
        values.clamp(1, MAX_VENDOR_VALUES)
    }
}

pub(super) fn render(report: &Report, style: &Style) -> Vec<u8> {
    let own = own::names(report);
    let show = Show::new(style, &own);
    let shown = raw::shown_fields(report);
    let route = &report.route;
    let body = report.body.done().filter(|body| !body.is_empty());
    let session = report.session.as_ref();
    let sum = Sum::of_one(report);
    let page = Page {
        report,
        show,
        title: title(report),
        file: own::file(&report.input.name),
        silent_dns: notes::silent(&report.dns, style.phrases),
        css: CSS,
        style_hash: &STYLE_HASH,
        version: env!("CARGO_PKG_VERSION"),
        input_kind: match report.input.kind {
            InputKind::Message => "message with body",
            InputKind::HeadersOnly => "headers only",
            InputKind::SmtpTranscript => "SMTP session",
        },
        who: who::lines(report, style.phrases),
        filters: filter::filters(report),
        delivery: filter::delivery(report),
        path_remark: hops::remark(report),
        pictures: picture::of(report, show),
        hops: view::hops(report, shown),
        gaps: first(&route.gaps, MAX_GAPS),
        receiver: ledger::receiver(report),
        ledger: ledger::rows(report, MAX_SIGNATURES),
        envelope: view::envelope(report),
        findings: view::findings(report, show, shown),
        more_findings: report.findings.len().saturating_sub(view::MAX_FINDINGS),
        has_body: body.is_some(),
        attachments: body.map(body::rows).unwrap_or_default(),
        links: body
            .map(|body| body::links(body, MAX_LINKS))
            .unwrap_or_default(),
        link_count: body.map(body::count).unwrap_or_default(),
        next: next::steps(report, style.phrases, true),
        indicators: iocs::groups(&sum, MAX_INDICATORS),
        indicators_remark: iocs::remark(&sum),
        spf: view::spf(report, show),
        signatures: first(&report.authentication.dkim, MAX_SIGNATURES),
        alignment: view::alignment(report),
        claims: view::claims(report, shown),
        vendors: view::vendors(report),
        more_vendors: report.vendors.len().saturating_sub(view::MAX_VENDOR_FIELDS),
        enriched: view::enriched(report, show),
        answers: first(&report.dns, MAX_ANSWERS),
        raw: raw::of(report, show, shown, (view::MAX_FINDINGS, view::MAX_PLACES)),
        session_remark: session.map(ladder::remark).unwrap_or_default(),
        session_facts: session
            .map(|one| ladder::facts(report, one))
            .unwrap_or_default(),
        rungs: session
            .map(|one| ladder::rungs(report, one, MAX_RUNGS))
            .unwrap_or_default(),
    };
    let mut out = String::with_capacity(64 << 10);
    // Neither the templates nor the escaper fail, and nor does writing to a String.
    let _ = page.render_into(&mut out);
    out.push('\n');
    out.into_bytes()
}

fn title(report: &Report) -> String {
    let subject = report.message.subject.as_deref().unwrap_or_default().trim();
    match (subject, report.has_message()) {
        ("", true) => "(no subject)".to_owned(),
        ("", false) => own::file(&report.input.name).to_owned(),
        (subject, _) => subject.to_owned(),
    }
}

fn first<T>(all: &[T], most: usize) -> &[T] {
    &all[..all.len().min(most)]
}
