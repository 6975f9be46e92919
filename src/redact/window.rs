//! What is looked at anew of a long text where little of it changed.

use super::block::Stretch;
use super::sought::Edit;
use crate::codec::view::View;
use std::ops::Range;

/// How much around a place is looked at anew where something changed there, in bytes: what is longest in its longest coding,
/// thrice over, is shorter.
pub(super) const AROUND: usize = 4096;

/// The stretches of a run of digits that what looked at the source has not seen: none where it is the same run there,
/// bounded there as here; and of a long one, what stands around the places where it is another.
pub(super) fn unseen(
    view: &View<'_>,
    source: &[u8],
    run: &Range<usize>,
    is_digit: fn(u8) -> bool,
) -> Vec<Stretch> {
    if view.is_identity() {
        return vec![Stretch::whole(run.clone())];
    }
    let is_seen = view.source(run).is_some_and(|place| {
        let before = place.start.checked_sub(1).map(|at| source[at]);
        place.len() == run.len()
            && !before.is_some_and(is_digit)
            && !source.get(place.end).copied().is_some_and(is_digit)
    });
    if is_seen {
        return Vec::new();
    }
    if run.len() <= 3 * AROUND {
        return vec![Stretch::whole(run.clone())];
    }
    let mut out = Vec::new();
    let mut from = run.start;
    for copied in view.copied(run) {
        if copied.len() > 3 * AROUND {
            out.push(Stretch {
                range: from..copied.start + AROUND,
                goes_on: (from > run.start, true),
            });
            from = copied.end - AROUND;
        }
    }
    out.push(Stretch {
        range: from..run.end,
        goes_on: (from > run.start, false),
    });
    out
}

/// The edits that a search finds in a text around some places (in order) of it.
pub(super) fn edits_around(
    text: &[u8],
    places: &[Range<usize>],
    search: impl Fn(&[u8]) -> Vec<Edit>,
) -> Vec<Edit> {
    let mut windows: Vec<Range<usize>> = Vec::new();
    for place in places {
        let window = place.start.saturating_sub(AROUND)..text.len().min(place.end + AROUND);
        match windows.last_mut() {
            Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
            _ => windows.push(window),
        }
    }
    let mut out = Vec::new();
    for window in windows {
        let within = |edit: &Edit| {
            (window.start == 0 || edit.range.start >= AROUND / 8)
                && (window.end == text.len() || edit.range.end + AROUND / 8 <= window.len())
        };
        let mut edits = search(&text[window.clone()]);
        edits.retain(within);
        out.extend(edits.into_iter().map(|mut edit| {
            edit.range = edit.range.start + window.start..edit.range.end + window.start;
            edit
        }));
    }
    out
}
