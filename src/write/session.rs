//! The SMTP session.

use super::plain::{Plain, by_name};
use crate::evidence::SessionEvidence;
use crate::report::session as model;
use crate::session::{Addressed, Handed, Stated};

by_name! {
    crate::session::Session => crate::report::session::Session {
        number, form, banner, banner_step, server_name, server_address, port, client_name, greeting, client_address, capabilities, tls, auth, mails, mail_number, transactions, steps, left_out, secrets_replaced, withheld, complete, started, starttls_elsewhere
    }
    crate::session::Capabilities => crate::report::session::Capabilities {
        clear, tls
    }
    crate::session::Extension => crate::report::session::Extension {
        keyword, parameters
    }
    crate::session::Tls => crate::report::session::Tls {
        started, implicit, version, cipher, step
    }
    crate::session::AuthAttempt => crate::report::session::AuthAttempt {
        mechanism, identity, succeeded, cancelled, encrypted, step
    }
    crate::session::Transaction => crate::report::session::Transaction {
        mail_from, recipients, command, message, reply, accepted, queue_id, authenticated, encrypted, time
    }
    crate::session::Parameter => crate::report::session::Parameter {
        name, value
    }
    crate::session::Reply => crate::report::session::Reply {
        code, enhanced, text, meaning, remedy, step
    }
    crate::session::Step => crate::report::session::Step {
        number, side, kind, text, meaning, note, time, encrypted, code, enhanced, remedy, answers, span
    }
    crate::session::Smuggle => crate::report::session::Smuggle {
        sequence, offset, taken
    }
}

impl<T, From: Plain<T>> Plain<model::Stated<T>> for Stated<From> {
    fn plain(self) -> model::Stated<T> {
        model::Stated {
            value: self.value.plain(),
            source: self.source.plain(),
        }
    }
}

impl Plain<model::Addressed> for Addressed {
    fn plain(self) -> model::Addressed {
        model::Addressed {
            address: self.path.address,
            parameters: self.parameters.plain(),
            reply: self.reply.plain(),
            step: self.step,
        }
    }
}

impl Plain<model::Handed> for Handed {
    fn plain(self) -> model::Handed {
        model::Handed {
            size: self.size,
            ending: self.content.ending,
            bare_lf: self.content.bare_lf,
            bare_cr: self.content.bare_cr,
            smuggling: self.content.smuggles.plain(),
            step: self.step,
        }
    }
}

pub(super) fn report(one: SessionEvidence) -> model::SessionReport {
    model::SessionReport {
        mail: one.mail,
        has_message: one.has_message(),
        session: one.session.plain(),
    }
}
