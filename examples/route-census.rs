//! What routes look like in folders of messages: `cargo run --release --example route-census -- DIR…`.

use hdrtrace::message::Message;
use hdrtrace::route::Route;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

#[derive(Default)]
struct Census {
    messages: usize,
    hops: usize,
    counts: BTreeMap<(&'static str, String), usize>,
    /// Files to look at, by what is unusual.
    examples: BTreeMap<String, Vec<String>>,
}

impl Census {
    fn count(&mut self, what: &'static str, value: impl Into<String>) {
        *self.counts.entry((what, value.into())).or_default() += 1;
    }

    fn example(&mut self, what: &str, name: &str) {
        let names = self.examples.entry(what.to_owned()).or_default();
        if names.len() < 8 {
            names.push(name.to_owned());
        }
    }

    fn take(&mut self, name: &str, route: &Route) {
        self.messages += 1;
        self.hops += route.hops.len();
        let rule = route
            .boundary
            .as_ref()
            .map_or("none", |boundary| boundary.rule);
        self.count("boundary", rule);
        if route.boundary.is_none() {
            self.example("no boundary", name);
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
                self.example("cross-check differs", name);
            }
        }
        self.count("breaks", route.breaks.len().to_string());
        if let Some(cut) = &route.cut {
            self.example("cut", name);
            for sign in &cut.signs {
                self.count("cut", format!("{:?}", sign.kind));
            }
        }
    }
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for folder in std::env::args().skip(1) {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        files.sort();
        let mut census = Census::default();
        for file in files.iter().filter(|file| file.is_file()) {
            let bytes = std::fs::read(file)?;
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            census.take(&name, &Route::of(&Message::parse(&bytes), &[]));
        }
        writeln!(
            out,
            "{folder}: {} messages, {} hops",
            census.messages, census.hops
        )?;
        for ((what, value), count) in &census.counts {
            writeln!(out, "  {what:<12} {value:<40} {count:>6}")?;
        }
        for (what, names) in &census.examples {
            writeln!(out, "  {what}: {}", names.join(", "))?;
        }
    }
    Ok(())
}
