//! Lines → steps, and what they show: who answers what, when TLS begins, what is secret, where a message ends.

use super::command::{self, Verb};
use super::data::{Collector, Ending};
use super::line::{End, Fact, Item, Line, Side};
use super::model::{
    Addressed, AuthAttempt, Handed, Session, Stated, Step, StepKind, Tls, Transaction,
};
use super::sasl::{self, Response};
use super::secret::{REPLACED, Secret};
use super::{reply, words};
use crate::message::Span;
use chrono::{DateTime, Utc};
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

struct Partial {
    code: u16,
    texts: Vec<String>,
    raw: Vec<u8>,
    span: Option<Span>,
    note: Option<String>,
    time: Option<String>,
    /// Whether its last line has come.
    whole: bool,
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

    /// A line of the client while it logs in.
    fn credentials(&mut self, line: &Line<'_>) {
        let Phase::Login(login) = &mut self.phase else {
            return;
        };
        let said = line.bytes.trim_ascii();
        // Nothing was asked, and this is no base64: the answers are missing from the capture.
        let went_on = login.answered || (login.asked.is_empty() && !login.responses.is_empty());
        let is_command =
            command::is_unmistakable(said) || (!self.has_server && command::split(said).is_some());
        if is_command && (went_on || !self.has_server) {
            self.finish_login(None);
            self.command(line);
            return;
        }
        if said == b"*" {
            login.cancelled = true;
            self.step(
                line,
                StepKind::Credentials,
                vec!["*".to_owned()],
                "the client gives up".into(),
            );
            return;
        }
        if login.answered
            && let Some(last) = login.responses.last_mut()
        {
            // The response was broken over lines.
            last.said.extend_from_slice(said);
        } else {
            login.responses.push(Response {
                asked: std::mem::take(&mut login.asked),
                said: said.to_vec(),
            });
            login.answered = true;
        }
        self.session.secrets_replaced += 1;
        self.secret_step(line, "what the client says to log in");
    }

    fn secret_step(&mut self, line: &Line<'_>, meaning: &str) {
        // A note beside a secret explains it, as a rule.
        let bare = Line {
            note: None,
            time: line.time.clone(),
            bytes: std::borrow::Cow::Borrowed(b""),
            ..*line
        };
        self.step(
            &bare,
            StepKind::Credentials,
            vec![REPLACED.to_owned()],
            meaning.to_owned(),
        );
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

    fn auth(&mut self, line: &Line<'_>, rest: &[u8]) {
        let mut words = rest.splitn(2, u8::is_ascii_whitespace);
        let mechanism = words.next().unwrap_or_default();
        let initial = words.next().unwrap_or_default().trim_ascii();
        let is_name = mechanism.len() <= 20
            && mechanism
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
        // What stands in the mechanism's place and is none may be the secret itself.
        let name = is_name
            .then(|| String::from_utf8_lossy(mechanism).to_ascii_uppercase())
            .filter(|name| {
                words::meaning(name).is_some()
                    || name.starts_with("SCRAM-")
                    || name.starts_with('X')
                    || !initial.is_empty()
            });
        let shown = match (&name, initial.is_empty()) {
            (Some(name), true) => format!("AUTH {name}"),
            (Some(name), false) => format!("AUTH {name} {REPLACED}"),
            (None, _) => format!("AUTH {REPLACED}"),
        };
        let mut responses = Vec::new();
        let mut secret = initial;
        if name.is_none() {
            secret = rest;
        }
        if !secret.is_empty() {
            self.session.secrets_replaced += 1;
            responses.push(Response {
                asked: Vec::new(),
                said: secret.to_vec(),
            });
        }
        let bare = Line {
            note: None,
            time: line.time.clone(),
            bytes: std::borrow::Cow::Borrowed(b""),
            ..*line
        };
        let meaning = name
            .as_deref()
            .and_then(words::meaning)
            .unwrap_or("the client logs in");
        let step = self.step(&bare, StepKind::Command, vec![shown], meaning.to_owned());
        self.wait(step, Waiting::Auth);
        self.phase = Phase::Login(Login {
            mechanism: name,
            step,
            answered: !responses.is_empty(),
            responses,
            asked: Vec::new(),
            cancelled: false,
        });
    }

    /// Ends an exchange of log-in: what was said is opened, kept as secret and forgotten.
    fn finish_login(&mut self, succeeded: Option<bool>) {
        let Phase::Login(login) = std::mem::replace(&mut self.phase, Phase::Commands) else {
            return;
        };
        let opened = sasl::open(
            login.mechanism.as_deref().unwrap_or_default(),
            &login.responses,
        );
        self.secrets.extend(opened.secrets);
        self.session.auth.push(AuthAttempt {
            mechanism: login.mechanism,
            identity: opened.identity,
            succeeded,
            cancelled: login.cancelled,
            encrypted: self.encrypted,
            step: login.step,
        });
    }

    /// The mail that is being handed over; one begins if none has.
    fn transaction(&mut self) -> &mut Transaction {
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

    fn begin_transaction(&mut self) {
        let authenticated = self.session.is_authenticated();
        self.session.transactions.push(Transaction {
            authenticated,
            encrypted: self.encrypted,
            ..Transaction::default()
        });
    }

    fn mail(&mut self, step: usize, rest: &[u8]) {
        if self.session.transactions.len() < MAX_TRANSACTIONS {
            self.begin_transaction();
        }
        self.transaction().mail_from = Some(addressed(step, rest));
    }

    fn recipient(&mut self, step: usize, rest: &[u8]) -> usize {
        let transaction = self.transaction();
        if transaction.recipients.len() < MAX_RECIPIENTS {
            transaction.recipients.push(addressed(step, rest));
            transaction.recipients.len() - 1
        } else {
            usize::MAX
        }
    }

    fn chunk(&mut self, step: usize, rest: &str) -> Waiting {
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

    fn begin_data(&mut self) {
        self.phase = Phase::Data(Collector::default(), None);
    }

    /// Ends the data: the message is kept, and waits for the server's word.
    fn finish_data(&mut self, ending: Ending) {
        let Phase::Data(collector, span) = std::mem::replace(&mut self.phase, Phase::Commands)
        else {
            return;
        };
        let content = collector.finish(ending);
        self.hand(content, span);
    }

    fn hand(&mut self, content: super::Content, span: Option<Span>) {
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
    fn transaction_of_data(&mut self) -> &mut Transaction {
        if self.session.transactions.is_empty() {
            self.begin_transaction();
        }
        let at = self.session.transactions.len() - 1;
        &mut self.session.transactions[at]
    }

    fn server(&mut self, line: &Line<'_>) {
        match &self.phase {
            // The server's log answers a message that it does not hold.
            Phase::Data(collector, _) if collector.len() == 0 => {
                self.phase = Phase::Commands;
                self.wait(self.count, Waiting::Message);
            }
            Phase::Data(..) => self.finish_data(Ending::Reply),
            _ => {}
        }
        if matches!(self.phase, Phase::Chunk(_)) {
            self.phase = Phase::Commands;
        }
        let Some(part) = reply::line(&line.bytes) else {
            // A line without a code, as write-ups have them: part of the reply that is open.
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
                open.span = joined(open.span, line.span);
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

    fn finish_reply(&mut self) {
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
            challenge(&open.raw)
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

    /// The server asks for the next part of the log-in. Where no AUTH was seen, the session begins within one.
    fn challenged(&mut self, raw: Vec<u8>, step: usize) {
        if let Phase::Login(login) = &mut self.phase {
            login.asked = raw;
            login.answered = false;
        } else {
            self.wait(step, Waiting::Auth);
            self.phase = Phase::Login(Login {
                mechanism: None,
                step,
                responses: Vec::new(),
                asked: raw,
                answered: false,
                cancelled: false,
            });
        }
    }

    fn answer(&mut self, found: super::Reply, texts: &[String]) {
        let positive = found.is_positive();
        // A client that talks too early has asked before the banner comes.
        let is_banner = found.code == 220
            && self.session.banner.is_none()
            && !matches!(
                self.pending.front(),
                Some(Pending {
                    what: Waiting::StartTls,
                    ..
                })
            );
        if is_banner {
            self.unasked(&found, texts);
            return;
        }
        let Some(pending) = self.pending.pop_front() else {
            self.unasked(&found, texts);
            return;
        };
        let mut found = found;
        if let Some(meaning) = granted(&pending.what, found.code) {
            found.meaning = meaning;
        }
        if let Some(step) = self
            .session
            .steps
            .last_mut()
            .filter(|step| step.number == found.step)
        {
            step.answers = Some(pending.step);
            if positive {
                found.meaning.clone_into(&mut step.meaning);
            }
        }
        match pending.what {
            Waiting::Greeting(word, _) if positive => self.greeted(word, texts),
            Waiting::Mail => {
                if let Some(from) = self
                    .session
                    .transactions
                    .last_mut()
                    .and_then(|one| one.mail_from.as_mut())
                {
                    from.reply = Some(found);
                }
            }
            Waiting::Recipient(at) => {
                let all = self.session.transactions.last_mut();
                if let Some(recipient) = all.and_then(|one| one.recipients.get_mut(at)) {
                    recipient.reply = Some(found);
                }
            }
            Waiting::Data if found.code / 100 == 3 => self.begin_data(),
            Waiting::Data if !positive => self.decided(found),
            Waiting::Chunk { last } if last || !positive => {
                if let Some((collector, _)) = self.chunks.take().filter(|_| last) {
                    self.hand(collector.finish_chunks(Ending::Dot), None);
                    self.pending.pop_back();
                }
                self.decided(found);
            }
            Waiting::Message => self.decided(found),
            Waiting::StartTls if positive => {
                self.encrypted = true;
                let tls = self.session.tls.get_or_insert_with(Tls::default);
                tls.started = true;
            }
            Waiting::Auth => {
                let succeeded = found.code / 100 == 2;
                self.finish_login(Some(succeeded));
            }
            Waiting::Quit => self.session.complete = true,
            _ => {}
        }
        if found_closes(self.session.steps.last()) {
            self.session.complete = true;
        }
    }

    /// A reply that nobody asked for: the banner, or the server's closing.
    fn unasked(&mut self, found: &super::Reply, texts: &[String]) {
        let is_first = self.session.banner.is_none() && found.code / 100 != 3;
        if is_first && (found.code == 220 || self.session.client_name.is_none()) {
            let text = texts.first().cloned().unwrap_or_default();
            if found.code == 220 {
                self.session.server_name = host_name(&text);
                if let Some((_, date)) = text.rsplit_once(';') {
                    let date = DateTime::parse_from_rfc2822(date.trim());
                    self.session.started =
                        self.session.started.or(date.ok().map(|date| date.to_utc()));
                }
            }
            if let Some(step) = self.session.steps.last_mut().filter(|_| found.code == 220) {
                "the server is ready".clone_into(&mut step.meaning);
            }
            self.session.banner = Some(text);
            self.session.banner_step = Some(found.step);
        }
        if matches!(self.phase, Phase::Login(_)) && found.code != 334 {
            self.finish_login(Some(found.code / 100 == 2));
        }
        if found.code == 421 || found.code == 221 {
            self.session.complete = true;
        }
    }

    fn greeted(&mut self, word: &'static str, texts: &[String]) {
        let first = texts.first().map(String::as_str).unwrap_or_default();
        if self.session.server_name.is_none() {
            self.session.server_name = host_name(first);
        }
        if let Some(value) = hello_address(first) {
            self.session.client_address.get_or_insert(Stated {
                value,
                source: "the server's answer to EHLO",
            });
        }
        if word == "HELO" {
            return;
        }
        let offered = Some(reply::extensions(texts));
        if self.encrypted {
            self.session.capabilities.tls = offered;
        } else {
            self.session.capabilities.clear = offered;
        }
    }

    /// The server's word about the message, or about DATA.
    fn decided(&mut self, found: super::Reply) {
        let time = self
            .session
            .steps
            .last()
            .and_then(|step| time(step.time.as_deref()?));
        let transaction = self.transaction_of_data();
        let positive = found.code / 100 == 2;
        transaction.accepted = Some(positive);
        transaction.time = time;
        if positive {
            transaction.queue_id = reply::queue_id(&found.text);
        }
        transaction.reply = Some(found);
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

/// What a reply that grants means behind this command; its code alone says less.
fn granted(what: &Waiting, code: u16) -> Option<&'static str> {
    match (what, code / 100) {
        (Waiting::Greeting("HELO", _), 2) => Some("the server answers"),
        (Waiting::Greeting(..), 2) => Some("the server answers, and lists what it can do"),
        (Waiting::Mail, 2) => Some("the sender is accepted"),
        (Waiting::Recipient(_), 2) => Some("the recipient is accepted"),
        (Waiting::Chunk { last: false }, 2) => Some("the chunk has come"),
        (Waiting::Message | Waiting::Chunk { .. }, 2) => {
            Some("the server has taken the responsibility for the mail")
        }
        (Waiting::StartTls, 2) => Some("TLS begins now"),
        _ => None,
    }
}

/// The span from the first to the last.
fn joined(first: Option<Span>, last: Option<Span>) -> Option<Span> {
    match (first, last) {
        (Some(first), Some(last)) => Some(Span::new(first.start, last.end.max(first.end))),
        (first, last) => first.or(last),
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

fn found_closes(step: Option<&Step>) -> bool {
    step.is_some_and(|step| {
        step.kind == StepKind::Reply && step.text.iter().any(|text| text.starts_with("421"))
    })
}

/// A challenge is shown only where it is one of LOGIN's two: what else a server sends may repeat a secret.
fn challenge(raw: &[u8]) -> (Vec<String>, String) {
    for (coded, asks) in [
        (&b"VXNlcm5hbWU6"[..], "the user name"),
        (b"VXNlciBOYW1lAA==", "the user name"),
        (b"dXNlcm5hbWU6", "the user name"),
        (b"UGFzc3dvcmQ6", "the secret"),
        (b"UGFzc3dvcmQA", "the secret"),
        (b"cGFzc3dvcmQ6", "the secret"),
    ] {
        if raw.trim_ascii() == coded {
            let text = format!("334 {}", String::from_utf8_lossy(coded));
            return (vec![text], format!("the server asks for {asks}"));
        }
    }
    let text = if raw.is_empty() {
        "334"
    } else {
        "334 [challenge]"
    };
    (
        vec![text.to_owned()],
        "the server asks for the next part of the log-in".to_owned(),
    )
}

/// The first word of a text, if it is a host's name.
fn host_name(text: &str) -> Option<String> {
    let word = text.split_ascii_whitespace().next()?;
    let word = word.trim_end_matches([',', ';']);
    let is_name = word.len() <= 255
        && word.contains('.')
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || ".-_[]:".contains(c));
    is_name.then(|| word.to_owned())
}

/// The client's address in `Hello name [192.0.2.7]` (Sendmail, Exim) and `at your service, [192.0.2.7]` (Google).
fn hello_address(text: &str) -> Option<std::net::IpAddr> {
    let (_, rest) = text.rsplit_once('[')?;
    let inner = rest.split(']').next()?;
    let inner = inner.strip_prefix("IPv6:").unwrap_or(inner);
    inner.parse().ok().map(crate::names::unmapped)
}

/// A time that says its zone.
fn time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .ok()
        .map(|time| time.to_utc())
}
