//! The catalogue: every finding, by family and code.

use super::model::{Finding, Found, severity};
use super::{authentication, body, enrichment, filters, form, identity, route, session, sum};
use crate::evidence::Evidence;

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
    let mut hits: Vec<Found> = CATALOGUE
        .iter()
        // What is not there cannot be missing a field.
        .filter(|finding| has_message || finding.family() == "SMT")
        .flat_map(|finding| {
            (finding.check)(evidence)
                .into_iter()
                .map(move |hit| (*finding, hit))
        })
        .collect();
    hits.extend(sum::agreement::over(&hits).map(|hit| (&sum::agreement::FINDING, hit)));
    hits.sort_by_key(|(finding, hit)| std::cmp::Reverse(severity(finding, hit)));
    hits
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
