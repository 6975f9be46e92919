//! Records that are tag lists behind a version: BIMI, MTA-STS, TLS-RPT.

use super::{PublishedRecord, RecordKind};
use crate::auth::tags::TagList;

/// How a record of this kind is found and judged.
pub(super) struct TagPolicy {
    pub kind: RecordKind,
    /// The labels before the domain.
    pub label: &'static str,
    /// What `v=` must say. A text that begins otherwise is another's record.
    version: &'static str,
    /// What the one record is judged by.
    judge: fn(&TagList<'_>, &mut PublishedRecord),
}

/// draft-brand-indicators-for-message-identification, section 4.
pub(super) const BIMI: TagPolicy = TagPolicy {
    kind: RecordKind::Bimi,
    label: "default._bimi",
    version: "BIMI1",
    judge: judge_bimi,
};

/// RFC 8461 section 3.1.
pub(super) const MTA_STS: TagPolicy = TagPolicy {
    kind: RecordKind::MtaSts,
    label: "_mta-sts",
    version: "STSv1",
    judge: judge_mta_sts,
};

/// RFC 8460 section 3.
pub(super) const TLS_RPT: TagPolicy = TagPolicy {
    kind: RecordKind::TlsRpt,
    label: "_smtp._tls",
    version: "TLSRPTv1",
    judge: judge_tls_rpt,
};

/// The longest id of an MTA-STS policy (RFC 8461 section 3.1).
const MAX_ID: usize = 32;

impl TagPolicy {
    /// Reads the TXT records of the name.
    pub fn read(&self, texts: &[String]) -> PublishedRecord {
        let records: Vec<String> = texts
            .iter()
            .filter(|text| self.is_version(text))
            .cloned()
            .collect();
        let mut record = PublishedRecord::of(records);
        match record.texts.as_slice() {
            [] => {}
            [one] => {
                let text = one.clone();
                match TagList::parse(text.as_bytes()) {
                    Ok(tags) => (self.judge)(&tags, &mut record),
                    Err(error) => record.blame(format!("it cannot be read: {error}")),
                }
            }
            several => {
                let problem = format!("there are {} records, which count as none", several.len());
                record.blame(problem);
            }
        }
        record
    }

    /// Whether a text begins with the version, in these letters.
    fn is_version(&self, text: &str) -> bool {
        let mut parts = text.split(';');
        let first = parts.next().unwrap_or_default();
        first
            .split_once('=')
            .is_some_and(|(tag, value)| tag.trim() == "v" && value.trim() == self.version)
    }
}

fn judge_bimi(tags: &TagList<'_>, record: &mut PublishedRecord) {
    let (mark, evidence) = (tags.value("l"), tags.value("a").unwrap_or_default());
    match mark {
        None => record.blame("it has no logo (l=)"),
        Some("") if evidence.is_empty() => {
            record.say("mark", "none: the domain declines to publish a logo");
            return;
        }
        Some("") => {}
        Some(mark) => {
            record.say("mark", mark);
            if !is_https(mark) {
                record.blame("the logo (l=) is not an https: URL");
            }
        }
    }
    if evidence.is_empty() {
        record.blame("without a certificate (a=), most receivers do not show the logo");
    } else {
        record.say("certificate", evidence);
        if !is_https(evidence) {
            record.blame("the certificate (a=) is not an https: URL");
        }
    }
}

fn judge_mta_sts(tags: &TagList<'_>, record: &mut PublishedRecord) {
    let is_id = |id: &str| {
        (1..=MAX_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match tags.value("id") {
        None => record.blame("it has no id="),
        Some(id) => {
            record.say("id", id);
            if !is_id(id) {
                record.blame("id= is not up to 32 letters and digits");
            }
        }
    }
}

fn judge_tls_rpt(tags: &TagList<'_>, record: &mut PublishedRecord) {
    let Some(rua) = tags.value("rua").filter(|rua| !rua.is_empty()) else {
        record.blame("it has no report address (rua=)");
        return;
    };
    record.say("reports to", rua);
    for uri in rua.split(',').map(str::trim) {
        let is_mail = begins(uri, "mailto:") && uri.contains('@');
        if !is_mail && !is_https(uri) {
            let shown: String = uri.chars().take(100).collect();
            record.blame(format!("{shown:?} is neither a mailto: nor an https: URI"));
        }
    }
}

fn is_https(link: &str) -> bool {
    begins(link, "https://")
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(with))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(policy: &TagPolicy, texts: &[&str]) -> (bool, usize) {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let record = policy.read(&texts);
        (record.present, record.problems.len())
    }

    #[test]
    fn records_and_what_is_wrong_with_them() {
        const LOGO: &str = "v=BIMI1; l=https://a.example/l.svg; a=https://a.example/c.pem";
        for (policy, texts, expected) in [
            (&MTA_STS, &["v=STSv1; id=20260101T000000;"][..], (true, 0)),
            (&MTA_STS, &["v=STSv1;"], (true, 1)),
            (&MTA_STS, &["v=STSv1; id=a-b"], (true, 1)),
            (&MTA_STS, &["v=STSv1; id=1", "v=STSv1; id=2"], (true, 1)),
            (&MTA_STS, &["v=STSv1; id=1", "hello"], (true, 0)),
            (&MTA_STS, &["v=stsv1; id=1"], (false, 0)),
            (&MTA_STS, &["v=spf1 -all"], (false, 0)),
            (&TLS_RPT, &["v=TLSRPTv1; rua=mailto:a@b.example"], (true, 0)),
            (
                &TLS_RPT,
                &["v=TLSRPTv1;rua=https://b.example/r,mailto:a@b.example"],
                (true, 0),
            ),
            (&TLS_RPT, &["v=TLSRPTv1;rua=http://b.example/r"], (true, 1)),
            (&TLS_RPT, &["v=TLSRPTv1"], (true, 1)),
            (&TLS_RPT, &["v=TLSRPTv1;;"], (true, 1)),
            (&BIMI, &[LOGO], (true, 0)),
            (&BIMI, &["v=BIMI1; l=https://a.example/l.svg"], (true, 1)),
            (&BIMI, &["v=BIMI1; l=; a="], (true, 0)),
            (
                &BIMI,
                &["v=BIMI1; l=http://a.example/l.svg; a=x"],
                (true, 2),
            ),
            (&BIMI, &["v=BIMI1"], (true, 2)),
        ] {
            assert_eq!(problems(policy, texts), expected, "{texts:?}");
        }
    }
}
