//! Indicators in rows that every form for people shows in its own way. The values are strangers': each form escapes and defangs
//! them.

use crate::indicators::{Blockable, Occurrence, Sum};
use crate::words::indicators::{Kind, Word};
use std::fmt::Write;

/// The indicators of one type that may be blocked, or that may not.
pub(in crate::render) struct Group {
    pub kind: Kind,
    pub blockable: bool,
    pub rows: Vec<Row>,
}

/// One indicator.
pub(in crate::render) struct Row {
    pub value: String,
    /// What it is in the message: `From, Reply-To`.
    pub roles: String,
    pub word: Word,
    /// Why it must not be blocked; empty where it may.
    pub reason: &'static str,
    /// How many messages have it.
    pub count: usize,
}

impl Row {
    fn of(one: &Occurrence) -> Self {
        let indicator = &one.indicator;
        let mut roles: Vec<&str> = Vec::new();
        for sighting in &indicator.seen {
            if !roles.contains(&sighting.role.text()) {
                roles.push(sighting.role.text());
            }
        }
        Self {
            value: indicator.value.clone(),
            roles: roles.join(", "),
            word: indicator.word(),
            reason: indicator
                .blockable
                .reason()
                .map_or("", |reason| reason.text()),
            count: one.count,
        }
    }

    /// What it is and whose word, in one line: `From, Reply-To; sender-supplied; in 3 messages`.
    pub(in crate::render) fn facts(&self) -> String {
        let mut facts = format!("{}; {}", self.roles, self.word.text());
        if self.count > 1 {
            // Writing to a String cannot fail.
            let _ = write!(facts, "; in {} messages", self.count);
        }
        facts
    }
}

/// The groups in the order of the sum, with so many rows at most, and how many are not in them.
pub(in crate::render) fn groups(sum: &Sum, most: usize) -> (Vec<Group>, usize) {
    let mut groups: Vec<Group> = Vec::new();
    for one in sum.indicators.iter().take(most) {
        let kind = one.indicator.kind;
        let blockable = one.indicator.blockable == Blockable::Yes;
        let row = Row::of(one);
        match groups.last_mut() {
            Some(last) if (last.kind, last.blockable) == (kind, blockable) => last.rows.push(row),
            _ => groups.push(Group {
                kind,
                blockable,
                rows: vec![row],
            }),
        }
    }
    let more = sum.indicators.len().saturating_sub(most);
    (groups, more.saturating_add(sum.left_out))
}

/// What is told of all of them: `9 of 2 messages; 3 may be blocked`.
pub(in crate::render) fn remark(sum: &Sum) -> String {
    let blockable = sum
        .indicators
        .iter()
        .filter(|one| one.indicator.blockable == Blockable::Yes)
        .count();
    let of = match sum.total {
        1 => String::new(),
        total => format!(" in {total} messages"),
    };
    let may = match blockable {
        0 => "none may be blocked".to_owned(),
        count => format!("{count} may be blocked"),
    };
    format!("{}{of}; {may}", sum.indicators.len())
}
