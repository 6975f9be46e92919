//! Options by their names → settings: those of the command line, with underscores.

use crate::error::{Failure, Kind};
use hdrtrace::dns::Capsule;
use hdrtrace::enrich::{self, GeoFile};
use hdrtrace::rules::{RuleSet, near};
use hdrtrace::{DnsSource, Settings};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyInt, PyString};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// Where an option stands in [`Settings`] as they are written.
type Path = &'static [&'static str];

/// The options that are written as they are given.
const WRITTEN: &[(&str, Path)] = &[
    ("at", &["at"]),
    ("clock", &["clock"]),
    ("depth", &["depth"]),
    ("dns_rate", &["dns", "rate"]),
    ("dns_timeout", &["dns", "timeout"]),
    ("dnsbl", &["enrich", "dnsbl"]),
    ("dnssec", &["dns", "dnssec"]),
    ("enrich", &["enrich", "sources"]),
    ("hidden", &["archive", "hidden"]),
    ("inner", &["archive", "inner"]),
    ("input", &["input"]),
    ("nameserver", &["dns", "nameserver"]),
    ("no_ignore", &["archive", "no-ignore"]),
    ("offline", &["dns", "offline"]),
    ("protect", &["protect"]),
    ("trust", &["trust"]),
];

/// The options that are opened first: those that name files, and what is never written.
const OPENED: &[(&str, Open)] = &[
    ("geo", geo),
    ("replay_any", replay_any),
    ("replay_dns", replay_dns),
    ("rules", rules),
    ("zip_password", passwords),
];

/// Takes an option that has to be opened.
type Open = fn(&mut Settings, &Bound<'_, PyAny>) -> Result<(), Failure>;

/// The names of all options of an analyzer.
pub(crate) const SETTINGS: [&str; WRITTEN.len() + OPENED.len()] = {
    let mut names = [""; WRITTEN.len() + OPENED.len()];
    let mut at = 0;
    while at < WRITTEN.len() {
        names[at] = WRITTEN[at].0;
        at += 1;
    }
    while at < names.len() {
        names[at] = OPENED[at - WRITTEN.len()].0;
        at += 1;
    }
    names
};

/// The settings that some options make. Nothing is asked of DNS unless `offline=False` or `nameserver` is among them.
pub(crate) fn settings(given: Option<&Bound<'_, PyDict>>) -> PyResult<Settings> {
    let mut written = Map::from_iter([("dns".to_owned(), json!({ "offline": true }))]);
    let mut opened: Vec<(Open, Bound<'_, PyAny>)> = Vec::new();
    let mut sources = Sources::default();
    for (name, value) in given.into_iter().flatten() {
        let name = name.extract::<String>()?;
        // What is not said is as by default.
        if value.is_none() {
            continue;
        }
        sources.note(&name, &value)?;
        if let Some((_, path)) = WRITTEN.iter().find(|(known, _)| *known == name) {
            let value = plain(&name, &value)?;
            // Each by itself first, so that the error names it.
            let mut alone = Map::new();
            put(&mut alone, path, value.clone());
            serde_json::from_value::<Settings>(Value::Object(alone))
                .map_err(|error| Failure::option(&name, error))?;
            put(&mut written, path, value);
        } else if let Some((_, open)) = OPENED.iter().find(|(known, _)| *known == name) {
            opened.push((*open, value));
        } else {
            return Err(unknown(&name).into());
        }
    }
    sources.require_recording()?;
    if sources.is_asked() {
        put(&mut written, &["dns", "offline"], json!(false));
    }
    if written
        .get("enrich")
        .is_some_and(|enrich| enrich.get("dnsbl").is_some())
    {
        add_source(&mut written, "dnsbl");
    }
    let mut settings: Settings = serde_json::from_value(Value::Object(written))
        .map_err(|error| Failure::new(Kind::Option, error))?;
    for (open, value) in opened {
        open(&mut settings, &value)?;
    }
    Ok(settings)
}

/// Which options say where answers of DNS come from: they exclude each other.
#[derive(Default)]
struct Sources {
    named: Vec<&'static str>,
    /// Whether recorded answers of other messages will do.
    any: bool,
}

impl Sources {
    fn note(&mut self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        match name {
            "offline" if value.is_truthy()? => self.named.push("offline"),
            "offline" => self.named.push("offline=False"),
            "nameserver" => self.named.push("nameserver"),
            "replay_dns" => self.named.push("replay_dns"),
            "replay_any" => self.any = true,
            _ => {}
        }
        let is_clash = |named: &[&str]| match named {
            [one, other] => !matches!(
                (*one, *other),
                ("offline=False", "nameserver") | ("nameserver", "offline=False")
            ),
            named => named.len() > 2,
        };
        if is_clash(&self.named) {
            let text = format!("{} exclude each other", self.named.join(" and "));
            return Err(Failure::new(Kind::Option, text).into());
        }
        Ok(())
    }

    fn require_recording(&self) -> Result<(), Failure> {
        if self.any && !self.named.contains(&"replay_dns") {
            return Err(Failure::option("replay_any", "goes with replay_dns only"));
        }
        Ok(())
    }

    fn is_asked(&self) -> bool {
        let asks = |name: &&str| matches!(*name, "offline=False" | "nameserver");
        self.named.iter().any(asks)
    }
}

fn unknown(name: &str) -> Failure {
    let dashes = name.replace('-', "_");
    let meant = near(
        &dashes,
        SETTINGS.into_iter().chain(crate::input::MESSAGE_OPTIONS),
    );
    Failure::new(
        Kind::Option,
        match meant {
            Some(meant) => format!("unknown option {name}; did you mean {meant}?"),
            None => format!("unknown option {name}; there are: {}", SETTINGS.join(", ")),
        },
    )
}

fn put(into: &mut Map<String, Value>, path: &[&str], value: Value) {
    match path {
        [] => {}
        [last] => {
            into.insert((*last).to_owned(), value);
        }
        [first, rest @ ..] => {
            let table = into.entry(*first).or_insert_with(|| json!({}));
            if let Value::Object(table) = table {
                put(table, rest, value);
            }
        }
    }
}

/// Whoever names a list wants it asked.
fn add_source(written: &mut Map<String, Value>, source: &str) {
    let sources = written
        .get_mut("enrich")
        .and_then(Value::as_object_mut)
        .map(|enrich| enrich.entry("sources").or_insert_with(|| json!([])));
    if let Some(Value::Array(sources)) = sources {
        sources.push(json!(source));
    }
}

/// What an option may be: text, a number, true or false, a moment, several of these.
fn plain(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(flag.is_true().into());
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(value.extract::<i64>()?.into());
    }
    if value.is_instance_of::<PyString>() {
        let text = value.extract::<String>()?;
        // The one list that the command line takes with commas.
        return Ok(match name {
            "enrich" | "dnsbl" => text.split(',').map(str::trim).collect(),
            _ => text.into(),
        });
    }
    // Moments of time: `datetime` says them as RFC 3339 does.
    if value.hasattr("isoformat")? {
        return Ok(value.call_method0("isoformat")?.extract::<String>()?.into());
    }
    let items = value.try_iter().map_err(|_| {
        let kind = value.get_type().to_string();
        Failure::option(name, format!("a value of {kind} is not read"))
    })?;
    items.map(|item| plain(name, &item?)).collect()
}

/// One, or several.
fn several(value: &Bound<'_, PyAny>) -> PyResult<Vec<PathBuf>> {
    match value.extract::<PathBuf>() {
        Ok(one) => Ok(vec![one]),
        Err(_) => value.extract(),
    }
}

fn failed(name: &str) -> impl Fn(PyErr) -> Failure + '_ {
    move |error| Failure::option(name, error)
}

fn geo(settings: &mut Settings, value: &Bound<'_, PyAny>) -> Result<(), Failure> {
    let enrich = &mut settings.enrich;
    enrich.geo = several(value).map_err(failed("geo"))?;
    enrich.sources.insert(enrich::Kind::Geo);
    let opened = enrich
        .geo
        .iter()
        .map(|path| GeoFile::open(path).map(Arc::new));
    enrich.geo_files = opened
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::option("geo", error))?;
    Ok(())
}

/// Files of rules, or the texts of such files by their names.
fn rules(settings: &mut Settings, value: &Bound<'_, PyAny>) -> Result<(), Failure> {
    let mut texts: Vec<(String, String)> = Vec::new();
    if let Ok(read) = value.cast::<PyDict>() {
        for (name, text) in read {
            let both = name.extract().and_then(|name| Ok((name, text.extract()?)));
            texts.push(both.map_err(failed("rules"))?);
        }
    } else {
        for path in several(value).map_err(failed("rules"))? {
            let name = path.display().to_string();
            let text = fs::read_to_string(&path)
                .map_err(|error| Failure::option("rules", format!("{name}: {error}")))?;
            texts.push((name, text));
        }
    }
    for (name, text) in texts {
        let set = RuleSet::read(&text, &name).map_err(|error| Failure::option("rules", error))?;
        settings.rules.push(set);
    }
    Ok(())
}

fn passwords(settings: &mut Settings, value: &Bound<'_, PyAny>) -> Result<(), Failure> {
    let words = match value.extract::<String>() {
        Ok(one) => vec![one],
        Err(_) => value.extract().map_err(failed("zip_password"))?,
    };
    settings.archive.passwords = words;
    Ok(())
}

/// The text of a recording, or the file that it is in.
fn replay_dns(settings: &mut Settings, value: &Bound<'_, PyAny>) -> Result<(), Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::new(Kind::Dns, error);
    let text = if let Ok(bytes) = value.cast::<PyBytes>() {
        String::from_utf8_lossy(bytes.as_bytes()).into_owned()
    } else {
        let path: PathBuf = value.extract().map_err(failed("replay_dns"))?;
        let size = fs::metadata(&path).map(|known| known.len());
        if size.is_ok_and(|size| size > Capsule::MAX_BYTES) {
            let most = Capsule::MAX_BYTES;
            let text = format!("{}: has more than {most} bytes", path.display());
            return Err(Failure::new(Kind::Dns, text));
        }
        fs::read_to_string(&path).map_err(|error| wrong(&format!("{}: {error}", path.display())))?
    };
    let capsule = Capsule::parse(&text).map_err(|error| wrong(&error))?;
    let any_message = matches!(
        settings.dns.source,
        DnsSource::Replay {
            any_message: true,
            ..
        }
    );
    settings.dns.source = DnsSource::Replay {
        capsule: Arc::new(capsule),
        any_message,
    };
    Ok(())
}

fn replay_any(settings: &mut Settings, value: &Bound<'_, PyAny>) -> Result<(), Failure> {
    let wanted = value.is_truthy().map_err(failed("replay_any"))?;
    let capsule = match &settings.dns.source {
        DnsSource::Replay { capsule, .. } => Arc::clone(capsule),
        _ => Arc::default(),
    };
    settings.dns.source = DnsSource::Replay {
        capsule,
        any_message: wanted,
    };
    Ok(())
}
