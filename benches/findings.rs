//! What the judgment of a typical message costs: the ledger, the decoders and the findings.

#[path = "../tests/common/given.rs"]
mod given;

use given::Given;
use hdrtrace::dns::Dns;
use hdrtrace::evidence::{self, Evidence};
use hdrtrace::message::Message;
use hdrtrace::{findings, gather, vendor_headers};
use std::path::PathBuf;

fn main() {
    divan::main();
}

/// A message with some fifty fields, as a large receiver delivers it.
fn raw() -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/microsoft.eml");
    std::fs::read(path).expect("a sample")
}

fn with_evidence(measure: impl FnOnce(&Evidence<'_>)) {
    let raw = raw();
    let message = Message::parse(&raw);
    let options = Given::default();
    let evidence = gather(
        &message,
        &[],
        &options.settings,
        &options.known,
        &Dns::offline(),
    )
    .expect("evidence");
    measure(&evidence);
}

#[divan::bench]
fn all_findings(bencher: divan::Bencher) {
    with_evidence(|evidence| bencher.bench_local(|| findings::find(divan::black_box(evidence))));
}

#[divan::bench]
fn ledger(bencher: divan::Bencher) {
    with_evidence(|evidence| {
        bencher.bench_local(|| {
            evidence::ledger(
                divan::black_box(evidence.message),
                hdrtrace::claims::read(evidence.message),
                &evidence.route,
                &[],
                &evidence.auth,
            )
        });
    });
}

#[divan::bench]
fn decoders(bencher: divan::Bencher) {
    with_evidence(|evidence| {
        bencher.bench_local(|| vendor_headers::read(divan::black_box(evidence.message)));
    });
}

/// Each finding by itself: which one is dear.
#[divan::bench(args = findings::CATALOGUE.iter().map(|finding| finding.name))]
fn one(bencher: divan::Bencher, name: &str) {
    let finding = findings::CATALOGUE
        .iter()
        .find(|finding| finding.name == name)
        .expect("a finding");
    with_evidence(|evidence| bencher.bench_local(|| (finding.check)(divan::black_box(evidence))));
}
