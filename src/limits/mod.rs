//! Limits on what is taken from an input: every one with its reason, and applied before the work that it bounds.
//!
//! What a limit leaves out is said: as damage, in the report, or by an error that tells how to go on. [`LIMITS`] lists them
//! for documents. How long a word of one grammar may be (the name of an entity, a label of DNS, the comment of a time zone)
//! stands with the grammar.

/// Declares limits, each as `NAME: type = how many, "what happens beyond";` under its reason, and lists them in `TABLE`.
macro_rules! limits {
    ($($(#[doc = $why:literal])+ $name:ident: $kind:ty = $most:expr, $beyond:literal;)+) => {
        $($(#[doc = $why])+ pub const $name: $kind = $most;)+

        /// All of them.
        pub(super) const TABLE: &[super::Limit] = &[$(super::Limit {
            name: stringify!($name),
            most: $name as u64,
            why: &[$($why),+],
            beyond: $beyond,
        }),+];
    };
}
use limits;

use std::fmt::Write;

mod archive;
mod auth;
mod body;
mod dns;
mod indicators;
mod message;
mod redact;
mod repair;
mod results;
mod rules;
mod scan;
mod serve;
mod session;
mod shown;
mod spf;

pub use archive::*;
pub use auth::*;
pub use body::*;
pub use dns::*;
pub use indicators::*;
pub use message::*;
pub use redact::*;
pub use repair::*;
pub use results::*;
pub use rules::*;
pub use scan::*;
pub use serve::*;
pub use session::*;
pub use shown::*;
pub use spf::*;

/// RFC 8301 section 3.2: verifiers must not accept RSA keys below this many bits.
pub const MIN_RSA_BITS: usize = 1024;

/// RFC 8301 section 3.2: signers should use RSA keys of at least this many bits.
pub const GOOD_RSA_BITS: usize = 2048;

/// Backwards steps up to this are two clocks that differ, not evidence: of 7,907 messages, 41 have
/// a larger one. In milliseconds.
pub const SKEW_MS: i64 = 60_000;

/// A limit as documents show it.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Its name in the source.
    pub name: &'static str,
    /// How many.
    pub most: u64,
    /// What is bounded, and why so, in the lines of the source.
    why: &'static [&'static str],
    /// What happens with more.
    pub beyond: &'static str,
}

impl Limit {
    /// What is bounded, and why so.
    pub fn why(&self) -> String {
        let lines: Vec<&str> = self.why.iter().map(|line| line.trim()).collect();
        lines.join(" ")
    }
}

/// All limits as a table in Markdown: the one of `docs/security.md`.
pub fn markdown() -> String {
    let mut out = String::new();
    for group in LIMITS {
        let _ = writeln!(out, "\n### {}\n", group.about.trim_end_matches('.'));
        out.push_str(
            "| limit | most | what is bounded, and why | beyond it |\n|---|--:|---|---|\n",
        );
        for limit in group.limits {
            let Limit {
                name, most, beyond, ..
            } = limit;
            let (most, why) = (grouped(*most), limit.why());
            let _ = writeln!(out, "| `{name}` | {most} | {why} | {beyond} |");
        }
    }
    out
}

/// A number with commas between its thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Limits on one matter.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What they bound.
    pub about: &'static str,
    pub limits: &'static [Limit],
}

/// All of them.
pub const LIMITS: &[Group] = &[
    Group {
        about: "Limits on an input, its header and its addresses.",
        limits: message::TABLE,
    },
    Group {
        about: "Limits on mailboxes, archives and exports.",
        limits: archive::TABLE,
    },
    Group {
        about: "Limits on results that others reported.",
        limits: results::TABLE,
    },
    Group {
        about: "Limits on parts, attachments and links.",
        limits: body::TABLE,
    },
    Group {
        about: "Limits on signatures, keys and policies.",
        limits: auth::TABLE,
    },
    Group {
        about: "Limits on one SPF check.",
        limits: spf::TABLE,
    },
    Group {
        about: "Limits on the search for the message that was signed. The search also has a budget of hashed bytes.",
        limits: repair::TABLE,
    },
    Group {
        about: "Limits on SMTP sessions and the secrets in them.",
        limits: session::TABLE,
    },
    Group {
        about: "Limits on a scan of many messages.",
        limits: scan::TABLE,
    },
    Group {
        about: "Limits on requests to a server.",
        limits: serve::TABLE,
    },
    Group {
        about: "Limits on indicators.",
        limits: indicators::TABLE,
    },
    Group {
        about: "Limits on rules of a team.",
        limits: rules::TABLE,
    },
    Group {
        about: "Limits on redaction.",
        limits: redact::TABLE,
    },
    Group {
        about: "Limits on queries to DNS and registries, and on their answers.",
        limits: dns::TABLE,
    },
    Group {
        about: "Limits on what is shown of one item. Each format states its own limits on lists.",
        limits: shown::TABLE,
    },
];
