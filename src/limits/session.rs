//! Limits on SMTP sessions and the secrets in them.

super::limits! {
    /// The most bytes of one secret of a session that are searched for in one piece.
    MAX_SECRET: usize = 1024, "it is searched for in pieces";

    /// The most bytes of a session's secrets in all their forms.
    MAX_SECRETS: usize = 1 << 20, "every text that could contain one is replaced";

    /// The most lines of an input that are read: a message of 60 MB in lines of mail's usual length.
    MAX_SESSION_LINES: usize = 1_000_000, "the rest is not read; damage `too-large`";

    /// The most sessions of an input that are read.
    MAX_SESSIONS: usize = 1000, "the rest is not read; damage `too-large`";

    /// The most steps that are kept; what they show is read beyond.
    MAX_STEPS: usize = 20_000, "`left_out` counts the rest; their content is still read";

    /// The most transactions of a session that are read.
    MAX_TRANSACTIONS: usize = 10_000, "the rest belongs to the last session; damage `too-large`";

    /// The most recipients of one transaction that are kept.
    MAX_RECIPIENTS: usize = 10_000, "the rest is not kept; damage `too-large`";

    /// The most messages of one session's input that are reported.
    MAX_SESSION_MESSAGES: usize = 1000, "the rest is not reported; damage `too-large`";

    /// Of a session with several messages, each report shows at most this many steps before the first of them.
    MAX_SESSION_LEAD: usize = 200, "`left_out` counts the rest";

    /// The most attempts to log in that are kept.
    MAX_LOGINS: usize = 1000, "the rest is not listed; damage `too-large`";

    /// The most server challenges in one login that are kept.
    MAX_PROMPTS: usize = 100, "the rest is not kept; client data stay secret";

    /// The most parameters of MAIL or RCPT that are read.
    MAX_PARAMETERS: usize = 32, "the rest is not read; the step shows the line";

    /// The longest identity of a login that is kept, in characters.
    MAX_IDENTITY: usize = 320, "the rest is truncated";

    /// The most sequences that could end a message early that are kept of it.
    MAX_SMUGGLES: usize = 16, "the rest is not kept; the finding needs one";

    /// The most words of a session on one line that are read.
    MAX_WORDS: usize = 100_000, "the rest is not read; damage `too-large`";

    /// The most bytes of a session as JSON that are parsed: the tree takes a multiple of it.
    MAX_JSON: usize = 32 << 20, "the rest is not read; damage `too-large`";

    /// How deep a step of a session may be nested in truncated JSON.
    MAX_JSON_DEPTH: usize = 8, "truncated input is read up to the previous step";

    /// The longest time of a step in JSON, in bytes: each line of the step has it.
    MAX_STEP_TIME: usize = 64, "it is no time";

    /// The most processes of a log whose sessions are separated.
    MAX_PROCESSES: usize = 1000, "the rest is not read; damage `too-large`";

    /// The most commands whose line ends are examined.
    MAX_LOOKED_AT: usize = 1000, "the rest is assumed to be like them";

    /// The longest line of a session that is kept, in characters; RFC 5321 section 4.5.3.1 allows 512 bytes.
    MAX_LINE_KEPT: usize = 1000, "`…` stands for the rest";

    /// The longest note that is kept, in characters: free text may contain anything.
    MAX_NOTE: usize = 120, "the rest is truncated";

    /// How often percent-encoding is undone: a link within a link within a link.
    MAX_PERCENT: usize = 3, "a secret encoded more often is not found";

    /// The most forms of a session's secrets that are searched for.
    MAX_FORMS: usize = 65_536, "every text that could contain one is replaced";
}
