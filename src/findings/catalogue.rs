//! The catalogue: every finding, by family and code.

#[cfg(feature = "rules")]
use super::model::Severity;
use super::model::{Finding, Found, Hit, severity};
use super::{authentication, body, enrichment, filters, form, identity, route, session, sum};
use crate::evidence::Evidence;
use std::collections::HashMap;

/// The families, in the order in which they are shown.
const FAMILIES: &[&[&Finding]] = &[
    route::ALL,
    authentication::ALL,
    identity::ALL,
    form::ALL,
    filters::ALL,
    body::ALL,
    enrichment::ALL,
    session::ALL,
    sum::ALL,
];

/// Every finding.
pub const CATALOGUE: &[&Finding] = &joined::<{ count(FAMILIES) }>(FAMILIES);

const fn count(families: &[&[&Finding]]) -> usize {
    let (mut all, mut family) = (0, 0);
    while family < families.len() {
        all += families[family].len();
        family += 1;
    }
    all
}

const fn joined<const N: usize>(families: &[&[&'static Finding]]) -> [&'static Finding; N] {
    let mut all = [families[0][0]; N];
    let (mut at, mut family) = (0, 0);
    while family < families.len() {
        let mut row = 0;
        while row < families[family].len() {
            all[at] = families[family][row];
            at += 1;
            row += 1;
        }
        family += 1;
    }
    all
}

/// Looks for everything; most severe first, then in the order of the catalogue.
pub fn find(evidence: &Evidence<'_>) -> Vec<Found> {
    let has_message = evidence.has_message();
    let hits: Vec<Found> = CATALOGUE
        .iter()
        // What is not there cannot be missing a field.
        .filter(|finding| has_message || finding.family() == "SMT")
        .flat_map(|finding| {
            one_each((finding.check)(evidence))
                .into_iter()
                .map(move |hit| (*finding, hit))
        })
        .collect();
    summed(hits)
}

/// With what the others add up to; most severe first.
fn summed(mut hits: Vec<Found>) -> Vec<Found> {
    hits.extend(sum::agreement::over(&hits).map(|hit| (&sum::agreement::FINDING, hit)));
    hits.sort_by_key(|(finding, hit)| std::cmp::Reverse(severity(finding, hit)));
    hits
}

/// What was found, each no more severe than `most` says of it, if that says anything. What they add up to is added up anew: a
/// warning that is none any more agrees with no other.
#[cfg(feature = "rules")]
pub(crate) fn lowered(
    mut found: Vec<Found>,
    most: impl Fn(&'static Finding) -> Option<Severity>,
) -> Vec<Found> {
    let lower = |(finding, hit): &mut Found| {
        if let Some(most) = most(finding) {
            hit.severity = Some(hit.severity.map_or(most, |own| own.min(most)));
        }
    };
    found.retain(|(finding, _)| finding.family() != "SUM");
    found.iter_mut().for_each(lower);
    let mut found = summed(found);
    found.iter_mut().for_each(lower);
    found.sort_by_key(|(finding, hit)| std::cmp::Reverse(severity(finding, hit)));
    found
}

/// Hits that say the same are one, with several places: two signatures of a domain that fail for one reason, a From field
/// that stands twice.
fn one_each(hits: Vec<Hit>) -> Vec<Hit> {
    if hits.len() < 2 {
        return hits;
    }
    let mut kept: Vec<Hit> = Vec::new();
    let mut at: HashMap<String, Vec<usize>> = HashMap::new();
    for hit in hits {
        let known = at.entry(hit.detail.clone()).or_default();
        let same = known
            .iter()
            .find(|&&index| (kept[index].severity, kept[index].basis) == (hit.severity, hit.basis));
        if let Some(&index) = same {
            kept[index].places.extend(hit.places);
            kept[index].steps.extend(hit.steps);
        } else {
            known.push(kept.len());
            kept.push(hit);
        }
    }
    kept
}

/// The entry with this code.
pub fn by_code(code: &str) -> Option<&'static Finding> {
    CATALOGUE
        .iter()
        .copied()
        .find(|finding| finding.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(not(feature = "rules"))]
    use crate::findings::model::Severity;

    #[test]
    fn the_catalogue_is_complete_and_without_doubles() {
        for (at, finding) in CATALOGUE.iter().enumerate() {
            assert!(
                finding.code.len() == 6
                    && finding.code[..3]
                        .bytes()
                        .all(|byte| byte.is_ascii_uppercase())
                    && finding.code[3..].bytes().all(|byte| byte.is_ascii_digit()),
                "{}",
                finding.code
            );
            let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(finding.name.chars().all(is_kebab), "{}", finding.name);
            for text in [finding.title, finding.meaning, finding.why, finding.wrong] {
                assert!(!text.trim().is_empty(), "{} lacks a text", finding.code);
            }
            assert!(
                !finding.references.is_empty(),
                "{} names no reference",
                finding.code
            );
            for other in &CATALOGUE[at + 1..] {
                let same_family = finding.code[..3] == other.code[..3];
                assert!(
                    !same_family || finding.code < other.code,
                    "{} stands before {}",
                    finding.code,
                    other.code
                );
                assert_ne!(finding.name, other.name);
            }
        }
    }

    #[test]
    fn hits_that_say_the_same_are_one_with_several_steps() {
        let hit = |detail: &str, step: usize| Hit::new(detail).in_step(step);
        let graded = hit("a", 4).graded(Severity::Info);
        let merged = one_each(vec![hit("a", 1), hit("b", 2), hit("a", 3), graded]);
        let steps: Vec<&[usize]> = merged.iter().map(|hit| hit.steps.as_slice()).collect();
        assert_eq!(steps, [&[1, 3][..], &[2], &[4]]);
    }

    #[test]
    fn what_was_not_measured_has_no_rate() {
        for (code, measured) in [
            // Needs an answer of DNS; a session; a look-up.
            ("AUT010", false),
            ("AUT027", false),
            ("SMT015", false),
            ("ENR001", false),
            // Made without DNS too.
            ("AUT012", true),
            // Looked for everywhere, and found nowhere.
            ("RTE004", true),
        ] {
            let finding = by_code(code).expect("a finding");
            assert_eq!(finding.rates().is_some(), measured, "{code}");
        }
    }
}
