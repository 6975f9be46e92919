//! What every target analyzes with.

use hdrtrace::{Analyzer, Capsule, Clock, DnsSource, InputForm, Settings};
use std::sync::{Arc, LazyLock};

/// The recorded answers of the samples, so that messages made of them come to the end of every check.
const CAPSULES: &[&str] = &[
    include_str!("../../samples/clean.dns.json"),
    include_str!("../../samples/clock-backwards.dns.json"),
    include_str!("../../samples/expired-key-gone.dns.json"),
    include_str!("../../samples/forged-chain.dns.json"),
    include_str!("../../samples/forwarded.dns.json"),
    include_str!("../../samples/gmail.dns.json"),
    include_str!("../../samples/headers-only.dns.json"),
    include_str!("../../samples/list-arc.dns.json"),
    include_str!("../../samples/microsoft.dns.json"),
    include_str!("../../samples/spoofed-bank.dns.json"),
    include_str!("../../samples/three-hops.dns.json"),
];

/// With all samples' answers, for inputs of any form.
pub static ANY: LazyLock<Analyzer> = LazyLock::new(|| analyzer(samples(), InputForm::Auto));

/// The same, for inputs that are said to be sessions.
pub static SESSION: LazyLock<Analyzer> = LazyLock::new(|| analyzer(samples(), InputForm::Session));

/// With these answers.
pub fn analyzer(capsule: Capsule, input: InputForm) -> Analyzer {
    let settings = Settings {
        dns: DnsSource::Replay {
            capsule: Arc::new(capsule),
            any_message: true,
        }
        .into(),
        // Behind the dates of the samples, so that what can expire has.
        clock: Clock::Fixed("2026-11-01T12:00:00Z".parse().expect("a time")),
        input,
        ..Settings::default()
    };
    Analyzer::new(settings).expect("settings that work")
}

fn samples() -> Capsule {
    let mut all = Capsule::default();
    for text in CAPSULES {
        all.merge(Capsule::parse(text).expect("a capsule"));
    }
    all
}
