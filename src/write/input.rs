//! What was read, and what the message says of itself.

use super::InputFacts;
use super::plain::{Plain, by_name};
use crate::auth::signature::BodyHash;
use crate::evidence::{Authentication, Facts};
use crate::message::{Damage, DamageKind, Mailbox};
use crate::report::{DamageReport, Input, MailboxReport, Report, Summary};
use crate::words::evidence::InputKind;
use crate::words::origin::Keeps;

by_name! {
    crate::evidence::AsOf => crate::report::input::AsOf {
        time, source, range
    }
}

impl Report {
    /// Notes that the input was longer than is read.
    pub fn note_cut(&mut self) {
        self.input
            .damage
            .push(Damage::new(DamageKind::TooLarge, self.input.size, 1).plain());
    }
}

impl Plain<DamageReport> for Damage {
    fn plain(self) -> DamageReport {
        DamageReport {
            kind: self.kind,
            offset: self.offset,
            count: self.count,
            text: self.text(),
            rules_out: self.kind.rules_out().to_vec().plain(),
        }
    }
}

/// What was read.
pub(super) fn input(
    facts: InputFacts,
    kind: InputKind,
    damage: Vec<Damage>,
    auth: &Authentication,
) -> Input {
    let is_altered = damage.iter().any(|damage| damage.kind.alters_header());
    let mut origin = facts.origin.map(|origin| *origin).unwrap_or_default();
    let last = origin.steps.pop();
    let (container, member) = last.map(|step| (step.container, step.member)).unzip();
    Input {
        name: facts.name,
        sha256: facts.sha256,
        size: facts.size,
        kind,
        container,
        member,
        offset: origin.offset,
        length: origin.length,
        original_bytes: origin.keeps == Keeps::All && !is_altered,
        not_original: origin.reason,
        within: origin.steps,
        facts: origin.facts,
        wrappers: origin.wrappers,
        inside: origin.inside,
        damage: self::damage(damage, auth),
    }
}

/// What is wrong with an input, and what that rules out.
fn damage(found: Vec<Damage>, auth: &Authentication) -> Vec<DamageReport> {
    // Where an empty body is what was signed, a body that is not there rules nothing out.
    let needs_body = auth.dkim.is_empty()
        || auth
            .dkim
            .iter()
            .any(|check| check.body_hash != BodyHash::Match);
    let mut found: Vec<DamageReport> = found.plain();
    for one in &mut found {
        if one.kind == DamageKind::NoBody && !needs_body {
            one.rules_out.clear();
        }
    }
    found
}

pub(super) fn summary(facts: Facts) -> Summary {
    let all = |mailboxes: Vec<Mailbox>| {
        mailboxes
            .into_iter()
            .map(|one| MailboxReport {
                display: one.display,
                address: one.address,
                cc: false,
            })
            .collect()
    };
    let mut recipients: Vec<MailboxReport> = all(facts.recipients);
    for range in facts.copied {
        for one in recipients.get_mut(range).into_iter().flatten() {
            one.cc = true;
        }
    }
    Summary {
        from: all(facts.from),
        reply_to: facts
            .reply_to
            .map(|(_, list)| all(list))
            .unwrap_or_default(),
        recipients,
        subject: facts.subject,
        date_note: facts
            .date
            .as_ref()
            .and_then(|(_, date)| date.as_ref()?.doubt()),
        date: facts.date.and_then(|(_, date)| Some(date?.rfc3339())),
        message_id: facts.message_id.map(|(_, id)| id),
        return_path: facts.return_path.map(|(_, address)| address),
        list: facts.list.map(|(_, list)| list),
    }
}
