//! The mails of a session: envelope, data, chunks.

use super::{Dialogue, MAX_RECIPIENTS, MAX_TRANSACTIONS, Phase, Waiting};
use crate::limits::MAX_LINE_KEPT;
use crate::message::Span;
use crate::session::command;
use crate::session::data::{Collector, Content, Ending};
use crate::session::line::{Line, Side};
use crate::session::model::{Addressed, Handed, Reply, Speaker, StepKind, Transaction};

impl Dialogue {
    /// The number of the mail to which the next command belongs; one begins if none has.
    pub(super) fn transaction(&mut self) -> usize {
        match self.current {
            Some(mail) => mail,
            None => self.begin_transaction(),
        }
    }

    /// The mail of this number.
    pub(super) fn at(&mut self, mail: usize) -> &mut Transaction {
        if self.session.transactions.is_empty() {
            self.begin_transaction();
        }
        let last = self.session.transactions.len() - 1;
        &mut self.session.transactions[mail.min(last)]
    }

    /// Begins a mail; where there are too many, the last one takes what comes.
    fn begin_transaction(&mut self) -> usize {
        let authenticated = self.session.is_authenticated();
        if self.session.transactions.len() < MAX_TRANSACTIONS {
            self.session.transactions.push(Transaction {
                authenticated,
                encrypted: self.encrypted,
                ..Transaction::default()
            });
        } else {
            self.beyond += 1;
        }
        let mail = self.session.transactions.len() - 1;
        self.current = Some(mail);
        mail
    }

    /// Nothing more belongs to a mail, if it is the one that is open.
    pub(super) fn close(&mut self, mail: usize) {
        self.current = self.current.filter(|&current| current != mail);
    }

    pub(super) fn mail(&mut self, step: usize, rest: &[u8]) -> Waiting {
        let transactions = &self.session.transactions;
        let before = self.current.filter(|&open| {
            transactions
                .get(open)
                .is_some_and(|open| open.mail_from.is_some())
        });
        let mail = self.begin_transaction();
        self.at(mail).mail_from = Some(addressed(step, rest));
        Waiting::Mail { mail, before }
    }

    /// The answer to MAIL. Refused within another mail (503), it changes nothing: what follows belongs to that one.
    pub(super) fn sender(&mut self, mail: usize, before: Option<usize>, found: Reply) {
        let refused = !found.is_positive();
        if let Some(from) = &mut self.at(mail).mail_from {
            from.reply = Some(found);
        }
        let is_last = mail + 1 == self.session.transactions.len();
        let untouched = self.at(mail).message.is_none() && self.chunks.is_none();
        let Some(before) = before.filter(|&before| refused && before < mail) else {
            return;
        };
        let open = self.current == Some(mail);
        if !(is_last && untouched && open) {
            return;
        }
        let Some(gone) = self.session.transactions.pop() else {
            return;
        };
        self.current = Some(before);
        let moved = self.at(before).recipients.len();
        self.at(before).recipients.extend(gone.recipients);
        let command = gone.command.or(self.at(before).command);
        self.at(before).command = command;
        for pending in &mut self.pending {
            match &mut pending.what {
                Waiting::Recipient { mail: of, at } if *of == mail => {
                    *of = before;
                    *at = at.saturating_add(moved);
                }
                Waiting::Data(of) if *of == mail => *of = before,
                _ => {}
            }
        }
    }

    pub(super) fn recipient(&mut self, step: usize, rest: &[u8]) -> Waiting {
        let mail = self.transaction();
        let recipients = &mut self.at(mail).recipients;
        let at = if recipients.len() < MAX_RECIPIENTS {
            recipients.push(addressed(step, rest));
            recipients.len() - 1
        } else {
            self.beyond += 1;
            usize::MAX
        };
        Waiting::Recipient { mail, at }
    }

    /// The mail whose message this command carries.
    pub(super) fn carried(&mut self, step: usize, command: &'static str) -> usize {
        let mail = self.transaction();
        let transaction = self.at(mail);
        transaction.command = Some(command);
        transaction.command_step.get_or_insert(step);
        mail
    }

    pub(super) fn chunk(&mut self, step: usize, rest: &str) -> Waiting {
        let mut words = rest.split_ascii_whitespace();
        let size = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        let last = words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("LAST"));
        let mail = self.carried(step, "BDAT");
        self.chunks
            .get_or_insert_with(|| (Collector::default(), mail));
        if size > 0 {
            self.phase = Phase::Chunk { left: size, last };
        }
        Waiting::Chunk { mail, last }
    }

    /// `BDAT 0 LAST`: no bytes follow that could end the message.
    pub(super) fn end_of_empty_chunk(&mut self) {
        let is_last = self
            .pending
            .back()
            .is_some_and(|pending| matches!(pending.what, Waiting::Chunk { last: true, .. }));
        if is_last {
            self.hand_chunks(Ending::Dot);
        }
    }

    /// Hands the chunks over as the message of their mail: at LAST, since the next mail may begin before the reply.
    pub(super) fn hand_chunks(&mut self, ending: Ending) {
        let Some((collector, mail)) = self.chunks.take() else {
            return;
        };
        // A server's log answers chunks that it does not hold.
        if collector.len() > 0 {
            self.hand(mail, collector.finish_chunks(ending), None);
        }
        self.close(mail);
    }

    pub(super) fn begin_data(&mut self, mail: usize) {
        self.phase = Phase::Data(Collector::default(), None, mail);
    }

    /// Ends the data: the message is kept, and waits for the server's word.
    pub(super) fn finish_data(&mut self, ending: Ending) {
        let Phase::Data(collector, span, mail) =
            std::mem::replace(&mut self.phase, Phase::Commands)
        else {
            return;
        };
        let content = collector.finish(ending);
        let step = self.hand(mail, content, span);
        self.await_word(mail, step);
    }

    /// Waits for the server's word about a message; LMTP has one for each recipient that was taken (RFC 2033).
    pub(super) fn await_word(&mut self, mail: usize, step: usize) {
        self.close(mail);
        let is_taken = |to: &Addressed| to.reply.as_ref().is_some_and(Reply::is_positive);
        // Once: a client may send another message for a mail that is over, or for one beyond those that are kept.
        let is_lmtp = self.session.greeting == Some("LHLO");
        let taken: Vec<usize> = if is_lmtp && self.awaited.insert(mail) {
            let recipients = self.at(mail).recipients.iter().enumerate();
            recipients
                .filter(|(_, to)| is_taken(to))
                .map(|(at, _)| at)
                .collect()
        } else {
            Vec::new()
        };
        if taken.is_empty() {
            self.wait(step, Waiting::Message(mail));
        }
        for at in taken {
            self.wait(step, Waiting::Delivery { mail, at });
        }
    }

    fn hand(&mut self, mail: usize, content: Content, span: Option<Span>) -> usize {
        let size = content.message.len();
        let lines = memchr::memchr_iter(b'\n', &content.message).count();
        let meaning = match content.ending {
            Ending::Dot => "the message, correctly terminated",
            Ending::Reply => "the message; the server replied before the terminating dot",
            Ending::CutOff => "the message as far as it was captured",
        };
        let line = Line::new(Side::Client, b"", span);
        let text = format!("[message: {lines} lines, {size} bytes]");
        let step = self.step(&line, StepKind::Data, vec![text], meaning.to_owned());
        let rejoined = self.rejoined;
        let speaker = Speaker {
            // Every mail has it: what is longer than a line is no name.
            name: self
                .session
                .client_name
                .clone()
                .filter(|name| name.len() <= MAX_LINE_KEPT),
            greeting: self.session.greeting,
            address: self.session.client_address.clone(),
        };
        let transaction = self.at(mail);
        transaction.speaker = Some(speaker);
        transaction.message = Some(Handed {
            content,
            step,
            size,
            masked: 0,
            rejoined,
        });
        step
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
