//! Links that a filter, a search engine or a network of friends put its own address around: where they go on to. Only what
//! such an address openly encodes: nothing is asked of anybody.

mod decode;
mod table;
#[cfg(test)]
mod tests;

use crate::limits::{MAX_UNWRAPPED, MAX_URL};
use table::REWRITERS;
use url::Url;

/// Where a link goes on to in the end, if its address says so.
pub(super) fn target(url: &Url) -> Option<String> {
    let (mut last, mut at) = step(url)?;
    for _ in 1..MAX_UNWRAPPED {
        let Some((text, next)) = step(&at) else { break };
        last = text;
        at = next;
    }
    Some(last)
}

/// What one address is put around: as it is written there, and as it is read.
fn step(url: &Url) -> Option<(String, Url)> {
    let host = url.host_str()?;
    REWRITERS
        .iter()
        // Nearly all rows are told by the path, which costs least.
        .filter(|row| url.path().starts_with(row.path) && row.host.is(host))
        .find_map(|row| {
            let mut text = row.written.read(url)?;
            text.truncate(text.floor_char_boundary(MAX_URL));
            let next = Url::parse(&text).ok()?;
            // What leads to nobody else is no target: `?url=home`, a step within the page.
            let is_address = next.host_str().is_some() && next != *url;
            is_address.then_some((text, next))
        })
}
