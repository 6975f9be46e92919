//! A client of HTTP/1.1: one request, one connection.

use serde_json::Value;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// A request.
pub struct Ask {
    address: SocketAddr,
    head: String,
    fields: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Ask {
    pub fn new(address: SocketAddr, method: &str, target: &str) -> Self {
        Self {
            address,
            head: format!("{method} {target} HTTP/1.1\r\n"),
            fields: vec![
                ("Host".to_owned(), address.to_string()),
                ("Connection".to_owned(), "close".to_owned()),
            ],
            body: None,
        }
    }

    /// With a field, in the place of one that has its name.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn body(mut self, body: &[u8]) -> Self {
        self.body = Some(body.to_vec());
        self
    }

    /// The bytes of all but the body.
    pub fn header(&self) -> Vec<u8> {
        let mut out = self.head.clone();
        for (name, value) in &self.fields {
            let _ = write!(out, "{name}: {value}\r\n");
        }
        let is_said = self.fields.iter().any(|(name, _)| {
            name.eq_ignore_ascii_case("content-length")
                || name.eq_ignore_ascii_case("transfer-encoding")
        });
        if let (Some(body), false) = (&self.body, is_said) {
            let _ = write!(out, "Content-Length: {}\r\n", body.len());
        }
        out.push_str("\r\n");
        out.into_bytes()
    }

    pub fn send(self) -> Answer {
        let mut stream = connect(self.address);
        stream.write_all(&self.header()).expect("sent");
        if let Some(body) = &self.body {
            // A server that has answered already may not read all of it.
            let _ = stream.write_all(body);
        }
        Answer::read(&mut stream)
    }
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

impl Answer {
    /// Reads until the connection is closed.
    pub fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(&bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).expect("text");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let fields = lines.filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            Some((name.to_ascii_lowercase(), value.to_owned()))
        });
        let answer = Self {
            status: status.expect("a status").parse().expect("a number"),
            fields: fields.collect(),
            body: bytes[end + 4..].to_vec(),
        };
        answer.assert_safe();
        answer
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// What went wrong, with its status.
    pub fn problem(&self) -> (u16, String) {
        let detail = self.json()["detail"].as_str().expect("a detail").to_owned();
        (self.status, detail)
    }

    /// What holds for every answer, whatever it is.
    fn assert_safe(&self) {
        // What is no HTTP is answered below us.
        if matches!(self.status, 400 | 431) && self.body.is_empty() {
            return;
        }
        let policy = self.field("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(self.field(name), Some(value), "{name}");
        }
        for never in ["set-cookie", "access-control-allow-origin", "server"] {
            assert_eq!(self.field(never), None);
        }
        let length = self.field("content-length").map(str::parse);
        // Whoever sent a form is told on the page.
        let is_page = self.field("content-type") == Some("text/html; charset=utf-8");
        if self.status >= 400 && !is_page && length != Some(Ok(0)) {
            assert_eq!(self.field("content-type"), Some("application/problem+json"));
            if !self.body.is_empty() {
                let problem = self.json();
                assert_eq!(problem["status"], self.status, "{problem}");
                assert_eq!(problem["type"], "about:blank");
            }
        }
    }
}
