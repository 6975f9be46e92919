//! What replies mean, and what to do about those that refuse: tables that `explain` shows, too.

/// Reply codes: code, meaning, reference.
#[rustfmt::skip]
pub const REPLIES: &[(&str, &str, &str)] = &[
    ("211", "status of the system, or help", "RFC 5321 section 4.2.3"),
    ("214", "help", "RFC 5321 section 4.2.3"),
    ("220", "the server is ready; also: begin TLS now", "RFC 5321 section 4.2.3"),
    ("221", "the server closes the connection, as asked", "RFC 5321 section 4.2.3"),
    ("235", "log-in succeeded", "RFC 4954 section 6"),
    ("250", "done; behind DATA: the server has taken the responsibility for the mail", "RFC 5321 section 4.2.3"),
    ("251", "the recipient is elsewhere; the server forwards", "RFC 5321 section 4.2.3"),
    ("252", "the recipient cannot be verified, but the mail is taken", "RFC 5321 section 4.2.3"),
    ("334", "the server asks for the next part of the log-in", "RFC 4954 section 4"),
    ("354", "send the mail; end it with a line of one dot", "RFC 5321 section 4.2.3"),
    ("421", "the service is not available now and the connection is closed: busy, or the client is slowed down", "RFC 5321 section 4.2.3"),
    ("432", "the password must be changed", "RFC 4954 section 6"),
    ("450", "the mailbox is not available now; often greylisting: come back later", "RFC 5321 section 4.2.3"),
    ("451", "a local error; try again", "RFC 5321 section 4.2.3"),
    ("452", "not enough room, or too many recipients", "RFC 5321 section 4.2.3"),
    ("454", "TLS or log-in is not available now", "RFC 3207, RFC 4954"),
    ("455", "parameters cannot be accommodated now", "RFC 5321 section 4.2.3"),
    ("500", "the command is not understood", "RFC 5321 section 4.2.3"),
    ("501", "an error in the parameters", "RFC 5321 section 4.2.3"),
    ("502", "the command is not implemented", "RFC 5321 section 4.2.3"),
    ("503", "commands in the wrong order", "RFC 5321 section 4.2.3"),
    ("504", "the parameter is not implemented", "RFC 5321 section 4.2.3"),
    ("521", "the host takes no mail", "RFC 7504"),
    ("523", "encryption is needed", "RFC 5248"),
    ("530", "log-in (or STARTTLS) is needed", "RFC 4954 section 6, RFC 3207"),
    ("534", "the log-in mechanism is too weak", "RFC 4954 section 6"),
    ("535", "the log-in failed", "RFC 4954 section 6"),
    ("538", "this log-in needs encryption", "RFC 4954"),
    ("550", "not taken: no such mailbox, no permission, or refused by policy", "RFC 5321 section 4.2.3"),
    ("551", "the recipient is elsewhere; the server does not forward", "RFC 5321 section 4.2.3"),
    ("552", "too much: the mailbox is full or the mail too large", "RFC 5321 section 4.2.3"),
    ("553", "the address is not allowed", "RFC 5321 section 4.2.3"),
    ("554", "the transaction failed, or: no service here; often a refusal by policy", "RFC 5321 section 4.2.3"),
    ("555", "parameters of MAIL or RCPT are not known", "RFC 5321 section 4.2.3"),
    ("556", "the domain takes no mail (null MX)", "RFC 7504"),
];

/// Enhanced codes (the IANA registry "SMTP Enhanced Status Codes"), with `X` for the class: code, meaning, reference.
#[rustfmt::skip]
pub const ENHANCED: &[(&str, &str, &str)] = &[
    ("X.0.0", "nothing more is known", "RFC 3463"),
    ("X.1.0", "another problem with an address", "RFC 3463"),
    ("X.1.1", "no such mailbox", "RFC 3463"),
    ("X.1.2", "no such domain or host", "RFC 3463"),
    ("X.1.3", "the recipient's address is malformed", "RFC 3463"),
    ("X.1.4", "the recipient's address fits more than one mailbox", "RFC 3463"),
    ("X.1.5", "the recipient's address is valid", "RFC 3463"),
    ("X.1.6", "the recipient has moved", "RFC 3463"),
    ("X.1.7", "the sender's address is malformed", "RFC 3463"),
    ("X.1.8", "the sender's domain does not exist", "RFC 3463"),
    ("X.1.9", "the mail was handed to a system that sends no notifications", "RFC 3886"),
    ("X.1.10", "the domain takes no mail (null MX)", "RFC 7505"),
    ("X.2.0", "another problem with the mailbox", "RFC 3463"),
    ("X.2.1", "the mailbox is disabled", "RFC 3463"),
    ("X.2.2", "the mailbox is full", "RFC 3463"),
    ("X.2.3", "the message is too long", "RFC 3463"),
    ("X.2.4", "a list could not be expanded", "RFC 3463"),
    ("X.3.0", "another problem of the mail system", "RFC 3463"),
    ("X.3.1", "the mail system is full", "RFC 3463"),
    ("X.3.2", "the system takes no mail now", "RFC 3463"),
    ("X.3.3", "the system cannot do what was asked", "RFC 3463"),
    ("X.3.4", "the message is too big for the system", "RFC 3463"),
    ("X.3.5", "the mail system is set up wrongly", "RFC 3463"),
    ("X.3.6", "the mail was taken with another priority than was asked for", "RFC 6710"),
    ("X.4.0", "another problem of network or routing", "RFC 3463"),
    ("X.4.1", "the host does not answer", "RFC 3463"),
    ("X.4.2", "the connection broke", "RFC 3463"),
    ("X.4.3", "a directory, such as DNS, did not answer", "RFC 3463"),
    ("X.4.4", "no route to the domain", "RFC 3463"),
    ("X.4.5", "the mail system is too busy", "RFC 3463"),
    ("X.4.6", "a loop of mail", "RFC 3463"),
    ("X.4.7", "the delivery took too long", "RFC 3463"),
    ("X.5.0", "another problem of the protocol", "RFC 3463"),
    ("X.5.1", "a command in the wrong place", "RFC 3463"),
    ("X.5.2", "an error of syntax", "RFC 3463"),
    ("X.5.3", "too many recipients", "RFC 3463"),
    ("X.5.4", "a wrong parameter", "RFC 3463"),
    ("X.5.5", "the other side speaks another version of the protocol", "RFC 3463"),
    ("X.5.6", "the line of the log-in is too long", "RFC 4954"),
    ("X.6.0", "another problem of the content", "RFC 3463"),
    ("X.6.1", "the kind of content is not supported", "RFC 3463"),
    ("X.6.2", "the content would have to be converted, which is not allowed", "RFC 3463"),
    ("X.6.3", "the content would have to be converted, which cannot be done", "RFC 3463"),
    ("X.6.4", "the content was converted and lost something", "RFC 3463"),
    ("X.6.5", "the content could not be converted", "RFC 3463"),
    ("X.6.6", "the content cannot be had", "RFC 4468"),
    ("X.6.7", "addresses beyond ASCII are not supported (SMTPUTF8)", "RFC 6531"),
    ("X.6.8", "the reply would need characters beyond ASCII (SMTPUTF8)", "RFC 6531"),
    ("X.6.9", "a header beyond ASCII cannot be passed on (SMTPUTF8)", "RFC 6531"),
    ("X.6.10", "the same as X.6.8, of an older draft", "RFC 6531"),
    ("X.7.0", "another problem of security; often reputation or rate", "RFC 3463"),
    ("X.7.1", "delivery is not allowed: refused by policy", "RFC 3463"),
    ("X.7.2", "the list may not be expanded by this sender", "RFC 3463"),
    ("X.7.3", "a secure message cannot be converted", "RFC 3463"),
    ("X.7.4", "the security feature is not supported", "RFC 3463"),
    ("X.7.5", "a secret for cryptography failed", "RFC 3463"),
    ("X.7.6", "the algorithm is not supported", "RFC 3463"),
    ("X.7.7", "the message was changed on the way", "RFC 3463"),
    ("X.7.8", "the log-in failed", "RFC 4954"),
    ("X.7.9", "the log-in mechanism is too weak", "RFC 4954"),
    ("X.7.10", "encryption is needed", "RFC 5248"),
    ("X.7.11", "encryption is needed for this log-in", "RFC 4954"),
    ("X.7.12", "the password must be changed first", "RFC 4954"),
    ("X.7.13", "the account is disabled", "RFC 5248"),
    ("X.7.14", "a relationship of trust with another server is needed", "RFC 5248"),
    ("X.7.15", "the priority is too low", "RFC 6710"),
    ("X.7.16", "the mail is too big for its priority", "RFC 6710"),
    ("X.7.17", "the mailbox has another owner since (RRVS)", "RFC 7293"),
    ("X.7.18", "the domain has another owner since (RRVS)", "RFC 7293"),
    ("X.7.19", "RRVS cannot be checked", "RFC 7293"),
    ("X.7.20", "no DKIM signature passes", "RFC 7372"),
    ("X.7.21", "no DKIM signature that passes is acceptable", "RFC 7372"),
    ("X.7.22", "no valid DKIM signature of the author", "RFC 7372"),
    ("X.7.23", "SPF fails", "RFC 7372"),
    ("X.7.24", "the SPF check had an error", "RFC 7372"),
    ("X.7.25", "the client's address has no name, or one that does not point back (reverse DNS)", "RFC 7372"),
    ("X.7.26", "several authentication checks failed; Google: neither SPF nor DKIM passes", "RFC 7372"),
    ("X.7.27", "the sender's domain has a null MX", "RFC 7505"),
    ("X.7.28", "the mail looks like part of a flood; often a limit on the rate of mail", "IANA, SMTP Enhanced Status Codes"),
    ("X.7.29", "no ARC chain that validates", "RFC 8617"),
    ("X.7.30", "the sender asked for TLS all the way (REQUIRETLS), which is not to be had", "RFC 8689"),
    ("X.7.515", "the sending domain does not meet Outlook.com's rules for senders of much mail", "Microsoft"),
];

/// What to do about a refusal, by its enhanced code (with `X` for the class) or its code; the first row that fits.
#[rustfmt::skip]
const REMEDIES: &[(&str, &str)] = &[
    ("X.1.1", "check the recipient's address: the server knows no such mailbox"),
    ("X.1.2", "check the recipient's domain, and whether its MX can be looked up"),
    ("X.1.3", "write the recipient's address as RFC 5321 wants it"),
    ("X.1.6", "ask the recipient for the new address"),
    ("X.1.7", "write the sender's address as RFC 5321 wants it"),
    ("X.1.8", "give the sender's domain an MX or address record, or use a domain that exists"),
    ("X.1.10", "the domain takes no mail at all: use another address"),
    ("X.2.1", "the mailbox is disabled: reach its owner in another way"),
    ("X.2.2", "the mailbox is full: try again when its owner has made room"),
    ("X.2.3", "make the message smaller"),
    ("X.3.1", "try again later: the server's disk is full"),
    ("X.3.2", "try again later: the server takes no mail now"),
    ("X.3.4", "make the message smaller; SIZE says how large it may be"),
    ("X.4.3", "try again later; the server could not look something up"),
    ("X.4.6", "a loop: look for two servers that forward to each other"),
    ("X.5.1", "send the commands in their order: EHLO, MAIL, RCPT, DATA"),
    ("X.5.2", "mend the command's syntax"),
    ("X.5.3", "send to fewer recipients at once"),
    ("X.5.4", "leave out the parameter, or offer what the server announced"),
    ("X.6.7", "use an address in ASCII: the server does not know SMTPUTF8"),
    ("X.7.1", "the server's policy forbids it: log in first, or send through a server that may relay for you"),
    ("X.7.8", "check user name and password, and whether the account needs a password of its own for this program"),
    ("X.7.9", "log in with a stronger mechanism"),
    ("X.7.10", "send STARTTLS first"),
    ("X.7.11", "send STARTTLS before AUTH"),
    ("X.7.12", "set a new password first"),
    ("X.7.13", "the account is disabled: ask who runs the server"),
    ("X.7.23", "list the sending host in the SPF record, or send from a host that is listed"),
    ("X.7.25", "give the sending address a name in reverse DNS that points back to it"),
    ("X.7.26", "publish SPF for the sending host, or sign with DKIM, for the domain in From"),
    ("X.7.28", "send more slowly"),
    ("421", "connect again later; many connections at once make it worse"),
    ("432", "set a new password first"),
    ("450", "try again in some minutes: greylisting lets the second attempt pass"),
    ("451", "try again later; the fault is the server's"),
    ("452", "try again later, with fewer recipients"),
    ("454", "try again later; do not go on without TLS"),
    ("455", "try again without the parameter"),
    ("500", "the server does not know the command: look for a typing error, or for an extension that it did not announce"),
    ("501", "mend the parameters; an address stands in angle brackets"),
    ("502", "do without the command"),
    ("503", "send the commands in their order: EHLO, MAIL, RCPT, DATA"),
    ("504", "leave out the parameter"),
    ("521", "this host takes no mail: ask DNS for the domain's MX"),
    ("523", "send STARTTLS first"),
    ("530", "log in first, after STARTTLS if the server offers it"),
    ("534", "log in with a stronger mechanism"),
    ("535", "check user name and password, and whether the account needs a password of its own for this program"),
    ("538", "send STARTTLS before AUTH"),
    ("550", "read the text behind the code: no such mailbox, no permission to relay, or a block list"),
    ("551", "send to the address that the text names"),
    ("552", "make the message smaller, or wait until the mailbox has room"),
    ("553", "write the address as RFC 5321 wants it; some servers take only addresses of their own"),
    ("554", "read the text behind the code: a policy or a block list refused the mail or the host"),
    ("555", "leave out the parameters of MAIL or RCPT"),
    ("556", "the domain takes no mail at all: use another address"),
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
            4 => "not now: the client may try again",
            _ => "refused",
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
            "read the text behind the code; trying again changes nothing"
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
