//! The mails of a session: envelope, data, chunks.

use super::{Dialogue, MAX_RECIPIENTS, MAX_TRANSACTIONS, Phase, Waiting};
use crate::message::Span;
use crate::session::command;
use crate::session::data::{Collector, Content, Ending};
use crate::session::line::{Line, Side};
use crate::session::model::{Addressed, Handed, StepKind, Transaction};

impl Dialogue {
    /// The mail that is being handed over; one begins if none has.
    pub(super) fn transaction(&mut self) -> &mut Transaction {
        let is_done = self
            .session
            .transactions
            .last()
            .is_none_or(|last| last.accepted.is_some() || last.message.is_some());
        if is_done && self.session.transactions.len() < MAX_TRANSACTIONS {
            self.begin_transaction();
        }
        let at = self.session.transactions.len().max(1) - 1;
        &mut self.session.transactions[at]
    }

    pub(super) fn begin_transaction(&mut self) {
        let authenticated = self.session.is_authenticated();
        self.session.transactions.push(Transaction {
            authenticated,
            encrypted: self.encrypted,
            ..Transaction::default()
        });
    }

    pub(super) fn mail(&mut self, step: usize, rest: &[u8]) {
        if self.session.transactions.len() < MAX_TRANSACTIONS {
            self.begin_transaction();
        }
        self.transaction().mail_from = Some(addressed(step, rest));
    }

    pub(super) fn recipient(&mut self, step: usize, rest: &[u8]) -> usize {
        let transaction = self.transaction();
        if transaction.recipients.len() < MAX_RECIPIENTS {
            transaction.recipients.push(addressed(step, rest));
            transaction.recipients.len() - 1
        } else {
            usize::MAX
        }
    }

    pub(super) fn chunk(&mut self, step: usize, rest: &str) -> Waiting {
        let mut words = rest.split_ascii_whitespace();
        let size = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        let last = words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("LAST"));
        self.transaction().command = Some("BDAT");
        self.chunks
            .get_or_insert_with(|| (Collector::default(), step));
        if size > 0 {
            self.phase = Phase::Chunk(size);
        }
        Waiting::Chunk { last }
    }

    pub(super) fn begin_data(&mut self) {
        self.phase = Phase::Data(Collector::default(), None);
    }

    /// Ends the data: the message is kept, and waits for the server's word.
    pub(super) fn finish_data(&mut self, ending: Ending) {
        let Phase::Data(collector, span) = std::mem::replace(&mut self.phase, Phase::Commands)
        else {
            return;
        };
        let content = collector.finish(ending);
        self.hand(content, span);
    }

    pub(super) fn hand(&mut self, content: Content, span: Option<Span>) {
        let size = content.message.len();
        let lines = memchr::memchr_iter(b'\n', &content.message).count();
        let meaning = match content.ending {
            Ending::Dot => "the message, ended as it should be",
            Ending::Reply => "the message; the server answered before a line of one dot",
            Ending::CutOff => "the message as far as the capture goes",
        };
        let line = Line::new(Side::Client, b"", span);
        let text = format!("[message: {lines} lines, {size} bytes]");
        let step = self.step(&line, StepKind::Data, vec![text], meaning.to_owned());
        let rejoined = self.rejoined;
        self.transaction_of_data().message = Some(Handed {
            content,
            step,
            size,
            masked: 0,
            rejoined,
        });
        self.wait(step, Waiting::Message);
    }

    /// The mail to which data belong: the last one, if it has none yet.
    pub(super) fn transaction_of_data(&mut self) -> &mut Transaction {
        if self.session.transactions.is_empty() {
            self.begin_transaction();
        }
        let at = self.session.transactions.len() - 1;
        &mut self.session.transactions[at]
    }
}

fn addressed(step: usize, rest: &[u8]) -> Addressed {
    let (path, parameters) = command::path(rest);
    Addressed {
        path,
        parameters,
        reply: None,
        step,
    }
}
