//! All of a hop, shown where it is pointed at.

use super::lock::State;
use super::show::Show;
use crate::render::{hops, numbers};
use crate::report::HopReport;

pub(super) fn title(hop: &HopReport, show: Show<'_>) -> String {
    let mut lines = vec![format!("Hop {}: {}", hop.index, hops::word_of(hop.trust))];
    let mut add = |label: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            lines.push(format!("{label} {value}"));
        }
    };
    add("from", Some(show.peer_text(hop, &hops::peer(hop))));
    add(
        "HELO",
        hop.from.helo.as_ref().map(|helo| show.peer_text(hop, helo)),
    );
    add("by", hop.by.name.as_ref().map(|by| show.host_text(hop, by)));
    add("at", hop.time.clone().or_else(|| hop.time_note.clone()));
    add("after", hop.delay_ms.map(numbers::delay));
    add("with", Some(show.links_text(hops::protocol(hop))));
    let cipher = hop.tls.as_ref().and_then(|tls| tls.cipher.as_ref());
    let tls = match (cipher, State::of(hop)) {
        (Some(cipher), _) => Some(show.links_text(cipher)),
        (None, _) if hops::tls(hop).is_some() => None,
        (None, state) => state.map(|state| state.text().to_owned()),
    };
    add("TLS", tls);
    lines.join("\n")
}
