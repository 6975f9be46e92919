//! What the server says: its lines become replies, and each reply a step.

use super::{Dialogue, Pending, Phase, Waiting, login};
use crate::message::Span;
use crate::session::data::Ending;
use crate::session::line::{Line, Side};
use crate::session::model::StepKind;
use crate::session::reply;
use crate::session::sasl;

/// A reply that is being read.
pub(super) struct Partial {
    code: u16,
    texts: Vec<String>,
    raw: Vec<u8>,
    span: Option<Span>,
    note: Option<String>,
    time: Option<String>,
    /// Whether its last line has come.
    whole: bool,
}

impl Dialogue {
    pub(super) fn server(&mut self, line: &Line<'_>) {
        match &self.phase {
            // The server's log answers a message that it does not hold.
            Phase::Data(collector, _, mail) if collector.len() == 0 => {
                let mail = *mail;
                self.phase = Phase::Commands;
                self.await_word(mail, self.count);
            }
            Phase::Data(..) => self.finish_data(Ending::Reply),
            Phase::Chunk { last, .. } => {
                let is_last = *last;
                self.phase = Phase::Commands;
                if is_last {
                    self.hand_chunks(Ending::Dot);
                }
            }
            _ => {}
        }
        let Some(part) = reply::line(&line.bytes) else {
            // A line without a code, as write-ups have them: part of the reply that is open. Marked wrongly, it is a log-in.
            self.secrets.extend(sasl::shaped(&line.bytes));
            if let Some(open) = &mut self.reply {
                open.texts
                    .push(String::from_utf8_lossy(line.bytes.trim_ascii()).into_owned());
            }
            return;
        };
        let text = String::from_utf8_lossy(part.text).into_owned();
        match &mut self.reply {
            Some(open) if !open.whole && open.code == part.code => {
                open.texts.push(text);
                open.whole = !part.more;
                open.span = super::joined(open.span, line.span);
            }
            _ => {
                self.finish_reply();
                self.reply = Some(Partial {
                    code: part.code,
                    texts: vec![text],
                    raw: part.text.to_vec(),
                    span: line.span,
                    note: line.note.clone(),
                    time: line.time.clone(),
                    whole: !part.more,
                });
            }
        }
        // What follows the reply must know at once what it changed; a line without a code may still follow EHLO's.
        let is_decisive = self.reply.as_ref().is_some_and(|open| {
            open.whole
                && (open.code / 100 == 3
                    || !matches!(
                        self.pending.front(),
                        Some(Pending {
                            what: Waiting::Greeting(..),
                            ..
                        })
                    ))
        });
        if is_decisive {
            self.finish_reply();
        }
    }

    pub(super) fn finish_reply(&mut self) {
        let Some(open) = self.reply.take() else {
            return;
        };
        let mut found = reply::of(open.code, &open.texts);
        let is_challenge = open.code == 334;
        let line = Line {
            // Beside a log-in, a note may hold what the client says.
            note: open.note.filter(|_| !matches!(self.phase, Phase::Login(_))),
            time: open.time,
            span: open.span,
            ..Line::new(Side::Server, b"", open.span)
        };
        let (text, meaning) = if is_challenge {
            login::challenge(&open.raw)
        } else {
            let code = open.code;
            let last = open.texts.len() - 1;
            let lines = open.texts.iter().enumerate().map(|(at, text)| {
                let mark = if at == last { ' ' } else { '-' };
                format!("{code}{mark}{text}").trim_end().to_owned()
            });
            let remedy = found.remedy.map(|remedy| format!("; {remedy}"));
            (
                lines.collect(),
                format!("{}{}", found.meaning, remedy.unwrap_or_default()),
            )
        };
        let step = self.step(&line, StepKind::Reply, text, meaning);
        found.step = step;
        if let Some(step) = self
            .session
            .steps
            .last_mut()
            .filter(|last| last.number == step)
        {
            step.code = Some(found.code);
            step.enhanced.clone_from(&found.enhanced);
            step.remedy = found.remedy;
        }
        if is_challenge {
            self.challenged(open.raw, step);
            return;
        }
        self.answer(found, &open.texts);
    }
}
