//! LOGIN: user name, then password, as the server asks for them.

use super::learn::decoded;
use super::{Exchange, text};
use crate::session::secret::Secret;

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
pub(super) fn login(
    exchange: &Exchange<'_>,
    said: &[Vec<u8>],
    secrets: &mut Vec<Secret>,
) -> Option<String> {
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
