//! How much of the Received fields is read: the share of fields that fill each slot, the dialects, and the shapes of what
//! was not understood.

use super::{Count, percent};
use crate::stopwatch::{percentile, quickest};
use hdrtrace::message::Message;
use hdrtrace::received::{self, Received};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

/// How many shapes of unparsed text are shown.
const SHAPES: usize = 60;

/// How often each field is read for its time.
const READINGS: usize = 5;

#[derive(Default)]
pub(crate) struct Census {
    fields: usize,
    with_unparsed: usize,
    slots: BTreeMap<&'static str, usize>,
    dialects: BTreeMap<&'static str, usize>,
    clocks: BTreeMap<String, Vec<i64>>,
    shapes: BTreeMap<String, (usize, String)>,
    times: Vec<Duration>,
}

impl Count for Census {
    fn add(&mut self, _file: &Path, message: &Message) {
        for (_, field) in message.named("Received") {
            let value = field.text();
            if let Some((time, hop)) = quickest(READINGS, || received::read(&value)) {
                self.times.push(time);
                self.count(&value, &hop);
            }
        }
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{} fields", self.fields)?;
        let mut times = self.times.clone();
        times.sort();
        if let (Some(median), Some(slowest)) = (percentile(&times, 50), times.last()) {
            writeln!(out, "median {median:?} a field, the slowest {slowest:?}")?;
        }
        writeln!(out, "\nslots")?;
        for (slot, count) in &self.slots {
            writeln!(out, "{:6.2} %  {slot}", percent(*count, self.fields))?;
        }
        writeln!(out, "\ndialects")?;
        let mut dialects: Vec<_> = self.dialects.iter().collect();
        dialects.sort_by_key(|(_, count)| Reverse(**count));
        for (dialect, count) in dialects {
            writeln!(out, "{count:6}  {dialect}")?;
        }
        self.print_clocks(out)?;
        writeln!(
            out,
            "\n{} fields ({:.2} %) with something unparsed",
            self.with_unparsed,
            percent(self.with_unparsed, self.fields)
        )?;
        let mut shapes: Vec<_> = self.shapes.iter().collect();
        shapes.sort_by_key(|(_, (count, _))| Reverse(*count));
        for (shape, (count, example)) in shapes.iter().take(SHAPES) {
            writeln!(
                out,
                "{count:6}  {shape}\n        {}",
                example.escape_debug()
            )?;
        }
        Ok(())
    }
}

impl Census {
    fn count(&mut self, value: &str, hop: &Received) {
        self.fields += 1;
        *self.dialects.entry(hop.dialect).or_default() += 1;
        for (slot, filled) in slots(hop) {
            *self.slots.entry(slot).or_default() += usize::from(filled);
        }
        if let (Some(clock), Some(time)) = (hop.id_time, hop.time()) {
            let apart = (time - clock.time).num_seconds();
            self.clocks
                .entry(format!("{:?}", clock.kind))
                .or_default()
                .push(apart);
        }
        self.with_unparsed += usize::from(!hop.unparsed.is_empty());
        for unparsed in &hop.unparsed {
            let entry = self
                .shapes
                .entry(shape(&unparsed.text))
                .or_insert_with(|| (0, value.to_owned()));
            entry.0 += 1;
        }
    }

    fn print_clocks(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "\nclocks in ids: within 60 s, within 10 min, more than a day off, of all"
        )?;
        for (kind, apart) in &self.clocks {
            let within = |limit: i64| {
                let near = apart.iter().filter(|seconds| seconds.abs() <= limit);
                near.count()
            };
            writeln!(
                out,
                "{kind:14} {:5} {:5} {:5} {:5}",
                within(60),
                within(600),
                apart.len() - within(86_400),
                apart.len()
            )?;
        }
        Ok(())
    }
}

fn slots(hop: &Received) -> [(&'static str, bool); 19] {
    let from = hop.from.as_ref();
    let by = hop.by.as_ref();
    [
        ("from", from.is_some()),
        ("from.helo", hop.helo().is_some()),
        ("from.rdns", hop.rdns().is_some()),
        ("from.ip", hop.peer().is_some()),
        ("from.ident", from.is_some_and(|from| from.ident.is_some())),
        (
            "from.may_be_forged",
            from.is_some_and(|from| from.may_be_forged),
        ),
        ("by.name", hop.by_name().is_some()),
        ("by.ip", by.is_some_and(|by| by.ip.is_some())),
        ("via", hop.via.is_some()),
        ("with", hop.with.is_some()),
        ("id", hop.id.is_some()),
        ("for", hop.for_.is_some()),
        ("envelope_from", hop.envelope_from.is_some()),
        ("auth", hop.auth.is_some()),
        (
            "tls.version",
            hop.tls.as_ref().is_some_and(|tls| tls.version.is_some()),
        ),
        (
            "tls.cipher",
            hop.tls.as_ref().is_some_and(|tls| tls.cipher.is_some()),
        ),
        ("date", hop.date.is_ok()),
        ("id_time", hop.id_time.is_some()),
        ("id_shape", hop.id_shape.is_some()),
    ]
}

/// A text with its names, numbers and addresses replaced, so that alike ones count together.
fn shape(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let replaced = if core.is_empty() {
            word.to_owned()
        } else if core.contains('@') {
            word.replace(core, "ADDRESS")
        } else if core.parse::<std::net::IpAddr>().is_ok() {
            word.replace(core, "IP")
        } else if core.contains('.') {
            word.replace(core, "HOST")
        } else if core.bytes().any(|byte| byte.is_ascii_digit()) {
            word.replace(core, "N")
        } else {
            word.to_owned()
        };
        out.push_str(&replaced);
    }
    out
}
