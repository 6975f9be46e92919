//! Comparing a report with what a case asserts of it.
//!
//! A case asserts a part of the report: of an object the keys that it names; of a list all elements in order, or, written
//! `{"has": […], "lacks": […]}`, that some element matches each of the first and none matches any of the second.
//!
//! `findings` is always the whole list, each finding with its code and severity at least: one too many is as wrong as one
//! that is missing.

use serde_json::{Map, Value};

/// Every difference as one line: where, what is expected, what is there.
pub fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(expected, actual, "", &mut found);
    found
}

fn compare(expected: &Value, actual: &Value, path: &str, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(there)) => {
            for (key, value) in wanted {
                let path = format!("{path}.{key}");
                match there.get(key) {
                    Some(actual) => compare(value, actual, &path, found),
                    None => found.push(format!("{path}: expected {value}, found no such key")),
                }
            }
        }
        (Value::Object(wanted), Value::Array(there)) if is_membership(wanted) => {
            for value in listed(wanted, "has") {
                if !there.iter().any(|actual| matches(value, actual)) {
                    let near = there.iter().map(|actual| project(value, actual));
                    let near: Vec<String> = near.map(|value| value.to_string()).collect();
                    let near = near.join("\n      ");
                    found.push(format!(
                        "{path}: expected one like {value}, found\n      {near}"
                    ));
                }
            }
            for value in listed(wanted, "lacks") {
                if let Some(actual) = there.iter().find(|actual| matches(value, actual)) {
                    found.push(format!(
                        "{path}: expected none like {value}, found {actual}"
                    ));
                }
            }
        }
        (Value::Array(wanted), Value::Array(there)) => {
            for (at, (value, actual)) in wanted.iter().zip(there).enumerate() {
                compare(value, actual, &format!("{path}[{at}]"), found);
            }
            for (at, value) in wanted.iter().enumerate().skip(there.len()) {
                found.push(format!("{path}[{at}]: expected {value}, found nothing"));
            }
            for (at, value) in there.iter().enumerate().skip(wanted.len()) {
                found.push(format!("{path}[{at}]: expected nothing, found {value}"));
            }
        }
        _ if expected == actual => {}
        _ => found.push(format!("{path}: expected {expected}, found {actual}")),
    }
}

fn matches(expected: &Value, actual: &Value) -> bool {
    differences(expected, actual).is_empty()
}

fn is_membership(wanted: &Map<String, Value>) -> bool {
    !wanted.is_empty() && wanted.keys().all(|key| key == "has" || key == "lacks")
}

fn listed<'v>(wanted: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    wanted
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The actual value in the shape of the expected one: the keys that it names. What says `has` or `lacks` is kept as it
/// is, since which element was meant is for a person to say.
pub fn project(expected: &Value, actual: &Value) -> Value {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(there)) => wanted
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), project(value, there.get(key)?))))
            .collect::<Map<_, _>>()
            .into(),
        (Value::Object(wanted), Value::Array(_)) if is_membership(wanted) => expected.clone(),
        (Value::Array(wanted), Value::Array(there)) => there
            .iter()
            .enumerate()
            .map(|(at, actual)| match wanted.get(at).or(wanted.first()) {
                Some(shape) => project(shape, actual),
                None => actual.clone(),
            })
            .collect(),
        _ => actual.clone(),
    }
}

/// What is wrong with how an expectation states the findings. One of an error has none to state.
pub fn findings_fault(expected: &Value) -> Option<&'static str> {
    if expected.get("error").is_some() {
        return None;
    }
    let Some(Value::Array(list)) = expected.get("findings") else {
        return Some("\"findings\" must be the list of all findings, in order");
    };
    let is_stated = |finding: &Value| {
        ["code", "severity"]
            .iter()
            .all(|key| finding[key].is_string())
    };
    (!list.iter().all(is_stated)).then_some("each finding must state its code and its severity")
}

/// The expectation with the findings that are there, each with its code and severity, and with what was asserted of the
/// finding with the same code before.
pub fn refresh_findings(expected: &Value, actual: &Value) -> Value {
    let mut shapes: Vec<&Value> = asserted(expected, "findings");
    let there = actual["findings"].as_array();
    let findings = there.into_iter().flatten().map(|finding| {
        let known = shapes
            .iter()
            .position(|shape| shape["code"] == finding["code"])
            .map(|at| shapes.remove(at));
        let mut shape = Map::new();
        shape.insert("code".to_owned(), Value::Null);
        shape.insert("severity".to_owned(), Value::Null);
        if let Some(Value::Object(known)) = known {
            shape.extend(known.clone());
        }
        project(&Value::Object(shape), finding)
    });
    let mut refreshed = expected.clone();
    if let Value::Object(refreshed) = &mut refreshed
        && !refreshed.contains_key("error")
    {
        refreshed.insert("findings".to_owned(), findings.collect());
    }
    refreshed
}

/// Every element of the lists named `key` of an expectation, those that must be there.
pub fn asserted<'v>(expected: &'v Value, key: &str) -> Vec<&'v Value> {
    match &expected[key] {
        Value::Array(list) => list.iter().collect(),
        Value::Object(wanted) => listed(wanted, "has").iter().collect(),
        _ => Vec::new(),
    }
}
