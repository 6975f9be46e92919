//! What a container says of one of its members.

use super::packed::{base64, base64_option};
use crate::input::Whole;
use crate::limits::{MAX_FACT, MAX_FACTS, MAX_MEMBER_NAME};
use crate::words::origin::{Container, Fact, Keeps, Step, Wrapper};
use serde::{Deserialize, Serialize};

/// What is expected of a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Expect {
    /// Anything: what is no message is passed over.
    #[default]
    Anything,
    /// A message, by its name: what is none is an error.
    Message,
    /// A message, since its container holds nothing else.
    Surely,
}

/// A message that another one carries, where its container has it apart from that one's bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nested {
    pub name: Option<String>,
    pub member: Member,
    #[serde(with = "base64")]
    pub bytes: Vec<u8>,
}

/// What a container says of one of its members.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Member {
    pub step: Step,
    pub expect: Expect,
    /// Where its bytes stand in the container, and how many they are.
    pub place: Option<(u64, u64)>,
    pub facts: Vec<Fact>,
    pub keeps: Keeps,
    /// Why less than all is as it was received.
    pub reason: Option<String>,
    /// What is known of the body, as a MIME message: for links and attachments only.
    #[serde(with = "base64_option")]
    pub rebuilt: Option<Vec<u8>>,
    /// The messages that it carries, where they are apart from its own bytes.
    pub nested: Vec<Nested>,
    /// The message that carries it.
    pub wrapper: Option<Wrapper>,
    /// What the message is known by, where its bytes are not those of the container.
    pub known_by: Option<Whole>,
}

impl Member {
    /// A member by its path or number.
    pub fn new(container: Container, member: impl Into<String>) -> Self {
        let mut member = member.into();
        truncate(&mut member, MAX_MEMBER_NAME);
        Self {
            step: Step { container, member },
            expect: Expect::Anything,
            place: None,
            facts: Vec::new(),
            keeps: Keeps::All,
            reason: None,
            rebuilt: None,
            nested: Vec::new(),
            wrapper: None,
            known_by: None,
        }
    }

    /// A member of an archive: what is expected of it is told by its name.
    pub fn named(container: Container, name: &str) -> Self {
        let expect = if promises_mail(name) {
            Expect::Message
        } else {
            Expect::Anything
        };
        Self {
            expect,
            ..Self::new(container, name)
        }
    }

    /// A message by its number, at its place.
    pub fn numbered(container: Container, number: u64, place: (u64, u64)) -> Self {
        Self {
            expect: Expect::Surely,
            place: Some(place),
            ..Self::new(container, number.to_string())
        }
    }

    /// Notes what the container says.
    pub fn fact(&mut self, name: &str, value: impl Into<String>) {
        if self.facts.len() < MAX_FACTS {
            let mut value = value.into();
            truncate(&mut value, MAX_FACT);
            self.facts.push(Fact::new(name, value));
        }
    }
}

/// Cuts a text at a character.
fn truncate(text: &mut String, most: usize) {
    if text.len() > most {
        text.truncate(text.floor_char_boundary(most));
    }
}

/// Names of files that hold messages.
const MAIL_NAMES: &[&str] = &[".eml", ".msg", ".emlx", ".mbox", ".mbx", ".pst", ".ost"];

/// Whether a file's name says that it holds messages.
pub(super) fn promises_mail(name: &str) -> bool {
    MAIL_NAMES.iter().any(|end| {
        let start = name.len().checked_sub(end.len());
        start
            .and_then(|start| name.get(start..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    })
}
