//! What a client says to log in: every word of it is kept back.

use super::{Dialogue, Login, Phase, Waiting};
use crate::session::line::Line;
use crate::session::model::{AuthAttempt, StepKind};
use crate::session::sasl::{self, Response};
use crate::session::secret::REPLACED;
use crate::session::{command, words};

/// The most attempts to log in that are kept.
const MAX_LOGINS: usize = 1000;

impl Dialogue {
    /// A line of the client while it logs in.
    pub(super) fn credentials(&mut self, line: &Line<'_>) {
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
    pub(super) fn finish_login(&mut self, succeeded: Option<bool>) {
        let Phase::Login(login) = std::mem::replace(&mut self.phase, Phase::Commands) else {
            return;
        };
        let opened = sasl::open(
            login.mechanism.as_deref().unwrap_or_default(),
            &login.responses,
        );
        self.secrets.extend(opened.secrets);
        if self.session.auth.len() >= MAX_LOGINS {
            return;
        }
        self.session.auth.push(AuthAttempt {
            mechanism: login.mechanism,
            identity: opened.identity,
            succeeded,
            cancelled: login.cancelled,
            encrypted: self.encrypted,
            step: login.step,
        });
    }

    /// The server asks for the next part of the log-in. Where no AUTH was seen, the session begins within one.
    pub(super) fn challenged(&mut self, raw: Vec<u8>, step: usize) {
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
        "the server asks for the next part of the log-in".to_owned(),
    )
}
