//! The path as a picture: one row a hop, origin first, on one time axis. A wide and a narrow one are made, since text in SVG neither
//! wraps nor keeps its size when the picture shrinks.

use super::axis::Axis;
use super::lock::State;
use super::show::{Show, trust_class};
use super::tooltip::title;
use crate::render::{hops, numbers, text};
use crate::report::{HopReport, Report};
use chrono::DateTime;

/// The most hops that are drawn; of more, the first and the last half of these.
const MAX_HOPS: usize = 40;
/// Height of the line that carries the boundary's or the gap's words.
const STRIP: i64 = 30;
/// Height of the axis' labels.
const TOP: i64 = 26;
/// Tenths of a pixel that a character of the monospaced font takes at 12 px: 0.6 em, and a little for fonts that are wider.
const CHAR: i64 = 74;
/// Pixels of a character of a strip, generously.
const STRIP_CHAR: i64 = 7;

/// Where things are in a row.
#[derive(Clone, Copy)]
struct Layout {
    class: &'static str,
    width: i64,
    row_height: i64,
    /// The track's place in a row.
    track_y: i64,
    /// Where the track ends; delays stand right of it.
    track_right: i64,
    /// Where the number of a hop ends, and where the track begins.
    index_right: i64,
    left: i64,
    ticks: i64,
    narrow: bool,
}

/// Where the number of a hop ends, and how much further for each digit over three.
const INDEX_RIGHT: i64 = 34;
const DIGIT: i64 = 9;
/// From there to the track.
const INDEX_GAP: i64 = 14;
const LAYOUTS: [Layout; 2] = [
    Layout {
        class: "wide",
        width: 960,
        row_height: 56,
        track_y: 40,
        track_right: 872,
        index_right: INDEX_RIGHT,
        left: INDEX_RIGHT + INDEX_GAP,
        ticks: 8,
        narrow: false,
    },
    Layout {
        class: "narrow",
        width: 360,
        row_height: 92,
        track_y: 56,
        track_right: 284,
        index_right: INDEX_RIGHT,
        left: INDEX_RIGHT + INDEX_GAP,
        ticks: 3,
        narrow: true,
    },
];

/// What the template draws.
pub(super) struct Picture {
    pub class: &'static str,
    pub width: i64,
    pub height: i64,
    pub row_height: i64,
    pub index_right: i64,
    pub track: (i64, i64),
    pub ticks: Vec<Tick>,
    pub strips: Vec<Strip>,
    pub rows: Vec<Row>,
}

pub(super) struct Tick {
    pub x: i64,
    pub label: String,
    pub anchor: &'static str,
}

/// A line across with words on it.
pub(super) struct Strip {
    pub class: &'static str,
    pub y: i64,
    pub text: String,
    pub text_width: i64,
}

pub(super) struct Row {
    pub class: &'static str,
    pub y: i64,
    pub text_y: i64,
    pub track_y: i64,
    pub index: usize,
    /// Shown when pointed at: everything in full.
    pub title: String,
    pub labels: Vec<Label>,
    pub lock: Option<Lock>,
    pub bar: Option<Bar>,
    /// Where its time is; `None` if it has none.
    pub x: Option<i64>,
}

pub(super) struct Label {
    pub class: &'static str,
    pub x: i64,
    pub y: i64,
    pub anchor: &'static str,
    pub text: String,
}

pub(super) struct Lock {
    pub class: &'static str,
    pub x: i64,
    pub y: i64,
    pub shackle: &'static str,
}

pub(super) struct Bar {
    pub x: i64,
    pub width: i64,
    pub backwards: bool,
}

pub(super) fn of(report: &Report, show: Show<'_>) -> Vec<Picture> {
    let last = report.route.hops.last().map_or(0, |hop| hop.index);
    let digits = i64::try_from(last.to_string().len()).unwrap_or(3);
    let index_right = INDEX_RIGHT + DIGIT * (digits - 3).max(0);
    LAYOUTS
        .iter()
        .map(|layout| Layout {
            index_right,
            left: index_right + INDEX_GAP,
            ..*layout
        })
        .map(|layout| draw(report, show, &layout))
        .collect()
}

fn time_of(hop: &HopReport) -> Option<i64> {
    let time = DateTime::parse_from_rfc3339(hop.time.as_deref()?).ok()?;
    Some(time.timestamp_millis())
}

/// The hops that are drawn, each with its place in the list.
fn drawn(all: &[HopReport]) -> impl Iterator<Item = (usize, &HopReport)> + Clone {
    let last = all.len().saturating_sub(MAX_HOPS / 2);
    let is_drawn = move |at: usize| at < MAX_HOPS / 2 || at >= last;
    all.iter().enumerate().filter(move |(at, _)| is_drawn(*at))
}

fn draw(report: &Report, show: Show<'_>, layout: &Layout) -> Picture {
    let all = &report.route.hops;
    let times = drawn(all).filter_map(|(_, hop)| time_of(hop));
    let axis = Axis::new(times, layout.left + 8, layout.track_right - 8);
    let boundary = report.route.boundary.as_ref().map(|boundary| boundary.hop);
    let mut picture = Picture {
        class: layout.class,
        width: layout.width,
        height: TOP,
        row_height: layout.row_height,
        index_right: layout.index_right,
        track: (layout.left, layout.track_right),
        ticks: Vec::new(),
        strips: Vec::new(),
        rows: Vec::new(),
    };
    let mut next = 0;
    let mut before = None;
    for (at, hop) in drawn(all) {
        let hidden = &all[next..at];
        if !hidden.is_empty() {
            picture.gap(hidden, boundary);
            // The next bar begins at the time of the hop before it, drawn or not.
            let time = hidden.iter().rev().find_map(time_of);
            before = time
                .and_then(|time| Some(axis.as_ref()?.x(time)))
                .or(before);
        }
        if boundary == Some(hop.index) {
            let words = match (hop.index, layout.narrow) {
                (1, _) => "trust boundary: no hop before it",
                (_, true) => "trust boundary: before it, sender-supplied",
                (_, false) => "trust boundary: the hops before it are sender-supplied",
            };
            picture.strip("boundary", words.to_owned());
        }
        next = at + 1;
        let row = row(hop, before, axis.as_ref(), picture.height, show, layout);
        before = row.x.or(before);
        picture.rows.push(row);
        picture.height += layout.row_height;
    }
    if boundary.is_none() {
        picture.strip("boundary", "no trust boundary found".to_owned());
    }
    picture.height += 6;
    picture.ticks = axis
        .iter()
        .flat_map(|axis| axis.ticks(layout.ticks))
        .map(|(x, label)| Tick {
            anchor: if x > layout.width - 40 {
                "end"
            } else if x < 40 {
                "start"
            } else {
                "middle"
            },
            x,
            label,
        })
        .collect();
    picture
}

impl Picture {
    /// Hops that are left out, and the trust boundary if it is among them.
    fn gap(&mut self, hidden: &[HopReport], boundary: Option<usize>) {
        self.strip("gap", format!("{} more hops are left out", hidden.len()));
        if let Some(hop) = boundary.filter(|at| hidden.iter().any(|hop| hop.index == *at)) {
            self.strip(
                "boundary",
                format!("trust boundary: hop {hop}, left out here"),
            );
        }
    }

    fn strip(&mut self, class: &'static str, text: String) {
        let width = pixels(text.chars().count(), STRIP_CHAR)
            .saturating_add(16)
            .min(self.width);
        self.strips.push(Strip {
            class,
            y: self.height + STRIP / 2,
            text_width: width,
            text,
        });
        self.height += STRIP;
    }
}

fn row(
    hop: &HopReport,
    before: Option<i64>,
    axis: Option<&Axis>,
    y: i64,
    show: Show<'_>,
    layout: &Layout,
) -> Row {
    let x = time_of(hop).and_then(|time| Some(axis?.x(time)));
    let bar = match (before, x) {
        (Some(from), Some(to)) if from != to => Some(Bar {
            x: from.min(to),
            width: (from - to).abs(),
            backwards: to < from,
        }),
        _ => None,
    };
    let mut row = Row {
        class: trust_class(hop.trust),
        y,
        text_y: y + 20,
        track_y: y + layout.track_y,
        index: hop.index,
        title: title(hop, show),
        labels: Vec::new(),
        lock: None,
        bar,
        x,
    };
    row.path(hop, show, layout);
    row.how(hop, show, layout);
    let delay = match (hop.delay_ms, &hop.time) {
        (Some(delay), _) => numbers::delay(delay),
        (None, None) => "no time".to_owned(),
        (None, Some(_)) if hop.time_range.is_some() => {
            format!("{}?", hops::clock(hop).unwrap_or_default())
        }
        (None, Some(_)) => hops::clock(hop).unwrap_or_default().to_owned(),
    };
    let class = match hop.delay_ms {
        Some(delay) if delay < 0 => "delay backwards",
        _ => "delay",
    };
    row.label(class, layout.width - 6, row.track_y + 4, "end", delay);
    row
}

impl Row {
    fn label(&mut self, class: &'static str, x: i64, y: i64, anchor: &'static str, text: String) {
        self.labels.push(Label {
            class,
            x,
            y,
            anchor,
            text,
        });
    }

    /// From whom it was received, and by whom. What does not fit is cut from the left, whose right end says whose it is.
    fn path(&mut self, hop: &HopReport, show: Show<'_>, layout: &Layout) {
        let from = show.peer_text(hop, &hops::peer(hop));
        let by = show.host_text(hop, hop.by.name.as_deref().unwrap_or("?"));
        let (from, by) = (safe(&from), safe(&by));
        let arrow = |by: &str| format!("→ {by}");
        let y = self.text_y;
        if layout.narrow {
            let room = columns(layout.width - layout.left);
            self.label(
                "peer",
                layout.left,
                y,
                "start",
                text::cut_left(&from, room, "…"),
            );
            // Who sent it may be unknown.
            let below = if from.is_empty() { y } else { y + 18 };
            self.label(
                "by",
                layout.left,
                below,
                "start",
                arrow(&text::cut_left(&by, room - 2, "…")),
            );
            return;
        }
        // Protocol and TLS stand at the right end of the same line.
        let room = columns(layout.width - layout.left - 190);
        let by = text::cut_left(&by, room / 2 - 2, "…");
        let from = text::cut_left(&from, room - text::width(&by) - 3, "…");
        let both = if from.is_empty() {
            by
        } else {
            format!("{from} {}", arrow(&by))
        };
        self.label("peer", layout.left, y, "start", both);
    }

    /// Protocol and TLS, with a lock.
    fn how(&mut self, hop: &HopReport, show: Show<'_>, layout: &Layout) {
        let protocol = safe(&show.links_text(hops::protocol(hop)));
        let protocol = text::cut(&protocol, 24, "…");
        if protocol.is_empty() {
            return;
        }
        let state = State::of(hop);
        let length = pixels(text::width(&protocol), CHAR) / 10;
        let (x, y, anchor) = if layout.narrow {
            let lock = if state.is_some() { 16 } else { 0 };
            (layout.left + lock, self.y + 80, "start")
        } else {
            (layout.width - 6, self.text_y, "end")
        };
        self.lock = state.map(|state| Lock {
            class: state.class(),
            x: if layout.narrow {
                layout.left
            } else {
                x - length - 16
            },
            y: y - 11,
            shackle: state.shackle(),
        });
        self.label("how", x, y, anchor, protocol);
    }
}

/// How many characters so many pixels hold.
fn columns(pixels: i64) -> usize {
    usize::try_from(pixels * 10 / CHAR).unwrap_or_default()
}

/// What so many characters take, of which one takes `each`.
fn pixels(characters: usize, each: i64) -> i64 {
    i64::try_from(characters)
        .unwrap_or(i64::MAX)
        .saturating_mul(each)
}

/// Text made harmless before it is measured; the template escapes it once more for HTML.
fn safe(value: &str) -> String {
    crate::render::escape::terminal(value, false).into_owned()
}
