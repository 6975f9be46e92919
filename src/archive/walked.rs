//! What a walk comes upon, for tests of formats.

use super::member::Nested;
use super::{Content, Item, Options, walk};
use crate::words::origin::{Keeps, Origin};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// A message or a failure.
#[derive(Debug)]
pub(super) struct Walked {
    pub bytes: Vec<u8>,
    pub rebuilt: Option<Vec<u8>>,
    pub nested: Vec<Nested>,
    pub origin: Origin,
    pub error: Option<String>,
}

impl Walked {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("text")
    }

    pub fn keeps(&self) -> Keeps {
        self.origin.keeps
    }

    /// The values of a fact, one behind the other.
    pub fn fact(&self, name: &str) -> String {
        let named = self.origin.facts.iter().filter(|fact| fact.name == name);
        let values: Vec<&str> = named.map(|fact| fact.value.as_str()).collect();
        values.join("; ")
    }
}

/// All that a walk comes upon; an error of the walk itself is the last.
pub(super) fn walked(bytes: &[u8]) -> Vec<Walked> {
    let mut all = Vec::new();
    let end = walk(
        Content::Bytes(Cow::Borrowed(bytes)),
        &Options::default(),
        &mut |item| {
            all.push(match item {
                Item::Message(entry) => Walked {
                    bytes: entry.bytes.into_owned(),
                    rebuilt: entry.rebuilt,
                    nested: entry.nested,
                    origin: entry.origin.unwrap_or_default(),
                    error: None,
                },
                Item::Failed(failure) => Walked {
                    bytes: Vec::new(),
                    rebuilt: None,
                    nested: Vec::new(),
                    origin: Origin {
                        steps: failure.steps,
                        ..Origin::default()
                    },
                    error: Some(failure.error.to_string()),
                },
            });
            ControlFlow::Continue(())
        },
    );
    if let Err(error) = end {
        all.push(Walked {
            bytes: Vec::new(),
            rebuilt: None,
            nested: Vec::new(),
            origin: Origin::default(),
            error: Some(error.to_string()),
        });
    }
    all
}
