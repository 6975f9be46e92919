//! JSON: an array of steps with `direction`, `data` and `note`, in an object or by itself.

use crate::limits::{MAX_JSON, MAX_JSON_DEPTH, MAX_STEP_TIME};
use crate::session::line::{End, Fact, Item, Line, Side, physical};
use serde_json::Value;
use std::borrow::Cow;
use std::net::IpAddr;

/// Names of keys, the usual one first.
const STEPS: &[&str] = &[
    "session",
    "steps",
    "dialogue",
    "dialog",
    "transcript",
    "lines",
    "exchange",
];
const SESSIONS: &[&str] = &["sessions", "connections"];
const DIRECTION: &[&str] = &[
    "direction",
    "side",
    "from",
    "who",
    "sender",
    "role",
    "dir",
    "actor",
];
const DATA: &[&str] = &["data", "text", "line", "message", "content", "payload"];
const NOTE: &[&str] = &["note", "comment", "annotation", "description"];
const TIME: &[&str] = &["time", "timestamp", "at", "ts", "date"];
const CLIENT_ADDRESS: &[&str] = &[
    "client_address",
    "client_ip",
    "client",
    "peer",
    "remote_address",
];
const SERVER_ADDRESS: &[&str] = &["server_address", "server_ip", "server"];

pub(super) fn recognize(head: &[u8]) -> bool {
    let text = head
        .strip_prefix(super::BOM)
        .unwrap_or(head)
        .trim_ascii_start();
    let has = |word: &[u8]| memchr::memmem::find(text, word).is_some();
    let is_json = text.starts_with(b"{") || text.starts_with(b"[");
    is_json
        && (has(b"\"direction\"") || has(b"\"data\"") || has(b"\"session\"") || has(b"\"side\""))
        && (has(b"\"server\"") || has(b"\"client\"") || has(b"\"S\"") || has(b"\"C\""))
}

pub(super) fn read(input: &[u8]) -> Vec<Item<'_>> {
    let text = input.strip_prefix(super::BOM).unwrap_or(input);
    let is_cut = text.len() > MAX_JSON;
    let text = &text[..text.len().min(MAX_JSON)];
    let root = serde_json::from_slice(text)
        .ok()
        .or_else(|| serde_json::from_slice(&completed(text)).ok());
    let mut reader = Reader {
        items: Vec::new(),
        exact: false,
    };
    if let Some(root) = root {
        reader.connections(&root);
    }
    if is_cut {
        reader.items.push(Fact::LeftOut.into());
    }
    reader.items
}

/// A text that is cut off, up to its last whole object and with everything closed that was open there.
fn completed(text: &[u8]) -> Vec<u8> {
    let mut open: Vec<u8> = Vec::new();
    let mut best = (0, Vec::new());
    let (mut quoted, mut escaped) = (false, false);
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                open.pop();
                if open.len() <= MAX_JSON_DEPTH {
                    best = (at + 1, open.clone());
                }
            }
            _ => {}
        }
    }
    let (end, closing) = best;
    let mut out = text[..end].to_vec();
    out.extend(closing.iter().rev());
    out
}

struct Reader {
    items: Vec<Item<'static>>,
    /// Whether line ends mean something: the client's steps have CRLF. That the server's have it says nothing of them.
    exact: bool,
}

/// Words for a connection that TLS protects from its first byte, and for one that nothing protects.
const IMPLICIT_TLS: &[&str] = &["ssl/tls", "ssl", "smtps", "implicit tls", "implicit"];
const NO_TLS: &[&str] = &["none", "plain", "cleartext", "clear", "starttls"];
/// The port of submission over TLS (RFC 8314 section 3.3).
const SUBMISSIONS: u16 = 465;

impl Reader {
    fn connections(&mut self, root: &Value) {
        match root {
            Value::Array(all)
                if all
                    .iter()
                    .any(|one| first(one, STEPS).is_some_and(Value::is_array)) =>
            {
                for one in all {
                    self.connection(one);
                }
            }
            Value::Array(steps) => self.steps(steps),
            _ => match first(root, SESSIONS) {
                Some(Value::Array(all)) => {
                    for one in all {
                        self.connection(one);
                    }
                }
                _ => self.connection(root),
            },
        }
    }

    fn connection(&mut self, object: &Value) {
        self.items.push(Fact::Connection.into());
        let address = |names| {
            first(object, names)
                .and_then(Value::as_str)?
                .parse::<IpAddr>()
                .ok()
        };
        if let Some(ip) = address(CLIENT_ADDRESS) {
            self.items.push(Fact::Client(ip, "the transcript").into());
        }
        let port = object.get("port").and_then(Value::as_u64);
        let port = port.and_then(|port| u16::try_from(port).ok());
        self.items
            .push(Fact::Server(address(SERVER_ADDRESS), port).into());
        let security = object.get("security").and_then(Value::as_str);
        let security = security.unwrap_or_default().trim().to_ascii_lowercase();
        let is_said = |words: &[&str]| words.contains(&security.as_str());
        if is_said(IMPLICIT_TLS) || port == Some(SUBMISSIONS) && !is_said(NO_TLS) {
            self.items.push(Fact::Tls(None, None).into());
        }
        match (object, first(object, STEPS)) {
            (_, Some(Value::Array(steps))) | (Value::Array(steps), _) => self.steps(steps),
            _ => {}
        }
    }

    fn steps(&mut self, steps: &[Value]) {
        self.exact = steps.iter().any(|step| {
            let text = |names| first(step, names).and_then(Value::as_str);
            text(DIRECTION).and_then(side) == Some(Side::Client)
                && text(DATA).is_some_and(|data| data.contains("\r\n"))
        });
        for step in steps {
            self.step(step);
        }
    }

    fn step(&mut self, step: &Value) {
        let text = |names| first(step, names).and_then(Value::as_str);
        let side = text(DIRECTION).and_then(side);
        match (side, text(DATA)) {
            (Some(side), Some(data)) => self.lines(side, data, step),
            _ => {
                // Steps of another shape: each side under its own name.
                for (names, side) in [
                    (&["client", "command", "C"][..], Side::Client),
                    (&["server", "response", "reply", "S"], Side::Server),
                ] {
                    if let Some(data) = text(names) {
                        self.lines(side, data, step);
                    }
                }
            }
        }
    }

    fn lines(&mut self, side: Side, data: &str, step: &Value) {
        let text = |names| {
            first(step, names)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        // Each line of the step has it.
        let time = text(TIME).filter(|time| time.len() <= MAX_STEP_TIME);
        let mut note = text(NOTE);
        if data.is_empty() {
            self.items.push(Line::new(side, b"", None).into());
        }
        for (_, bytes, end) in physical(data.as_bytes()) {
            self.items.push(Item::Line(Line {
                side,
                bytes: Cow::Owned(bytes.to_vec()),
                end: match end {
                    End::Lf if self.exact => End::Lf,
                    End::CrLf => End::CrLf,
                    _ => End::Assumed,
                },
                span: None,
                note: note.take(),
                time: time.clone(),
            }));
        }
    }
}

fn first<'v>(object: &'v Value, names: &[&str]) -> Option<&'v Value> {
    names.iter().find_map(|name| object.get(name))
}

/// Who speaks, by the word for the direction.
fn side(word: &str) -> Option<Side> {
    let word = word.trim().to_ascii_lowercase();
    match word.as_str() {
        "server" | "s" | "receiver" | "mta" | "s->c" | "server->client" | "server-to-client"
        | "<-" | "<" | "in" | "recv" | "received" => Some(Side::Server),
        "client" | "c" | "sender" | "mua" | "c->s" | "client->server" | "client-to-server"
        | "->" | ">" | "out" | "send" | "sent" => Some(Side::Client),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_closed() {
        let whole = br#"{"a": [{"b": "}"}, {"c": 1}], "d": 2}"#;
        for end in 0..whole.len() {
            let text = completed(&whole[..end]);
            assert!(
                text.is_empty() || serde_json::from_slice::<Value>(&text).is_ok(),
                "{end}"
            );
        }
    }
}
