//! Nothing that a sender can write lowers a finding: any row of a table of such fields, and any pair of them, is added
//! to every case, sample and phishing message, and no severity falls.

use crate::given::{Given, analyze};
use crate::shared;
use hdrtrace::dns::Capsule;
use hdrtrace::findings::Severity;
use hdrtrace::{At, Clock, DnsSource, Known, Report, Settings};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// What a sender writes to look harmless. `{from}` is the domain in From, `{to}` the receiver's host.
const WRITABLE: &[&str] = &[
    "List-Id: <news.{from}>",
    "List-Id: News <news.lists.example>",
    "List-Post: <mailto:news@lists.example>",
    "List-Unsubscribe: <https://lists.example/u>, <mailto:u@lists.example>",
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    "Mailing-List: list news@lists.example",
    "X-BeenThere: news@lists.example",
    "X-Mailman-Version: 2.1.39",
    "Precedence: list",
    "Precedence: bulk",
    "Feedback-ID: 1:2:3:lists",
    "Auto-Submitted: auto-generated",
    "X-Forwarded-To: robin@example.net",
    "X-Forwarded-For: a@example.org robin@example.net",
    "X-Forwarded-Encrypted: i=1; AJvYcCX",
    "Resent-From: Robin <robin@example.net>",
    "Resent-Sender: robin@example.net",
    "Sender: list@lists.example",
    "References: <1@lists.example>",
    "In-Reply-To: <1@lists.example>",
    "Sender: service@{from}",
    "Errors-To: bounces@{from}",
    "X-Original-From: a@{from}",
    "Return-Path: <bounces@{from}>",
    "Return-Path: <SRS0=abcd=EF={from}=a@forwarder.example>",
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={from}; s=s; h=from:to:subject:date; \
     bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA",
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=lists.example; s=s; h=from:to:subject:date; \
     bh=AAAAQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA",
    "DKIM-Signature: v=1; d={from}",
    "ARC-Authentication-Results: i=1; {to}; dmarc=pass header.from={from}; dkim=pass header.d={from}",
    "ARC-Seal: i=1; a=rsa-sha256; t=1; cv=none; d={from}; s=s; b=AAAA",
    "Authentication-Results: {to}; spf=pass smtp.mailfrom=a@{from}; dkim=pass header.d={from}; dmarc=pass header.from={from}; compauth=pass reason=100",
    "Authentication-Results: spf=pass smtp.mailfrom={from}; dkim=pass header.d={from}; dmarc=pass action=none header.from={from}; compauth=pass reason=100",
    "Received-SPF: pass ({to}: domain of a@{from} designates 192.0.2.1 as permitted sender) receiver={to}; client-ip=192.0.2.1; envelope-from=a@{from}",
    "X-Spam-Status: No, score=-10.0 required=5.0 tests=ALL_TRUSTED autolearn=ham",
    "X-Spam-Flag: NO",
    "X-Spamd-Result: default: False [-9.90 / 15.00]",
    "X-Proofpoint-Spam-Details: rule=notspam policy=default score=0",
    "X-MS-Exchange-Organization-SCL: -1",
    "X-MS-Exchange-Organization-AuthAs: Internal",
    "X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:US;SCL:-1;SFV:SKN;CAT:NONE;",
    "X-Microsoft-Antispam: BCL:0;",
    "X-Originating-IP: [192.0.2.1]",
    "X-Authenticated-Sender: a@{from}",
    "X-Google-DKIM-Signature: v=1; a=rsa-sha256; d=1e100.net; s=20230601; bh=AA; b=AA",
    "X-Mailer: Mailman",
    "User-Agent: Thunderbird",
    "Importance: low",
    "MIME-Version: 1.0",
    "Organization: Example",
];

/// The line end of an input, and where its header ends; `None` for what is no plain message.
fn header_end(raw: &[u8]) -> Option<(&'static str, usize)> {
    let find = |needle: &[u8]| {
        raw.windows(needle.len())
            .position(|window| window == needle)
    };
    match (find(b"\r\n\r\n"), find(b"\n\n")) {
        (Some(at), None) => Some(("\r\n", at + 2)),
        (None, Some(at)) => Some(("\n", at + 1)),
        _ => None,
    }
}

/// The input with fields at the end of its header, where only the sender wrote.
fn with_fields(raw: &[u8], report: &Report, rows: &[&str]) -> Option<Vec<u8>> {
    let (line_end, at) = header_end(raw)?;
    let from = report.message.from.first();
    let from = from.and_then(|mailbox| mailbox.address.rsplit_once('@'));
    let from = from.map_or("author.example", |(_, domain)| domain);
    let hop = report.route.boundary.as_ref().map(|boundary| boundary.hop);
    let by = hop.and_then(|hop| report.route.hops.get(hop - 1));
    let to = by
        .and_then(|hop| hop.by.name.as_deref())
        .unwrap_or("mx.example.net");
    let mut out = raw[..at].to_vec();
    for row in rows {
        out.extend(row.replace("{from}", from).replace("{to}", to).bytes());
        out.extend(line_end.bytes());
    }
    out.extend_from_slice(&raw[at..]);
    Some(out)
}

/// The highest severity of each finding, and of the verdict.
fn severities(report: &Report) -> BTreeMap<&str, Severity> {
    let mut all = BTreeMap::from([("verdict", report.verdict.severity)]);
    for finding in &report.findings {
        let most = all.entry(&finding.code).or_insert(finding.severity);
        *most = finding.severity.max(*most);
    }
    all
}

struct Subject {
    name: String,
    raw: Vec<u8>,
    options: Given,
    before: Report,
}

impl Subject {
    fn new(path: &Path, dns: DnsSource) -> Option<Self> {
        let raw = fs::read(path).expect("an input");
        header_end(&raw)?;
        let options = Given {
            settings: Settings {
                clock: Clock::Fixed("2026-06-01T12:00:00Z".parse().expect("a time")),
                at: At::Received,
                dns: (dns).into(),
                ..Settings::default()
            },
            known: Known::default(),
        };
        let before = analyze(&raw, &options).ok()?;
        // Fields at the end of what was cut off, or of a session, are no fields.
        let is_whole = before.session.is_none()
            && !raw.starts_with(b"\r")
            && !raw.starts_with(b"\n")
            && before
                .input
                .damage
                .iter()
                .all(|one| !one.kind.alters_header());
        is_whole.then(|| Self {
            name: path.display().to_string(),
            raw,
            options,
            before,
        })
    }

    /// What falls when these are added.
    fn falls(&self, rows: &[&str]) -> Vec<String> {
        let Some(raw) = with_fields(&self.raw, &self.before, rows) else {
            return Vec::new();
        };
        let after = analyze(&raw, &self.options).expect("a report");
        let after = severities(&after);
        severities(&self.before)
            .into_iter()
            .filter(|(code, before)| after.get(code).is_none_or(|after| after < before))
            .filter(|(code, _)| !IS_ABOUT_ABSENCE.contains(code))
            .map(|(code, before)| {
                let after = after
                    .get(code)
                    .map_or("nothing", |severity| severity.word());
                let rows: Vec<&str> = rows
                    .iter()
                    .map(|row| row.split_once(':').unwrap_or((row, "")).0)
                    .collect();
                format!(
                    "{}: {code} {} -> {after} with {}",
                    self.name,
                    before.word(),
                    rows.join(", ")
                )
            })
            .collect()
    }
}

/// Findings about what is missing: a sender who writes it has mended the fault itself.
const IS_ABOUT_ABSENCE: &[&str] = &["FRM001", "FRM012"];

fn own(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(subjects);

fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    for entry in fs::read_dir(own("tests/cases")).expect("the cases") {
        let path = entry.expect("an entry").path().join("message.eml");
        subjects.extend(Subject::new(&path, DnsSource::Offline));
    }
    for entry in fs::read_dir(own("samples")).expect("the samples") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "eml") {
            continue;
        }
        let recorded = path.with_extension("dns.json");
        let dns = match fs::read_to_string(&recorded) {
            Ok(text) => DnsSource::Replay {
                capsule: Arc::new(Capsule::parse(&text).expect("a capsule")),
                any_message: true,
            },
            Err(_) => DnsSource::Offline,
        };
        subjects.extend(Subject::new(&path, dns));
    }
    assert!(subjects.len() > 50, "only {} subjects", subjects.len());
    subjects
}

fn none_falls(subjects: &[Subject], sets: &[Vec<&str>]) {
    let falls: Vec<String> = subjects
        .iter()
        .flat_map(|subject| sets.iter().flat_map(|rows| subject.falls(rows)))
        .collect();
    assert!(
        falls.is_empty(),
        "{} fall:\n{}",
        falls.len(),
        falls.join("\n")
    );
}

#[test]
fn no_row_lowers_any_case_or_sample() {
    let single: Vec<Vec<&str>> = WRITABLE.iter().map(|row| vec![*row]).collect();
    none_falls(&SUBJECTS, &single);
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn the_two_lines_lower_no_phish() {
    let dkim = WRITABLE
        .iter()
        .find(|row| row.starts_with("DKIM-Signature"))
        .expect("a row");
    let folder =
        fs::read_dir(shared::path("corpus/phish")).expect("HDRTRACE_SHARED has the corpora");
    let subjects: Vec<Subject> = folder
        .filter_map(|entry| Subject::new(&entry.expect("an entry").path(), DnsSource::Offline))
        .collect();
    assert!(subjects.len() > 200, "only {} messages", subjects.len());
    none_falls(&subjects, &[vec![WRITABLE[0], dkim], WRITABLE.to_vec()]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_set_of_rows_lowers_any(rows in prop::sample::subsequence(WRITABLE, 2..6)) {
        none_falls(&SUBJECTS, &[rows]);
    }
}
