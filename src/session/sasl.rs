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

/// What is secret in a line that came at the wrong moment, whatever its shape: the line, what it holds in base64, and words
/// that look like a password.
pub(super) fn withheld(said: &[u8]) -> Vec<Secret> {
    let mut secrets = vec![Secret::new(said)];
    for token in packed(said) {
        learn(&token, &user_of(&token), &mut secrets);
    }
    let words = said.split(u8::is_ascii_whitespace);
    secrets.extend(words.filter(|word| is_wild(word)).map(Secret::new));
    secrets
}

/// What may be secret in a line that nobody has said for certain: what it holds in base64. The rest may be a tool's word.
pub(super) fn overheard(line: &[u8]) -> Vec<Secret> {
    let mut secrets = withheld(line);
    if line.contains(&b' ') {
        secrets.clear();
        for token in packed(line) {
            learn(&token, &user_of(&token), &mut secrets);
        }
        let words = line.split(u8::is_ascii_whitespace);
        secrets.extend(
            words
                .filter(|word| word.len() >= LONG_PACKED && decoded(word).is_some())
                .map(Secret::new),
        );
    }
    secrets
}

/// What is a log-in with PLAIN for certain, whoever is said to have said it.
pub(super) fn shaped(line: &[u8]) -> Vec<Secret> {
    let mut secrets = Vec::new();
    for word in line.split(u8::is_ascii_whitespace) {
        let token = decoded(word).unwrap_or_default();
        let fields = token.split(|&byte| byte == 0);
        if fields.clone().count() == 3 && std::str::from_utf8(&token).is_ok() {
            secrets.push(Secret::new(word));
            learn(&token, &user_of(&token), &mut secrets);
        }
    }
    secrets
}

/// Shorter words that could be base64 are words.
const LONG_PACKED: usize = 16;

/// Which parts of a response are the user, if it is shaped as that of PLAIN.
fn user_of(token: &[u8]) -> impl Fn(&[u8]) -> bool {
    let fields: Vec<&[u8]> = token.split(|&byte| byte == 0).collect();
    let user = match fields.as_slice() {
        [authorize, user, _] => [*authorize, *user],
        _ => [&b""[..]; 2],
    };
    move |part| user.contains(&part)
}

/// Whether a word is none of a language, and no address: letters and digits are mixed in it.
fn is_wild(word: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| word.iter().any(is);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && !has(|byte| b"@<>.:".contains(byte))
}

/// What the words of a line are in base64; also behind `AUTH=PLAIN`, and several that were glued at their padding.
fn packed(line: &[u8]) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    for word in line.split(u8::is_ascii_whitespace) {
        out.extend(decoded(word));
        let ends = word
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'=' && word.get(at + 1) != Some(&b'='));
        let mut from = 0;
        for (at, _) in ends {
            out.extend(decoded(&word[from..=at]));
            from = at + 1;
        }
        if from > 0 {
            out.extend(decoded(&word[from..]));
        }
    }
    out.retain(|said| !said.is_empty());
    out
}

/// Keeps a decoded response and its parts as secrets.
fn learn(said: &[u8], is_open: &dyn Fn(&[u8]) -> bool, secrets: &mut Vec<Secret>) {
    if is_open(said) {
        return;
    }
    secrets.push(Secret::new(said));
    secrets.extend(values(said).filter(|part| !is_open(part)).map(Secret::new));
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

/// Keys of attributes that are no secret: names of hosts, users and methods, which stand in the session anyway, and counters.
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
    b"nc",
    b"maxbuf",
    b"cipher",
];

/// Words of the mechanisms themselves.
const OPEN_WORDS: &[&[u8]] = &[b"Bearer", b"bearer"];

/// What a response is made of: digests, tokens and proofs, which a server or a note may repeat by themselves.
fn values(said: &[u8]) -> impl Iterator<Item = &[u8]> {
    said.split(|byte| matches!(byte, 0 | 1 | b',' | b' '))
        // `alice:password`, as some write it.
        .chain(said.split(|byte| matches!(byte, 0 | 1 | b':')))
        .chain(said.split(|byte| matches!(byte, 0 | 1)))
        .filter_map(move |part| {
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
        .filter(|value| value.len() >= SHORTEST_VALUE && !OPEN_WORDS.contains(value))
}

/// Shorter values are counters.
const SHORTEST_VALUE: usize = 4;

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

/// What a prompt of LOGIN asks for. No standard sets its text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prompt {
    User,
    Password,
    Unknown,
}

/// Words in prompts; what asks for a password may also name the user.
const PROMPTS: &[(&[u8], Prompt)] = &[
    (b"pass", Prompt::Password),
    (b"pwd", Prompt::Password),
    (b"secret", Prompt::Password),
    (b"user", Prompt::User),
    (b"name", Prompt::User),
    (b"login", Prompt::User),
    (b"account", Prompt::User),
];

/// Some servers send their prompts as they are, not in base64.
fn prompt(asked: &[u8]) -> Prompt {
    let raw = asked.to_ascii_lowercase();
    let shown = decoded(asked).unwrap_or_default().to_ascii_lowercase();
    PROMPTS
        .iter()
        .find(|(word, _)| {
            let find = |text: &[u8]| memchr::memmem::find(text, word).is_some();
            find(&shown) || find(&raw)
        })
        .map_or(Prompt::Unknown, |(_, prompt)| *prompt)
}

/// User name, then password. Where the order is in doubt, everything is the password.
fn login(exchange: &Exchange<'_>, said: &[Vec<u8>], secrets: &mut Vec<Secret>) -> Option<String> {
    let responses = &exchange.responses;
    let (first, later) = responses.split_first()?;
    let (user, rest) = said.split_first()?;
    secrets.extend(rest.iter().map(|said| Secret::new(said)));
    let begins = match &first.asked {
        None => exchange.initial || !exchange.has_server,
        Some(asked) => prompt(asked) == Prompt::User,
    };
    // The user's name is asked for once, and first.
    let asks_user = |asked: &[u8]| prompt(asked) == Prompt::User;
    let again = later
        .iter()
        .filter_map(|one| one.asked.as_deref())
        .any(asks_user);
    let asked = exchange.prompts.iter().filter(|asked| asks_user(asked));
    let in_doubt = again
        || asked.count() > usize::from(!exchange.initial)
        || responses.iter().any(|one| one.pieces.len() > 1);
    if !begins || in_doubt || rest.contains(user) {
        return None;
    }
    text(user)
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
                asked: None,
                pieces: vec![STANDARD.encode(said).into_bytes()],
            })
            .collect();
        open(Exchange {
            mechanism,
            responses,
            prompts: Vec::new(),
            initial: true,
            has_server: true,
        })
    }

    /// LOGIN with these prompts, as they are sent; the secret is always `correcthorse`.
    fn logged_in(prompts: &[&str], said: &[&str], initial: bool) -> Option<String> {
        let mut asked = prompts.iter().map(|text| text.as_bytes().to_vec());
        let responses = said
            .iter()
            .enumerate()
            .map(|(at, said)| Response {
                asked: (at > 0 || !initial).then(|| asked.next()).flatten(),
                pieces: vec![STANDARD.encode(said).into_bytes()],
            })
            .collect();
        open(Exchange {
            mechanism: "LOGIN",
            responses,
            prompts: prompts
                .iter()
                .map(|text| text.as_bytes().to_vec())
                .collect(),
            initial,
            has_server: true,
        })
        .identity
    }

    #[test]
    fn a_password_that_is_asked_for_first_is_no_name() {
        let (user, password) = ("VXNlcm5hbWU6", "UGFzc3dvcmQ6");
        let enter = STANDARD.encode("Enter password:");
        let right = &["alice", "correcthorse"][..];
        let wrong = &["correcthorse", "alice"][..];
        for (prompts, said, initial, identity) in [
            (&[user, password][..], right, false, Some("alice")),
            (&["User Name", "Password:"], right, false, Some("alice")),
            (&[password], right, true, Some("alice")),
            (&[password, user], wrong, false, None),
            (&["Password:", "Username:"], wrong, false, None),
            (&[&enter, user], wrong, false, None),
            (&["", user], wrong, false, None),
            (&["", ""], wrong, false, None),
            (&[user], wrong, true, None),
            (&["xyz"], &["correcthorse"], false, None),
        ] {
            let found = logged_in(prompts, said, initial);
            assert_eq!(found.as_deref(), identity, "{prompts:?}");
        }
    }

    #[test]
    fn whatever_the_shape_the_secret_is_learnt() {
        let holds = |secrets: &[Secret], wanted: &[u8]| {
            secrets
                .iter()
                .any(|secret| secret.forms().contains(&wanted.to_vec()))
        };
        for said in ["alice\0hunter2", "\0alice\0hunter2\0", "alice:hunter2"] {
            assert!(
                holds(&opened("PLAIN", &[said]).secrets, b"hunter2"),
                "{said:?}"
            );
            let line = format!("AUTH=PLAIN {}", STANDARD.encode(said));
            assert!(holds(&withheld(line.as_bytes()), b"hunter2"), "{said:?}");
        }
        let glued = format!(
            "{}{}",
            STANDARD.encode("alice"),
            STANDARD.encode("correcthorse")
        );
        assert!(holds(&withheld(glued.as_bytes()), b"correcthorse"));
        let line = STANDARD.encode("\0alice\0correcthorse");
        assert!(!holds(&withheld(line.as_bytes()), b"alice"));
        assert!(!holds(
            &withheld(b"RCTP TO:<b1@example.net>"),
            b"TO:<b1@example.net>"
        ));
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
