//! Lines → steps, and what they show: who answers what, when TLS begins, what is secret, where a message ends.

mod answer;
mod login;
mod mail;
mod server;

use crate::message::Span;
use crate::session::command::{self, Verb};
use crate::session::data::{Collector, Ending};
use crate::session::line::{End, Fact, Item, Line, Side};
use crate::session::model::{Session, Stated, Step, StepKind, Tls};
use crate::session::sasl::Response;
use crate::session::secret::Secret;
use crate::session::words;
use chrono::{DateTime, Utc};
use server::Partial;
use std::collections::VecDeque;

/// The most steps that are kept; what they show is read beyond.
const MAX_STEPS: usize = 20_000;
/// The most mails of a session that are read, and the most recipients of each.
const MAX_TRANSACTIONS: usize = 10_000;
const MAX_RECIPIENTS: usize = 10_000;
/// The longest note that is kept, in characters: prose may hold anything.
const MAX_NOTE: usize = 120;

/// What the client says next.
enum Phase {
    Commands,
    /// It logs in: everything that it says until the server has decided.
    Login(Login),
    /// The message.
    Data(Collector, Option<Span>),
    /// A chunk of so many bytes more.
    Chunk(usize),
}

struct Login {
    mechanism: Option<String>,
    step: usize,
    responses: Vec<Response>,
    /// What the server asked last, and whether the client has answered.
    asked: Vec<u8>,
    answered: bool,
    cancelled: bool,
}

/// A command that waits for its reply.
struct Pending {
    step: usize,
    what: Waiting,
}

enum Waiting {
    Greeting(&'static str, String),
    Mail,
    Recipient(usize),
    Data,
    Chunk {
        last: bool,
    },
    /// The end of the data.
    Message,
    StartTls,
    Auth,
    Quit,
    Other,
}

struct Dialogue {
    session: Session,
    phase: Phase,
    pending: VecDeque<Pending>,
    secrets: Vec<Secret>,
    /// The reply that is being read: code, lines, first step fields.
    reply: Option<Partial>,
    chunks: Option<(Collector, usize)>,
    encrypted: bool,
    has_server: bool,
    /// How many steps there were, also those that were not kept.
    count: usize,
    rejoined: bool,
}

/// Plays a dialogue; gives what it shows, and the secrets that were said in it.
pub(super) fn play(items: Vec<Item<'_>>) -> (Session, Vec<Secret>) {
    let has_server = items
        .iter()
        .any(|item| matches!(item, Item::Line(line) if line.side == Side::Server));
    let mut dialogue = Dialogue {
        session: Session::default(),
        phase: Phase::Commands,
        pending: VecDeque::new(),
        secrets: Vec::new(),
        reply: None,
        chunks: None,
        encrypted: false,
        has_server,
        count: 0,
        rejoined: false,
    };
    for item in items {
        match item {
            Item::Fact(fact) => dialogue.fact(fact),
            Item::Line(line) => match line.side {
                Side::Client => dialogue.client(&line),
                Side::Server => dialogue.server(&line),
            },
        }
    }
    dialogue.end()
}

impl Dialogue {
    fn fact(&mut self, fact: Fact) {
        match fact {
            // The caller parts the connections.
            Fact::Connection => {}
            Fact::Rejoined => self.rejoined = true,
            Fact::Client(value, source) => {
                self.session
                    .client_address
                    .get_or_insert(Stated { value, source });
            }
            Fact::Server(address, port) => {
                self.session.server_address = self.session.server_address.or(address);
                self.session.port = self.session.port.or(port);
            }
            Fact::Tls(version, cipher) => {
                let implicit = self.count == 0 && self.reply.is_none();
                let tls = self.session.tls.get_or_insert_with(Tls::default);
                tls.started = true;
                tls.implicit |= implicit && tls.step.is_none();
                tls.version = tls.version.take().or(version);
                tls.cipher = tls.cipher.take().or(cipher);
                self.encrypted = true;
            }
        }
    }

    fn client(&mut self, line: &Line<'_>) {
        self.finish_reply();
        match &mut self.phase {
            Phase::Data(collector, span) => {
                *span = joined(*span, line.span);
                if collector.line(&line.bytes, line.end) {
                    self.finish_data(Ending::Dot);
                }
            }
            Phase::Chunk(left) => {
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
                    self.phase = Phase::Commands;
                }
            }
            Phase::Login(_) => self.credentials(line),
            Phase::Commands => self.command(line),
        }
    }

    fn command(&mut self, line: &Line<'_>) {
        let said = line.bytes.trim_ascii();
        if said.is_empty() {
            return;
        }
        let Some((verb, rest)) = command::split(said) else {
            // It may be a password that was said at the wrong moment.
            self.session.withheld += 1;
            self.secrets.push(Secret::new(said));
            let text = format!("[{} bytes that are no command]", said.len());
            let bare = Line {
                note: None,
                time: line.time.clone(),
                bytes: std::borrow::Cow::Borrowed(b""),
                ..*line
            };
            let step = self.step(
                &bare,
                StepKind::Other,
                vec![text],
                "no command; not shown, since it may be a secret".into(),
            );
            self.wait(step, Waiting::Other);
            return;
        };
        let text = String::from_utf8_lossy(said).into_owned();
        let rest_text = String::from_utf8_lossy(rest).into_owned();
        if verb == Verb::Auth {
            self.auth(line, rest);
            return;
        }
        if verb == Verb::Burl {
            // The address holds a token that opens the message in the store (RFC 4467).
            self.secrets.push(Secret::new(rest));
            self.session.secrets_replaced += 1;
            let step = self.secret_step(line, "the message is taken from an IMAP store");
            self.wait(step, Waiting::Other);
            return;
        }
        let term = String::from_utf8_lossy(
            said.split(|byte| b" :\t".contains(byte))
                .next()
                .unwrap_or_default(),
        )
        .into_owned();
        let meaning = words::meaning(&term).unwrap_or_default().to_owned();
        let step = self.step(line, StepKind::Command, vec![text], meaning);
        let waiting = match verb {
            Verb::Helo => Waiting::Greeting("HELO", rest_text),
            Verb::Ehlo => Waiting::Greeting("EHLO", rest_text),
            Verb::Lhlo => Waiting::Greeting("LHLO", rest_text),
            Verb::Mail => {
                self.mail(step, rest);
                Waiting::Mail
            }
            Verb::Rcpt => Waiting::Recipient(self.recipient(step, rest)),
            Verb::Data => {
                self.transaction().command = Some("DATA");
                Waiting::Data
            }
            Verb::Bdat => self.chunk(step, &rest_text),
            Verb::StartTls => {
                let tls = self.session.tls.get_or_insert_with(Tls::default);
                tls.step.get_or_insert(step);
                Waiting::StartTls
            }
            Verb::Xclient | Verb::Xforward => {
                if let Some(value) = command::named_address(rest) {
                    let source = if verb == Verb::Xclient {
                        "XCLIENT"
                    } else {
                        "XFORWARD"
                    };
                    self.session.client_address = Some(Stated { value, source });
                }
                Waiting::Other
            }
            Verb::Quit => Waiting::Quit,
            _ => Waiting::Other,
        };
        if let Waiting::Greeting(word, name) = &waiting
            && !name.is_empty()
        {
            self.session.client_name = Some(name.clone());
            self.session.greeting = Some(word);
        }
        let is_data = matches!(waiting, Waiting::Data);
        self.wait(step, waiting);
        // A capture of the client alone: nobody answers DATA.
        if is_data && !self.has_server {
            self.begin_data();
        }
    }

    fn wait(&mut self, step: usize, what: Waiting) {
        self.pending.push_back(Pending { step, what });
    }

    /// Adds a step; its number.
    fn step(
        &mut self,
        line: &Line<'_>,
        kind: StepKind,
        text: Vec<String>,
        meaning: String,
    ) -> usize {
        self.count += 1;
        if self.session.started.is_none() {
            self.session.started = line.time.as_deref().and_then(time);
        }
        if self.session.steps.len() >= MAX_STEPS {
            self.session.left_out += 1;
            return self.count;
        }
        self.session.steps.push(Step {
            number: self.count,
            side: line.side,
            kind,
            text,
            meaning,
            note: line
                .note
                .as_ref()
                .map(|note| note.chars().take(MAX_NOTE).collect::<String>())
                .filter(|note| !note.trim().is_empty()),
            time: line.time.clone(),
            encrypted: self.encrypted,
            code: None,
            enhanced: None,
            remedy: None,
            answers: None,
            span: line.span,
        });
        self.count
    }

    fn end(mut self) -> (Session, Vec<Secret>) {
        self.finish_reply();
        if matches!(self.phase, Phase::Data(..)) {
            self.finish_data(Ending::CutOff);
        }
        if matches!(self.phase, Phase::Login(_)) {
            self.finish_login(None);
        }
        if let Some((collector, _)) = self
            .chunks
            .take()
            .filter(|(collector, _)| collector.len() > 0)
        {
            self.hand(collector.finish_chunks(Ending::CutOff), None);
        }
        (self.session, self.secrets)
    }
}

/// The span from the first to the last.
fn joined(first: Option<Span>, last: Option<Span>) -> Option<Span> {
    match (first, last) {
        (Some(first), Some(last)) => Some(Span::new(first.start, last.end.max(first.end))),
        (first, last) => first.or(last),
    }
}

/// A time that says its zone.
fn time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .ok()
        .map(|time| time.to_utc())
}
