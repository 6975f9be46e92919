//! A complete, correct message from a few words (RFC 5322, MIME), and the session that would carry it (RFC 5321): for trying
//! rules and for training. Nothing is sent.

mod host;

use chrono::{DateTime, FixedOffset};
use host::host;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use serde_json::json;

/// An address with the name that people see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name, if there is one.
    pub name: Option<String>,
    /// `local@domain`.
    pub address: String,
}

/// Why something cannot stand in a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// No address.
    #[error("invalid address {0:?}: write alice@example.com or \"Alice <alice@example.com>\"")]
    Address(String),
    /// A line end or another control character, which could begin a field or a command.
    #[error("{0:?} contains a control character")]
    Control(String),
    /// What a client or server cannot call itself.
    #[error(
        "invalid host name {0:?}: write mx.example.com, or an address in brackets, [192.0.2.7]"
    )]
    Host(String),
    /// A Message-ID of another form.
    #[error("invalid Message-ID {0:?}: write <unique@example.com>")]
    MessageId(String),
}

impl std::str::FromStr for Person {
    type Err = ComposeError;

    fn from_str(text: &str) -> Result<Self, ComposeError> {
        clean(text)?;
        let (name, address) = match text.rsplit_once('<') {
            Some((name, rest)) => (
                name.trim().trim_matches('"'),
                rest.strip_suffix('>').unwrap_or(""),
            ),
            None => ("", text.trim()),
        };
        let is_atom = |part: &str| {
            !part.is_empty()
                && !part
                    .chars()
                    .any(|c| c.is_whitespace() || "<>()[]\\,;:\"@".contains(c))
        };
        let good = address
            .rsplit_once('@')
            .is_some_and(|(local, domain)| is_atom(local) && is_atom(domain));
        if !good {
            return Err(ComposeError::Address(text.to_owned()));
        }
        Ok(Self {
            name: (!name.is_empty()).then(|| name.to_owned()),
            address: address.to_owned(),
        })
    }
}

impl Person {
    fn domain(&self) -> &str {
        self.address
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain)
    }
}

fn clean(text: &str) -> Result<(), ComposeError> {
    if text.chars().any(char::is_control) {
        return Err(ComposeError::Control(text.to_owned()));
    }
    Ok(())
}

/// What the message is made of.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The author.
    pub from: Person,
    /// The recipients.
    pub to: Vec<Person>,
    /// Who gets a copy.
    pub cc: Vec<Person>,
    pub subject: String,
    /// When it was written.
    pub date: DateTime<FixedOffset>,
    /// With its brackets.
    pub message_id: String,
    pub text: Option<String>,
    /// The same as HTML.
    pub html: Option<String>,
}

impl Draft {
    /// The message, with CRLF line ends. The same draft always gives the same bytes.
    pub fn message(&self) -> Result<Vec<u8>, ComposeError> {
        clean(&self.subject)?;
        let id = self
            .message_id
            .strip_prefix('<')
            .and_then(|rest| rest.strip_suffix('>'))
            .filter(|id| {
                id.contains('@')
                    && id
                        .chars()
                        .all(|c| c.is_ascii_graphic() && !"<>".contains(c))
            })
            .ok_or_else(|| ComposeError::MessageId(self.message_id.clone()))?;
        let mut message = MessageBuilder::new()
            .header("Date", Raw::new(self.date.to_rfc2822()))
            .from(mailbox(&self.from))
            .to(mailboxes(&self.to));
        if !self.cc.is_empty() {
            message = message.cc(mailboxes(&self.cc));
        }
        let message = message
            .subject(self.subject.as_str())
            .message_id(id)
            .header("MIME-Version", Raw::new("1.0"))
            .body(self.body());
        let mut bytes = message.write_to_vec().unwrap_or_default();
        if !bytes.ends_with(b"\r\n") {
            bytes.extend_from_slice(b"\r\n");
        }
        Ok(bytes)
    }

    fn body(&self) -> MimePart<'_> {
        let text = || MimePart::new("text/plain", self.text.as_deref().unwrap_or_default());
        match (&self.text, &self.html) {
            (Some(_), Some(html)) => MimePart::new(
                // A boundary of our own: the builder's would be another one each time. Base64 and quoted-printable have no
                // `=_`, which RFC 2045 section 6.7 recommends for that reason.
                ContentType::new("multipart/alternative")
                    .attribute("boundary", "=_hdrtrace_alternative"),
                vec![text(), MimePart::new("text/html", html.as_str())],
            ),
            (None, Some(html)) => MimePart::new("text/html", html.as_str()),
            _ => text(),
        }
    }

    /// The session that would carry it, step by step: submission over port 587 with STARTTLS, and without log-in.
    pub fn session(
        &self,
        helo: Option<&str>,
        server: Option<&str>,
    ) -> Result<Vec<Turn>, ComposeError> {
        let client = match helo {
            Some(name) => host(name)?,
            None => host(&format!("client.{}", self.from.domain()))?,
        };
        let first = self.to.first().map_or("example.com", Person::domain);
        let server = match server {
            Some(name) => host(name)?,
            None => host(&format!("mx.{first}"))?,
        };
        let message = self.message()?;
        // Addresses beyond ASCII need a server that takes them, and a client that says so (RFC 6531 section 3.4).
        let people = [&self.from].into_iter().chain(&self.to).chain(&self.cc);
        let is_ascii = people.clone().all(|person| person.address.is_ascii());
        let (offered, asked) = if is_ascii {
            ("", "")
        } else {
            ("250-SMTPUTF8\r\n", " SMTPUTF8")
        };
        let offer = |tls: &str| {
            format!(
                "250-{server}\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n{tls}250-ENHANCEDSTATUSCODES\r\n{offered}250 8BITMIME"
            )
        };
        let mut turns = vec![
            server_says(format!("220 {server} ESMTP"), "the server greets"),
            client_says(format!("EHLO {client}"), "the client announces its name"),
            server_says(offer("250-STARTTLS\r\n"), "the server's extensions"),
            client_says("STARTTLS".to_owned(), "the client asks for TLS"),
            server_says("220 2.0.0 Ready to start TLS".to_owned(), "TLS starts"),
            client_says(format!("EHLO {client}"), "the client starts over after TLS"),
            server_says(offer(""), "the server's extensions over TLS"),
            client_says(
                format!(
                    "MAIL FROM:<{}> SIZE={}{asked}",
                    self.from.address,
                    message.len()
                ),
                "the envelope sender",
            ),
            server_says("250 2.1.0 Ok".to_owned(), "the sender is accepted"),
        ];
        for to in self.to.iter().chain(&self.cc) {
            turns.push(client_says(
                format!("RCPT TO:<{}>", to.address),
                "an envelope recipient",
            ));
            turns.push(server_says(
                "250 2.1.5 Ok".to_owned(),
                "the recipient is accepted",
            ));
        }
        turns.push(client_says("DATA".to_owned(), "the message follows"));
        turns.push(server_says(
            "354 End data with <CR><LF>.<CR><LF>".to_owned(),
            "the server waits for the message",
        ));
        turns.push(client_says(
            stuffed(&message),
            "the message, ended by a line with only a dot",
        ));
        turns.push(server_says(
            "250 2.0.0 Ok: queued as 4EXAMPLE".to_owned(),
            "the server has accepted responsibility for the message",
        ));
        turns.push(client_says(
            "QUIT".to_owned(),
            "the client ends the session",
        ));
        turns.push(server_says("221 2.0.0 Bye".to_owned(), "the server closes"));
        Ok(turns)
    }
}

/// One side's turn in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Whether the client speaks.
    pub by_client: bool,
    /// What it says, with CRLF between lines.
    pub data: String,
    /// What that is.
    pub note: &'static str,
}

fn server_says(data: String, note: &'static str) -> Turn {
    Turn {
        by_client: false,
        data,
        note,
    }
}

fn client_says(data: String, note: &'static str) -> Turn {
    Turn {
        by_client: true,
        data,
        note,
    }
}

/// The message with a dot more where a line begins with one, and the line that ends it (RFC 5321 section 4.5.2).
fn stuffed(message: &[u8]) -> String {
    let text = String::from_utf8_lossy(message);
    let mut out = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        if line.starts_with('.') {
            out.push('.');
        }
        out.push_str(line);
    }
    if !out.ends_with('\n') {
        out.push_str("\r\n");
    }
    out.push('.');
    out
}

/// A session as lines with `C:` and `S:`.
pub fn session_text(turns: &[Turn]) -> String {
    let mut out = String::new();
    for turn in turns {
        let mark = if turn.by_client { "C: " } else { "S: " };
        for line in turn.data.split("\r\n") {
            out.push_str(mark);
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A session as JSON: steps with direction, data and note.
pub fn session_json(turns: &[Turn]) -> String {
    let steps: Vec<_> = turns
        .iter()
        .map(|turn| {
            let direction = if turn.by_client { "client" } else { "server" };
            json!({"direction": direction, "data": turn.data, "note": turn.note})
        })
        .collect();
    let whole = json!({
        "description": "An SMTP session, composed and never sent",
        "standard": "RFC 5321",
        "port": 587,
        "security": "STARTTLS",
        "session": steps,
    });
    format!("{whole:#}\n")
}

fn mailbox(person: &Person) -> Address<'_> {
    Address::new_address(person.name.as_deref(), person.address.as_str())
}

fn mailboxes(people: &[Person]) -> Address<'_> {
    Address::new_list(people.iter().map(mailbox).collect())
}

#[cfg(test)]
mod tests;
