//! Over folders of messages: which share of their `X-*` fields no decoder knows, and the names of those most frequent.
//!
//! `cargo run --example vendor-census -- FOLDER…`

use hdrtrace::claims::FieldKind;
use hdrtrace::message::Message;
use hdrtrace::vendor_headers::{Familiarity, familiarity};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

/// How many unknown names are listed.
const LISTED: usize = 30;

#[derive(Default)]
struct Census {
    messages: usize,
    fields: usize,
    by_familiarity: [usize; 4],
    /// Fields and messages for each unknown name.
    unknown: HashMap<String, (usize, usize)>,
}

impl Census {
    fn add(&mut self, raw: &[u8]) {
        self.messages += 1;
        let mut seen = Vec::new();
        for field in Message::parse(raw).fields() {
            let name = field.name().to_ascii_lowercase();
            if !name.starts_with("x-") {
                continue;
            }
            self.fields += 1;
            // Fields that state results are read by `claims`.
            let kind = match FieldKind::of(&name) {
                Some(_) => Familiarity::Field,
                None => familiarity(&name),
            };
            self.by_familiarity[kind as usize] += 1;
            if kind == Familiarity::Unknown {
                let counts = self.unknown.entry(name.clone()).or_default();
                counts.0 += 1;
                counts.1 += usize::from(!seen.contains(&name));
                seen.push(name);
            }
        }
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

    fn print(&self, folder: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "{folder}: {} messages, {} X-* fields",
            self.messages, self.fields
        )?;
        let kinds = [
            (Familiarity::Field, "decoded or described by name"),
            (Familiarity::Family, "known by family only"),
            (Familiarity::Meaningless, "listed as meaningless"),
            (Familiarity::Unknown, "unknown"),
        ];
        for (kind, text) in kinds {
            let count = self.by_familiarity[kind as usize];
            let share = 100.0 * count as f64 / self.fields.max(1) as f64;
            writeln!(out, "  {share:5.1} %  {text} ({count})")?;
        }
        let mut names: Vec<_> = self.unknown.iter().collect();
        names.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (name, (fields, messages)) in names.into_iter().take(LISTED) {
            writeln!(out, "  {fields:6} in {messages:5} messages  {name}")?;
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
