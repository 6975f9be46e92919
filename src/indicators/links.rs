//! Links of the body, and where they lead by their own addresses.

use super::Read;
use super::gather::{At, Gathered};
use super::model::Place;
use crate::names::is_within;
use crate::words::indicators::{Role, Word};
use url::Url;

pub(super) fn gather(read: &Read<'_>, all: &mut Gathered) {
    let Some(body) = read.report.body.done() else {
        return;
    };
    for link in &body.links {
        let role = if link.form { Role::Form } else { Role::Link };
        all.url(&link.url, &At::new(role, Word::Claimed, Place::Text));
        let target = At::new(Role::LinkTarget, Word::Claimed, Place::Text);
        match &link.goes_on_to {
            Some(url) => all.url(url, &target),
            None => {
                if let Some(host) = named_beside(&link.url) {
                    all.name(&host, &target);
                }
            }
        }
    }
}

/// Filters that keep the rest of the address to themselves, but name its host in a parameter.
const NAMING_HOST: &[&str] = &["mimecast.com", "mimecastprotect.com"];

/// The host of a link that a filter's address names, where the rest is known to the filter alone.
fn named_beside(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let host = url.host_str()?;
    let is_one = NAMING_HOST.iter().any(|filter| is_within(host, filter));
    let mut pairs = url.query_pairs();
    let (_, name) = pairs.find(|(key, _)| is_one && key == "domain")?;
    Some(name.into_owned())
}
