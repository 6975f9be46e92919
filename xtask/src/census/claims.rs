//! What the headers of messages claim, what is odd or not understood about it, and what reading it costs.

use super::Count;
use crate::stopwatch::{percentile, quickest};
use hdrtrace::message::Message;
use hdrtrace::{claims, vendor_headers};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

/// How often each message is read for the timing.
const ROUNDS: usize = 20;

#[derive(Default)]
pub(crate) struct Census {
    results: BTreeMap<String, usize>,
    oddities: BTreeMap<&'static str, usize>,
    unread: BTreeMap<String, usize>,
    unknown_values: BTreeMap<String, usize>,
    verdicts: BTreeMap<String, usize>,
    costs: Vec<Duration>,
}

impl Count for Census {
    fn add(&mut self, _file: &Path, message: &Message) {
        let both = || (claims::fields(message), vendor_headers::read(message));
        let Some((cost, (fields, vendors))) = quickest(ROUNDS, both) else {
            return;
        };
        self.costs.push(cost);
        for field in fields {
            for span in &field.unread {
                let text = String::from_utf8_lossy(span.of(message.raw())).into_owned();
                *self.unread.entry(text).or_default() += 1;
            }
            for claim in &field.claims {
                let result = format!("{}={}", claim.method, claim.result);
                *self.results.entry(result).or_default() += 1;
            }
            let of_claims = field.claims.iter().flat_map(|claim| &claim.oddities);
            for oddity in field.oddities.iter().chain(of_claims) {
                *self.oddities.entry(oddity.text()).or_default() += 1;
            }
        }
        for field in vendors {
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
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut costs = self.costs.clone();
        costs.sort_unstable();
        for (name, percent) in [("median", 50), ("p90", 90), ("p99", 99)] {
            if let Some(cost) = percentile(&costs, percent) {
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
