//! What a result means in the words of RFC 8601, in whatever words it is written.

use super::Claim;

/// Words of the field, with their `_` and `-` and the method's name before them taken off, and what they mean for a method;
/// an empty method stands for all. The first row that fits counts. A word that stands nowhere means nothing that can be
/// compared, and neither does `skipped`.
#[rustfmt::skip]
const WORDS: &[(&str, &str, &str)] = &[
    // Microsoft: no record is published, and a usual one would have passed or failed.
    ("", "bestguesspass", "none"),
    ("", "bestguessfail", "none"),
    // Yahoo: the domain asks for nothing.
    ("dmarc", "unknown", "none"),
    ("dmarc", "null", "none"),
    // Some write what the policy asks for in place of the fail that it follows from.
    ("dmarc", "reject", "fail"),
    ("dmarc", "quarantine", "fail"),
    // The drafts before RFC 4408.
    ("spf", "unknown", "permerror"),
    ("", "error", "temperror"),
    ("dkim", "unknown", "neutral"),
    ("", "pass", "pass"),
    ("", "passed", "pass"),
    ("", "success", "pass"),
    ("", "good", "pass"),
    ("", "ok", "pass"),
    ("", "valid", "pass"),
    ("", "verified", "pass"),
    ("", "fail", "fail"),
    ("", "failed", "fail"),
    ("", "failure", "fail"),
    ("", "hardfail", "fail"),
    ("", "reject", "fail"),
    ("", "bad", "fail"),
    ("", "badsig", "fail"),
    ("", "badsignature", "fail"),
    ("", "softfail", "softfail"),
    ("", "neutral", "neutral"),
    ("", "policy", "policy"),
    ("", "none", "none"),
    ("", "nosig", "none"),
    ("", "nosignature", "none"),
    ("", "unsigned", "none"),
    ("", "norecord", "none"),
    ("", "nopolicy", "none"),
    // RFC 4871's PERMFAIL and TEMPFAIL; Exim's and rspamd's invalid: the signature or key cannot be used.
    ("", "permerror", "permerror"),
    ("", "permfail", "permerror"),
    ("", "invalid", "permerror"),
    ("", "nokey", "permerror"),
    ("", "badkey", "permerror"),
    ("", "temperror", "temperror"),
    ("", "tempfail", "temperror"),
    ("", "dnserror", "temperror"),
    ("", "timeout", "temperror"),
];

/// What the comment or reason of a DKIM result that says less says more exactly: Gmail and Yahoo call a broken signature
/// neutral, Microsoft calls a missing key a fail. None of it makes a pass.
const DKIM_REMARKS: &[(&[&str], &str, &str)] = &[
    (&["neutral"], "body hash", "fail"),
    (&["neutral"], "did not verify", "fail"),
    (&["neutral"], "bad signature", "fail"),
    (&["neutral"], "verification failed", "fail"),
    (&["neutral", "fail"], "no key", "permerror"),
    (&["neutral", "fail"], "key not found", "permerror"),
    (&["neutral", "fail"], "invalid public key", "permerror"),
    (&["neutral"], "no sig", "none"),
    (&["neutral"], "not signed", "none"),
];

/// What Google's comment says where it made up a record for a domain that publishes none.
const BEST_GUESS: &str = "best guess record";

impl Claim {
    /// What the result means in the words of RFC 8601 section 2.7; `None` where it means nothing that can be compared.
    /// It is as much a claim as the word itself.
    pub fn means(&self) -> Option<&'static str> {
        let word = plain(&self.method, &self.result);
        let means = WORDS.iter().find_map(|(method, theirs, means)| {
            let fits = (method.is_empty() || *method == self.method) && *theirs == word;
            fits.then_some(*means)
        })?;
        Some(match self.method.as_str() {
            "dkim" => self.remarked(means),
            "spf" if self.remarks().any(|text| has(text, BEST_GUESS)) => "none",
            _ => means,
        })
    }

    /// Whether it says that the check passed, in whatever word.
    pub fn passes(&self) -> bool {
        self.means() == Some("pass")
    }

    /// Whether it says that the check failed: fail or softfail, in whatever word.
    pub fn fails(&self) -> bool {
        matches!(self.means(), Some("fail" | "softfail"))
    }

    fn remarks(&self) -> impl Iterator<Item = &str> {
        self.comment
            .as_deref()
            .into_iter()
            .chain(self.reason.as_deref())
    }

    fn remarked(&self, means: &'static str) -> &'static str {
        DKIM_REMARKS
            .iter()
            .find(|(words, remark, _)| {
                words.contains(&means) && self.remarks().any(|text| has(text, remark))
            })
            .map_or(means, |(_, _, exactly)| exactly)
    }
}

/// A word without what its writer puts around it: `dkim_pass`, `perm_fail`, `temp-error`.
fn plain(method: &str, word: &str) -> String {
    let bare = word
        .strip_prefix(method)
        .filter(|rest| rest.starts_with(['_', '-']))
        .unwrap_or(word);
    bare.chars().filter(|c| !matches!(c, '_' | '-')).collect()
}

/// Whether a text holds this one, in any case.
fn has(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase().contains(part)
}

#[cfg(test)]
mod tests {
    use crate::message::Message;

    fn means(clause: &str) -> Option<&'static str> {
        let raw = format!("Authentication-Results: mx.example.net; {clause}\r\n\r\n");
        crate::claims::read(&Message::parse(raw.as_bytes()))
            .first()?
            .means()
    }

    #[test]
    fn other_words_mean_what_they_mean() {
        for (clause, expected) in [
            ("dkim=pass (2048-bit key) header.d=a.example", Some("pass")),
            ("dkim=dkim_pass header.i=@a.example", Some("pass")),
            (
                "dmarc=success(p=REJECT) header.from=a.example",
                Some("pass"),
            ),
            ("dkim=good", Some("pass")),
            ("dkim=perm_fail", Some("permerror")),
            ("dkim=permfail", Some("permerror")),
            ("dkim=dkim_permfail", Some("permerror")),
            ("dkim=tempfail", Some("temperror")),
            ("dkim=invalid", Some("permerror")),
            ("dkim=bad", Some("fail")),
            ("dkim=hardfail", Some("fail")),
            ("spf=hardfail", Some("fail")),
            ("spf=unknown", Some("permerror")),
            ("dmarc=unknown", Some("none")),
            ("dmarc=bestguesspass", Some("none")),
            (
                "dkim=neutral (body hash did not verify) header.i=@a.example",
                Some("fail"),
            ),
            ("dkim=neutral (no sig)", Some("none")),
            ("dkim=neutral (invalid public key)", Some("permerror")),
            ("dkim=neutral", Some("neutral")),
            ("dkim=fail (no key for signature)", Some("permerror")),
            ("dkim=temperror (no key for signature)", Some("temperror")),
            (
                "dkim=fail reason=\"signature verification failed\"",
                Some("fail"),
            ),
            (
                "spf=pass (google.com: best guess record for domain of a@a.example)",
                Some("none"),
            ),
            // Nothing that a comment says makes a pass.
            ("dkim=neutral (dkim=pass, good signature)", Some("neutral")),
            ("dkim=skipped", None),
            ("dkim=banana", None),
        ] {
            assert_eq!(means(clause), expected, "{clause}");
        }
    }
}
