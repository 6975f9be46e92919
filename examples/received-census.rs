//! How much of the Received fields below some folders is read: the share of fields that fill each slot, the dialects,
//! and the shapes of what was not understood.
//!
//! `cargo run --release --example received-census -- DIR…`
#![allow(clippy::print_stdout, reason = "a tool that prints")]

use hdrtrace::message::Message;
use hdrtrace::received::{self, Received};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many shapes of unparsed text are shown.
const SHAPES: usize = 60;

/// How often each field is read for its time.
const READINGS: usize = 5;

fn main() -> std::io::Result<()> {
    let mut census = Census::default();
    for folder in std::env::args_os().skip(1) {
        census.folder(Path::new(&folder))?;
    }
    census.print();
    Ok(())
}

#[derive(Default)]
struct Census {
    fields: usize,
    with_unparsed: usize,
    slots: BTreeMap<&'static str, usize>,
    dialects: BTreeMap<&'static str, usize>,
    clocks: BTreeMap<String, Vec<i64>>,
    shapes: BTreeMap<String, (usize, String)>,
    times: Vec<Duration>,
}

impl Census {
    fn folder(&mut self, path: &Path) -> std::io::Result<()> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(path)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                self.folder(&path)?;
            } else {
                self.file(&std::fs::read(&path)?);
            }
        }
        Ok(())
    }

    fn file(&mut self, raw: &[u8]) {
        for (_, field) in Message::parse(raw).named("Received") {
            let value = field.text();
            // The first reading pays for cold caches; the best of a few is what the reader costs.
            let time = || {
                let start = Instant::now();
                std::hint::black_box(received::read(std::hint::black_box(&value)));
                start.elapsed()
            };
            self.times
                .extend(std::iter::repeat_with(time).take(READINGS).min());
            let hop = received::read(&value);
            self.count(&value, &hop);
        }
    }

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

    fn print(mut self) {
        let share = |count: usize| 100.0 * count as f64 / self.fields.max(1) as f64;
        println!("{} fields", self.fields);
        self.times.sort();
        if let Some(median) = self.times.get(self.times.len() / 2) {
            println!(
                "median {median:?} a field, the slowest {:?}",
                self.times[self.times.len() - 1]
            );
        }
        println!("\nslots");
        for (slot, count) in &self.slots {
            println!("{:6.2} %  {slot}", share(*count));
        }
        println!("\ndialects");
        let mut dialects: Vec<_> = self.dialects.iter().collect();
        dialects.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (dialect, count) in dialects {
            println!("{count:6}  {dialect}");
        }
        println!("\nclocks in ids: within 60 s, within 10 min, more than a day off, of all");
        for (kind, apart) in &self.clocks {
            let within = |limit: i64| {
                apart
                    .iter()
                    .filter(|seconds| seconds.abs() <= limit)
                    .count()
            };
            println!(
                "{kind:14} {:5} {:5} {:5} {:5}",
                within(60),
                within(600),
                apart.len() - within(86_400),
                apart.len()
            );
        }
        println!(
            "\n{} fields ({:.2} %) with something unparsed",
            self.with_unparsed,
            share(self.with_unparsed)
        );
        let mut shapes: Vec<_> = self.shapes.iter().collect();
        shapes.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for (shape, (count, example)) in shapes.iter().take(SHAPES) {
            println!("{count:6}  {shape}\n        {}", example.escape_debug());
        }
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
