//! What a client says to log in: every word of it is kept back.

use super::{Dialogue, Login, Phase, Waiting};
use crate::limits::{MAX_LOGINS, MAX_PROMPTS};
use crate::session::line::Line;
use crate::session::model::{AuthAttempt, Extension, StepKind};
use crate::session::sasl::{self, Exchange, Response};
use crate::session::secret::{REPLACED, Secret};
use crate::session::{command, words};

/// Mechanisms beside those that are explained.
const MECHANISMS: &[&str] = &[
    "SCRAM-SHA-1-PLUS",
    "SCRAM-SHA-256-PLUS",
    "SCRAM-SHA-512",
    "SCRAM-SHA-512-PLUS",
    "SCRAM-SHA3-512",
    "SCRAM-SHA3-512-PLUS",
    "GS2-KRB5",
    "GSS-SPNEGO",
    "KERBEROS_V4",
    "OPENID20",
    "OTP",
    "SAML20",
    "SKEY",
    "SRP",
    "XOAUTH",
    "XYMCOOKIE",
    "XYMCOOKIEB64",
    "XYMPKI",
];

impl Dialogue {
    /// A line of the client while it logs in.
    pub(super) fn credentials(&mut self, line: &Line<'_>) {
        let Phase::Login(login) = &mut self.phase else {
            return;
        };
        let said = line.bytes.trim_ascii();
        // Nothing was asked, and this is no base64: the answers are missing from the capture.
        let went_on = login.answered || (login.asked.is_none() && !login.responses.is_empty());
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
                "the client cancels the login".into(),
            );
            return;
        }
        if login.answered
            && let Some(last) = login.responses.last_mut()
        {
            // The response was broken over lines.
            last.pieces.push(said.to_vec());
        } else {
            login.responses.push(Response {
                asked: login.asked.take(),
                pieces: vec![said.to_vec()],
            });
            login.answered = true;
        }
        self.session.secrets_replaced += 1;
        self.secret_step(line, "the client's login data");
    }

    pub(super) fn secret_step(&mut self, line: &Line<'_>, meaning: &str) -> usize {
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
        )
    }

    pub(super) fn auth(&mut self, line: &Line<'_>, rest: &[u8]) {
        let mut words = rest.splitn(2, u8::is_ascii_whitespace);
        let mechanism = words.next().unwrap_or_default();
        let initial = words.next().unwrap_or_default().trim_ascii();
        // What stands in the mechanism's place and is none may be the secret itself.
        let name = String::from_utf8_lossy(mechanism).to_ascii_uppercase();
        let name = Some(name).filter(|name| self.is_mechanism(name));
        let shown = match (&name, initial.is_empty()) {
            (Some(name), true) => format!("AUTH {name}"),
            (Some(name), false) => format!("AUTH {name} {REPLACED}"),
            (None, _) => format!("AUTH {REPLACED}"),
        };
        let mut responses = Vec::new();
        let mut secret = initial;
        if name.is_none() {
            // It may also be a mechanism that nobody knows: both readings are kept back.
            self.secrets.extend(sasl::withheld(rest));
            self.secrets.push(Secret::new(mechanism));
            if initial.is_empty() {
                secret = rest;
            }
        }
        if !secret.is_empty() {
            self.session.secrets_replaced += 1;
            responses.push(Response {
                asked: None,
                pieces: vec![secret.to_vec()],
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
            initial: !responses.is_empty(),
            responses,
            asked: None,
            prompts: Vec::new(),
            cancelled: false,
        });
    }

    /// Whether a word names a mechanism: one that is known, or that the server itself has offered.
    fn is_mechanism(&self, name: &str) -> bool {
        words::meaning(name).is_some()
            || MECHANISMS.contains(&name)
            || self.offered.iter().any(|offered| offered.contains(name))
    }

    /// Keeps the mechanisms that a server offers, before TLS and in it, so that each log-in costs its own length.
    pub(super) fn offers(&mut self, offered: &[Extension]) {
        self.offered[usize::from(self.encrypted)] = offered
            .iter()
            .filter(|one| one.keyword == "AUTH")
            .flat_map(|one| &one.parameters)
            .map(|one| one.to_ascii_uppercase())
            .collect();
    }

    /// Ends an exchange of log-in: what was said is opened, kept as secret and forgotten.
    pub(super) fn finish_login(&mut self, succeeded: Option<bool>) {
        let Phase::Login(login) = std::mem::replace(&mut self.phase, Phase::Commands) else {
            return;
        };
        let opened = sasl::open(Exchange {
            mechanism: login.mechanism.as_deref().unwrap_or_default(),
            responses: login.responses,
            prompts: login.prompts,
            initial: login.initial,
            has_server: self.has_server,
        });
        let told = !opened.secrets.is_empty();
        self.secrets.extend(opened.secrets);
        if self.session.auth.len() >= MAX_LOGINS {
            self.beyond += 1;
            return;
        }
        self.session.auth.push(AuthAttempt {
            mechanism: login.mechanism,
            identity: opened.identity,
            succeeded,
            cancelled: login.cancelled,
            told,
            encrypted: self.encrypted,
            step: login.step,
        });
    }

    /// The server asks for the next part of the log-in. Where no AUTH was seen, the session begins within one.
    pub(super) fn challenged(&mut self, raw: Vec<u8>, step: usize) {
        if let Phase::Login(login) = &mut self.phase {
            if login.prompts.len() < MAX_PROMPTS {
                login.prompts.push(raw.clone());
            }
            login.asked = Some(raw);
            login.answered = false;
        } else {
            self.wait(step, Waiting::Auth);
            self.phase = Phase::Login(Login {
                mechanism: None,
                step,
                responses: Vec::new(),
                prompts: vec![raw.clone()],
                asked: Some(raw),
                answered: false,
                initial: false,
                cancelled: false,
            });
        }
    }
}

/// A challenge is shown only where it is one of LOGIN's two: what else a server sends may repeat a secret.
pub(super) fn challenge(raw: &[u8]) -> (Vec<String>, String) {
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
        "the server asks for the next part of the login".to_owned(),
    )
}
