//! What is said to log in (RFC 4954): the identity is read, everything else is secret.

use super::secret::Secret;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Padding is often lost in a paste.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The longest identity that is kept, in characters.
const MAX_IDENTITY: usize = 320;

/// What one exchange gave.
pub(super) struct Opened {
    /// Who wanted to log in, where the mechanism carries it and it can be read.
    pub identity: Option<String>,
    /// What must not be seen anywhere.
    pub secrets: Vec<Secret>,
}

/// A response of the client, with what the server had asked before, both as they were said.
pub(super) struct Response {
    pub asked: Vec<u8>,
    pub said: Vec<u8>,
}

/// Reads what a client said for a mechanism. What cannot be read is secret, all of it.
pub(super) fn open(mechanism: &str, responses: &[Response]) -> Opened {
    let said: Vec<Vec<u8>> = responses
        .iter()
        .map(|response| decoded(&response.said).unwrap_or_default())
        .collect();
    let first = said.first().map(Vec::as_slice).unwrap_or_default();
    let mut secrets = Vec::new();
    let mechanism = mechanism.to_ascii_uppercase();
    let identity = match mechanism.as_str() {
        "PLAIN" => plain(responses, &said, &mut secrets),
        "LOGIN" => login(responses, &said, &mut secrets),
        "XOAUTH2" | "OAUTHBEARER" => bearer(first, &mut secrets),
        "CRAM-MD5" => text(first).and_then(|text| Some(text.rsplit_once(' ')?.0.to_owned())),
        "DIGEST-MD5" => quoted(first, "username=\""),
        "EXTERNAL" | "ANONYMOUS" => text(first),
        name if name.starts_with("SCRAM-") => scram(first),
        _ => None,
    };
    // The user name of LOGIN is its whole response; it is no secret, unless it is the password too.
    let is_name = |said: &[u8]| {
        matches!(mechanism.as_str(), "LOGIN" | "EXTERNAL" | "ANONYMOUS")
            && identity
                .as_deref()
                .is_some_and(|name| name.as_bytes() == said)
    };
    for (response, said) in responses.iter().zip(&said) {
        if !is_name(said) {
            secrets.push(Secret::new(&response.said));
            secrets.push(Secret::new(said));
            // A damaged response may still show what it was made of.
            secrets.extend(parts(&response.said).map(Secret::new));
            let is_identity = |part: &[u8]| {
                identity
                    .as_deref()
                    .is_some_and(|name| name.as_bytes() == part)
            };
            secrets.extend(
                values(said)
                    .filter(|part| !is_identity(part))
                    .map(Secret::new),
            );
        }
    }
    Opened {
        identity: identity
            .map(|name| name.trim().chars().take(MAX_IDENTITY).collect::<String>())
            .filter(|name| !name.is_empty() && !name.chars().any(char::is_control)),
        secrets,
    }
}

/// The bytes behind base64, white space within passed over; `None` if it is none.
fn decoded(said: &[u8]) -> Option<Vec<u8>> {
    let packed: Vec<u8> = said
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    if packed == b"=" {
        return Some(Vec::new());
    }
    LENIENT.decode(packed).ok()
}

/// The parts of a response that some tools show undone, with `\0` for NUL.
fn parts(said: &[u8]) -> impl Iterator<Item = &[u8]> {
    let text = std::str::from_utf8(said).unwrap_or_default();
    text.split("\\0")
        .flat_map(|part| part.split('\0'))
        .flat_map(str::split_ascii_whitespace)
        .map(str::as_bytes)
        .filter(move |part| part.len() < said.len())
}

/// Keys of attributes that are no secret: names of hosts, users and methods, which stand in the session anyway.
const OPEN_KEYS: &[&[u8]] = &[
    b"user",
    b"username",
    b"authzid",
    b"n",
    b"a",
    b"host",
    b"port",
    b"realm",
    b"digest-uri",
    b"qop",
    b"charset",
];

/// What a response is made of: digests, tokens and proofs, which a server or a note may repeat by themselves.
fn values(said: &[u8]) -> impl Iterator<Item = &[u8]> {
    said.split(|byte| matches!(byte, 0 | 1 | b' ' | b','))
        .filter_map(|part| {
            let equals = memchr::memchr(b'=', part);
            let (key, value) = match equals {
                Some(at) if part[at + 1..].iter().any(|&byte| byte != b'=') => {
                    (&part[..at], &part[at + 1..])
                }
                _ => (&b""[..], part),
            };
            (!OPEN_KEYS.contains(&key)).then_some(value)
        })
        .map(|value| {
            let value = value.strip_prefix(b"\"").unwrap_or(value);
            value.strip_suffix(b"\"").unwrap_or(value)
        })
        .filter(|value| value.len() >= SHORTEST_VALUE)
}

/// Shorter values are words and counters.
const SHORTEST_VALUE: usize = 8;

/// RFC 4616: authorization identity, authentication identity, password, with NUL between.
fn plain(responses: &[Response], said: &[Vec<u8>], secrets: &mut Vec<Secret>) -> Option<String> {
    let shown_undone;
    let message = if let Some(said) = said.first().filter(|said| said.contains(&0)) {
        said
    } else {
        let raw = std::str::from_utf8(&responses.first()?.said).ok()?;
        shown_undone = raw.replace("\\0", "\0").into_bytes();
        &shown_undone
    };
    let mut fields = message.splitn(3, |&byte| byte == 0);
    let (authorize, user, password) = (fields.next()?, fields.next()?, fields.next()?);
    secrets.push(Secret::new(password));
    let name = if user.is_empty() { authorize } else { user };
    (name != password).then(|| text(name)).flatten()
}

/// User name, then password; a server that asks in another order says so.
fn login(responses: &[Response], said: &[Vec<u8>], secrets: &mut Vec<Secret>) -> Option<String> {
    let asks_password = |response: &Response| {
        let asked = decoded(&response.asked).unwrap_or_default();
        asked.to_ascii_lowercase().starts_with(b"pass")
    };
    let first = responses.first()?;
    if asks_password(first) {
        return None;
    }
    let (user, rest) = said.split_first()?;
    secrets.extend(rest.iter().map(|said| Secret::new(said)));
    (!rest.contains(user)).then(|| text(user)).flatten()
}

/// `user=…` or `a=…`, and `auth=Bearer …`, with 0x01 between (RFC 7628 section 3.1).
fn bearer(message: &[u8], secrets: &mut Vec<Secret>) -> Option<String> {
    for pair in message.split(|&byte| byte == 1) {
        if let Some(token) = pair.strip_prefix(b"auth=") {
            secrets.extend(token.split(|&byte| byte == b' ').map(Secret::new));
        }
    }
    let head = message.split(|&byte| byte == 1).next()?;
    let user = head.strip_prefix(b"user=").or_else(|| {
        head.split(|&byte| byte == b',')
            .find_map(|part| part.strip_prefix(b"a="))
    })?;
    text(user)
}

/// `n,,n=user,r=nonce` (RFC 5802 section 7), where `=2C` is a comma and `=3D` an equals sign.
fn scram(message: &[u8]) -> Option<String> {
    let message = text(message)?;
    let name = message
        .split(',')
        .skip(2)
        .find_map(|part| part.strip_prefix("n="))?;
    Some(name.replace("=2C", ",").replace("=3D", "="))
}

fn quoted(message: &[u8], lead: &str) -> Option<String> {
    let message = text(message)?;
    let (_, rest) = message.split_once(lead)?;
    Some(rest.split('"').next()?.to_owned())
}

/// A text that a person could have typed.
fn text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.is_empty() && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::STANDARD;

    fn opened(mechanism: &str, said: &[&str]) -> Opened {
        let responses: Vec<Response> = said
            .iter()
            .map(|said| Response {
                asked: Vec::new(),
                said: STANDARD.encode(said).into_bytes(),
            })
            .collect();
        open(mechanism, &responses)
    }

    #[test]
    fn identities_are_read_and_never_the_password() {
        for (mechanism, said, identity) in [
            ("PLAIN", &["\0alice\0secret"][..], Some("alice")),
            ("plain", &["admin\0\0secret"], Some("admin")),
            ("PLAIN", &["alice"], None),
            ("LOGIN", &["alice", "secret"], Some("alice")),
            ("LOGIN", &["secret", "secret"], None),
            (
                "XOAUTH2",
                &["user=a@x.example\u{1}auth=Bearer t0ken\u{1}\u{1}"],
                Some("a@x.example"),
            ),
            (
                "OAUTHBEARER",
                &["n,a=a@x.example,\u{1}auth=Bearer t0ken\u{1}\u{1}"],
                Some("a@x.example"),
            ),
            (
                "CRAM-MD5",
                &["alice smith 0123456789abcdef"],
                Some("alice smith"),
            ),
            (
                "DIGEST-MD5",
                &["username=\"alice\",realm=\"x\",response=00"],
                Some("alice"),
            ),
            (
                "SCRAM-SHA-256",
                &["n,,n=a=2Cb,r=nonce", "c=biws,r=nonce,p=proof"],
                Some("a,b"),
            ),
            ("X-UNKNOWN", &["alice"], None),
        ] {
            assert_eq!(
                opened(mechanism, said).identity.as_deref(),
                identity,
                "{mechanism} {said:?}"
            );
        }
    }
}
