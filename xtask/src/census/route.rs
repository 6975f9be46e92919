//! What routes look like.

use super::Count;
use hdrtrace::message::Message;
use hdrtrace::route::Route;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// How many files are named for each thing that is unusual.
const NAMED: usize = 8;

#[derive(Default)]
pub(crate) struct Census {
    hops: usize,
    counts: BTreeMap<(&'static str, String), usize>,
    /// Files to look at, by what is unusual.
    unusual: BTreeMap<&'static str, Vec<String>>,
}

impl Count for Census {
    fn add(&mut self, file: &Path, message: &Message) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        self.take(&name, &Route::of(message, &[]));
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "  {} hops", self.hops)?;
        for ((what, value), count) in &self.counts {
            writeln!(out, "  {what:<12} {value:<40} {count:>6}")?;
        }
        for (what, names) in &self.unusual {
            writeln!(out, "  {what}: {}", names.join(", "))?;
        }
        Ok(())
    }
}

impl Census {
    fn count(&mut self, what: &'static str, value: impl Into<String>) {
        *self.counts.entry((what, value.into())).or_default() += 1;
    }

    fn unusual(&mut self, what: &'static str, name: &str) {
        let names = self.unusual.entry(what).or_default();
        if names.len() < NAMED {
            names.push(name.to_owned());
        }
    }

    fn take(&mut self, name: &str, route: &Route) {
        self.hops += route.hops.len();
        let rule = route
            .boundary
            .as_ref()
            .map_or("none", |boundary| boundary.rule);
        self.count("boundary", rule);
        if route.boundary.is_none() {
            self.unusual("no boundary", name);
        }
        for hop in &route.hops {
            self.count("role", hop.role.word());
            if let Some(timing) = &hop.timing {
                self.count("timing", format!("{:?}", timing.kind));
            }
        }
        for check in &route.cross_checks {
            let verdict = if check.agrees { "agrees" } else { "differs" };
            self.count("cross-check", format!("{} {verdict}", check.field));
            if !check.agrees {
                self.unusual("cross-check differs", name);
            }
        }
        self.count("breaks", route.breaks.len().to_string());
        if let Some(cut) = &route.cut {
            self.unusual("cut", name);
            for sign in &cut.signs {
                self.count("cut", format!("{:?}", sign.kind));
            }
        }
    }
}
