//! What was read, and what the message says of itself.

use super::plain::{Plain, by_name};
use crate::auth::signature::BodyHash;
use crate::evidence::{Authentication, Facts};
use crate::message::{Damage, DamageKind, Mailbox};
use crate::report::{DamageReport, MailboxReport, Report, Summary};

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

/// What is wrong with an input, and what that rules out.
pub(super) fn damage(found: Vec<Damage>, auth: &Authentication) -> Vec<DamageReport> {
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
            })
            .collect()
    };
    Summary {
        from: all(facts.from),
        reply_to: facts
            .reply_to
            .map(|(_, list)| all(list))
            .unwrap_or_default(),
        recipients: all(facts.recipients),
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
