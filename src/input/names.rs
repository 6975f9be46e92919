//! Names of header fields, as far as they tell a header from other text.

/// Field names of RFC 5322, the trace and authentication RFCs, and MIME: at least one of them is in any mail.
const MAIL_FIELDS: &[&str] = &[
    "authentication-results",
    "bcc",
    "cc",
    "content-transfer-encoding",
    "content-type",
    "date",
    "delivered-to",
    "dkim-signature",
    "envelope-to",
    "from",
    "in-reply-to",
    "list-id",
    "message-id",
    "mime-version",
    "precedence",
    "received",
    "received-spf",
    "references",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "to",
];

/// Prefixes that only mail's extension fields have.
const MAIL_PREFIXES: &[&str] = &[
    "arc-",
    "resent-",
    "x-ms-",
    "x-received",
    "x-spam",
    "x-original",
    "x-mailer",
];

/// Whether a name is one that only mail has.
pub(super) fn is_mail_field(name: &[u8]) -> bool {
    is_one_of(name, MAIL_FIELDS)
        || MAIL_PREFIXES.iter().any(|prefix| {
            name.get(..prefix.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
        })
}

/// Fields that people write too, when they tell of a message.
const TOLD: &[&str] = &[
    "From", "To", "Cc", "Bcc", "Subject", "Date", "Reply-To", "Sender",
];

/// Whether a field is one that people write too, as in a note or a table above a header.
pub(super) fn is_told(name: &[u8]) -> bool {
    is_one_of(name, TOLD)
}

/// Further fields of mail programs that often follow the author's text.
const OF_PROGRAMS: &[&str] = &[
    "Errors-To",
    "Importance",
    "List-Archive",
    "List-Help",
    "List-Post",
    "List-Subscribe",
    "List-Unsubscribe",
    "Mailing-List",
    "Organization",
    "Priority",
    "Thread-Index",
    "Thread-Topic",
    "User-Agent",
];

/// Whether a name is that of a field, wherever it stands.
pub(super) fn is_known(name: &[u8]) -> bool {
    let begins_with_x = name.len() > 2 && name[..2].eq_ignore_ascii_case(b"X-");
    is_mail_field(name) || begins_with_x || is_one_of(name, OF_PROGRAMS)
}

/// Fields whose value is text of the author's.
const FREE_TEXT: &[&str] = &["Subject", "Comments", "Keywords", "Thread-Topic"];

/// Whether a field's value is the author's text.
pub(super) fn is_free_text(name: &[u8]) -> bool {
    is_one_of(name, FREE_TEXT)
}

/// Fields that are written by programs and have no text in them.
pub(super) const STRUCTURED: &[&str] = &[
    "Received",
    "DKIM-Signature",
    "ARC-Seal",
    "ARC-Message-Signature",
    "ARC-Authentication-Results",
    "Authentication-Results",
    "Received-SPF",
    "Message-ID",
    "Content-Type",
    "Return-Path",
    "Date",
    "MIME-Version",
];

/// Whether a field is written by programs and has no text in it.
pub(super) fn is_structured(name: &[u8]) -> bool {
    is_one_of(name, STRUCTURED)
}

/// Fields of which a message has one (RFC 5322 section 3.6).
const ONCE: &[&str] = &[
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
];

/// The place of a name among those that a message has once.
pub(super) fn once(name: &[u8]) -> Option<usize> {
    ONCE.iter()
        .position(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

/// Whether a field is a signature, or seals one.
pub(super) fn is_signature(name: &[u8]) -> bool {
    // Google's `X-Google-DKIM-Signature` among them.
    [
        &b"DKIM-Signature"[..],
        b"ARC-Seal",
        b"ARC-Message-Signature",
    ]
    .iter()
    .any(|known| {
        let start = name.len().saturating_sub(known.len());
        name[start..].eq_ignore_ascii_case(known)
    })
}

fn is_one_of(name: &[u8], all: &[&str]) -> bool {
    all.iter()
        .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}
