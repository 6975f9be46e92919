//! The sessions of one input.

use super::line::{Fact, Item, Side};
use super::model::{Session, Step, StepKind};
use super::read::Form;
use super::scrub::{Place, Scrubber};
use super::words;
use super::{dialogue, secret::Secret};
use crate::limits::{MAX_LINE_KEPT, MAX_NOTE, MAX_SESSION_LINES, MAX_SESSIONS};
use std::collections::{BTreeMap, BTreeSet};

/// The sessions in an input, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    /// The sessions; at least one.
    pub sessions: Vec<Session>,
    /// Whether there was more than is read.
    pub limited: bool,
}

pub(super) fn read(input: &[u8], form: &'static Form) -> Transcript {
    // What no item is read of costs no memory either.
    let head = match memchr::memchr_iter(b'\n', input).nth(MAX_SESSION_LINES) {
        Some(end) => &input[..=end],
        None => input,
    };
    let mut items = (form.read)(head);
    let mut limited = items.len() > MAX_SESSION_LINES
        || head.len() < input.len()
        || items
            .iter()
            .any(|item| matches!(item, Item::Fact(Fact::LeftOut)));
    items.truncate(MAX_SESSION_LINES);
    let mut sessions = Vec::new();
    let mut secrets: Vec<Secret> = Vec::new();
    let mut one: Vec<Item<'_>> = Vec::new();
    let mut finish = |one: &mut Vec<Item<'_>>| {
        if sessions.len() == MAX_SESSIONS {
            limited = true;
            one.clear();
            return;
        }
        let played = dialogue::play(std::mem::take(one));
        let mut session = played.session;
        limited |= played.limited;
        session.number = sessions.len() + 1;
        session.form = form.name;
        secrets.extend(played.secrets);
        sessions.push(session);
    };
    let (mut closing, mut has_line) = (false, false);
    for item in items {
        // Captures stand one behind the other in a file: a banner behind the end of a session begins the next.
        let is_next = match &item {
            Item::Fact(Fact::Connection) => true,
            Item::Line(line) if line.side == Side::Server => {
                let code = line.bytes.trim_ascii().get(..3).unwrap_or_default();
                let is_next = closing && code == b"220";
                closing = matches!(code, b"221" | b"421");
                is_next
            }
            _ => false,
        };
        // What stands beside no dialogue yet belongs to the next one.
        if is_next && has_line {
            finish(&mut one);
            has_line = false;
        }
        has_line |= matches!(item, Item::Line(_));
        one.push(item);
    }
    if has_line {
        finish(&mut one);
    }
    if sessions.is_empty() {
        sessions.push(Session {
            number: 1,
            form: form.name,
            ..Session::default()
        });
    }
    clean(&mut sessions, &secrets);
    compare(&mut sessions);
    Transcript { sessions, limited }
}

/// Replaces the secrets of every session in all of them: what one hides another may show.
fn clean(sessions: &mut [Session], secrets: &[Secret]) {
    let mut scrubber = Scrubber::new(secrets);
    for session in sessions {
        let before = scrubber.count();
        session.each_text(&mut |place, text| {
            scrubber.text(text, place);
            // Only now: a secret that is cut is not found.
            if let Some((at, _)) = text.char_indices().nth(MAX_LINE_KEPT) {
                text.truncate(at);
                text.push('…');
            }
        });
        for note in session
            .steps
            .iter_mut()
            .filter_map(|step| step.note.as_mut())
        {
            *note = note.chars().take(MAX_NOTE).collect();
        }
        session.secrets_replaced += scrubber.count() - before;
        for transaction in &mut session.transactions {
            if let Some(message) = &mut transaction.message {
                message.masked = scrubber.mask(&mut message.content.message);
                session.secrets_replaced += message.masked;
            }
        }
    }
}

/// Notes where one capture lacks the STARTTLS that another shows for the same server.
fn compare(sessions: &mut [Session]) {
    let offers = |session: &Session| session.capabilities.in_clear("STARTTLS").is_some();
    let folded = |session: &Session| Some(session.server_name.as_ref()?.to_ascii_lowercase());
    let mut offered: BTreeMap<String, usize> = BTreeMap::new();
    for session in sessions.iter().filter(|session| offers(session)) {
        if let Some(name) = folded(session) {
            offered.entry(name).or_insert(session.number);
        }
    }
    for session in sessions {
        if offers(session) || session.capabilities.clear.is_none() || session.is_encrypted() {
            continue;
        }
        let name = folded(session);
        session.starttls_elsewhere = name.and_then(|name| offered.get(&name).copied());
    }
}

impl Session {
    /// Every text that comes from the input, with what it is.
    fn each_text(&mut self, change: &mut impl FnMut(Place, &mut String)) {
        let names = [&mut self.server_name, &mut self.client_name];
        for name in names.into_iter().flatten() {
            change(Place::Name, name);
        }
        if let Some(banner) = &mut self.banner {
            change(Place::Prose, banner);
        }
        // A word of SMTP shows nothing, whosever password it is; without it the session cannot be understood.
        let word = |text: &mut String, change: &mut dyn FnMut(Place, &mut String)| {
            if words::meaning(text).is_none() {
                change(Place::Name, text);
            }
        };
        let offered = [&mut self.capabilities.clear, &mut self.capabilities.tls];
        for extension in offered.into_iter().flatten().flatten() {
            word(&mut extension.keyword, change);
            for parameter in &mut extension.parameters {
                word(parameter, change);
            }
        }
        if let Some(tls) = &mut self.tls {
            for text in [&mut tls.version, &mut tls.cipher].into_iter().flatten() {
                change(Place::Name, text);
            }
        }
        for auth in &mut self.auth {
            if let Some(mechanism) = &mut auth.mechanism {
                word(mechanism, change);
            }
            if let Some(identity) = &mut auth.identity {
                change(Place::Name, identity);
            }
        }
        for transaction in &mut self.transactions {
            for addressed in transaction
                .mail_from
                .iter_mut()
                .chain(&mut transaction.recipients)
            {
                if let Some(address) = &mut addressed.path.address {
                    change(Place::Name, address);
                }
                for parameter in &mut addressed.parameters {
                    word(&mut parameter.name, change);
                    if let Some(value) = &mut parameter.value {
                        change(Place::Name, value);
                    }
                }
                if let Some(reply) = &mut addressed.reply {
                    change(Place::Prose, &mut reply.text);
                }
            }
            if let Some(reply) = &mut transaction.reply {
                change(Place::Prose, &mut reply.text);
            }
            if let Some(id) = &mut transaction.queue_id {
                change(Place::Name, id);
            }
            let speaker = transaction.speaker.as_mut();
            if let Some(name) = speaker.and_then(|speaker| speaker.name.as_mut()) {
                change(Place::Name, name);
            }
        }
        let logins: BTreeSet<usize> = self.auth.iter().map(|auth| auth.step).collect();
        for step in &mut self.steps {
            step.each_text(&logins, change);
        }
    }
}

/// Commands whose arguments are names and addresses.
const NAMING: &[&str] = &[
    "HELO", "EHLO", "LHLO", "MAIL", "RCPT", "ETRN", "ATRN", "XCLIENT", "XFORWARD", "PROXY",
];

impl Step {
    fn each_text(&mut self, logins: &BTreeSet<usize>, change: &mut impl FnMut(Place, &mut String)) {
        let verb = self.verb();
        let place = match self.answers {
            _ if NAMING.contains(&verb.as_str()) => Place::Name,
            Some(asked) if logins.contains(&asked) => Place::Answer,
            _ => Place::Prose,
        };
        for text in &mut self.text {
            if self.kind == StepKind::Command && text.is_char_boundary(verb.len()) {
                let mut rest = text.split_off(verb.len());
                change(place, &mut rest);
                text.push_str(&rest);
            } else {
                change(place, text);
            }
        }
        if let Some(note) = &mut self.note {
            change(Place::Prose, note);
        }
        if let Some(time) = &mut self.time {
            change(Place::Name, time);
        }
    }
}
