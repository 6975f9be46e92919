//! The forms in which sessions are kept: one reader each, one line in [`FORMS`].

mod capture;
mod exim;
mod joined;
mod json;
mod postfix;
mod prefixed;

use super::line::{End, Item};
use super::reply;
use crate::limits::MAX_LOOKED_AT;

/// A form of session.
pub struct Form {
    /// The stable word in reports.
    pub name: &'static str,
    /// What it is, for a reader.
    pub text: &'static str,
    /// Whether the beginning of an input has this form.
    pub recognize: fn(&[u8]) -> bool,
    /// Reads an input of this form.
    pub(super) read: for<'i> fn(&'i [u8]) -> Vec<Item<'i>>,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The forms; the first that fits is taken.
pub static FORMS: &[Form] = &[
    Form {
        name: "json",
        text: "JSON: steps with direction, data and note",
        recognize: json::recognize,
        read: json::read,
    },
    Form {
        name: "postfix-log",
        text: "a Postfix log with -v",
        recognize: postfix::recognize,
        read: postfix::read,
    },
    Form {
        name: "exim-debug",
        text: "Exim output with -d or -v",
        recognize: exim::recognize,
        read: exim::read,
    },
    Form {
        name: "prefixed",
        text: "lines marked by speaker, as in the RFCs and in swaks",
        recognize: prefixed::recognize,
        read: prefixed::read,
    },
    Form {
        name: "joined",
        text: "a session joined into one line",
        recognize: joined::recognize,
        read: joined::read,
    },
    Form {
        name: "capture",
        text: "output of telnet or openssl s_client",
        recognize: capture::recognize,
        read: capture::read,
    },
];

/// The byte order mark of UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What nobody's mail begins with may be a session; a header field, or an mbox line, may not.
pub(super) fn may_be_session(head: &[u8]) -> bool {
    let head = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if line.starts_with(b"From ") {
        return false;
    }
    let Some(colon) = memchr::memchr(b':', line) else {
        return true;
    };
    let name = line[..colon].trim_ascii_end();
    let is_field = name.first().is_some_and(u8::is_ascii_alphabetic)
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    !is_field || prefixed::is_mark(name)
}

/// Whether the first line is the word of a tool that shows sessions.
pub(super) fn begins_with_tool(input: &[u8]) -> bool {
    lines(input).next().is_some_and(capture::is_tool)
}

/// The form of what is a session for certain and looks like none: one that begins in the middle, or where only one side speaks.
pub(super) fn likeliest(input: &[u8]) -> Option<&'static Form> {
    let any = |speaks: fn(&[u8]) -> bool| lines(input).any(speaks);
    let name = if any(prefixed::speaks) {
        "prefixed"
    } else if any(|line| reply::line(line).is_some()) {
        "capture"
    } else {
        return None;
    };
    FORMS.iter().find(|form| form.name == name)
}

/// The lines of a head that are not blank.
fn lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    head.strip_prefix(BOM)
        .unwrap_or(head)
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii_end)
        .filter(|line| !line.is_empty())
}

/// Whether the line ends of what the client says mean something, so that an LF alone is one: its commands end with CRLF. In a
/// terminal the server's lines have it and typed ones do not, which says nothing of what was sent.
fn keeps_line_ends(input: &[u8], commands: impl Iterator<Item = End>) -> bool {
    let mut any = false;
    for end in commands.take(MAX_LOOKED_AT) {
        match end {
            End::CrLf => any = true,
            End::Lf => return false,
            End::Assumed | End::Missing => {}
        }
    }
    // Without a command nothing speaks against it.
    any || memchr::memmem::find(input, b"\r\n").is_some()
}
