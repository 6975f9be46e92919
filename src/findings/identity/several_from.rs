//! IDN005: more than one author.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "IDN005",
    name: "several-from",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "More than one author in From",
    meaning: "There are several From fields, or one From field with addresses at several domains.",
    why: "A message must have exactly one From field. A filter may check one of the addresses and the mail client show another.",
    wrong: "Several authors in one From field are legal, but rare.",
    references: &["RFC 5322 section 3.6", "RFC 9989 section 4.3"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let domains = facts.from_domains();
    let detail = match (facts.from_fields.len(), domains.len(), facts.from_more) {
        (fields @ 2.., _, _) => format!("{fields} From fields"),
        (_, _, more @ 1..) => format!("{} addresses", facts.from.len() + more),
        (_, count @ 2.., _) => {
            let shown = &domains[..count.min(MAX_SHOWN)];
            let more = if count > MAX_SHOWN { ", \u{2026}" } else { "" };
            format!("addresses at {count} domains: {}{more}", shown.join(", "))
        }
        _ => return Vec::new(),
    };
    let fields = facts.from_fields.iter().take(MAX_SHOWN);
    vec![fields.fold(Hit::new(detail), |hit, &index| {
        hit.at(Place::field(evidence, index))
    })]
}

/// The most domains that are named, and fields that are marked.
const MAX_SHOWN: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn addresses_at_two_domains_are_told() {
        for value in [
            "a@a.test, b@b.test",
            "N <a@a.test> <b@b.test>",
            "a@a.test b@b.test",
            "N <a@a.test@b.test>",
            "\"N <a@a.test>, \"O\" <b@b.test>",
        ] {
            Mail::new(&format!("From: {value}\r\n"))
                .finds(&FINDING, &[(Severity::Warning, &[value])]);
        }
        Mail::new("From: a@a.test, b@a.test\r\n").lacks(&FINDING);
        Mail::new("From: \"N <a@a.test>\" <b@b.test>\r\n").lacks(&FINDING);
    }

    #[test]
    fn none_hides_behind_many() {
        let many = vec!["a@a.test"; 300].join(",");
        let value = format!("{many},b@b.test");
        let mail = Mail::new(&format!("From: {value}\r\n"));
        assert_eq!(mail.hits(&FINDING)[0].detail, "301 addresses");
    }
}
