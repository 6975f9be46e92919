//! Over folders of messages: what their headers claim, what is odd or not understood about it, and what reading it costs.
//!
//! `cargo run --release --example claims-census -- FOLDER…`

use hdrtrace::message::Message;
use hdrtrace::{claims, vendor_headers};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often each message is read for the timing.
const ROUNDS: u32 = 20;

#[derive(Default)]
struct Census {
    results: BTreeMap<String, usize>,
    oddities: BTreeMap<&'static str, usize>,
    unread: BTreeMap<String, usize>,
    unknown_values: BTreeMap<String, usize>,
    verdicts: BTreeMap<String, usize>,
    costs: Vec<Duration>,
}

impl Census {
    fn add(&mut self, raw: &[u8]) {
        let message = Message::parse(raw);
        for field in claims::fields(&message) {
            for oddity in &field.oddities {
                *self.oddities.entry(oddity.text()).or_default() += 1;
            }
            for span in &field.unread {
                let text = String::from_utf8_lossy(span.of(raw)).into_owned();
                *self.unread.entry(text).or_default() += 1;
            }
            for claim in field.claims {
                *self
                    .results
                    .entry(format!("{}={}", claim.method, claim.result))
                    .or_default() += 1;
                for oddity in claim.oddities {
                    *self.oddities.entry(oddity.text()).or_default() += 1;
                }
            }
        }
        for field in vendor_headers::read(&message) {
            if let Some(verdict) = field.verdict {
                let line = format!("{} {} {:?}", field.vendor, field.field, verdict.kind);
                *self.verdicts.entry(line).or_default() += 1;
            }
            for value in field.values {
                if value.known == vendor_headers::Known::Unknown && value.key != "stamp" {
                    let line = format!("{} {}", field.field, value.key);
                    *self.unknown_values.entry(line).or_default() += 1;
                }
            }
        }
        // The quickest round: the others tell of what else the machine was doing.
        let costs = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            std::hint::black_box((claims::fields(&message), vendor_headers::read(&message)));
            start.elapsed()
        });
        self.costs.extend(costs.min());
    }

    fn walk(&mut self, folder: &Path) -> io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.walk(&path)?;
            } else {
                self.add(&std::fs::read(&path)?);
            }
        }
        Ok(())
    }

    fn print(&mut self, folder: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{folder}: {} messages", self.costs.len())?;
        self.costs.sort_unstable();
        for (name, part) in [("median", 50), ("p90", 90), ("p99", 99)] {
            if let Some(cost) = self.costs.get(self.costs.len() * part / 100) {
                writeln!(out, "  {name} {cost:?} for claims and vendors")?;
            }
        }
        let tables = [
            ("results", &self.results),
            ("not understood", &self.unread),
            ("verdicts", &self.verdicts),
            ("unknown values", &self.unknown_values),
        ];
        for (title, table) in tables {
            writeln!(out, "  {title}:")?;
            for (text, count) in table {
                writeln!(out, "    {count:6}  {text:?}")?;
            }
        }
        writeln!(out, "  oddities:")?;
        for (text, count) in &self.oddities {
            writeln!(out, "    {count:6}  {text}")?;
        }
        Ok(())
    }
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for folder in std::env::args().skip(1) {
        let mut census = Census::default();
        census.walk(Path::new(&folder))?;
        census.print(&folder, &mut out)?;
    }
    Ok(())
}
