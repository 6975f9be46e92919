//! The registered words: IANA's "Email Authentication Parameters", and the words of the field beside them.
//!
//! One table each for methods, results and properties; reading and explaining both use them.

#[derive(Clone, Copy, Debug)]
pub struct MethodRow {
    /// As it stands before the `=`.
    pub method: &'static str,
    /// The results that are registered for it; empty for a method that is not registered.
    pub results: &'static [&'static str],
    /// What it checks.
    pub meaning: &'static str,
    /// Where it is defined.
    pub reference: &'static str,
}

/// A result word.
#[derive(Clone, Copy, Debug)]
pub struct ResultRow {
    /// The word, in lower case.
    pub result: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// Where it is defined.
    pub reference: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub struct PropertyRow {
    /// Its full name, in lower case.
    pub property: &'static str,
    /// What its value is.
    pub meaning: &'static str,
    /// Where it is defined.
    pub reference: &'static str,
}

const MICROSOFT: &str = "Microsoft, \"Anti-spam message headers\"";

const fn method(
    method: &'static str,
    results: &'static [&'static str],
    meaning: &'static str,
    reference: &'static str,
) -> MethodRow {
    MethodRow {
        method,
        results,
        meaning,
        reference,
    }
}

const SPF_RESULTS: &[&str] = &[
    "none",
    "pass",
    "fail",
    "softfail",
    "neutral",
    "policy",
    "temperror",
    "permerror",
];
const PLAIN_RESULTS: &[&str] = &["none", "pass", "fail", "temperror", "permerror"];
const SIGNATURE_RESULTS: &[&str] = &[
    "none",
    "pass",
    "fail",
    "policy",
    "neutral",
    "temperror",
    "permerror",
];

/// The methods, registered ones first.
#[rustfmt::skip]
pub const METHODS: &[MethodRow] = &[
    method("spf", SPF_RESULTS, "whether the client may send for the envelope sender's or HELO domain", "RFC 7208"),
    method("dkim", SIGNATURE_RESULTS, "whether a domain's signature over header and body verifies", "RFC 6376"),
    method("dmarc", PLAIN_RESULTS, "whether SPF or DKIM passed for the domain of From", "RFC 9989"),
    method("arc", &["none", "pass", "fail"], "whether the ARC chain of earlier hops is valid", "RFC 8617"),
    method("auth", PLAIN_RESULTS, "whether the client logged in (SMTP AUTH)", "RFC 4954"),
    method("iprev", &["pass", "fail", "temperror", "permerror"], "whether the client has forward-confirmed reverse DNS (FCrDNS)", "RFC 8601 section 3"),
    method("sender-id", SPF_RESULTS, "Microsoft's Sender ID, obsolete", "RFC 4406"),
    method("domainkeys", SIGNATURE_RESULTS, "Yahoo's DomainKeys, replaced by DKIM", "RFC 4870"),
    method("dkim-adsp", &["none", "pass", "unknown", "fail", "discard", "nxdomain", "temperror", "permerror"], "Author Domain Signing Practices, obsolete", "RFC 5617"),
    method("dkim-atps", PLAIN_RESULTS, "whether the author's domain authorizes the third-party signer", "RFC 6541"),
    method("dnswl", &["pass", "none", "temperror", "permerror"], "whether the client is on a DNS allowlist", "RFC 8904"),
    method("rrvs", &["none", "pass", "fail", "unknown", "temperror", "permerror"], "whether the recipient has had the address since a given time", "RFC 7293"),
    method("smime", SIGNATURE_RESULTS, "whether an S/MIME signature verifies", "RFC 7281"),
    method("vbr", PLAIN_RESULTS, "whether a certifier vouches for the sender", "RFC 6212"),
    method("compauth", &[], "Microsoft's composite authentication: SPF, DKIM, DMARC and sender reputation", MICROSOFT),
    method("bimi", &[], "whether a brand logo may be shown (BIMI)", "draft-brand-indicators-for-message-identification"),
    method("dara", &[], "Google's check of where a list got the message", "undocumented"),
];

const fn result(result: &'static str, meaning: &'static str, reference: &'static str) -> ResultRow {
    ResultRow {
        result,
        meaning,
        reference,
    }
}

const RFC: &str = "RFC 8601 section 2.7";

/// The result words, registered ones first.
#[rustfmt::skip]
pub const RESULTS: &[ResultRow] = &[
    result("none", "there was nothing to check: no record, no signature", RFC),
    result("pass", "the check passed", RFC),
    result("fail", "the check failed", RFC),
    result("softfail", "SPF: probably not authorized (`~all`)", "RFC 8601 section 2.7.2"),
    result("neutral", "the check gives no result either way", RFC),
    result("policy", "valid, but not accepted by the receiver's local policy", RFC),
    result("temperror", "a temporary error, usually in DNS, prevented the check", RFC),
    result("permerror", "a permanent error: the record, key or signature is invalid", RFC),
    result("discard", "ADSP: the domain asked receivers to discard such mail", "RFC 5617"),
    result("nxdomain", "ADSP: the author's domain does not exist", "RFC 5617"),
    result("unknown", "ADSP: the domain signs some of its mail", "RFC 5617"),
    result("hardfail", "an old name for fail", "RFC 5451"),
    result("bestguesspass", "no DMARC record; a typical one would have passed", MICROSOFT),
    result("softpass", "compauth: passed on sender reputation, not on authentication", MICROSOFT),
    result("timeout", "DNS did not answer in time", MICROSOFT),
    result("skipped", "not checked", "the field"),
    result("success", "another name for pass", "the field"),
    result("good", "another name for pass", "the field"),
    result("bad", "another name for fail", "the field"),
    result("error", "could not be checked", "the field"),
    result("invalid", "Exim and rspamd: the signature or its key cannot be used", "the field"),
    result("permfail", "an old name for permerror", "RFC 4871"),
    result("tempfail", "an old name for temperror", "RFC 4871"),
    result("dkim_pass", "Yahoo's name for pass", "the field"),
];

const fn property(
    property: &'static str,
    meaning: &'static str,
    reference: &'static str,
) -> PropertyRow {
    PropertyRow {
        property,
        meaning,
        reference,
    }
}

#[rustfmt::skip]
pub const PROPERTIES: &[PropertyRow] = &[
    property("smtp.mailfrom", "the envelope sender or its domain", "RFC 8601 section 2.7.2"),
    property("smtp.helo", "the client's HELO or EHLO name", "RFC 8601 section 2.7.2"),
    property("smtp.auth", "the user who logged in", "RFC 8601 section 2.7.4"),
    property("smtp.remote-ip", "the client's address", "RFC 8617 section 10.2"),
    property("smtp.client-ip", "the client's address", "the field"),
    property("smtp.rcptto", "the envelope recipient", "RFC 7293"),
    property("smtp.rcpttodomain", "the domain of the recipient", MICROSOFT),
    property("header.d", "DKIM: the signing domain", "RFC 8601 section 2.7.1"),
    property("header.i", "DKIM: the signing user or agent", "RFC 8601 section 2.7.1"),
    property("header.b", "DKIM: the first characters of the signature, which tell signatures apart", "RFC 6008"),
    property("header.a", "DKIM: the algorithm", "RFC 8601 section 2.7.1"),
    property("header.s", "DKIM: the selector of the key", "RFC 8601 section 2.7.1"),
    property("header.from", "the domain of From", "RFC 9989"),
    property("header.sender", "the address in Sender", "RFC 8601 section 2.7.2"),
    property("header.oldest-pass", "ARC: the lowest instance whose message signature still verifies", "RFC 8617 section 10.2"),
    property("arc.chain", "ARC: the domains that sealed", "RFC 8617 section 10.2"),
    property("policy.dmarc", "the DMARC policy that was applied", "RFC 7489"),
    property("policy.iprev", "the client's address", "RFC 8601 section 2.7.3"),
    property("policy.ip", "DNSWL: the list's answer", "RFC 8904"),
    property("policy.txt", "DNSWL: the list's text", "RFC 8904"),
    property("dns.zone", "DNSWL: the list's zone", "RFC 8904"),
    property("dns.sec", "whether DNSSEC held", "RFC 8904"),
    property("action", "what the receiver did because of DMARC: none, oreject (rejected by policy, delivered as junk all the same), pct.quarantine, pct.reject, permerror, temperror", MICROSOFT),
];

fn row(method: &str) -> Option<&'static MethodRow> {
    METHODS.iter().find(|row| row.method == method)
}

/// Whether a method (in lower case) is one that is known here, registered or a vendor's.
pub(super) fn is_method(method: &str) -> bool {
    row(method).is_some()
}

/// Whether results are registered for a method; not so for a vendor's own.
pub(super) fn has_results(method: &str) -> bool {
    row(method).is_some_and(|row| !row.results.is_empty())
}

/// Whether a word, in any case, is a result of some method.
pub(super) fn is_result_word(word: &[u8]) -> bool {
    RESULTS
        .iter()
        .any(|row| row.result.as_bytes().eq_ignore_ascii_case(word))
}

/// Whether a result is registered for a method; both in lower case.
pub fn is_registered(method: &str, result: &str) -> bool {
    row(method).is_some_and(|row| row.results.contains(&result))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn tables_have_no_duplicates_and_agree() {
        let methods: HashSet<_> = METHODS.iter().map(|row| row.method).collect();
        assert_eq!(methods.len(), METHODS.len());
        let properties: HashSet<_> = PROPERTIES.iter().map(|row| row.property).collect();
        assert_eq!(properties.len(), PROPERTIES.len());
        let results: HashSet<_> = RESULTS.iter().map(|row| row.result).collect();
        assert_eq!(results.len(), RESULTS.len());
        for row in METHODS {
            for result in row.results {
                assert!(results.contains(result), "{} {result}", row.method);
            }
        }
    }
}
