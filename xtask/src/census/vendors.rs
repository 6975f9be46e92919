//! Which share of the `X-*` fields no decoder knows, and the names of those most frequent.

use super::{Count, percent};
use hdrtrace::claims::FieldKind;
use hdrtrace::message::Message;
use hdrtrace::vendor_headers::{Familiarity, familiarity};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

/// How many unknown names are listed.
const LISTED: usize = 30;

#[derive(Default)]
pub(crate) struct Census {
    fields: usize,
    by_familiarity: [usize; 4],
    /// Fields and messages for each unknown name.
    unknown: HashMap<String, (usize, usize)>,
}

impl Count for Census {
    fn add(&mut self, _file: &Path, message: &Message) {
        let mut seen = Vec::new();
        for field in message.fields() {
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

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "  {} X-* fields", self.fields)?;
        let kinds = [
            (Familiarity::Field, "decoded or described by name"),
            (Familiarity::Family, "known by family only"),
            (Familiarity::Meaningless, "listed as meaningless"),
            (Familiarity::Unknown, "unknown"),
        ];
        for (kind, text) in kinds {
            let count = self.by_familiarity[kind as usize];
            let share = percent(count, self.fields);
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
