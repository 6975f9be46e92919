//! A test of a rule, as its file has it: a message, and whether the rule hits it.

use super::near::near;
use super::place::line_and_column;
use super::rule::Rule;
use super::table::{Placed, Table, Wrong};
use crate::route::TrustSpec;
use std::fmt::Display;
use std::net::IpAddr;
use std::str::FromStr;

/// A test of a rule.
#[derive(Clone, Debug)]
pub struct Case {
    /// The code of the rule.
    pub rule: String,
    /// What it shows, if it says so.
    pub about: Option<String>,
    /// The message: its header, or all of it.
    pub message: String,
    /// Whether the rule hits it.
    pub expect: bool,
    /// The address of the client, where the header does not say it.
    pub client_ip: Option<IpAddr>,
    /// What the client announced.
    pub helo: Option<String>,
    /// The envelope sender.
    pub mail_from: Option<String>,
    /// Whose headers are trusted.
    pub trust: Vec<TrustSpec>,
    /// Where it begins in its file, from 1.
    pub line: usize,
}

const KEYS: &[&str] = &[
    "rule",
    "about",
    "header",
    "message",
    "expect",
    "client_ip",
    "helo",
    "mail_from",
    "trust",
];

impl Case {
    pub(super) fn read(text: &str, table: Table<'_>, rules: &[Rule]) -> Result<Self, Wrong> {
        let table = table.only(KEYS)?;
        let (rule, at) = table.required("rule")?;
        if !rules.iter().any(|known| known.code == rule) {
            let wrong = Wrong::new(at, format!("there is no rule {rule:?} in this file"));
            return Err(
                match near(&rule, rules.iter().map(|known| known.code.as_str())) {
                    Some(near) => wrong.hint(format!("did you mean {near}?")),
                    None => wrong,
                },
            );
        }
        let (header, message) = (table.text("header")?, table.text("message")?);
        let (message, _) = match (header, message) {
            (Some(one), None) | (None, Some(one)) => one,
            (Some((_, at)), Some(_)) => {
                return Err(Wrong::new(at, "a test has a header or a message, not both"));
            }
            (None, None) => return Err(table.missing("header")),
        };
        let plain = |found: Option<Placed>| found.map(|(text, _)| text);
        Ok(Self {
            rule,
            about: plain(table.text("about")?),
            message,
            expect: table
                .bool("expect")?
                .ok_or_else(|| table.missing("expect"))?,
            client_ip: table.text("client_ip")?.map(parsed).transpose()?,
            helo: plain(table.text("helo")?),
            mail_from: plain(table.text("mail_from")?),
            trust: table
                .texts("trust")?
                .into_iter()
                .map(parsed)
                .collect::<Result<_, _>>()?,
            line: line_and_column(text, table.at.0).0,
        })
    }
}

fn parsed<T: FromStr<Err: Display>>((text, at): Placed) -> Result<T, Wrong> {
    text.parse()
        .map_err(|error| Wrong::new(at, format!("{text:?}: {error}")))
}
