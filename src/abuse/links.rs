//! Where the links of a message lead: what a desk takes down.

use crate::evidence::Evidence;
use crate::names::{host_of_url, same_organization};
use std::collections::HashSet;

/// The most links that a report lists.
const MAX_LISTED: usize = 20;

/// Pages that a message leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Whole and not defanged: those that are most likely the sender's own first, each once.
    pub pages: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

impl Links {
    /// The pages of a message: where a form sends what is typed into it first, those of imitated domains last, since a
    /// forgery links to pages of the one that it imitates.
    pub(super) fn of(evidence: &Evidence<'_>, imitated: &[String]) -> Self {
        let Some(body) = evidence.body.done() else {
            return Self::default();
        };
        let mut seen = HashSet::new();
        let mut ranked: Vec<(u8, String)> = body
            .links
            .iter()
            .map(|link| (link.form, link.goes_on_to.as_ref().unwrap_or(&link.url)))
            .filter(|(_, url)| is_page(url) && seen.insert(url.as_str()))
            .map(|(is_form, url)| (rank(is_form, url, imitated), url.clone()))
            .collect();
        // A stable sort keeps the order of the message among equals.
        ranked.sort_by_key(|(rank, _)| *rank);
        let more = ranked.len().saturating_sub(MAX_LISTED) + body.links_left_out;
        let pages = ranked.into_iter().map(|(_, url)| url);
        Self {
            pages: pages.take(MAX_LISTED).collect(),
            more,
        }
    }
}

fn is_page(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    })
}

fn rank(is_form: bool, url: &str, imitated: &[String]) -> u8 {
    let is_victims = host_of_url(url).is_some_and(|host| {
        imitated
            .iter()
            .any(|domain| same_organization(&host, domain))
    });
    match (is_form, is_victims) {
        (_, true) => 2,
        (true, false) => 0,
        (false, false) => 1,
    }
}

#[cfg(test)]
mod tests {
    use crate::render::defanged;

    #[test]
    fn a_link_stays_whole_and_cannot_be_clicked() {
        for (url, want) in [
            (
                "https://a.evil.example/x.html?u=https%3A%2F%2Fb",
                "hxxps://a[.]evil[.]example/x.html?u=https%3A%2F%2Fb",
            ),
            ("http://203.0.113.9:8080", "hxxp://203[.]0[.]113[.]9:8080"),
            ("http://a.example?b.c", "hxxp://a[.]example?b.c"),
        ] {
            assert_eq!(defanged(url), want);
        }
    }
}
