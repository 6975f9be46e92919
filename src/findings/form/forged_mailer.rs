//! FRM011: a mailer that does not write so.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::names::is_within;

pub(super) const FINDING: Finding = Finding {
    code: "FRM011",
    name: "forged-mailer",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "Mailer name does not match the message",
    meaning: "X-Mailer or User-Agent names a program, but the Message-ID does not have the form that this program writes, or fields that it always writes are missing.",
    why: "Spam scripts copy the name of a well-known mail client to look ordinary.",
    wrong: "Servers replace a missing Message-ID with their own; programs change between versions.",
    references: &["SpamAssassin, rules/20_ratware.cf"],
    check,
};

/// A program, by the beginning of its name, and what it always writes.
struct Habit {
    mailer: &'static str,
    /// What is wrong with a mail of it, if anything.
    wrong: fn(&Evidence<'_>, &str) -> Option<&'static str>,
}

const HABITS: &[Habit] = &[
    Habit {
        mailer: "Microsoft Outlook Express",
        wrong: |_, id| (!is_dollar_id(id)).then_some("Outlook Express writes <…$…$…@…>"),
    },
    Habit {
        mailer: "Microsoft Outlook, Build 10.",
        wrong: |_, id| (!is_dollar_id(id)).then_some("Outlook 2002 writes <…$…$…@…>"),
    },
    Habit {
        mailer: "Microsoft Office Outlook",
        wrong: |_, id| {
            (!is_dollar_id(id) && !is_exchange_id(id)).then_some("Outlook writes <…$…$…@…>")
        },
    },
    Habit {
        mailer: "The Bat!",
        wrong: |_, id| {
            (!id.trim_start_matches('<')
                .starts_with(|c: char| c.is_ascii_digit()))
            .then_some("The Bat! writes <number.…@…>")
        },
    },
    Habit {
        mailer: "Apple Mail",
        wrong: |_, id| (!is_uuid_id(id)).then_some("Apple Mail writes <UUID@…>"),
    },
    Habit {
        mailer: "iPhone Mail",
        wrong: |_, id| (!is_uuid_id(id)).then_some("Apple Mail writes <UUID@…>"),
    },
];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some((id_index, id)) = &evidence.facts.message_id else {
        return Vec::new();
    };
    let message = evidence.message;
    let Some((index, field)) = message
        .named("X-Mailer")
        .chain(message.named("User-Agent"))
        .next()
    else {
        return Vec::new();
    };
    let mailer = field.text();
    let habit = HABITS.iter().find(|habit| {
        mailer
            .get(..habit.mailer.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(habit.mailer))
    });
    let Some(wrong) = habit.and_then(|habit| (habit.wrong)(evidence, id)) else {
        return Vec::new();
    };
    vec![
        Hit::new(wrong)
            .at(Place::field(evidence, index))
            .at(Place::field(evidence, *id_index)),
    ]
}

/// `<hex$hex$hex@host>`: three groups of hexadecimal digits.
fn is_dollar_id(id: &str) -> bool {
    let Some((left, _)) = id.trim_matches(['<', '>']).split_once('@') else {
        return false;
    };
    let mut groups = 0;
    left.split('$').all(|group| {
        groups += 1;
        !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_hexdigit())
    }) && groups == 3
}

/// The ids of Exchange with a whole mailbox address in them are longer than those of any mail program.
const EXCHANGE_ID: usize = 80;

/// The id that Exchange gives to what Outlook hands to it.
fn is_exchange_id(id: &str) -> bool {
    let right = id
        .trim_matches(['<', '>'])
        .rsplit_once('@')
        .map_or("", |(_, right)| right);
    is_within(right, "outlook.com") || is_within(right, "local") || id.len() > EXCHANGE_ID
}

/// `<8-4-4-4-12@host>` in hexadecimal digits.
fn is_uuid_id(id: &str) -> bool {
    let left = id
        .trim_matches(['<', '>'])
        .split_once('@')
        .map_or("", |(left, _)| left);
    let lengths = left.split('-').map(|part| {
        if part.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            part.len()
        } else {
            0
        }
    });
    lengths.eq([8, 4, 4, 4, 12])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn ids_of_another_form_are_told() {
        let mail = |id: &str| {
            Mail::new(&format!(
                "X-Mailer: Microsoft Outlook Express 6.00\r\nMessage-ID: {id}\r\n"
            ))
        };
        mail("<123456@a.example>").finds(
            &FINDING,
            &[(
                Severity::Notice,
                &["Microsoft Outlook Express 6.00", "<123456@a.example>"],
            )],
        );
        mail("<000f01c1$7d3a$0a01a8c0@a.example>").lacks(&FINDING);
        Mail::new("X-Mailer: mine\r\nMessage-ID: <1@a.example>\r\n").lacks(&FINDING);
    }
}
