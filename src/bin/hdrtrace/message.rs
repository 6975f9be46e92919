//! The one message that a command works on.

use crate::input::{shown_member, walk};
use crate::output::say;
use crate::remedies;
use anyhow::{Result, anyhow, bail};
use hdrtrace::archive::{Entry, Inner, Item};
use hdrtrace::words::Remedy;
use hdrtrace::words::origin::Keeps;
use hdrtrace::{Analyzer, Chosen, DnsSource, InputForm, Known, Settings};
use std::ops::ControlFlow;
use std::path::Path;

/// The message with this number, or the only one that an input has.
pub(crate) fn only(
    file: &Path,
    number: Option<u64>,
    analyzer: &Analyzer,
    known: &Known,
) -> Result<Chosen<'static>> {
    let mut seen: u64 = 0;
    let mut found: Option<Chosen<'static>> = None;
    let mut error = None;
    let mut failures = 0;
    let inner = analyzer.settings().archive.inner;
    walk(file, &analyzer.settings().archive, &mut |item| {
        let entry: Entry<'static> = match item {
            Item::Message(entry) if number.is_none_or(|wanted| may_be(wanted, seen, &entry)) => {
                entry.into_owned()
            }
            Item::Message(_) => {
                seen += 1;
                return ControlFlow::Continue(());
            }
            Item::Failed(failure) => {
                let name = shown_member(file, &failure.steps);
                say(&remedies::told_as(&name, &failure.error.into()));
                failures += 1;
                return ControlFlow::Continue(());
            }
        };
        match analyzer.choose(entry, known) {
            Ok(choice) => {
                for failure in choice.failures {
                    let name = shown_member(file, &failure.steps);
                    say(&remedies::told_as(&name, &failure.error.into()));
                    // Otherwise it is the message itself that was chosen.
                    failures += usize::from(inner == Inner::Yes);
                }
                for chosen in choice.messages {
                    seen += 1;
                    if number.is_none_or(|wanted| wanted == seen) && found.is_none() {
                        found = Some(chosen);
                    }
                }
            }
            Err(fault) => error = Some(fault),
        }
        let is_enough = match number {
            Some(wanted) => seen >= wanted,
            None => seen > 1,
        };
        if is_enough || error.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    if let Some(error) = error {
        return Err(error.into());
    }
    match (number, found) {
        (None, Some(_)) if seen > 1 => bail!(
            "holds several messages; {}",
            remedies::phrase(&Remedy::ChooseMessage)
        ),
        (None, Some(_)) if failures > 0 => bail!(
            "holds more than could be read; {}",
            remedies::phrase(&Remedy::ChooseMessage)
        ),
        (_, Some(found)) => Ok(found),
        (Some(wanted), None) => Err(missing(wanted, seen)),
        (None, None) => bail!("holds no message"),
    }
}

/// The same for a command that works on the bytes as they lie in the file: whole, and as they were received. What is attached to
/// a message is left there unless it is asked for; nothing is looked up.
pub(crate) fn original(
    file: &Path,
    number: Option<u64>,
    settings: &Settings,
    done: &str,
) -> Result<Chosen<'static>> {
    let mut settings = settings.clone();
    settings.dns.source = DnsSource::Offline;
    if settings.archive.inner == Inner::Auto {
        settings.archive.inner = Inner::No;
    }
    let analyzer = Analyzer::new(settings)?;
    let chosen = only(file, number, &analyzer, &Known::default())?;
    let known = &chosen.known;
    let carried = known
        .origin
        .as_ref()
        .map_or(0, |origin| origin.inside.len());
    if carried > 0 {
        say("note: the message has another one attached; --inner yes takes that one instead");
    }
    require_original(known, &format!("a message that is {done}"))?;
    if hdrtrace::is_session(&chosen.bytes, InputForm::Auto) {
        bail!("is an SMTP session, and only messages can be {done}; extract the message from it");
    }
    if known.whole.is_some() {
        bail!("too long: only a part of it was read, and a part of a message is not {done}");
    }
    Ok(chosen)
}

/// Whether a message may have a number, where so many were before it. What carries others may be several.
fn may_be(wanted: u64, seen: u64, entry: &Entry<'_>) -> bool {
    seen + 1 >= wanted || hdrtrace::archive::carries(entry)
}

/// That there is no message with this number.
pub(crate) fn missing(wanted: u64, there: u64) -> anyhow::Error {
    let messages = if there == 1 { "message" } else { "messages" };
    anyhow!("invalid --message value {wanted}: the input has {there} {messages}")
}

/// Refuses a message whose bytes are not those that were received.
pub(crate) fn require_original(known: &Known, what: &str) -> Result<()> {
    match &known.origin {
        Some(origin) if origin.keeps != Keeps::All => {
            let reason = origin
                .reason
                .as_deref()
                .unwrap_or("its container changed it");
            bail!("does not have the original bytes ({reason}), and {what} needs them")
        }
        _ => Ok(()),
    }
}
