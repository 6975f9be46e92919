//! The whole way of an SMTP session: one report for each message that it holds, or one for the session alone.

use super::run::Run;
use super::{AnalyzeError, gather_with, known_by};
use crate::checked::{Checked, Why};
use crate::dns::Share;
use crate::evidence::{Evidence, SessionEvidence};
use crate::limits::{MAX_SESSION_LEAD, MAX_SESSION_MESSAGES};
use crate::message::{Damage, DamageKind, Message};
use crate::report::Report;
use crate::session::{self, Ending, Form, Session, Speaker, Step, Transaction};
use crate::settings::InputForm;
use crate::write::{self, InputFacts};

/// The form of a session, if the input is one.
pub(super) fn form(bytes: &[u8], wanted: InputForm) -> Result<Option<&'static Form>, AnalyzeError> {
    match wanted {
        InputForm::Message => Ok(None),
        InputForm::Auto => Ok(session::recognize(&session::as_text(bytes))),
        InputForm::Session => session::insist(&session::as_text(bytes))
            .map(Some)
            .ok_or(AnalyzeError::NoSession),
    }
}

/// One report a message, at most so many; without a message, one of each session.
pub(super) async fn reports(
    bytes: &[u8],
    form: &'static Form,
    run: Run<'_>,
    most: usize,
) -> Result<Vec<Report>, AnalyzeError> {
    let transcript = session::read(&session::as_text(bytes), form);
    if transcript
        .sessions
        .iter()
        .all(|session| session.steps.is_empty())
    {
        return Err(AnalyzeError::EmptySession(form.text));
    }
    let (sha256, size) = known_by(bytes, run.known);
    let mut parts: Vec<(SessionEvidence, Option<Handing>)> = transcript
        .sessions
        .into_iter()
        .filter(|session| !session.steps.is_empty())
        .flat_map(apart)
        .collect();
    let limited = transcript.limited || parts.len() > MAX_SESSION_MESSAGES;
    parts.truncate(MAX_SESSION_MESSAGES.min(most));
    let mut reports = Vec::with_capacity(parts.len());
    let mut share = Share::of(run.settings.dns.limits.clone());
    for (session, handed) in parts {
        let dns = run.dns_within(&sha256, share.limits())?.masked();
        // What is odd in it, its client handed over so: nothing of it is taken for an accident of copying.
        let Handing {
            bytes: content,
            mut damage,
        } = handed.unwrap_or_default();
        let message = Message::parse(&content);
        if limited || run.known.whole.is_some() {
            damage.push(noted(DamageKind::TooLarge));
        }
        let has_message = session.has_message();
        let gathered = gather_with(&message, &damage, run, &dns, Some(session));
        let mut evidence = gathered.await?;
        share.take(dns.used());
        if !has_message {
            without_message(&mut evidence);
        }
        let input = InputFacts {
            name: run.known.name.clone(),
            sha256: sha256.clone(),
            size,
            origin: run.known.origin.clone(),
        };
        reports.push(write::report(
            evidence,
            input,
            &dns.log(),
            run.settings.rules(),
        ));
    }
    Ok(reports)
}

/// A message as it came out of its session.
#[derive(Default)]
struct Handing {
    bytes: Vec<u8>,
    damage: Vec<Damage>,
}

impl Handing {
    fn of(mail: &mut Transaction) -> Option<Self> {
        let handed = mail.message.as_mut()?;
        let mut damage = Vec::new();
        let notes = [
            (handed.rejoined, DamageKind::RunTogether),
            (
                handed.content.ending == Ending::CutOff,
                DamageKind::SessionCutOff,
            ),
            (handed.masked > 0, DamageKind::SecretsOverwritten),
        ];
        for (_, kind) in notes.iter().filter(|(is_so, _)| *is_so) {
            damage.push(noted(*kind));
        }
        Some(Self {
            bytes: std::mem::take(&mut handed.content.message),
            damage,
        })
    }
}

fn noted(kind: DamageKind) -> Damage {
    Damage::new(kind, 0, 1)
}

/// A session for each of its messages, with the steps that belong to it; the session alone if it holds none.
fn apart(mut session: Session) -> Vec<(SessionEvidence, Option<Handing>)> {
    let messages: Vec<usize> = (0..session.transactions.len())
        .filter(|&at| session.transactions[at].message.is_some())
        .collect();
    session.mails = session.transactions.len();
    if session.mails <= 1 || messages.is_empty() {
        let mail = session.transactions.len().checked_sub(1);
        session.mail_number = mail.map(|at| at + 1);
        let speaker = session
            .transactions
            .last()
            .and_then(|mail| mail.speaker.clone());
        spoken(&mut session, speaker);
        let handed = session.transactions.last_mut().and_then(Handing::of);
        return vec![(SessionEvidence { session, mail }, handed)];
    }
    let starts = starts(&session.transactions);
    let transactions = std::mem::take(&mut session.transactions);
    let steps = std::mem::take(&mut session.steps);
    // What was said around mails that brought no message stands with the message before it, else in the lead.
    let first = messages.first().map_or(usize::MAX, |&at| starts[at]);
    let lead: Vec<Step> = steps
        .iter()
        .take_while(|step| step.number < first)
        .take(MAX_SESSION_LEAD)
        .cloned()
        .collect();
    // A reply belongs to the mail of its command, though the next mail may have begun when it comes.
    let owner = |step: &Step| step.answers.unwrap_or(step.number);
    let mut owned: Vec<&Step> = steps.iter().collect();
    owned.sort_by_key(|step| owner(step));
    let mut out = Vec::new();
    for (at, mut mail) in transactions.into_iter().enumerate() {
        if mail.message.is_none() {
            continue;
        }
        // One more than is reported shows that there are more; each takes its own copy of the lead.
        if out.len() > MAX_SESSION_MESSAGES {
            break;
        }
        let from = owned.partition_point(|step| owner(step) < starts[at]);
        let next = messages.get(messages.partition_point(|&message| message <= at));
        let next = next.map_or(usize::MAX, |&later| starts[later]);
        let to = owned.partition_point(|step| owner(step) < next);
        let mut own = Session {
            mail_number: Some(at + 1),
            steps: lead.clone(),
            ..session.clone()
        };
        let mut mine: Vec<Step> = owned[from..to.max(from)].iter().copied().cloned().collect();
        mine.sort_by_key(|step| step.number);
        own.steps.extend(mine);
        own.left_out += steps.len().saturating_sub(own.steps.len());
        let speaker = mail.speaker.clone();
        spoken(&mut own, speaker);
        let handed = Handing::of(&mut mail);
        own.transactions.push(mail);
        out.push((
            SessionEvidence {
                session: own,
                mail: Some(0),
            },
            handed,
        ));
    }
    out
}

/// The client as it was when it handed the message over.
fn spoken(session: &mut Session, speaker: Option<Speaker>) {
    if let Some(speaker) = speaker {
        session.client_name = speaker.name;
        session.greeting = speaker.greeting;
        session.client_address = speaker.address;
    }
}

/// Where each mail begins. One of which no step is known begins with the next.
fn starts(mails: &[Transaction]) -> Vec<usize> {
    let mut starts: Vec<usize> = mails.iter().map(first_step).collect();
    let mut next = usize::MAX;
    for start in starts.iter_mut().rev() {
        *start = (*start).min(next);
        next = *start;
    }
    starts
}

fn first_step(mail: &Transaction) -> usize {
    let paths = mail.mail_from.iter().chain(&mail.recipients);
    let message = mail.message.as_ref().map(|message| message.step);
    paths
        .map(|path| path.step)
        .chain(message)
        .chain(mail.command_step)
        .min()
        .unwrap_or(usize::MAX)
}

/// Nothing about a message is checked where there is none; nothing about it can fail.
fn without_message(evidence: &mut Evidence<'_>) {
    evidence.auth.arc.result = Checked::Skipped(Why::NoMessage);
    evidence.auth.dmarc.result = Checked::Skipped(Why::NoMessage);
    evidence.auth.dmarc.reason = Some(Why::NoMessage.text().to_owned());
    // Damage of a message that is not there.
    evidence
        .damage
        .retain(|damage| damage.kind == DamageKind::TooLarge);
}
