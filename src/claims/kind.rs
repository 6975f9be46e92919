//! Which fields state results.

/// Which kind of field states a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// `Authentication-Results` (RFC 8601).
    AuthenticationResults,
    /// `ARC-Authentication-Results` (RFC 8617 section 4.1.1).
    ArcAuthenticationResults {
        /// The number behind `i=`.
        instance: Option<u32>,
    },
    /// An earlier receiver's field that a later one renamed: `Authentication-Results-Original` (Microsoft),
    /// `X-Original-Authentication-Results` (Google Groups).
    Original,
    /// A private field of the same shape: `X-MS-Exchange-Authentication-Results`, `X-TM-Authentication-Results`.
    Prefixed,
    /// `Received-SPF` (RFC 7208 section 9.1).
    ReceivedSpf,
    /// `X-SID-Result`: Hotmail's Sender ID verdict, one word.
    SidResult,
    /// `DKIM-Filter` and older names: the stamp of a DKIM filter, which states no result.
    DkimFilter,
    /// A field that holds one result word for one method.
    StatusWord {
        /// The method that its name speaks of.
        method: &'static str,
    },
}

/// Fields of one result word, or of a stamp, by their name in lower case.
const STATUS_WORDS: &[(&str, FieldKind)] = &[
    ("dkim-filter", FieldKind::DkimFilter),
    (
        "domainkey-status",
        FieldKind::StatusWord {
            method: "domainkeys",
        },
    ),
    ("x-dkim", FieldKind::StatusWord { method: "dkim" }),
    ("x-dkim-result", FieldKind::StatusWord { method: "dkim" }),
    ("x-dkim-status", FieldKind::StatusWord { method: "dkim" }),
    ("x-dmarc", FieldKind::StatusWord { method: "dmarc" }),
    ("x-dmarc-result", FieldKind::StatusWord { method: "dmarc" }),
    ("x-dmarc-status", FieldKind::StatusWord { method: "dmarc" }),
    (
        "x-domainkeys",
        FieldKind::StatusWord {
            method: "domainkeys",
        },
    ),
    ("x-sid-result", FieldKind::SidResult),
    ("x-spf", FieldKind::StatusWord { method: "spf" }),
    ("x-spf-result", FieldKind::StatusWord { method: "spf" }),
    ("x-spf-status", FieldKind::StatusWord { method: "spf" }),
];

impl FieldKind {
    /// The kind of a field by its name; `None` if it is none that states results.
    pub fn of(name: &str) -> Option<Self> {
        // Most fields of a message are none of these: the first letter and the length settle it.
        match name.as_bytes().first()? {
            b'A' | b'a' | b'O' | b'o' => results_kind(name),
            b'R' | b'r' => name
                .eq_ignore_ascii_case("Received-SPF")
                .then_some(Self::ReceivedSpf),
            b'D' | b'd' => status_kind(name),
            b'X' | b'x' => x_kind(name),
            _ => None,
        }
    }
}

fn x_kind(name: &str) -> Option<FieldKind> {
    if name.len() > RESULTS.len() {
        results_kind(name)
    } else if name.eq_ignore_ascii_case("X-Received-SPF") {
        Some(FieldKind::ReceivedSpf)
    } else {
        status_kind(name)
    }
}

const RESULTS: &str = "authentication-results";

fn results_kind(name: &str) -> Option<FieldKind> {
    let at = name.len().checked_sub(RESULTS.len())?;
    // A field name is ASCII, so every offset is a character border.
    let (prefix, tail) = name.split_at_checked(at)?;
    if !tail.eq_ignore_ascii_case(RESULTS) {
        let known = [
            "authentication-results-original",
            "x-authentication-results-original",
        ];
        return known
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
            .then_some(FieldKind::Original);
    }
    Some(match prefix {
        "" => FieldKind::AuthenticationResults,
        _ if prefix.eq_ignore_ascii_case("arc-") => {
            FieldKind::ArcAuthenticationResults { instance: None }
        }
        _ if ["x-original-", "original-", "x-old-", "old-"]
            .iter()
            .any(|known| prefix.eq_ignore_ascii_case(known)) =>
        {
            FieldKind::Original
        }
        _ if prefix.ends_with('-') => FieldKind::Prefixed,
        _ => return None,
    })
}

fn status_kind(name: &str) -> Option<FieldKind> {
    STATUS_WORDS
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known))
        .map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_kinds() {
        for (name, kind) in [
            (
                "Authentication-Results",
                Some(FieldKind::AuthenticationResults),
            ),
            (
                "AUTHENTICATION-RESULTS",
                Some(FieldKind::AuthenticationResults),
            ),
            (
                "ARC-Authentication-Results",
                Some(FieldKind::ArcAuthenticationResults { instance: None }),
            ),
            ("Authentication-Results-Original", Some(FieldKind::Original)),
            (
                "X-Original-Authentication-Results",
                Some(FieldKind::Original),
            ),
            (
                "X-MS-Exchange-Authentication-Results",
                Some(FieldKind::Prefixed),
            ),
            ("X-TM-Authentication-Results", Some(FieldKind::Prefixed)),
            ("received-spf", Some(FieldKind::ReceivedSpf)),
            ("X-SID-Result", Some(FieldKind::SidResult)),
            ("DKIM-Filter", Some(FieldKind::DkimFilter)),
            ("X-DMARC", Some(FieldKind::StatusWord { method: "dmarc" })),
            ("X-Authentication-Warning", None),
            ("DKIM-Signature", None),
            ("Received", None),
            ("NoAuthentication-Results", None),
        ] {
            assert_eq!(FieldKind::of(name), kind, "{name}");
        }
    }
}
