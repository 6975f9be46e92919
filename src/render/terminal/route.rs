//! The path: a line a hop. In the usual report, hops that say nothing new stand together.

use super::canvas::{BAD, Canvas, DIM, DOUBT, LINK, PLAIN};
use super::steps::{self, Row};
use crate::limits::SKEW_MS;
use crate::render::{hops, numbers, text};
use crate::report::{HopReport, Report};
use crate::words::Remedy;
use crate::words::route::Trust;
use anstyle::Style as Ink;

/// The fewest columns of the number, and the space behind it; columns of the time; of the local time beside it; of the
/// delay; of the bar.
const MIN_NUMBER: usize = 4;
const BEHIND: usize = 1;
const TIME: usize = 9;
const LOCAL: usize = 10;
const DELAY: usize = 10;
const BAR: usize = 4;
/// Narrower terminals have the path in a line of its own.
const MIN_BESIDE: usize = 64;
/// Columns between path and protocol.
const GAP: usize = 2;
/// Fewer columns than this say nothing of a name.
const MIN_NAME: usize = 4;
/// The columns that the name of who received it keeps, if it is so long.
const MIN_BY: usize = 14;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let all = &report.route.hops;
    if all.is_empty() {
        canvas.title(
            "ROUTE",
            "No Received header (local message, or the header was cut)",
        );
        return;
    }
    canvas.title("ROUTE", &hops::remark(report));
    let rows = steps::rows(report, canvas.is_verbose());
    let layout = Layout::of(canvas, report, &rows);
    let boundary = report.route.boundary.as_ref().map(|boundary| boundary.hop);
    let mut day = all.iter().find_map(hops::day);
    for row in rows {
        match row {
            Row::Boundary => rule(
                canvas,
                "trust boundary: the hops before it are sender-supplied",
            ),
            Row::Hop(hop) => {
                if hops::day(hop).is_some() && hops::day(hop) != day {
                    day = hops::day(hop);
                    let day = canvas.own(day.unwrap_or_default());
                    canvas.blanks(layout.number).put(DIM, &day).end();
                }
                line(hop, layout, canvas);
                cut_off(report, hop, canvas);
                if let Some(remark) = steps::remark(hop) {
                    let remark = canvas.safe(remark);
                    let left = layout.left();
                    if canvas.is_verbose() {
                        canvas.blanks(left).wrapped(DOUBT, &remark, left);
                    } else {
                        let remark = canvas.cut(&remark, layout.room(canvas));
                        canvas.blanks(left).put(DOUBT, &remark).end();
                    }
                }
            }
            Row::Several(hops) => several(&hops, layout, canvas),
            Row::More(hidden) => {
                let all_in = canvas.remedy(&Remedy::AllInJson);
                let text = format!("{hidden} more hops; {all_in}");
                canvas
                    .blanks(layout.number)
                    .wrapped(DIM, &text, layout.number);
            }
        }
    }
    if boundary.is_none() {
        let help = canvas.remedy(&Remedy::TrustHops);
        rule(canvas, &format!("no trust boundary found: {help}"));
    }
}

/// Where the columns stand.
#[derive(Clone, Copy)]
struct Layout {
    is_beside: bool,
    /// Columns of the number and the space behind it.
    number: usize,
    has_local: bool,
    /// Columns of the paths that leave room for their protocol, so that the protocols stand in one column.
    path: usize,
}

impl Layout {
    fn of(canvas: &Canvas, report: &Report, rows: &[Row<'_>]) -> Self {
        let numbers = rows.iter().map(|row| match row {
            Row::Hop(hop) => hop.index.to_string().len(),
            Row::Several(hops) => label(hops).len(),
            Row::Boundary | Row::More(_) => 0,
        });
        let mut layout = Self {
            number: (numbers.max().unwrap_or(0) + 1).max(MIN_NUMBER) + BEHIND,
            is_beside: canvas.width() >= MIN_BESIDE,
            has_local: canvas.style().local.is_some(),
            path: 0,
        };
        let room = layout.room(canvas);
        let fits = report.route.hops.iter().filter_map(|hop| {
            let path = text::width(&path(hop, canvas));
            let protocol = text::width(&canvas.own(&hops::protocol(hop)));
            (path + GAP + protocol <= room).then_some(path)
        });
        layout.path = fits.max().unwrap_or(0);
        layout
    }

    /// Columns before the path.
    fn left(self) -> usize {
        if self.is_beside {
            self.times() + 1 + BAR + 1
        } else {
            self.number
        }
    }

    /// Columns of number, times and delay.
    fn times(self) -> usize {
        self.number + TIME + if self.has_local { LOCAL } else { 0 } + DELAY
    }

    /// Columns of path and protocol.
    fn room(self, canvas: &Canvas) -> usize {
        canvas.width().saturating_sub(self.left() + 1)
    }
}

fn rule(canvas: &mut Canvas, words: &str) {
    let mark = canvas.symbols().rule.repeat(3);
    let columns = canvas.width().saturating_sub(2 + 3 + 1 + 1);
    let lines = text::wrap(words, columns);
    let last = lines.len() - 1;
    for (at, line) in lines.iter().enumerate() {
        canvas
            .blanks(2)
            .put(DOUBT, if at == 0 { &mark } else { "   " })
            .blanks(1)
            .put(DOUBT, line);
        if at == last && text::width(line) + 4 <= columns {
            canvas.blanks(1).put(DOUBT, &mark);
        }
        canvas.end();
    }
}

/// That nothing supports the chain up to this hop.
fn cut_off(report: &Report, hop: &HopReport, canvas: &mut Canvas) {
    let Some(cut) = report.route.cut.as_ref().filter(|cut| cut.hop == hop.index) else {
        return;
    };
    let signs: Vec<&str> = cut.signs.iter().map(|sign| sign.kind.text()).collect();
    let text = format!(
        "nothing confirms this hop and those before it: {}",
        signs.join("; ")
    );
    let mark = canvas.symbols().rule.repeat(3);
    canvas
        .blanks(2)
        .put(BAD, &mark)
        .blanks(1)
        .wrapped(BAD, &text, 6);
}

fn line(hop: &HopReport, layout: Layout, canvas: &mut Canvas) {
    number(&hop.index.to_string(), layout, canvas);
    // A time of which the zone is not known is not in UTC.
    let mark = if hop.time_range.is_some() { '?' } else { 'Z' };
    let clock = hops::clock(hop).map(|clock| format!("{clock}{mark}"));
    let time_ink = if clock.is_some() { PLAIN } else { DOUBT };
    canvas.put_padded(
        time_ink,
        &clock.unwrap_or_else(|| "no time".to_owned()),
        TIME,
    );
    if layout.has_local {
        let local = canvas.style().local.zip(hops::moment(hop));
        let local = local.map(|(local, time)| local.of(time).format("=%H:%M:%S").to_string());
        canvas.put_padded(DIM, &local.unwrap_or_default(), LOCAL);
    }
    delay(hop.delay_ms, canvas);
    if layout.is_beside {
        let bar = bar(hop.delay_ms, canvas);
        canvas.blanks(1).put_padded(LINK, &bar, BAR + 1);
    } else {
        canvas.end();
        canvas.blanks(layout.number);
    }
    let ink = ink(hop);
    let room = layout.room(canvas);
    let whole = path(hop, canvas);
    let protocol = canvas.own(&hops::protocol(hop));
    let beside = room.saturating_sub(layout.path + GAP);
    let fits = text::width(&whole) <= layout.path && text::width(&protocol) <= beside;
    if fits && !protocol.is_empty() {
        canvas
            .put_padded(ink, &whole, layout.path + GAP)
            .put(DIM, &protocol)
            .end();
    } else if text::width(&whole) <= room {
        canvas.put(ink, &whole).end();
    } else if canvas.is_verbose() {
        in_two_lines(hop, layout, &protocol, canvas);
    } else {
        let cut = cut_path(hop, room, canvas);
        canvas.put(ink, &cut).end();
    }
}

/// Who delivered it in one line, who received it and how in the next.
fn in_two_lines(hop: &HopReport, layout: Layout, protocol: &str, canvas: &mut Canvas) {
    let room = layout.room(canvas);
    let from = from_text(hop, canvas, room);
    let by = by_text(hop, canvas);
    let arrow = canvas.symbols().arrow;
    let ink = ink(hop);
    if !from.is_empty() {
        canvas.put(ink, &from).end();
        canvas.blanks(layout.left()).put(DIM, arrow).blanks(1);
    }
    let protocol = canvas.cut(protocol, room / 2);
    let by_room = room.saturating_sub(text::width(&protocol) + GAP + 3);
    let by = canvas.cut_left(&by, by_room);
    canvas.put(ink, &by).blanks(GAP).put(DIM, &protocol).end();
}

/// Hops that say nothing new.
fn several(hops: &[&HopReport], layout: Layout, canvas: &mut Canvas) {
    let Some(last) = hops.last() else {
        return;
    };
    number(&label(hops), layout, canvas);
    let clock = hops::clock(last).map(|clock| format!("{clock}Z"));
    canvas.put_padded(DIM, &clock.unwrap_or_default(), TIME);
    if layout.has_local {
        canvas.blanks(LOCAL);
    }
    let took: i64 = hops.iter().filter_map(|hop| hop.delay_ms).sum();
    delay(Some(took), canvas);
    if layout.is_beside {
        canvas.blanks(1 + BAR + 1);
    } else {
        canvas.end();
        canvas.blanks(layout.number);
    }
    let text = canvas.safe(&steps::several(hops));
    let text = canvas.cut(&text, layout.room(canvas));
    canvas.put(DIM, &text).end();
}

/// The numbers of hops that stand together: `5-7`.
fn label(hops: &[&HopReport]) -> String {
    match hops {
        [first, .., last] => format!("{}-{}", first.index, last.index),
        [one] => one.index.to_string(),
        [] => String::new(),
    }
}

fn number(label: &str, layout: Layout, canvas: &mut Canvas) {
    let columns = layout.number - BEHIND;
    canvas
        .blanks(columns.saturating_sub(label.len()))
        .put(DIM, label)
        .blanks(BEHIND);
}

fn delay(ms: Option<i64>, canvas: &mut Canvas) {
    let text = ms.map(numbers::delay).unwrap_or_default();
    let ink = match ms {
        Some(ms) if ms < -SKEW_MS => BAD,
        Some(ms) if ms < 0 => DOUBT,
        _ => PLAIN,
    };
    canvas
        .blanks(DELAY.saturating_sub(text::width(&text)))
        .put(ink, &text);
}

fn ink(hop: &HopReport) -> Ink {
    if hop.trust == Trust::Claimed {
        DIM
    } else {
        PLAIN
    }
}

fn path(hop: &HopReport, canvas: &Canvas) -> String {
    let from = from_text(hop, canvas, usize::MAX);
    let by = by_text(hop, canvas);
    if from.is_empty() {
        by
    } else {
        format!("{from} {} {by}", canvas.symbols().arrow)
    }
}

/// The path in so many columns: names lose their left ends, whose right ends say whose they are.
fn cut_path(hop: &HopReport, columns: usize, canvas: &Canvas) -> String {
    let arrow = canvas.symbols().arrow;
    let around = text::width(arrow) + 2;
    let by = by_text(hop, canvas);
    let whole = text::width(&from_text(hop, canvas, usize::MAX));
    let left = columns.saturating_sub(around + whole);
    let by_room = left.max(MIN_BY.min(text::width(&by)));
    let from = from_text(hop, canvas, columns.saturating_sub(around + by_room));
    if from.is_empty() {
        return canvas.cut_left(&by, columns);
    }
    format!("{from} {arrow} {}", canvas.cut_left(&by, by_room))
}

/// Names of our own side stay whole.
fn by_text(hop: &HopReport, canvas: &Canvas) -> String {
    let by = hop.by.name.as_deref().unwrap_or("?");
    match hop.trust {
        Trust::Claimed => canvas.safe(by),
        Trust::Trusted | Trust::Boundary | Trust::Observed => canvas.own(by),
    }
}

/// The peer as a reader knows it: reverse name or announced name, and the address that counts. What does not fit is cut
/// from the left of the name, whose right end says whose it is; the address is cut only where it would not fit alone.
fn from_text(hop: &HopReport, canvas: &Canvas, columns: usize) -> String {
    let name = hops::peer_name(hop).map(|name| match hop.trust {
        Trust::Trusted => canvas.own(name),
        _ => canvas.safe(name),
    });
    let address = hop.from.ip.map(|ip| format!("[{ip}]"));
    match (name, address) {
        (Some(name), Some(address)) => {
            let room = columns.saturating_sub(address.len() + 1);
            if room < MIN_NAME {
                return canvas.cut_left(&address, columns);
            }
            format!("{} {address}", canvas.cut_left(&name, room))
        }
        (Some(name), None) => canvas.cut_left(&name, columns),
        (None, Some(address)) => canvas.cut_left(&address, columns),
        (None, None) => String::new(),
    }
}

/// The delay from which on there is a bar, and that of a full one, in milliseconds.
const SHORTEST_BAR: i64 = 10_000;
const LONGEST_BAR: i64 = 86_400_000;

/// A bar on a logarithmic scale, the same in every report: an eighth at ten seconds, full at a day.
fn bar(delay: Option<i64>, canvas: &Canvas) -> String {
    let Some(delay) = delay.filter(|&delay| delay >= SHORTEST_BAR) else {
        return String::new();
    };
    let symbols = canvas.symbols();
    let steps = symbols.bars.len() + 1;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share between 0 and 1 of a few dozen steps, rounded to one"
    )]
    let eighths = {
        let share = |ms: i64| (ms as f64 / SHORTEST_BAR as f64).ln();
        let share = share(delay.min(LONGEST_BAR)) / share(LONGEST_BAR);
        (share * (BAR * steps) as f64).round() as usize
    };
    let mut bar = symbols.full.repeat(eighths / steps);
    match eighths % steps {
        0 if bar.is_empty() => bar.push_str(symbols.bars[0]),
        0 => {}
        rest => bar.push_str(symbols.bars[rest - 1]),
    }
    bar
}
