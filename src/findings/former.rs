//! Former names of findings. A code never changes; where a name was mended, scripts and notes may still use the old one.

use super::catalogue::CATALOGUE;
use super::model::Finding;

/// Code, and a name that the finding had before.
pub const FORMER: &[(&str, &str)] = &[
    ("RTE003", "chain-break"),
    ("RTE005", "unencrypted-border"),
    ("RTE010", "no-reverse-name"),
    ("AUT013", "nothing-authenticates"),
    ("AUT027", "key-gone"),
    ("AUT034", "imitated-domain-unaligned"),
    ("IDN003", "reply-to-organisation"),
    ("IDN004", "return-path-organisation"),
    ("IDN007", "internationalised-domain"),
    ("IDN012", "disguised-name"),
    ("IDN015", "impossible-author-domain"),
    ("IDN017", "several-signs"),
    ("FRM013", "junk-line"),
    ("FRM014", "no-blank-after-colon"),
    ("BDY001", "hidden-program-attached"),
    ("BDY002", "program-attached"),
    ("BDY005", "link-hides-host"),
    ("ENR001", "peer-listed"),
    ("ENR002", "reverse-name-unconfirmed"),
    ("SMT001", "login-in-clear"),
    ("SMT002", "login-offered-in-clear"),
    ("SMT006", "helo-no-name"),
    ("SMT010", "sequence-not-kept"),
    ("SMT012", "addresses-told"),
    ("SMT015", "smuggling"),
    ("SMT017", "over-size"),
    ("SMT018", "refused-for-now"),
    ("SMT019", "refused"),
];

/// The finding with this code, name or former name.
pub fn named(term: &str) -> Option<&'static Finding> {
    let code = FORMER
        .iter()
        .find(|(_, name)| *name == term)
        .map_or(term, |(code, _)| code);
    CATALOGUE
        .iter()
        .copied()
        .find(|finding| finding.code == code || finding.name == term)
}

impl Finding {
    /// The names that it had before.
    pub fn former(&self) -> impl Iterator<Item = &'static str> {
        let code = self.code;
        FORMER
            .iter()
            .filter(move |(of, _)| *of == code)
            .map(|(_, name)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_found_by_code_name_and_former_name() {
        for finding in CATALOGUE {
            for term in [finding.code, finding.name] {
                assert_eq!(named(term).map(|found| found.code), Some(finding.code));
            }
        }
        for (code, name) in FORMER {
            let finding = named(name).expect("a finding");
            assert_eq!(finding.code, *code, "{name}");
            assert_ne!(finding.name, *name);
            assert!(finding.former().any(|former| former == *name));
            assert!(CATALOGUE.iter().all(|other| other.name != *name), "{name}");
        }
        assert!(named("no-such-finding").is_none());
    }
}
