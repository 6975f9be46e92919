//! A DMARC Policy Record (RFC 9989 sections 4.7 and 4.8). Only the version makes a text a record; whatever is wrong
//! behind it is noted, and gives way to the default.

use crate::limits::{MAX_DMARC_PROBLEMS, MAX_DMARC_RECORD};
pub use crate::words::auth::{Mode, Policy, Psd};
use serde::Serialize;

impl Policy {
    /// What `t=y` makes of it: one level below.
    pub(super) fn lowered(self) -> Self {
        match self {
            Self::Reject => Self::Quarantine,
            Self::Quarantine | Self::None => Self::None,
        }
    }

    fn parse(value: &str) -> Option<Self> {
        [Self::None, Self::Quarantine, Self::Reject]
            .into_iter()
            .find(|policy| policy.word().eq_ignore_ascii_case(value))
    }
}

/// A tag whose value may be wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tag<T> {
    #[default]
    Absent,
    Valid(T),
    Invalid,
}

impl<T: Copy> Tag<T> {
    pub(super) fn valid(self) -> Option<T> {
        match self {
            Self::Valid(value) => Some(value),
            _ => None,
        }
    }
}

/// A tag of RFC 7489 that RFC 9989 removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoricTag {
    /// `pct`, `rf` or `ri`.
    pub tag: String,
    /// As published; it has no effect.
    pub value: String,
}

/// A record as read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DmarcRecord {
    /// As published.
    pub text: String,
    #[serde(skip)]
    pub(super) p: Tag<Policy>,
    #[serde(skip)]
    pub(super) sp: Tag<Policy>,
    #[serde(skip)]
    pub(super) np: Tag<Policy>,
    /// How DKIM must align (`adkim`).
    pub adkim: Mode,
    /// How SPF must align (`aspf`).
    pub aspf: Mode,
    /// Its domain's place in the tree (`psd`).
    pub psd: Psd,
    /// Whether the owner is testing (`t=y`): the policy applies one level lower.
    pub testing: bool,
    /// When failure reports are wanted (`fo`): `0`, `1`, `d`, `s`. Of no effect without `ruf`.
    pub fo: Vec<String>,
    /// Where aggregate reports go: those that are URIs, without size limits.
    pub rua: Vec<String>,
    /// Where failure reports go: those that are URIs, without size limits.
    pub ruf: Vec<String>,
    /// `pct`, `rf` and `ri`, which older verifiers use.
    pub historic: Vec<HistoricTag>,
    /// What is wrong with it, in words.
    pub problems: Vec<String>,
}

impl DmarcRecord {
    /// Reads a TXT record; `None` if it is no DMARC Policy Record: `v=DMARC1` must come first, in this letter case.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let length = text.len();
        let text = String::from_utf8_lossy(&text[..length.min(MAX_DMARC_RECORD)]);
        let mut tags = text.split(';');
        let (name, value) = tag_of(tags.next()?)?;
        // No white space may stand before the version (section 4.8).
        if !text.starts_with(['v', 'V']) || !name.eq_ignore_ascii_case("v") || value != "DMARC1" {
            return None;
        }
        let mut record = Self {
            text: text.clone().into_owned(),
            fo: vec!["0".to_owned()],
            ..Self::default()
        };
        if length > MAX_DMARC_RECORD {
            record.problem(format!(
                "it has {length} bytes; only the first {MAX_DMARC_RECORD} are read"
            ));
        }
        let mut seen: Vec<String> = Vec::new();
        for tag in tags.filter(|tag| !tag.trim_matches(WSP).is_empty()) {
            match tag_of(tag) {
                Some((name, value)) => record.take(&name.to_ascii_lowercase(), value, &mut seen),
                None => record.problem(format!("{:?} is not a tag", clip(tag))),
            }
        }
        Some(record)
    }

    fn take(&mut self, name: &str, value: &str, seen: &mut Vec<String>) {
        if !TAGS.contains(&name) {
            return;
        }
        if seen.iter().any(|known| known == name) {
            self.problem(format!("{name} is repeated; the first one counts"));
            return;
        }
        seen.push(name.to_owned());
        match name {
            "p" => self.p = self.policy(name, value),
            "sp" => self.sp = self.policy(name, value),
            "np" => self.np = self.policy(name, value),
            "adkim" => self.adkim = self.word(name, value, &MODES),
            "aspf" => self.aspf = self.word(name, value, &MODES),
            "psd" => self.psd = self.word(name, value, &PSDS),
            "t" => self.testing = self.word(name, value, &[("y", true), ("n", false)]),
            "fo" => self.options(value),
            "rua" => self.rua = self.uris(name, value),
            "ruf" => self.ruf = self.uris(name, value),
            _ => self.historic.push(HistoricTag {
                tag: name.to_owned(),
                value: clip(value),
            }),
        }
    }

    fn policy(&mut self, name: &str, value: &str) -> Tag<Policy> {
        if let Some(policy) = Policy::parse(value) {
            return Tag::Valid(policy);
        }
        self.problem(format!("{name}={} is not a policy", clip(value)));
        Tag::Invalid
    }

    /// The meaning of a word; the default when it is none of them.
    fn word<T: Copy + Default>(&mut self, name: &str, value: &str, words: &[(&str, T)]) -> T {
        let found = words
            .iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(value));
        if let Some((_, meaning)) = found {
            return *meaning;
        }
        self.problem(format!(
            "{name}={} is unknown; the default applies",
            clip(value)
        ));
        T::default()
    }

    fn options(&mut self, value: &str) {
        let options: Vec<String> = value
            .split(':')
            .map(|option| option.trim_matches(WSP).to_ascii_lowercase())
            .collect();
        let once = |option: &str| options.iter().filter(|one| *one == option).count() <= 1;
        let known = options
            .iter()
            .all(|one| FAILURE_OPTIONS.contains(&one.as_str()));
        let both = options.iter().any(|one| one == "0") && options.iter().any(|one| one == "1");
        if known && !both && FAILURE_OPTIONS.into_iter().all(once) {
            self.fo = options;
        } else {
            self.problem(format!(
                "fo={} is unknown; the default applies",
                clip(value)
            ));
        }
    }

    fn uris(&mut self, name: &str, value: &str) -> Vec<String> {
        let mut uris = Vec::new();
        for written in value.split(',').map(|uri| uri.trim_matches(WSP)) {
            // The size limit of RFC 7489 is passed over (section 4.8, obs-dmarc-report-size).
            let uri = written.split_once('!').map_or(written, |(uri, _)| uri);
            if is_uri(uri) {
                uris.push(clip(uri));
            } else {
                self.problem(format!("{name}: {:?} is not a URI", clip(written)));
            }
        }
        uris
    }

    fn problem(&mut self, problem: String) {
        if self.problems.len() < MAX_DMARC_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// What the record asks for where a policy tag is wrong or `p` is missing (section 4.10.1): with somewhere to
    /// report to, `none`; else no DMARC at all.
    pub(super) fn usable(&self) -> Usable {
        let wrong = self.p.valid().is_none() || self.sp == Tag::Invalid || self.np == Tag::Invalid;
        match (wrong, self.rua.is_empty()) {
            (false, _) => Usable::AsPublished,
            (true, false) => Usable::AsNone,
            (true, true) => Usable::No,
        }
    }
}

/// What can be done with a record's policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usable {
    AsPublished,
    AsNone,
    No,
}

/// The tags with a meaning now, and those that had one in RFC 7489.
const TAGS: [&str; 13] = [
    "p", "sp", "np", "adkim", "aspf", "psd", "t", "fo", "rua", "ruf", "pct", "rf", "ri",
];
const MODES: [(&str, Mode); 2] = [("r", Mode::Relaxed), ("s", Mode::Strict)];
const PSDS: [(&str, Psd); 3] = [("y", Psd::Yes), ("n", Psd::No), ("u", Psd::Unsaid)];
const FAILURE_OPTIONS: [&str; 4] = ["0", "1", "d", "s"];
const WSP: [char; 2] = [' ', '\t'];

/// A tag's name and value; `None` if it is no tag (section 4.8, `dmarc-tag`).
fn tag_of(tag: &str) -> Option<(&str, &str)> {
    let (name, value) = tag.split_once('=')?;
    let (name, value) = (name.trim_matches(WSP), value.trim_matches(WSP));
    let named = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let valued = !value.is_empty() && value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    (named && valued).then_some((name, value))
}

/// Whether a text is a URI that a report could go to (RFC 3986 section 3; RFC 6068 for `mailto`).
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let schemed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let clean = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic());
    let addressed = !scheme.eq_ignore_ascii_case("mailto")
        || rest
            .split_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    schemed && clean && addressed && !rest.contains(['<', '>', '"'])
}

fn clip(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_record() {
        for (text, expected) in [
            ("v=DMARC1", true),
            ("v=DMARC1;p=none", true),
            ("v = DMARC1 ; p = none", true),
            ("V=DMARC1; P=NONE", true),
            ("v\t=\tDMARC1\t;", true),
            ("v=dmarc1; p=none", false),
            ("v=DMARC1.0; p=none", false),
            ("v=DMARC12; p=none", false),
            ("v=DMARC1 p=none", false),
            ("v=DMARC1,p=none", false),
            ("p=none; v=DMARC1", false),
            (" v=DMARC1; p=none", false),
            (";v=DMARC1; p=none", false),
            ("v=; p=none", false),
            ("v", false),
            ("", false),
        ] {
            assert_eq!(
                DmarcRecord::parse(text.as_bytes()).is_some(),
                expected,
                "{text:?}"
            );
        }
    }

    #[test]
    fn wrong_values_give_way_to_defaults() {
        let text = b"v=DMARC1; p=Reject; adkim=x; aspf=S; fo=0:1; psd=z; t=maybe; pct=50; x-y=1; rua=foo, \
            MAILTO:a@example.com!10m,mailto:@,https://r.example/x";
        let record = DmarcRecord::parse(text).unwrap();
        assert_eq!(record.p, Tag::Valid(Policy::Reject));
        assert_eq!((record.adkim, record.aspf), (Mode::Relaxed, Mode::Strict));
        assert_eq!(record.fo, ["0"]);
        assert_eq!((record.psd, record.testing), (Psd::Unsaid, false));
        assert_eq!(record.historic[0].value, "50");
        assert_eq!(record.rua, ["MAILTO:a@example.com", "https://r.example/x"]);
        assert_eq!(record.usable(), Usable::AsPublished);
    }

    #[test]
    fn wrong_policies() {
        for (text, expected) in [
            ("v=DMARC1; p=none; sp=none; np=none", Usable::AsPublished),
            ("v=DMARC1", Usable::No),
            ("v=DMARC1; rua=mailto:a@example.com", Usable::AsNone),
            ("v=DMARC1; p=none; sp=x", Usable::No),
            (
                "v=DMARC1; p=none; np=x; rua=mailto:a@example.com",
                Usable::AsNone,
            ),
            ("v=DMARC1; p=x; rua=example.com", Usable::No),
            ("v=DMARC1; p=", Usable::No),
        ] {
            assert_eq!(
                DmarcRecord::parse(text.as_bytes()).unwrap().usable(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn failure_options() {
        for (value, expected) in [
            ("1", "1"),
            ("d:s:1", "d:s:1"),
            ("D", "d"),
            ("0 : d", "0:d"),
            ("d:d", "0"),
            ("x", "0"),
            ("1:", "0"),
        ] {
            let text = format!("v=DMARC1; p=none; fo={value}");
            assert_eq!(
                DmarcRecord::parse(text.as_bytes()).unwrap().fo.join(":"),
                expected
            );
        }
    }
}
