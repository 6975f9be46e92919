//! Observable objects, each once, with the ids that everybody gives them.

use crate::indicators::Indicator;
use crate::render::siem::uuid;
use crate::words::indicators::Kind;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

/// Objects as they are made.
#[derive(Default)]
pub(super) struct Objects {
    all: Vec<Value>,
    ids: Vec<String>,
    known: HashSet<String>,
}

impl Objects {
    pub(super) fn references(&self) -> Vec<String> {
        self.ids.clone()
    }

    pub(super) fn into_values(self) -> Vec<Value> {
        self.all
    }

    /// Adds an object under its id, unless it is there.
    pub(super) fn add(&mut self, id: String, object: Value) -> String {
        if self.known.insert(id.clone()) {
            self.all.push(object);
            self.ids.push(id.clone());
        }
        id
    }

    /// One that its value makes.
    pub(super) fn value(&mut self, kind: &str, value: &str) -> String {
        self.made(kind, &[("value", json!(value))])
    }

    /// An email address; `None` for one with other signs than the standard's own validator admits, which are fewer than RFC 5322
    /// has.
    pub(super) fn address(&mut self, address: &str) -> Option<String> {
        let is_sign =
            |byte: u8, others: &[u8]| byte.is_ascii_alphanumeric() || others.contains(&byte);
        let (local, domain) = address.split_once('@')?;
        let (first, rest) = domain.split_once('.')?;
        let is_admitted = [(local, &b"_.+-"[..]), (first, b"-"), (rest, b"-.")]
            .iter()
            .all(|(part, others)| {
                !part.is_empty() && part.bytes().all(|byte| is_sign(byte, others))
            });
        is_admitted.then(|| self.value("email-addr", address))
    }

    /// A file.
    pub(super) fn file(&mut self, sha256: Option<&str>, name: Option<&str>) -> String {
        let hashes = sha256.map(|sum| ("hashes", json!({ "SHA-256": sum })));
        let name = name.map(|name| ("name", json!(name)));
        let properties: Vec<_> = hashes.into_iter().chain(name).collect();
        self.made("file", &properties)
    }

    /// One whose id is made of these properties (STIX 2.1 section 2.9), in the canonical form of RFC 8785.
    fn made(&mut self, kind: &str, properties: &[(&str, Value)]) -> String {
        let sorted: BTreeMap<&str, &Value> = properties
            .iter()
            .map(|(name, value)| (*name, value))
            .collect();
        let canonical = serde_json::to_string(&sorted).unwrap_or_default();
        let id = format!("{kind}--{}", uuid::named(uuid::STIX, &canonical));
        let mut object = json!({"type": kind, "spec_version": "2.1", "id": id});
        for (name, value) in properties {
            object[*name] = value.clone();
        }
        self.add(id, object)
    }

    /// The object that an indicator is; `None` where STIX has none for it.
    /// `hashed` are the names of files that have a hash, and stand beside it.
    pub(super) fn indicator(&mut self, one: &Indicator, hashed: &HashSet<&str>) -> Option<String> {
        let value = one.value.as_str();
        let detail = || {
            one.seen
                .iter()
                .find_map(|sighting| sighting.detail.as_deref())
        };
        Some(match one.kind {
            Kind::Ip | Kind::Network => self.value(address_type(value), value),
            Kind::Domain | Kind::Host => self.value("domain-name", value),
            Kind::Email => return self.address(value),
            Kind::Url => self.value("url", value),
            Kind::Sha256 => self.file(Some(value), detail()),
            Kind::FileName if hashed.contains(value) => return None,
            Kind::FileName => self.file(None, Some(value)),
            Kind::MessageId | Kind::MessageIdShape | Kind::Mailer => return None,
        })
    }
}

fn address_type(value: &str) -> &'static str {
    if value.contains(':') {
        "ipv6-addr"
    } else {
        "ipv4-addr"
    }
}

/// What a pattern compares.
pub(super) fn path(one: &Indicator) -> Option<&'static str> {
    Some(match one.kind {
        Kind::Ip if address_type(&one.value) == "ipv6-addr" => "ipv6-addr:value",
        Kind::Ip => "ipv4-addr:value",
        Kind::Domain | Kind::Host => "domain-name:value",
        Kind::Email => "email-addr:value",
        Kind::Url => "url:value",
        Kind::Sha256 => "file:hashes.'SHA-256'",
        _ => return None,
    })
}
