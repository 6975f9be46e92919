//! Limits on what is taken from an input: every one with its reason, and applied before the work that it bounds.
//!
//! What a limit leaves out is said: as damage, in the report, or by an error that tells how to go on. [`LIMITS`] lists them
//! for documents.

/// The most addresses that are asked about. Honest mail has three or four public ones; forged hops are free.
pub const MAX_ADDRESSES: usize = 8;

/// The most domains that are asked about.
pub const MAX_DOMAINS: usize = 8;

/// The most lists that are asked about one message.
pub const MAX_LISTS: usize = 16;

/// RFC 8301 section 3.2: verifiers must not accept RSA keys below this many bits.
pub const MIN_RSA_BITS: usize = 1024;

/// RFC 8301 section 3.2: signers should use RSA keys of at least this many bits.
pub const GOOD_RSA_BITS: usize = 2048;

/// Backwards steps up to this are two clocks that differ, not evidence: of 7,907 messages, 41 have
/// a larger one. In milliseconds.
pub const SKEW_MS: i64 = 60_000;

/// The most bytes that are read of one input. Mail servers commonly refuse messages over 50 MB; this leaves room and
/// keeps memory bounded.
pub const MAX_INPUT: usize = 256 << 20;

/// The most header fields that are read. Genuine mail stays under 1,000; a million would cost memory for nothing.
pub const MAX_FIELDS: usize = 50_000;

/// The most hops that are read. RFC 5321 section 6.3 takes 100 as the sign of a loop; forgers and tests go beyond, and every
/// hop costs memory.
pub const MAX_HOPS: usize = 10_000;

/// How deep parts are followed into others, messages within messages included.
pub const MAX_NESTED: usize = 16;

/// The most attachments that are listed. Genuine mail has a few dozen at most.
pub const MAX_ATTACHMENTS: usize = 100;

/// The most different links that are listed. The longest newsletters have some 300.
pub const MAX_LINKS: usize = 500;

/// The largest message that is redacted, in bytes. Every text in it is read a dozen times over; mail servers refuse what
/// is larger.
pub const MAX_REDACTED: usize = 64 << 20;

/// The most texts of one kind (addresses, names, local parts, identifiers) that are protected. Each is looked for in
/// dozens of forms; a message that names more recipients was not sent to one person who complains.
pub const MAX_PROTECTED: usize = 2000;

/// The most octets of a domain name as it is written (RFC 1035 section 2.3.4: 255 on the wire). What is longer is no name
/// that DNS could know, and is compared with none.
pub const MAX_NAME: usize = 253;

/// The most bytes of a Content-Type or Content-Disposition field of a part that are read. A file name of 255 letters takes
/// 2,300 bytes in its longest coding (RFC 2231).
pub const MAX_TYPE_FIELD: usize = 4096;

/// The most lines that begin with `--`, as delimiters of parts do, that the reader of parts is given. Genuine mail has some
/// hundred parts.
pub const MAX_DELIMITERS: usize = 20_000;

/// The most messages within messages, at one level, that the reader of parts is given: a digest has some hundred.
pub const MAX_MESSAGES: usize = 2000;

/// The most bytes of one protected text that are looked for in one piece; of a longer one all pieces are. RFC 5321 section
/// 4.5.3.1 admits 64 in front of the `@` and 255 behind it.
pub const MAX_NEEDLE: usize = 256;

/// The most bytes of all protected texts in all their spellings. Each costs some 50 bytes of memory.
pub const MAX_NEEDLES: usize = 8 << 20;

/// The most bytes of one secret of a session that are looked for in one piece; of a longer one all pieces are.
pub const MAX_SECRET: usize = 1024;

/// The most bytes of a session's secrets in all their forms. With more, every text that could hold one is left out.
pub const MAX_SECRETS: usize = 1 << 20;

/// The most bytes of a list of tags (RFC 6376 section 3.2) that is read. A signature over a hundred fields by a key of 16,384
/// bits has 6,000.
pub const MAX_TAGS: usize = 256 << 10;

/// The most bytes of a place in the header that are shown with a finding.
pub const MAX_EXCERPT: usize = 2000;

/// The most bytes of the header that are shown with findings under them.
pub const MAX_ANNOTATED: usize = 256 << 10;

/// A limit as documents show it.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What is bounded.
    pub what: &'static str,
    /// How many.
    pub most: usize,
    /// What happens with more.
    pub beyond: &'static str,
}

/// All of them.
pub const LIMITS: &[Limit] = &[
    Limit {
        what: "bytes of an input",
        most: MAX_INPUT,
        beyond: "the rest is not read; damage `too-large`",
    },
    Limit {
        what: "header fields",
        most: MAX_FIELDS,
        beyond: "the rest counts as body; damage `too-many-fields`",
    },
    Limit {
        what: "octets of a domain name that is compared with others",
        most: MAX_NAME,
        beyond: "it is compared with none: DNS knows no such name",
    },
    Limit {
        what: "bytes of a part's Content-Type or Content-Disposition",
        most: MAX_TYPE_FIELD,
        beyond: "the rest is not read; `body.cut`",
    },
    Limit {
        what: "lines that may be delimiters of parts",
        most: MAX_DELIMITERS,
        beyond: "what follows is not looked at; `body.cut`",
    },
    Limit {
        what: "messages within a message",
        most: MAX_MESSAGES,
        beyond: "what follows is not looked at; `body.cut`",
    },
    Limit {
        what: "parts and messages within each other",
        most: MAX_NESTED,
        beyond: "what lies deeper is not looked at; `body.cut`, and the leak check says so",
    },
    Limit {
        what: "attachments that are listed",
        most: MAX_ATTACHMENTS,
        beyond: "`body.attachments_left_out` counts them",
    },
    Limit {
        what: "links that are listed",
        most: MAX_LINKS,
        beyond: "`body.links_left_out` counts them",
    },
    Limit {
        what: "bytes of a DKIM or ARC signature or a key record",
        most: MAX_TAGS,
        beyond: "it is not read, and said to be too long",
    },
    Limit {
        what: "hops",
        most: MAX_HOPS,
        beyond: "the rest is not read",
    },
    Limit {
        what: "bytes of a message that is redacted",
        most: MAX_REDACTED,
        beyond: "an error that says to cut off attachments",
    },
    Limit {
        what: "protected texts of a kind",
        most: MAX_PROTECTED,
        beyond: "an error that says to protect fewer",
    },
    Limit {
        what: "bytes of a protected text that are looked for in one piece",
        most: MAX_NEEDLE,
        beyond: "its pieces are looked for, each by itself",
    },
    Limit {
        what: "bytes of all protected texts in all spellings",
        most: MAX_NEEDLES,
        beyond: "an error that says to protect fewer",
    },
    Limit {
        what: "bytes of a session's secret that are looked for in one piece",
        most: MAX_SECRET,
        beyond: "its pieces are looked for, each by itself",
    },
    Limit {
        what: "bytes of a session's secrets in all forms",
        most: MAX_SECRETS,
        beyond: "every text that could hold one is replaced",
    },
    Limit {
        what: "bytes of a place that is shown with a finding",
        most: MAX_EXCERPT,
        beyond: "`…` stands for the rest",
    },
    Limit {
        what: "bytes of the header that are shown with findings under them",
        most: MAX_ANNOTATED,
        beyond: "a line says that the rest is not shown",
    },
];
