//! A message with a recipient planted at some place in some coding: redacted, it does not hold him, or says that it may.
//!
//! The first bytes choose the recipient, the coding, who else is protected, and the place.

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use hdrtrace::message::Message;
use hdrtrace::redact::{KEY_LEN, Key, Protected, Redactor};
use hdrtrace::sha256;
use memchr::memmem;
use std::fmt::Write;

/// Whom the inputs name.
const RECIPIENTS: &[(&str, &str)] = &[
    ("robin.vale", "example.net"),
    ("rv7", "example.org"),
    ("quentin_ashby", "mail.example.com"),
    ("o'hara", "example.net"),
    ("j\u{f6}rgen", "example.net"),
    ("robin+shop", "example.com"),
];

/// A way to write an address.
type Coding = fn(local: &str, domain: &str) -> Vec<u8>;

/// Every way that is said to be found. Those up to [`DIRECT`] are found among any bytes.
const CODINGS: &[Coding] = &[
    |local, domain| address(local, domain).into(),
    |local, domain| address(local, domain).to_uppercase().into(),
    |local, domain| format!("<bounce-7-{local}={domain}@list.example>").into(),
    |local, domain| format!("SRS0=aB3d=7F={domain}={local}@forward.example").into(),
    |local, domain| sha256(address(local, domain).as_bytes()).into(),
    |local, domain| base64(utf16(&address(local, domain))),
    |local, domain| utf16(&address(local, domain)),
    |local, domain| format!("{local}@\r\n {domain}").into(),
    |local, domain| each(&address(local, domain), "=", ""),
    |local, domain| each(&address(local, domain), "%", ""),
    |local, domain| each(&address(local, domain), "%25", ""),
    |local, domain| each(&address(local, domain), "\\x", ""),
    |local, domain| each(&address(local, domain), "&#x", ";"),
    |local, domain| address(local, domain).replace('@', "&#64;").into(),
    |local, domain| address(local, domain).replace('@', "&commat;").into(),
    |local, domain| address(local, domain).replace('@', "\\u0040").into(),
    |local, domain| {
        address(local, domain)
            .replace('@', "\u{200b}@\u{ad}")
            .into()
    },
    |local, domain| address(local, domain).replace('@', "\u{ff20}").into(),
    |local, domain| each(&address(local, domain), "", ""),
    |local, domain| base64(address(local, domain)),
    |local, domain| base64(format!("{{\"to\":\"{local}@{domain}\"}}")),
    |local, domain| {
        let link = format!("https://click.example/?to={}", address(local, domain));
        BASE64_URL_SAFE_NO_PAD.encode(link).into()
    },
    |local, domain| base64(base64(address(local, domain))),
    |local, domain| base64(each(&address(local, domain), "%", "")),
    |local, domain| encoded_word(&address(local, domain)),
    |local, domain| {
        let coded = each(&address(local, domain), "=", "");
        [b"=?utf-8?Q?".to_vec(), coded, b"?=".to_vec()].concat()
    },
    |local, domain| {
        let (head, tail) = (format!("{local}@"), domain);
        [encoded_word(&head), b"\r\n ".to_vec(), encoded_word(tail)].concat()
    },
];

/// How many of them, from the first on, no byte beside them can hide.
const DIRECT: usize = 4;

fn address(local: &str, domain: &str) -> String {
    format!("{local}@{domain}")
}

/// Every byte as two hexadecimal digits between two texts.
fn each(text: &str, before: &str, behind: &str) -> Vec<u8> {
    let mut out = String::new();
    for byte in text.bytes() {
        let _ = write!(out, "{before}{byte:02X}{behind}");
    }
    out.into_bytes()
}

fn base64(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    BASE64_STANDARD.encode(bytes).into_bytes()
}

fn encoded_word(text: &str) -> Vec<u8> {
    format!("=?utf-8?B?{}?=", BASE64_STANDARD.encode(text)).into_bytes()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub fn run(data: &[u8]) {
    let Some((&[who, coding, others, high, low], text)) = data.split_first_chunk() else {
        return;
    };
    let (local, domain) = RECIPIENTS[usize::from(who) % RECIPIENTS.len()];
    let coding = usize::from(coding) % CODINGS.len();
    let mut raw = text.to_vec();
    if coding >= DIRECT {
        // Among bytes that are no text nothing is decoded.
        for byte in &mut raw {
            if byte.is_ascii_control() && !b"\t\r\n".contains(byte) {
                *byte = b'?';
            }
        }
    }
    let planted = CODINGS[coding](local, domain);
    let at = usize::from(u16::from_be_bytes([high, low])) % (raw.len() + 1);
    raw.splice(at..at, [b" ", planted.as_slice(), b" "].concat());

    let mut protected = if others & 1 == 0 {
        Protected::default()
    } else {
        Protected::of(&Message::parse(&raw))
    };
    protected.add(&address(local, domain));
    let Ok(redactor) = Redactor::new(&protected, Key::new([0x5a; KEY_LEN])) else {
        return;
    };
    let Ok(redacted) = redactor.redact(&raw) else {
        return;
    };

    let leaks = redactor.leaks(&redacted.bytes);
    if !leaks.is_empty() {
        return;
    }
    if redacted.opaque.is_empty() {
        assert!(
            memmem::find(&redacted.bytes, &planted).is_none(),
            "what was planted is left, and nothing says so:\n{}",
            String::from_utf8_lossy(&redacted.bytes)
        );
        let plain = address(local, domain).to_lowercase();
        assert!(
            memmem::find(&redacted.bytes.to_ascii_lowercase(), plain.as_bytes()).is_none(),
            "the address is left, and nothing says so:\n{}",
            String::from_utf8_lossy(&redacted.bytes)
        );
    }
    // Identifiers in this field look like what replaces them.
    if memmem::find(&raw.to_ascii_lowercase(), b"list-unsubscribe").is_none() {
        let over = redactor.redact(&redacted.bytes).expect("it was redacted");
        assert!(
            over.bytes == redacted.bytes,
            "redacted again it is another:\n{}\n---\n{}",
            String::from_utf8_lossy(&redacted.bytes),
            String::from_utf8_lossy(&over.bytes)
        );
    }
}
