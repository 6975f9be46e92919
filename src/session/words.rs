//! Commands of SMTP, keywords of its extensions, and mechanisms of its log-in: one table for the ladder and for `explain`.

/// A word of SMTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, in capitals.
    pub term: &'static str,
    /// How it is written; empty for keywords that stand alone.
    pub syntax: &'static str,
    pub meaning: &'static str,
    /// Where that is defined.
    pub reference: &'static str,
}

const fn word(
    term: &'static str,
    syntax: &'static str,
    meaning: &'static str,
    reference: &'static str,
) -> Word {
    Word {
        term,
        syntax,
        meaning,
        reference,
    }
}

#[rustfmt::skip]
pub const WORDS: &[Word] = &[
    word("HELO", "HELO name", "the client announces its name, without extensions. The name is client-supplied (unverified)", "RFC 5321 section 4.1.1.1"),
    word("EHLO", "EHLO name", "the client announces its name and asks for extensions. The name is client-supplied (unverified)", "RFC 5321 section 4.1.1.1"),
    word("LHLO", "LHLO name", "EHLO of LMTP", "RFC 2033"),
    word("MAIL FROM", "MAIL FROM:<address> [parameters]", "begins a transaction and names the envelope sender, which SPF checks", "RFC 5321 section 4.1.1.2"),
    word("RCPT TO", "RCPT TO:<address> [parameters]", "names a recipient; it need not be in To", "RFC 5321 section 4.1.1.3"),
    word("DATA", "DATA, then the message, then a line with only a dot", "the message follows, header and body", "RFC 5321 section 4.1.1.4"),
    word("BDAT", "BDAT bytes [LAST]", "the message follows in chunks of a stated length (CHUNKING)", "RFC 3030"),
    word("RSET", "RSET", "resets the transaction", "RFC 5321 section 4.1.1.5"),
    word("VRFY", "VRFY name", "asks whether a mailbox exists; most servers do not disclose it", "RFC 5321 section 4.1.1.6"),
    word("EXPN", "EXPN list", "asks who is on a list; most servers do not disclose it", "RFC 5321 section 4.1.1.7"),
    word("HELP", "HELP [command]", "asks which commands the server knows", "RFC 5321 section 4.1.1.8"),
    word("NOOP", "NOOP", "does nothing", "RFC 5321 section 4.1.1.9"),
    word("QUIT", "QUIT", "ends the session", "RFC 5321 section 4.1.1.10"),
    word("STARTTLS", "STARTTLS", "starts TLS within the session; the extension is offered in cleartext, so an attacker on the network path can strip it", "RFC 3207"),
    word("AUTH", "AUTH mechanism [initial response]", "logs in; the keyword lists the mechanisms", "RFC 4954"),
    word("ETRN", "ETRN domain", "asks a server to send queued mail for a domain", "RFC 1985"),
    word("ATRN", "ATRN domains", "asks a server to send queued mail for a domain over the same connection, after login", "RFC 2645"),
    word("TURN", "TURN", "swaps client and server; obsolete, because the client is not authenticated", "RFC 5321 appendix F.1"),
    word("SEND", "SEND FROM:<address>", "delivers to a terminal; obsolete, as are SOML and SAML", "RFC 5321 appendix F.6"),
    word("BURL", "BURL url [LAST]", "submits a message from an IMAP store", "RFC 4468"),
    word("XCLIENT", "XCLIENT ADDR=address NAME=name …", "Postfix: a trusted proxy names the real client", "Postfix, XCLIENT_README"),
    word("XFORWARD", "XFORWARD ADDR=address NAME=name …", "Postfix: a filter forwards the client's identity for logging", "Postfix, XFORWARD_README"),
    word("PROXY", "PROXY TCP4 client server port port", "a load balancer names the real client before the session", "HAProxy, PROXY protocol"),
    word("PIPELINING", "", "several commands may be sent without waiting", "RFC 2920"),
    word("SIZE", "SIZE bytes", "the largest accepted message in bytes; with MAIL, the size of this message", "RFC 1870"),
    word("8BITMIME", "", "8-bit text bodies are accepted", "RFC 6152"),
    word("SMTPUTF8", "", "non-ASCII addresses and headers are accepted", "RFC 6531"),
    word("DSN", "", "delivery notifications can be asked for", "RFC 3461"),
    word("ENHANCEDSTATUSCODES", "", "replies carry codes such as 5.7.1", "RFC 2034"),
    word("CHUNKING", "", "BDAT is supported", "RFC 3030"),
    word("BINARYMIME", "", "binary bodies are accepted, with BDAT", "RFC 3030"),
    word("DELIVERBY", "", "a time limit for the delivery can be set", "RFC 2852"),
    word("REQUIRETLS", "", "TLS on every hop can be asked for", "RFC 8689"),
    word("LIMITS", "", "limits on messages and recipients in a session", "RFC 9422"),
    word("MT-PRIORITY", "", "a priority can be given", "RFC 6710"),
    word("FUTURERELEASE", "", "delivery can be deferred", "RFC 4865"),
    word("VERB", "", "Sendmail: verbose mode", "Sendmail"),
    word("XAUTH", "", "a nonstandard form of AUTH for old clients", "the field"),
    word("RRVS", "", "mail can be withheld if the mailbox has changed hands", "RFC 7293"),
    word("NO-SOLICITING", "", "the server does not accept advertising", "RFC 3865"),
    word("CHECKPOINT", "", "an interrupted transfer can be resumed", "RFC 1845"),
    word("PLAIN", "AUTH PLAIN base64(identity NUL user NUL password)", "login with the password itself: base64 hides nothing, so it needs TLS", "RFC 4616"),
    word("LOGIN", "AUTH LOGIN, then user and password in base64", "an older login with the password itself; never standardized; it needs TLS", "draft-murchison-sasl-login"),
    word("CRAM-MD5", "AUTH CRAM-MD5, then user and digest", "login with a digest of the password and a challenge; an eavesdropper can guess the password offline", "RFC 2195"),
    word("DIGEST-MD5", "AUTH DIGEST-MD5", "an obsolete login with digests", "RFC 6331"),
    word("SCRAM-SHA-1", "AUTH SCRAM-SHA-1", "login with mutual proof; the password is never sent", "RFC 5802"),
    word("SCRAM-SHA-256", "AUTH SCRAM-SHA-256", "login with mutual proof; the password is never sent", "RFC 7677"),
    word("XOAUTH2", "AUTH XOAUTH2 base64(user and bearer token)", "Google's and Microsoft's login with a token in place of a password", "Google, XOAUTH2"),
    word("OAUTHBEARER", "AUTH OAUTHBEARER base64(user and bearer token)", "login with a token in place of a password", "RFC 7628"),
    word("EXTERNAL", "AUTH EXTERNAL", "login by the client's TLS certificate", "RFC 4422 appendix A"),
    word("GSSAPI", "AUTH GSSAPI", "login by Kerberos", "RFC 4752"),
    word("NTLM", "AUTH NTLM", "Microsoft's older challenge-response login", "Microsoft, MS-SMTPNTLM"),
    word("ANONYMOUS", "AUTH ANONYMOUS", "anonymous: the client sends only a trace string", "RFC 4505"),
    word("EHLO domain literal", "EHLO [192.0.2.7]", "the client has no name and announces its IP address in brackets", "RFC 5321 section 4.1.3"),
];

/// What a word means, found by its term or by the first word of it.
pub(super) fn meaning(term: &str) -> Option<&'static str> {
    WORDS
        .iter()
        .find(|word| {
            word.term.eq_ignore_ascii_case(term)
                || word
                    .term
                    .split_once(' ')
                    .is_some_and(|(verb, _)| verb.eq_ignore_ascii_case(term))
        })
        .map(|word| word.meaning)
}
