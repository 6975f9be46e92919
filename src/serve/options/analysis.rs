//! What a visitor may choose of the analysis.

use super::parameter::{Parameter, Values, domain, flag, one_of, parsed};
use crate::analyze::Analyzer;
use crate::archive::Inner;
use crate::limits::MAX_REQUEST_PASSWORDS;
use crate::route::TrustSpec;
use crate::serve::problem::Problem;
use crate::settings::{At, Depth, DnsSource, InputForm, Known};

/// What a visitor chose. What is not said is as the operator has it.
#[derive(Clone, Debug, Default)]
pub(in crate::serve) struct Analysis {
    pub offline: bool,
    pub depth: Option<Depth>,
    pub input: Option<InputForm>,
    pub trust: Vec<TrustSpec>,
    pub protect: Vec<String>,
    pub at: Option<At>,
    pub inner: Option<Inner>,
    pub passwords: Vec<String>,
    pub known: Known,
    pub message: Option<u64>,
}

impl Analysis {
    /// An analyzer for it, which shares the resolver of all.
    pub(in crate::serve) fn analyzer(&self, base: &Analyzer) -> Result<Analyzer, Problem> {
        let mut settings = base.settings().clone();
        if self.offline {
            settings.dns.source = DnsSource::Offline;
        }
        over(&mut settings.depth, self.depth);
        over(&mut settings.input, self.input);
        over(&mut settings.at, self.at);
        over(&mut settings.archive.inner, self.inner);
        if !self.trust.is_empty() {
            settings.trust.clone_from(&self.trust);
        }
        if !self.protect.is_empty() {
            settings.protect.clone_from(&self.protect);
        }
        settings
            .archive
            .passwords
            .extend(self.passwords.iter().cloned());
        base.with_settings(settings)
            .map_err(|error| Problem::bad(error.to_string()))
    }
}

fn over<T>(place: &mut T, chosen: Option<T>) {
    if let Some(chosen) = chosen {
        *place = chosen;
    }
}

const INNER: &[(&str, Inner)] = &[
    ("auto", Inner::Auto),
    ("yes", Inner::Yes),
    ("no", Inner::No),
];
const INPUTS: &[(&str, InputForm)] = &[
    ("auto", InputForm::Auto),
    ("message", InputForm::Message),
    ("smtp", InputForm::Session),
];

/// The options of every analysis.
pub(in crate::serve) const ANALYSIS: &[Parameter<Analysis>] = &[
    Parameter::new(
        "offline",
        "Make no DNS queries",
        Values::Flag,
        |into, given| flag(given).map(|offline| into.offline = offline),
    ),
    Parameter::new(
        "depth",
        "Depth of the analysis: headers reads no body, verdict does not search for what broke a signature, full does everything",
        Values::OneOf(|| Depth::ALL.map(Depth::word).to_vec()),
        |into, given| {
            let depth = one_of(Depth::ALL, |depth| depth.word(), given)?;
            into.depth = Some(depth);
            Ok(())
        },
    ),
    Parameter::new(
        "input",
        "Type of the input, if it is not detected",
        Values::OneOf(|| INPUTS.iter().map(|(word, _)| *word).collect()),
        |into, given| {
            let (_, input) = one_of(INPUTS, |row| row.0, given)?;
            into.input = Some(*input);
            Ok(())
        },
    ),
    Parameter::new(
        "trust",
        "Whose headers to trust: auto, none, hop:N, net:CIDR, host:SUFFIX, authserv:ID or arc:DOMAIN",
        Values::Text,
        |into: &mut Analysis, given| parsed(given).map(|trust| into.trust.push(trust)),
    )
    .repeats(),
    Parameter::new(
        "protect",
        "Domain to check for lookalikes, in addition to those of the recipients",
        Values::Text,
        |into: &mut Analysis, given| domain(given).map(|domain| into.protect.push(domain)),
    )
    .repeats(),
    Parameter::new(
        "at",
        "Time for which expiry is checked: received, now, or RFC 3339",
        Values::Text,
        |into, given| parsed(given).map(|at| into.at = Some(at)),
    ),
    Parameter::new(
        "client-ip",
        "Address that the message was received from, for SPF",
        Values::Text,
        |into, given| parsed(given).map(|address| into.known.client_ip = Some(address)),
    ),
    Parameter::new(
        "helo",
        "Its HELO or EHLO name, for SPF",
        Values::Text,
        |into, given| {
            into.known.helo = Some(given.to_owned());
            Ok(())
        },
    ),
    Parameter::new(
        "mail-from",
        "Envelope sender, for SPF; empty for the null sender",
        Values::Text,
        |into, given| {
            into.known.mail_from = Some(given.to_owned());
            Ok(())
        },
    ),
    Parameter::new(
        "name",
        "Name of the input, for its report",
        Values::Text,
        |into, given| {
            given.clone_into(&mut into.known.name);
            Ok(())
        },
    ),
    Parameter::new(
        "message",
        "Only the Nth message of a mailbox, an archive or an SMTP session",
        Values::Number,
        |into, given| match given.parse() {
            Ok(number) if number > 0 => {
                into.message = Some(number);
                Ok(())
            }
            _ => Err("give a number from 1".to_owned()),
        },
    ),
    Parameter::new(
        "inner",
        "Trace the attached message instead of the one that carries it",
        Values::OneOf(|| INNER.iter().map(|(word, _)| *word).collect()),
        |into, given| {
            let (_, inner) = one_of(INNER, |row| row.0, given)?;
            into.inner = Some(*inner);
            Ok(())
        },
    ),
    Parameter::new(
        "zip-password",
        "Password of a ZIP or 7z archive; infected, malware and virus are tried in any case",
        Values::Text,
        |into: &mut Analysis, given| {
            if into.passwords.len() == MAX_REQUEST_PASSWORDS {
                return Err(format!("at most {MAX_REQUEST_PASSWORDS} may be given"));
            }
            into.passwords.push(given.to_owned());
            Ok(())
        },
    )
    .repeats(),
];
