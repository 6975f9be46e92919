//! An SMTP session as evidence (RFC 5321): what client and server said to each other, and what that shows.
//!
//! A session holds what headers only claim: the client's name, the envelope, what was offered and refused. Each form in
//! which sessions are kept has its reader (`read`), which gives lines; the dialogue makes steps and mails of them. What a
//! client says to log in is replaced before anything else sees it: see [`Secret`].

mod codes;
mod command;
mod data;
mod dialogue;
mod line;
mod model;
mod read;
mod reply;
mod sasl;
mod scrub;
mod secret;
mod transcript;
mod words;

pub use codes::{ENHANCED, REPLIES, meaning, remedy};
pub use data::{Content, Ending, Smuggle};
pub use line::Side;
pub use model::{
    Addressed, AuthAttempt, Capabilities, Extension, Handed, Parameter, Path, Reply, Session,
    Speaker, Stated, Step, StepKind, Tls, Transaction,
};
pub use read::{FORMS, Form};
pub use secret::Secret;
pub use transcript::Transcript;
pub use words::{WORDS, Word};

use crate::codec::utf16;
use std::borrow::Cow;

/// How much of an input is looked at to tell whether it is a session.
pub const SNIFF_BYTES: usize = 4096;
/// The same where a tool's own words begin it: `s_client` shows certificates before the first reply. Elsewhere a session that
/// is quoted so far below does not make one of a message.
const SNIFF_BEHIND_TOOL: usize = 64 << 10;

/// An input as the readers want it: a terminal of Windows writes UTF-16, which its first two bytes tell. Places in the
/// session are then places in the text as UTF-8.
pub fn as_text(input: &[u8]) -> Cow<'_, [u8]> {
    utf16::to_utf8(input).map_or(Cow::Borrowed(input), Cow::Owned)
}

/// The form of a session, told from the first bytes of an input; `None` for anything else.
///
/// A message that quotes a session is a message: its first line is a header field.
pub fn recognize(input: &[u8]) -> Option<&'static Form> {
    let most = if read::begins_with_tool(input) {
        SNIFF_BEHIND_TOOL
    } else {
        SNIFF_BYTES
    };
    let head = &input[..input.len().min(most)];
    read::may_be_session(head)
        .then(|| FORMS.iter().find(|form| (form.recognize)(head)))
        .flatten()
}

/// The form of an input of which the caller says that it is a session: by its first bytes, else by all of it, else by any
/// line that a session could hold.
pub fn insist(input: &[u8]) -> Option<&'static Form> {
    recognize(input)
        .or_else(|| FORMS.iter().find(|form| (form.recognize)(input)))
        .or_else(|| read::likeliest(input))
}

/// Reads the sessions in an input of this form. Never fails: what is cut off is read as far as it goes.
pub fn read(input: &[u8], form: &'static Form) -> Transcript {
    transcript::read(input, form)
}

#[cfg(test)]
mod hostile;
