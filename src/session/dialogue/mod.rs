//! Lines → steps, and what they show: who answers what, when TLS begins, what is secret, where a message ends.

mod answer;
mod client;
mod login;
mod mail;
mod server;

use crate::limits::{MAX_RECIPIENTS, MAX_STEPS, MAX_TRANSACTIONS};
use crate::message::Span;
use crate::session::data::{Collector, Ending};
use crate::session::line::{Fact, Item, Line, Side};
use crate::session::model::{Session, Stated, Step, StepKind, Tls};
use crate::session::sasl::{self, Response};
use crate::session::secret::Secret;
use chrono::{DateTime, Utc};
use server::Partial;
use std::collections::{BTreeSet, VecDeque};
use std::net::IpAddr;

/// What the client says next.
enum Phase {
    Commands,
    /// It logs in: everything that it says until the server has decided.
    Login(Login),
    /// The message of this mail.
    Data(Collector, Option<Span>, usize),
    /// A chunk of so many bytes more.
    Chunk {
        left: usize,
        last: bool,
    },
}

struct Login {
    mechanism: Option<String>,
    step: usize,
    responses: Vec<Response>,
    /// What the server asked last, and whether the client has answered.
    asked: Option<Vec<u8>>,
    answered: bool,
    /// All that it asked, in order: a client that does not wait answers before.
    prompts: Vec<Vec<u8>>,
    /// Whether the first response came with the command.
    initial: bool,
    cancelled: bool,
}

/// A command that waits for its reply.
struct Pending {
    step: usize,
    what: Waiting,
}

/// What a reply answers. A mail is named by its number: its replies may come when the next one has begun.
enum Waiting {
    /// The word, the name, and the mail that the command ended.
    Greeting(&'static str, String, Option<usize>),
    /// The mail, and the one that was open before.
    Mail {
        mail: usize,
        before: Option<usize>,
    },
    Recipient {
        mail: usize,
        at: usize,
    },
    Data(usize),
    Chunk {
        mail: usize,
        last: bool,
    },
    /// The end of the data.
    Message(usize),
    /// The end of the data in LMTP: the word about one recipient.
    Delivery {
        mail: usize,
        at: usize,
    },
    /// The mail that was forgotten.
    Reset(Option<usize>),
    /// A client's address that a proxy names.
    Address(IpAddr),
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
    /// The chunks so far, and the mail that they belong to.
    chunks: Option<(Collector, usize)>,
    /// The mail to which the next command belongs.
    current: Option<usize>,
    /// The address of a PROXY line: nobody answers that, unless to refuse it.
    proxied: Option<IpAddr>,
    encrypted: bool,
    /// The mechanisms of log-in that the server offers, in capitals: before TLS, and in it.
    offered: [BTreeSet<String>; 2],
    /// The mails of which the server's word about each recipient is awaited, or was given.
    awaited: BTreeSet<usize>,
    has_server: bool,
    /// How many steps there were, also those that were not kept.
    count: usize,
    rejoined: bool,
    /// Mails, recipients and log-ins beyond those that are kept.
    beyond: usize,
}

/// What a dialogue shows.
pub(super) struct Played {
    pub(super) session: Session,
    /// What was said in it that is secret.
    pub(super) secrets: Vec<Secret>,
    /// Whether there were more mails, recipients or log-ins than are kept.
    pub(super) limited: bool,
}

/// Plays a dialogue.
pub(super) fn play(items: Vec<Item<'_>>) -> Played {
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
        current: None,
        proxied: None,
        encrypted: false,
        offered: <[BTreeSet<String>; 2]>::default(),
        awaited: BTreeSet::new(),
        has_server,
        count: 0,
        rejoined: false,
        beyond: 0,
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
            // The caller parts the connections, and says what is not read.
            Fact::Connection | Fact::LeftOut => {}
            Fact::Rejoined => self.rejoined = true,
            Fact::Overheard(line) => self.secrets.extend(sasl::overheard(&line)),
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
            note: line.note.clone().filter(|note| !note.trim().is_empty()),
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

    fn end(mut self) -> Played {
        self.finish_reply();
        if matches!(self.phase, Phase::Data(..)) {
            self.finish_data(Ending::CutOff);
        }
        if matches!(self.phase, Phase::Login(_)) {
            self.finish_login(None);
        }
        self.hand_chunks(Ending::CutOff);
        Played {
            session: self.session,
            secrets: self.secrets,
            limited: self.beyond > 0,
        }
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
