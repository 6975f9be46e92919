//! What the client says: commands, and the lines of a message.

use super::{Dialogue, Phase, Waiting, joined};
use crate::session::command::{self, Verb};
use crate::session::data::Ending;
use crate::session::line::{End, Line};
use crate::session::model::{StepKind, Tls};
use crate::session::sasl;
use crate::session::secret::Secret;
use crate::session::words;

impl Dialogue {
    pub(super) fn client(&mut self, line: &Line<'_>) {
        self.finish_reply();
        match &mut self.phase {
            Phase::Data(collector, span, _) => {
                *span = joined(*span, line.span);
                if collector.line(&line.bytes, line.end) {
                    self.finish_data(Ending::Dot);
                }
            }
            Phase::Chunk { left, last } => {
                let Some((collector, _)) = &mut self.chunks else {
                    return;
                };
                let end = if line.end == End::Missing {
                    &[][..]
                } else {
                    line.end.bytes()
                };
                let size = line.bytes.len() + end.len();
                collector.chunk(&line.bytes);
                collector.chunk(end);
                *left = left.saturating_sub(size);
                if *left == 0 {
                    let is_last = *last;
                    self.phase = Phase::Commands;
                    if is_last {
                        self.hand_chunks(Ending::Dot);
                    }
                }
            }
            Phase::Login(_) => self.credentials(line),
            Phase::Commands => self.command(line),
        }
    }

    pub(super) fn command(&mut self, line: &Line<'_>) {
        let said = line.bytes.trim_ascii();
        if said.is_empty() {
            return;
        }
        let Some((verb, rest)) = command::split(said) else {
            let text = format!("[{} bytes, not a command]", said.len());
            self.withhold(line, said, StepKind::Other, text);
            return;
        };
        // Words of the client's own, where a log-in is under way or went wrong: what is typed there may be the secret.
        if matches!(verb, Verb::Noop | Verb::Help) && !rest.is_empty() && self.is_locked_out() {
            let verb = String::from_utf8_lossy(&said[..said.len() - rest.len()]);
            let text = format!("{} [{} bytes]", verb.trim(), rest.len());
            self.withhold(line, rest, StepKind::Command, text);
            return;
        }
        match verb {
            Verb::Auth => self.auth(line, rest),
            Verb::Burl => {
                // The address holds a token that opens the message in the store (RFC 4467).
                self.secrets.push(Secret::new(rest));
                self.session.secrets_replaced += 1;
                let step = self.secret_step(line, "the message is taken from an IMAP store");
                self.wait(step, Waiting::Other);
            }
            _ => self.open_command(line, verb, rest),
        }
    }

    /// A command that holds no secret.
    fn open_command(&mut self, line: &Line<'_>, verb: Verb, rest: &[u8]) {
        let said = line.bytes.trim_ascii();
        let text = String::from_utf8_lossy(said).into_owned();
        let rest_text = String::from_utf8_lossy(rest).into_owned();
        let term = said
            .split(|byte| b" :\t".contains(byte))
            .next()
            .unwrap_or_default();
        let meaning = words::meaning(&String::from_utf8_lossy(term)).unwrap_or_default();
        // A load balancer's line stands before the banner, and nobody answers it.
        let is_proxy = verb == Verb::Proxy && self.count == 0 && self.session.banner.is_none();
        let step = self.step(line, StepKind::Command, vec![text], meaning.to_owned());
        if is_proxy {
            self.proxied = command::proxied_address(rest);
            return;
        }
        let waiting = match verb {
            Verb::Helo => self.greeting("HELO", rest_text),
            Verb::Ehlo => self.greeting("EHLO", rest_text),
            Verb::Lhlo => self.greeting("LHLO", rest_text),
            Verb::Mail => self.mail(step, rest),
            Verb::Rcpt => self.recipient(step, rest),
            Verb::Data => {
                let mail = self.carried(step, "DATA");
                Waiting::Data(mail)
            }
            Verb::Bdat => self.chunk(step, &rest_text),
            Verb::Rset => Waiting::Reset(self.current.take()),
            Verb::StartTls => {
                let tls = self.session.tls.get_or_insert_with(Tls::default);
                tls.step.get_or_insert(step);
                Waiting::StartTls
            }
            // Only what the server grants is so; XFORWARD is for its log alone.
            Verb::Xclient => command::named_address(rest).map_or(Waiting::Other, Waiting::Address),
            Verb::Quit => Waiting::Quit,
            _ => Waiting::Other,
        };
        let data = match &waiting {
            Waiting::Data(mail) => Some(*mail),
            _ => None,
        };
        self.wait(step, waiting);
        if matches!(verb, Verb::Bdat) && matches!(self.phase, Phase::Commands) {
            self.end_of_empty_chunk();
        }
        // A capture of the client alone: nobody answers DATA.
        if let Some(mail) = data.filter(|_| !self.has_server) {
            self.begin_data(mail);
        }
    }

    fn greeting(&mut self, word: &'static str, name: String) -> Waiting {
        if !name.is_empty() {
            self.session.client_name = Some(name.clone());
            self.session.greeting = Some(word);
        }
        // A greeting resets the transaction (RFC 5321 section 4.1.4).
        Waiting::Greeting(word, name, self.current.take())
    }

    /// Whether somebody tried to log in and has not got in.
    fn is_locked_out(&self) -> bool {
        let last = self.session.auth.last();
        last.is_some_and(|last| last.succeeded != Some(true))
    }

    /// A line that may be a secret which was said at the wrong moment: it is learnt and not shown.
    fn withhold(&mut self, line: &Line<'_>, said: &[u8], kind: StepKind, text: String) {
        self.session.withheld += 1;
        self.secrets.extend(sasl::withheld(said));
        let bare = Line {
            note: None,
            time: line.time.clone(),
            bytes: std::borrow::Cow::Borrowed(b""),
            ..*line
        };
        let meaning = match kind {
            StepKind::Command => "the rest is not shown, since it may be a secret",
            _ => "not a command; not shown, since it may be a secret",
        };
        let step = self.step(&bare, kind, vec![text], meaning.to_owned());
        self.wait(step, Waiting::Other);
    }
}
