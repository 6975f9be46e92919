//! `compose`.

use crate::args::compose::{ComposeArgs, SessionForm};
use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, FixedOffset, Utc};
use hdrtrace::compose::{self, Draft, Person};
use std::io::{self, Write};

pub(super) fn run(args: &ComposeArgs) -> Result<u8> {
    let people = |all: &[String]| {
        all.iter()
            .map(|one| one.parse())
            .collect::<Result<Vec<Person>, _>>()
    };
    let from: Person = args.from.parse()?;
    let date = match &args.date {
        Some(text) => date(text)?,
        None => Utc::now().fixed_offset(),
    };
    let message_id = match &args.message_id {
        Some(id) => id.clone(),
        None => random_id(&from.address, date)?,
    };
    let draft = Draft {
        to: people(&args.to)?,
        cc: people(&args.cc)?,
        from,
        subject: args.subject.clone(),
        date,
        message_id,
        text: args.text.clone(),
        html: args.html.clone(),
    };
    let bytes = match args.session {
        None => draft.message()?,
        Some(form) => {
            let turns = draft.session(args.helo.as_deref(), args.server.as_deref())?;
            let text = match form {
                SessionForm::Json => compose::session_json(&turns),
                SessionForm::Text => compose::session_text(&turns),
            };
            text.into_bytes()
        }
    };
    io::stdout().lock().write_all(&bytes)?;
    Ok(0)
}

fn date(text: &str) -> Result<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .map_err(|_| {
            anyhow!("invalid --date value {text}: give a time such as 2026-05-02T10:00:00+02:00")
        })
}

fn random_id(address: &str, date: DateTime<FixedOffset>) -> Result<String> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).context("cannot get a random number for the Message-ID")?;
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    let unique = u64::from_le_bytes(random);
    Ok(format!(
        "<{}.{unique:016x}@{domain}>",
        date.to_utc().format("%Y%m%d%H%M%S")
    ))
}
