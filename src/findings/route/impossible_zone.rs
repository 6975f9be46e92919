//! RTE007: a time zone that no place has.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::received::DateOddity;

pub(super) const FINDING: Finding = Finding {
    code: "RTE007",
    name: "impossible-zone",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Received field with a time zone that does not exist",
    meaning: "The offset from UTC is more than 14 hours, or not a multiple of 15 minutes.",
    why: "Servers take the time zone from the system. An offset that does not exist was probably typed in or generated.",
    wrong: "A system with a broken time zone file.",
    references: &["RFC 5322 section 3.3"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let hops = &evidence.route.hops;
    hops.iter()
        .filter_map(|hop| {
            let date = hop.received.date.as_ref().ok()?;
            let odd =
                date.has(DateOddity::ZoneOutOfRange) || date.has(DateOddity::ZoneNotQuarterHour);
            odd.then(|| {
                let sign = if date.offset < 0 { '-' } else { '+' };
                let minutes = date.offset.unsigned_abs() / 60;
                Hit::new(format!(
                    "hop {} has the time zone {sign}{:02}{:02}",
                    hop.index,
                    minutes / 60,
                    minutes % 60
                ))
                .at(Place::text(evidence, hop.field_index, &date.raw))
            })
        })
        .collect()
}
