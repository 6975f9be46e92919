//! STIX 2.1: a bundle with what was observed, and indicators of what is proven and may be blocked.
//!
//! Ids are made as the standard says, so that the same address has the same id in every bundle of everybody. What STIX has no
//! place for (results of authentication, whose word a value is) stands in an extension of properties. Recipients are left
//! out: bundles are shared.

mod message;
mod objects;

use super::facts::{content, written};
use super::object::Object;
use super::uuid;
use crate::indicators::{Indicator, Occurrence, Sum};
use crate::report::Report;
use crate::words::indicators::{Kind, Reason};
use chrono::{DateTime, Utc};
use objects::Objects;
use serde_json::{Value, json};
use std::collections::HashSet;

/// When the identity and the definition of the extension were made: they are the same in every bundle.
const MADE: &str = "2026-11-30T00:00:00.000Z";

/// What the extension's properties mean.
const DEFINITION: &str = "Results of e-mail authentication and, for each object, what it is in the message, whose word it is and \
whether it may be blocked.";

/// The bundle of a report.
pub(super) fn bundle(report: &Report) -> Value {
    let sum = Sum::of_one(report);
    let mut objects = Objects::default();
    if report.has_message() {
        message::add(report, &mut objects);
        return of(&sum, objects, |_| None);
    }
    of(&sum, objects, |about| Some(message::note(report, about)))
}

/// The bundle of the indicators of some messages.
pub(in crate::render) fn of_sum(sum: &Sum) -> Value {
    of(sum, Objects::default(), |_| None)
}

/// A bundle of these objects and those of the indicators, with what else is to be said about them.
fn of(
    sum: &Sum,
    mut objects: Objects,
    note_about: impl FnOnce(Vec<String>) -> Option<Value>,
) -> Value {
    let time = sum.time().unwrap_or_default();
    let mut notes: Vec<Value> = Vec::new();
    let mut patterns: Vec<Value> = Vec::new();
    let hashed: HashSet<&str> = sum
        .indicators
        .iter()
        .filter(|one| one.indicator.kind == Kind::Sha256)
        .flat_map(|one| &one.indicator.seen)
        .filter_map(|sighting| sighting.detail.as_deref())
        .collect();
    for one in &sum.indicators {
        let reference = objects.indicator(&one.indicator, &hashed);
        let is_object = reference.is_some();
        notes.push(note(one, reference));
        if let Some(pattern) = pattern(&one.indicator).filter(|_| is_object) {
            patterns.push(proven(one, &pattern));
        }
    }
    let references = objects.references();
    let mut all = vec![identity(), definition()];
    all.extend(objects.into_values());
    if !references.is_empty() {
        all.push(observed(sum, time, &references, notes));
    }
    all.extend(note_about(references));
    all.extend(patterns);
    json!({
        "type": "bundle",
        "id": format!("bundle--{}", uuid::like_random(&format!("bundle {}", content(sum)))),
        "objects": all,
    })
}

fn identity_id() -> String {
    format!("identity--{}", uuid::like_random("identity"))
}

/// The id of the extension.
pub(super) fn extension_id() -> String {
    format!("extension-definition--{}", uuid::like_random("extension"))
}

/// An object's extension with these properties.
pub(super) fn extension(properties: Object) -> Value {
    let properties = properties.with("extension_type", "property-extension");
    json!({ extension_id(): Value::from(properties) })
}

fn identity() -> Value {
    json!({
        "type": "identity",
        "spec_version": "2.1",
        "id": identity_id(),
        "created": MADE,
        "modified": MADE,
        "name": "hdrtrace",
        "identity_class": "system",
    })
}

fn definition() -> Value {
    json!({
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": extension_id(),
        "created_by_ref": identity_id(),
        "created": MADE,
        "modified": MADE,
        "name": "hdrtrace e-mail evidence",
        "description": DEFINITION,
        "schema": "docs/iocs.md of hdrtrace describes the properties.",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    })
}

/// What is known of one indicator, beside the object that it is.
fn note(one: &Occurrence, reference: Option<String>) -> Value {
    let indicator = &one.indicator;
    let mut roles: Vec<&str> = Vec::new();
    for sighting in &indicator.seen {
        if !roles.contains(&sighting.role.word()) {
            roles.push(sighting.role.word());
        }
    }
    let is_object = reference.is_some();
    let reason = indicator.blockable.reason();
    Object::new()
        .with("object", reference)
        .with("type", indicator.kind.word())
        .with("value", (!is_object).then_some(indicator.value.as_str()))
        .with("roles", roles)
        .with("word", indicator.word().word())
        .with("blockable", reason.is_none())
        .with("reason", reason.map(Reason::word))
        .with("messages", one.count)
        .into()
}

fn observed(sum: &Sum, time: DateTime<Utc>, references: &[String], notes: Vec<Value>) -> Value {
    let times = sum.messages.iter().map(|one| one.as_of);
    let first = times.clone().min().unwrap_or(time);
    let id = uuid::like_random(&format!("observed {}", content(sum)));
    json!({
        "type": "observed-data",
        "spec_version": "2.1",
        "id": format!("observed-data--{id}"),
        "created_by_ref": identity_id(),
        "created": written(time),
        "modified": written(time),
        "first_observed": written(first),
        "last_observed": written(time),
        "number_observed": sum.total.clamp(1, 999_999_999),
        "object_refs": references,
        "extensions": extension(Object::new().with("indicators", notes)),
    })
}

/// An indicator of what a sender cannot have invented, and may be blocked.
fn proven(one: &Occurrence, pattern: &str) -> Value {
    let id = uuid::like_random(&format!("indicator {pattern} {}", written(one.first)));
    json!({
        "type": "indicator",
        "spec_version": "2.1",
        "id": format!("indicator--{id}"),
        "created_by_ref": identity_id(),
        "created": written(one.first),
        "modified": written(one.last),
        "name": format!("{}: {}", one.indicator.kind.word(), one.indicator.value),
        "description": format!("{}, in e-mail", one.indicator.word().text()),
        "indicator_types": ["unknown"],
        "pattern": pattern,
        "pattern_type": "stix",
        "pattern_version": "2.1",
        "valid_from": written(one.first),
    })
}

/// The pattern that matches it; `None` where it must not be blocked, is the sender's word alone, or STIX cannot say it.
fn pattern(indicator: &Indicator) -> Option<String> {
    let path = objects::path(indicator).filter(|_| indicator.is_proven_and_blockable())?;
    let value = indicator.value.replace('\\', "\\\\").replace('\'', "\\'");
    // A pattern is one line.
    (!value.contains(char::is_control)).then(|| format!("[{path} = '{value}']"))
}
