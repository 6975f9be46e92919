//! What is said to log in (RFC 4954): the identity is read, everything else is secret.

mod learn;
mod login;

use super::secret::Secret;
use crate::limits::MAX_IDENTITY;
use learn::{decoded, learn, packed, parts};
pub(super) use learn::{overheard, shaped, withheld};
use login::login;

/// What one exchange gave.
pub(super) struct Opened {
    /// Who wanted to log in, where the mechanism carries it and it can be read.
    pub identity: Option<String>,
    /// What must not be seen anywhere.
    pub secrets: Vec<Secret>,
}

/// A response of the client, with what the server had asked before, both as they were said.
pub(super) struct Response {
    /// `None` where nothing was asked: it came with the command, or the server is not in the capture.
    pub asked: Option<Vec<u8>>,
    /// Its lines: one response that was broken, or several of a client that did not wait.
    pub pieces: Vec<Vec<u8>>,
}

impl Response {
    fn said(&self) -> Vec<u8> {
        self.pieces.concat()
    }
}

/// What is known of an exchange.
pub(super) struct Exchange<'a> {
    pub mechanism: &'a str,
    pub responses: Vec<Response>,
    /// What the server asked, in order.
    pub prompts: Vec<Vec<u8>>,
    /// Whether the first response came with the command.
    pub initial: bool,
    /// Whether the capture holds the server's side.
    pub has_server: bool,
}

impl Exchange<'_> {
    /// A response for each question, where the client had answered before it was asked; else as they are.
    fn apart(&mut self) {
        let pieces: usize = self.responses.iter().map(|one| one.pieces.len()).sum();
        let first = usize::from(self.initial);
        let is_early = pieces > self.responses.len() && pieces == self.prompts.len() + first;
        // Two lines behind `AUTH LOGIN` that nobody answers are user and secret.
        let is_alone = !self.has_server && !self.initial && pieces == 2;
        if !(is_early || is_alone) {
            return;
        }
        let mut prompts = self.prompts.iter().cloned();
        let pieces = self.responses.drain(..).flat_map(|one| one.pieces);
        self.responses = pieces
            .enumerate()
            .map(|(at, piece)| Response {
                asked: (at >= first).then(|| prompts.next()).flatten(),
                pieces: vec![piece],
            })
            .collect();
    }
}

/// Reads what a client said for a mechanism. What cannot be read is secret, all of it.
pub(super) fn open(mut exchange: Exchange<'_>) -> Opened {
    let mechanism = exchange.mechanism.to_ascii_uppercase();
    // Lines may be one broken response or several early ones. Whichever it is, both readings are secret.
    let glued: Vec<Vec<u8>> = exchange
        .responses
        .iter()
        .filter(|response| response.pieces.len() > 1)
        .map(Response::said)
        .collect();
    if mechanism == "LOGIN" {
        exchange.apart();
    }
    let responses = &exchange.responses;
    let said: Vec<Vec<u8>> = responses
        .iter()
        .map(|response| decoded(&response.said()).unwrap_or_default())
        .collect();
    let first = said.first().map(Vec::as_slice).unwrap_or_default();
    let in_one_piece = responses.first().is_some_and(|one| one.pieces.len() == 1);
    let mut secrets = Vec::new();
    let identity = match mechanism.as_str() {
        "PLAIN" => plain(responses, &said, &mut secrets),
        "LOGIN" => login(&exchange, &said, &mut secrets),
        "XOAUTH2" | "OAUTHBEARER" => bearer(first, &mut secrets),
        "CRAM-MD5" => text(first).and_then(|text| Some(text.rsplit_once(' ')?.0.to_owned())),
        "DIGEST-MD5" => quoted(first, "username=\""),
        "EXTERNAL" | "ANONYMOUS" => text(first).filter(|_| in_one_piece),
        name if name.starts_with("SCRAM-") => scram(first),
        _ => None,
    };
    let is_identity = |part: &[u8]| {
        identity
            .as_deref()
            .is_some_and(|name| name.as_bytes() == part)
    };
    // The user name of LOGIN is its whole response; it is no secret, unless it is the password too.
    let is_name = |said: &[u8]| {
        matches!(mechanism.as_str(), "LOGIN" | "EXTERNAL" | "ANONYMOUS") && is_identity(said)
    };
    for response in &glued {
        secrets.push(Secret::new(response));
        learn(
            &decoded(response).unwrap_or_default(),
            &is_identity,
            &mut secrets,
        );
    }
    for (response, said) in responses.iter().zip(&said) {
        if is_name(said) {
            continue;
        }
        secrets.push(Secret::new(&response.said()));
        learn(said, &is_identity, &mut secrets);
        for piece in &response.pieces {
            // A damaged response may still show what it was made of.
            secrets.push(Secret::new(piece));
            let undone = parts(piece).filter(|part| !is_identity(part));
            secrets.extend(undone.map(Secret::new));
            for token in packed(piece) {
                learn(&token, &is_identity, &mut secrets);
            }
        }
    }
    Opened {
        identity: identity
            .map(|name| name.trim().chars().take(MAX_IDENTITY).collect::<String>())
            .filter(|name| !name.is_empty() && !name.chars().any(char::is_control)),
        secrets,
    }
}

/// RFC 4616: authorization identity, authentication identity, password, with NUL between.
fn plain(responses: &[Response], said: &[Vec<u8>], secrets: &mut Vec<Secret>) -> Option<String> {
    let shown_undone;
    let message = if let Some(said) = said.first().filter(|said| said.contains(&0)) {
        said
    } else {
        let raw = responses.first()?.said();
        let raw = std::str::from_utf8(&raw).ok()?;
        shown_undone = raw.replace("\\0", "\0").into_bytes();
        &shown_undone
    };
    let mut fields = message.splitn(3, |&byte| byte == 0);
    let (authorize, user, password) = (fields.next()?, fields.next()?, fields.next()?);
    secrets.push(Secret::new(password));
    let name = if user.is_empty() { authorize } else { user };
    (name != password).then(|| text(name)).flatten()
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
mod tests;
