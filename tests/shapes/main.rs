//! Genuine modern mail, shape by shape: what sending platforms, forwarders, lists, help desks, gateways, machines and
//! small servers really send, as Microsoft 365, Gmail and small servers of today receive it.
//!
//! A shape is a row: who handed the mail over, what the receiver said of it, what came before, and the message itself.
//! Nothing here accuses anybody: traced offline, whole and as a header alone, no shape may have a finding above notice.
//! Texts and names are ours; hosts are shaped like those of real platforms under the names of RFC 2606, save the
//! receivers', whose own names the route knows.
//!
//! `cargo test --test shapes -- --nocapture` prints the table: shape, severity, findings.

#[path = "../common/given.rs"]
mod given;

mod forwards;
mod gateways;
mod machines;
mod people;
mod platforms;
mod receiver;

use crate::given::{Given, analyze};
use chrono::{DateTime, Utc};
use hdrtrace::findings::Severity;
use hdrtrace::{Clock, Known, Report, Settings};
use receiver::Receiver;
use std::collections::BTreeSet;

/// A message of one shape.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// What it is, in kebab case.
    pub name: &'static str,
    /// Who took it.
    pub receiver: Receiver,
    /// Who handed it over to the receiver.
    pub peer: Peer,
    /// The envelope sender; empty for the null sender.
    pub mail_from: &'static str,
    /// The recipient at the receiver.
    pub to: &'static str,
    /// What the receiver found.
    pub found: Found,
    /// The fields that stood above the author's when the peer handed it over: Received, ARC, DKIM-Signature. `{bh}` is the
    /// hash of the body as it was signed, `{b}` stands for a signature.
    pub on_the_way: &'static str,
    /// The author's own fields.
    pub header: &'static str,
    /// The body as it was signed.
    pub body: &'static str,
    /// What was added to the body after it was signed.
    pub footer: &'static str,
}

/// A host that hands mail over.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// What it says in EHLO.
    pub helo: &'static str,
    /// Its confirmed reverse name; empty if it has none.
    pub rdns: &'static str,
    /// Its address.
    pub ip: &'static str,
}

/// What the receiver found out about the sender.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The result of SPF for MAIL FROM.
    pub spf: &'static str,
    /// The signatures: result, domain, selector.
    pub dkim: &'static [(&'static str, &'static str, &'static str)],
    /// The result of DMARC, and the domain in From.
    pub dmarc: (&'static str, &'static str),
}

/// The moment at which every shape is looked at, a month after it was sent.
const NOW: &str = "2026-06-01T12:00:00Z";

/// Fewer would not be the breadth that this test is for.
const LEAST: usize = 32;

fn shapes() -> impl Iterator<Item = &'static Shape> {
    [
        platforms::SHAPES,
        people::SHAPES,
        machines::SHAPES,
        forwards::SHAPES,
        gateways::SHAPES,
    ]
    .into_iter()
    .flatten()
}

fn trace(name: &str, bytes: &[u8]) -> Report {
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed(NOW.parse::<DateTime<Utc>>().expect("a time")),
            ..Settings::default()
        },
        known: Known {
            name: name.to_owned(),
            ..Known::default()
        },
    };
    analyze(bytes, &options).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The header alone, as it is copied out of a mail program.
fn header_of(bytes: &[u8]) -> &[u8] {
    let end = memchr::memmem::find(bytes, b"\r\n\r\n").expect("an empty line");
    &bytes[..end + 2]
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is what --nocapture is for")]
fn no_genuine_shape_is_above_notice() {
    let mut wrong = Vec::new();
    println!("{:<44} {:<8} {:<8} findings", "shape", "whole", "header");
    for shape in shapes() {
        let bytes = shape.message();
        let whole = trace(shape.name, &bytes);
        let header = trace(shape.name, header_of(&bytes));
        let listed: BTreeSet<String> = whole
            .findings
            .iter()
            .chain(&header.findings)
            .map(|finding| format!("{}:{}", finding.code, finding.severity.word()))
            .collect();
        println!(
            "{:<44} {:<8} {:<8} {}",
            shape.name,
            whole.verdict.severity.word(),
            header.verdict.severity.word(),
            listed.into_iter().collect::<Vec<_>>().join(" ")
        );
        for (report, what) in [(&whole, "whole"), (&header, "header")] {
            let all = report.findings.iter();
            let surplus: Vec<String> = all
                .filter(|finding| finding.severity > Severity::Notice)
                .map(|finding| format!("{} {}: {}", finding.code, finding.title, finding.detail))
                .collect();
            if !surplus.is_empty() {
                wrong.push(format!(
                    "{} ({what}) is {}: {}\n    {}",
                    shape.name,
                    report.verdict.severity.word(),
                    report.verdict.summary,
                    surplus.join("\n    ")
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of the genuine shapes are accused:\n\n{}\n",
        wrong.len(),
        wrong.join("\n\n")
    );
}

/// A row that is read otherwise than it was meant would prove nothing.
#[test]
fn every_shape_is_read_as_it_was_meant() {
    let mut names = BTreeSet::new();
    for shape in shapes() {
        let name = shape.name;
        assert!(names.insert(name), "{name} stands twice");
        let report = trace(name, &shape.message());
        let boundary = report.route.boundary.as_ref();
        let ip = boundary.and_then(|boundary| boundary.ip);
        assert_eq!(ip, shape.peer.ip.parse().ok(), "{name}: the border");
        assert!(report.input.damage.is_empty(), "{name}: damage");
        let unparsed: Vec<&String> = report
            .route
            .hops
            .iter()
            .flat_map(|hop| &hop.unparsed)
            .collect();
        assert!(unparsed.is_empty(), "{name}: {unparsed:?}");
        // Gmail's own stand below its Received field, where a sender could write too, and are believed since the same
        // words stand in its ARC set above.
        let said = report.claims.iter().find(|claim| {
            claim.field == "Authentication-Results" && claim.method == "dmarc" && claim.trusted
        });
        let said = said.map_or("none", |claim| claim.result.as_str());
        assert_eq!(said, shape.found.dmarc.0, "{name}: DMARC");
    }
    assert!(names.len() >= LEAST, "only {} shapes", names.len());
}
