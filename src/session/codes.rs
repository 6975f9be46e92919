//! What replies mean, and what to do about those that refuse: tables that `explain` shows, too.

/// Reply codes: code, meaning, reference.
#[rustfmt::skip]
pub const REPLIES: &[(&str, &str, &str)] = &[
    ("211", "system status, or help", "RFC 5321 section 4.2.3"),
    ("214", "help", "RFC 5321 section 4.2.3"),
    ("220", "the server is ready; after STARTTLS: start TLS now", "RFC 5321 section 4.2.3"),
    ("221", "the server closes the connection", "RFC 5321 section 4.2.3"),
    ("235", "login succeeded", "RFC 4954 section 6"),
    ("250", "done; after DATA: the server has accepted responsibility for the message", "RFC 5321 section 4.2.3"),
    ("251", "the recipient is not local; the server will forward", "RFC 5321 section 4.2.3"),
    ("252", "the recipient cannot be verified, but the message is accepted", "RFC 5321 section 4.2.3"),
    ("334", "the server asks for the next part of the login", "RFC 4954 section 4"),
    ("354", "send the message; end it with a line that has only a dot", "RFC 5321 section 4.2.3"),
    ("421", "the service is not available and the connection is closed: server busy or client throttled", "RFC 5321 section 4.2.3"),
    ("432", "the password must be changed", "RFC 4954 section 6"),
    ("450", "the mailbox is temporarily unavailable; often greylisting: retry later", "RFC 5321 section 4.2.3"),
    ("451", "a local error; try again", "RFC 5321 section 4.2.3"),
    ("452", "insufficient storage, or too many recipients", "RFC 5321 section 4.2.3"),
    ("454", "TLS or login is temporarily not available", "RFC 3207, RFC 4954"),
    ("455", "parameters cannot be accommodated now", "RFC 5321 section 4.2.3"),
    ("500", "the command is not understood", "RFC 5321 section 4.2.3"),
    ("501", "a syntax error in the parameters", "RFC 5321 section 4.2.3"),
    ("502", "the command is not implemented", "RFC 5321 section 4.2.3"),
    ("503", "bad sequence of commands", "RFC 5321 section 4.2.3"),
    ("504", "the parameter is not implemented", "RFC 5321 section 4.2.3"),
    ("521", "the host does not accept mail", "RFC 7504"),
    ("523", "encryption is required", "RFC 5248"),
    ("530", "login (or STARTTLS) is required", "RFC 4954 section 6, RFC 3207"),
    ("534", "the login mechanism is too weak", "RFC 4954 section 6"),
    ("535", "the login failed", "RFC 4954 section 6"),
    ("538", "this login requires encryption", "RFC 4954"),
    ("550", "not accepted: no such mailbox, no permission, or rejected by policy", "RFC 5321 section 4.2.3"),
    ("551", "the recipient is not local; the server does not forward", "RFC 5321 section 4.2.3"),
    ("552", "the mailbox is full or the message too large", "RFC 5321 section 4.2.3"),
    ("553", "the address is not allowed", "RFC 5321 section 4.2.3"),
    ("554", "the transaction failed, or no service here; often a policy rejection", "RFC 5321 section 4.2.3"),
    ("555", "parameters of MAIL or RCPT are not supported", "RFC 5321 section 4.2.3"),
    ("556", "the domain does not accept mail (null MX)", "RFC 7504"),
];

/// Enhanced codes (the IANA registry "SMTP Enhanced Status Codes"), with `X` for the class: code, meaning, reference.
#[rustfmt::skip]
pub const ENHANCED: &[(&str, &str, &str)] = &[
    ("X.0.0", "no further detail", "RFC 3463"),
    ("X.1.0", "another problem with an address", "RFC 3463"),
    ("X.1.1", "no such mailbox", "RFC 3463"),
    ("X.1.2", "no such domain or host", "RFC 3463"),
    ("X.1.3", "the recipient's address is malformed", "RFC 3463"),
    ("X.1.4", "the recipient's address is ambiguous", "RFC 3463"),
    ("X.1.5", "the recipient's address is valid", "RFC 3463"),
    ("X.1.6", "the recipient has moved", "RFC 3463"),
    ("X.1.7", "the sender's address is malformed", "RFC 3463"),
    ("X.1.8", "the sender's domain does not exist", "RFC 3463"),
    ("X.1.9", "the message was relayed to a system that sends no notifications", "RFC 3886"),
    ("X.1.10", "the domain does not accept mail (null MX)", "RFC 7505"),
    ("X.2.0", "another problem with the mailbox", "RFC 3463"),
    ("X.2.1", "the mailbox is disabled", "RFC 3463"),
    ("X.2.2", "the mailbox is full", "RFC 3463"),
    ("X.2.3", "the message is too long", "RFC 3463"),
    ("X.2.4", "a list could not be expanded", "RFC 3463"),
    ("X.3.0", "another problem of the mail system", "RFC 3463"),
    ("X.3.1", "the mail system is full", "RFC 3463"),
    ("X.3.2", "the system does not accept mail now", "RFC 3463"),
    ("X.3.3", "the system does not support what was requested", "RFC 3463"),
    ("X.3.4", "the message is too big for the system", "RFC 3463"),
    ("X.3.5", "the mail system is misconfigured", "RFC 3463"),
    ("X.3.6", "the message was accepted with another priority than requested", "RFC 6710"),
    ("X.4.0", "another network or routing problem", "RFC 3463"),
    ("X.4.1", "the host does not answer", "RFC 3463"),
    ("X.4.2", "the connection was lost", "RFC 3463"),
    ("X.4.3", "a directory, such as DNS, did not answer", "RFC 3463"),
    ("X.4.4", "no route to the domain", "RFC 3463"),
    ("X.4.5", "the mail system is too busy", "RFC 3463"),
    ("X.4.6", "a mail loop", "RFC 3463"),
    ("X.4.7", "the delivery time expired", "RFC 3463"),
    ("X.5.0", "another protocol problem", "RFC 3463"),
    ("X.5.1", "a command out of sequence", "RFC 3463"),
    ("X.5.2", "a syntax error", "RFC 3463"),
    ("X.5.3", "too many recipients", "RFC 3463"),
    ("X.5.4", "a wrong parameter", "RFC 3463"),
    ("X.5.5", "the other side uses another protocol version", "RFC 3463"),
    ("X.5.6", "the login line is too long", "RFC 4954"),
    ("X.6.0", "another content problem", "RFC 3463"),
    ("X.6.1", "the content type is not supported", "RFC 3463"),
    ("X.6.2", "the content would have to be converted, which is not allowed", "RFC 3463"),
    ("X.6.3", "the content would have to be converted, which cannot be done", "RFC 3463"),
    ("X.6.4", "the content was converted with loss", "RFC 3463"),
    ("X.6.5", "the content could not be converted", "RFC 3463"),
    ("X.6.6", "the content is not available", "RFC 4468"),
    ("X.6.7", "non-ASCII addresses are not supported (SMTPUTF8)", "RFC 6531"),
    ("X.6.8", "the reply would need non-ASCII characters (SMTPUTF8)", "RFC 6531"),
    ("X.6.9", "a non-ASCII header cannot be relayed (SMTPUTF8)", "RFC 6531"),
    ("X.6.10", "the same as X.6.8, of an older draft", "RFC 6531"),
    ("X.7.0", "another security problem; often reputation or rate", "RFC 3463"),
    ("X.7.1", "delivery not authorized: rejected by policy", "RFC 3463"),
    ("X.7.2", "the list may not be expanded by this sender", "RFC 3463"),
    ("X.7.3", "a secure message cannot be converted", "RFC 3463"),
    ("X.7.4", "the security feature is not supported", "RFC 3463"),
    ("X.7.5", "a cryptographic failure", "RFC 3463"),
    ("X.7.6", "the algorithm is not supported", "RFC 3463"),
    ("X.7.7", "the message was changed in transit", "RFC 3463"),
    ("X.7.8", "the login failed", "RFC 4954"),
    ("X.7.9", "the login mechanism is too weak", "RFC 4954"),
    ("X.7.10", "encryption is required", "RFC 5248"),
    ("X.7.11", "encryption is required for this login", "RFC 4954"),
    ("X.7.12", "the password must be changed first", "RFC 4954"),
    ("X.7.13", "the account is disabled", "RFC 5248"),
    ("X.7.14", "a trust relationship with another server is required", "RFC 5248"),
    ("X.7.15", "the priority is too low", "RFC 6710"),
    ("X.7.16", "the message is too big for its priority", "RFC 6710"),
    ("X.7.17", "the mailbox has changed owners (RRVS)", "RFC 7293"),
    ("X.7.18", "the domain has changed owners (RRVS)", "RFC 7293"),
    ("X.7.19", "RRVS cannot be checked", "RFC 7293"),
    ("X.7.20", "no DKIM signature passes", "RFC 7372"),
    ("X.7.21", "no DKIM signature that passes is acceptable", "RFC 7372"),
    ("X.7.22", "no valid DKIM signature of the author", "RFC 7372"),
    ("X.7.23", "SPF fails", "RFC 7372"),
    ("X.7.24", "the SPF check had an error", "RFC 7372"),
    ("X.7.25", "the client has no forward-confirmed reverse DNS (FCrDNS)", "RFC 7372"),
    ("X.7.26", "several authentication checks failed; Google: neither SPF nor DKIM passes", "RFC 7372"),
    ("X.7.27", "the sender's domain has a null MX", "RFC 7505"),
    ("X.7.28", "the message looks like part of a mail flood; often a rate limit", "IANA, SMTP Enhanced Status Codes"),
    ("X.7.29", "no ARC chain that validates", "RFC 8617"),
    ("X.7.30", "the sender requires TLS on every hop (REQUIRETLS), which is not available", "RFC 8689"),
    ("X.7.515", "the sending domain does not comply with Outlook.com's rules for high-volume senders", "Microsoft"),
];

/// What to do about a refusal, by its enhanced code (with `X` for the class) or its code; the first row that fits.
#[rustfmt::skip]
const REMEDIES: &[(&str, &str)] = &[
    ("X.1.1", "check the recipient's address: the server knows no such mailbox"),
    ("X.1.2", "check the recipient's domain, and whether its MX can be looked up"),
    ("X.1.3", "correct the syntax of the recipient's address (RFC 5321)"),
    ("X.1.6", "ask the recipient for the new address"),
    ("X.1.7", "correct the syntax of the sender's address (RFC 5321)"),
    ("X.1.8", "give the sender's domain an MX or address record, or use a domain that exists"),
    ("X.1.10", "the domain does not accept mail: use another address"),
    ("X.2.1", "the mailbox is disabled: contact its owner in another way"),
    ("X.2.2", "the mailbox is full: retry when its owner has made room"),
    ("X.2.3", "make the message smaller"),
    ("X.3.1", "try again later: the server's storage is full"),
    ("X.3.2", "try again later: the server does not accept mail now"),
    ("X.3.4", "make the message smaller; SIZE says how large it may be"),
    ("X.4.3", "try again later; the server could not look something up"),
    ("X.4.6", "a loop: look for two servers that forward to each other"),
    ("X.5.1", "send the commands in order: EHLO, MAIL, RCPT, DATA"),
    ("X.5.2", "correct the command's syntax"),
    ("X.5.3", "send to fewer recipients at once"),
    ("X.5.4", "omit the parameter, or use one that the server announced"),
    ("X.6.7", "use an address in ASCII: the server does not know SMTPUTF8"),
    ("X.7.1", "the server's policy forbids it: log in first, or send through a server that relays for you"),
    ("X.7.8", "check user name and password, and whether the account needs an app password"),
    ("X.7.9", "log in with a stronger mechanism"),
    ("X.7.10", "send STARTTLS first"),
    ("X.7.11", "send STARTTLS before AUTH"),
    ("X.7.12", "set a new password first"),
    ("X.7.13", "the account is disabled: ask the server's administrator"),
    ("X.7.23", "list the sending host in the SPF record, or send from a host that is listed"),
    ("X.7.25", "give the sending address forward-confirmed reverse DNS (FCrDNS)"),
    ("X.7.26", "publish SPF for the sending host, or sign with DKIM, for the domain in From"),
    ("X.7.28", "send more slowly"),
    ("421", "connect again later; many connections at once make it worse"),
    ("432", "set a new password first"),
    ("450", "retry in a few minutes: greylisting accepts the second attempt"),
    ("451", "try again later; the error is on the server's side"),
    ("452", "try again later, with fewer recipients"),
    ("454", "try again later; do not continue without TLS"),
    ("455", "try again without the parameter"),
    ("500", "the server does not know the command: check for a typo, or an extension that it did not announce"),
    ("501", "correct the parameters; addresses go in angle brackets"),
    ("502", "omit the command"),
    ("503", "send the commands in order: EHLO, MAIL, RCPT, DATA"),
    ("504", "omit the parameter"),
    ("521", "this host does not accept mail: look up the domain's MX"),
    ("523", "send STARTTLS first"),
    ("530", "log in first, after STARTTLS if the server offers it"),
    ("534", "log in with a stronger mechanism"),
    ("535", "check user name and password, and whether the account needs an app password"),
    ("538", "send STARTTLS before AUTH"),
    ("550", "read the text after the code: no such mailbox, no permission to relay, or a blocklist"),
    ("551", "send to the address in the text"),
    ("552", "make the message smaller, or wait until the mailbox has room"),
    ("553", "correct the address syntax (RFC 5321); some servers accept only their own addresses"),
    ("554", "read the text after the code: a policy or blocklist rejected the message or the host"),
    ("555", "omit the parameters of MAIL or RCPT"),
    ("556", "the domain does not accept mail: use another address"),
];

/// What a reply means: by its enhanced code where that says more, else by its code.
pub fn meaning(code: u16, enhanced: Option<&str>) -> &'static str {
    let by_detail = enhanced
        .filter(|_| code >= 400)
        .and_then(|enhanced| row(ENHANCED, &general(enhanced)));
    by_detail
        .or_else(|| row(REPLIES, &code.to_string()))
        .unwrap_or(match code / 100 {
            2 => "done",
            3 => "the server waits for more",
            4 => "temporary failure: the client may retry",
            _ => "rejected",
        })
}

/// What to do about a refusal; `None` for what is none.
pub fn remedy(code: u16, enhanced: Option<&str>) -> Option<&'static str> {
    if code < 400 {
        return None;
    }
    let find = |wanted: &str| {
        let row = REMEDIES.iter().find(|(code, _)| *code == wanted)?;
        Some(row.1)
    };
    let by_code = || find(&code.to_string());
    enhanced
        .and_then(|enhanced| find(&general(enhanced)))
        .or_else(by_code)
        .or(Some(if code < 500 {
            "try again later"
        } else {
            "read the text after the code; a retry will not help"
        }))
}

/// An enhanced code with `X` for its class.
fn general(enhanced: &str) -> String {
    enhanced
        .split_once('.')
        .map_or_else(String::new, |(_, rest)| format!("X.{rest}"))
}

fn row(table: &[(&str, &'static str, &str)], wanted: &str) -> Option<&'static str> {
    let row = table.iter().find(|(code, ..)| *code == wanted)?;
    Some(row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_have_a_remedy_and_others_none() {
        assert!(remedy(550, Some("5.1.1")).is_some_and(|text| text.contains("no such mailbox")));
        assert!(remedy(599, None).is_some());
        assert_eq!(remedy(250, Some("2.0.0")), None);
        assert!(meaning(554, Some("5.7.1")).contains("policy"));
        for (code, _) in REMEDIES {
            let known = REPLIES.iter().chain(ENHANCED).any(|row| row.0 == *code);
            assert!(known, "{code} is explained nowhere");
        }
    }
}
