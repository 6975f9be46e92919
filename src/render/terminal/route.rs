//! The path: a line a hop where it fits, two where it does not.

use super::canvas::{BAD, Canvas, DIM, DOUBT, LINK, PLAIN};
use super::numbers;
use crate::render::text;
use crate::report::{HopReport, Report};
use crate::route::{SKEW_MS, Trust};

/// Columns of number and time; of delay; of the bar.
const TIME: usize = 15;
const DELAY: usize = 9;
const BAR: usize = 8;
/// Columns of all that stands before the path.
const LEFT: usize = TIME + DELAY + 1 + BAR;
/// Columns between path and protocol.
const GAP: usize = 2;
/// Fewer columns than this say nothing of a name.
const MIN_NAME: usize = 4;
/// The most hops that are shown one by one; of more, the first and the last half of these.
const MAX_SHOWN: usize = 60;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let hops = &report.route.hops;
    if hops.is_empty() {
        canvas.title(
            "ROUTE",
            "no Received field: the mail never left a machine, or they were cut off",
        );
        return;
    }
    canvas.title("ROUTE", &remark(report));
    let longest = hops
        .iter()
        .filter_map(|hop| hop.delay_ms)
        .max()
        .unwrap_or(0);
    let boundary = report.route.boundary.as_ref().map(|boundary| boundary.hop);
    let mut day = hops.iter().find_map(day_of);
    let path_column = path_column(hops, canvas);
    let hidden = hops.len().saturating_sub(MAX_SHOWN);
    for hop in hops {
        if hidden > 0 && hop.index > MAX_SHOWN / 2 && hop.index <= MAX_SHOWN / 2 + hidden {
            if hop.index == MAX_SHOWN / 2 + 1 {
                let line = format!("    {hidden} more hops; --format json shows all");
                canvas.put(DIM, &line).end();
            }
            continue;
        }
        if boundary == Some(hop.index) {
            let words = match hop.index {
                1 => "trust boundary: handed straight to the receiver",
                _ => "trust boundary: all above is the sender's word",
            };
            rule(canvas, words);
        }
        if day_of(hop).is_some() && day_of(hop) != day {
            day = day_of(hop);
            canvas.blanks(5).put(DIM, day.unwrap_or_default()).end();
        }
        line(hop, longest, path_column, canvas);
    }
    if boundary.is_none() {
        rule(
            canvas,
            "no trust boundary found: --trust tells whose hops to believe",
        );
    }
}

fn remark(report: &Report) -> String {
    let route = &report.route;
    let count = route.hops.len();
    let mut remark = format!("{count} hop{}", if count == 1 { "" } else { "s" });
    if let Some(total) = route.total_delay_ms.filter(|_| count > 1) {
        remark.push_str(&format!(" in {}", numbers::duration(total)));
    }
    remark.push_str(", origin first");
    if let Some(day) = route.hops.iter().find_map(day_of) {
        remark.push_str(&format!(", {day}"));
    }
    remark
}

/// `2026-05-02` of a hop's time.
fn day_of(hop: &HopReport) -> Option<&str> {
    hop.time.as_deref()?.get(..10)
}

fn rule(canvas: &mut Canvas, words: &str) {
    let mark = canvas.symbols().rule.repeat(3);
    let words = canvas.cut(words, canvas.width().saturating_sub(2 + 3 + 1 + 1 + 3));
    canvas
        .blanks(2)
        .put(DOUBT, &format!("{mark} {words} {mark}"))
        .end();
}

fn line(hop: &HopReport, longest: i64, path_column: usize, canvas: &mut Canvas) {
    let clock = hop
        .time
        .as_deref()
        .and_then(|time| time.get(11..19))
        .map(|clock| format!("{clock}Z"));
    canvas.put(DIM, &format!("{:>4}  ", hop.index));
    let clock = clock.unwrap_or_else(|| "no time".to_owned());
    canvas.put_padded(
        if hop.time.is_some() { PLAIN } else { DOUBT },
        &clock,
        TIME - 6,
    );
    let delay = hop.delay_ms.map(numbers::delay).unwrap_or_default();
    let ink = match hop.delay_ms {
        Some(ms) if ms < -SKEW_MS => BAD,
        Some(ms) if ms < 0 => DOUBT,
        _ => PLAIN,
    };
    canvas
        .blanks(DELAY.saturating_sub(text::width(&delay)))
        .put(ink, &delay)
        .blanks(1);
    let bar = bar(hop.delay_ms, longest, canvas);
    canvas.put_padded(LINK, &bar, BAR);

    let room = room(canvas);
    let ink = if hop.trust == Trust::Claimed {
        DIM
    } else {
        PLAIN
    };
    let arrow = canvas.symbols().arrow;
    let path = path_text(hop, canvas);
    let protocol = canvas.safe(&protocol_text(hop));
    if text::width(&path) <= path_column && path_column + GAP + text::width(&protocol) <= room {
        canvas
            .put_padded(ink, &path, path_column + GAP)
            .put(DIM, &protocol)
            .end();
        return;
    }
    // Two lines: who handed it over, who took it how.
    let from = from_text(hop, canvas, room);
    let by = canvas.safe(hop.by.name.as_deref().unwrap_or("?"));
    if !from.is_empty() {
        canvas.put(ink, &from).end();
        canvas.blanks(LEFT).put(DIM, arrow).blanks(1);
    }
    let protocol = canvas.cut(&protocol, room / 2);
    let by_room = room.saturating_sub(text::width(&protocol) + GAP + 3);
    let by = canvas.cut_left(&by, by_room);
    canvas.put(ink, &by).blanks(GAP).put(DIM, &protocol).end();
}

/// Columns for path and protocol.
fn room(canvas: &Canvas) -> usize {
    canvas.width().saturating_sub(LEFT + 1)
}

/// Columns of the paths that fit in a line with their protocol, so that the protocols stand in one
/// column.
fn path_column(hops: &[HopReport], canvas: &Canvas) -> usize {
    let room = room(canvas);
    let fits = hops.iter().filter_map(|hop| {
        let path = text::width(&path_text(hop, canvas));
        let protocol = text::width(&canvas.safe(&protocol_text(hop)));
        (path + GAP + protocol <= room).then_some(path)
    });
    fits.max().unwrap_or(0)
}

fn path_text(hop: &HopReport, canvas: &Canvas) -> String {
    let from = from_text(hop, canvas, usize::MAX);
    let by = canvas.safe(hop.by.name.as_deref().unwrap_or("?"));
    if from.is_empty() {
        by
    } else {
        format!("{from} {} {by}", canvas.symbols().arrow)
    }
}

/// The peer as a reader knows it: reverse name or announced name, and the address that counts. What
/// does not fit is cut from the left of the name, whose right end says whose it is; the address is
/// cut only where it would not fit alone, which is below 76 columns.
fn from_text(hop: &HopReport, canvas: &Canvas, columns: usize) -> String {
    let from = &hop.from;
    let name = from
        .rdns
        .as_deref()
        .or(from.helo.as_deref())
        .or(from.name.as_deref());
    let name = canvas.safe(name.unwrap_or_default());
    let address = from.ip.map(|ip| format!("[{ip}]")).unwrap_or_default();
    let is_address = from
        .ip
        .is_some_and(|ip| name.trim_matches(['[', ']']) == ip.to_string());
    match (name.is_empty() || is_address, address.is_empty()) {
        (true, _) => canvas.cut_left(&address, columns),
        (false, true) => canvas.cut_left(&name, columns),
        (false, false) => {
            let room = columns.saturating_sub(address.len() + 1);
            if room < MIN_NAME {
                return canvas.cut_left(&address, columns);
            }
            format!("{} {address}", canvas.cut_left(&name, room))
        }
    }
}

fn protocol_text(hop: &HopReport) -> String {
    let with = hop.with.as_deref().unwrap_or_default();
    let tls = hop
        .tls
        .as_ref()
        .and_then(|tls| tls.version.as_deref())
        .unwrap_or_default();
    // Exchange's name for itself says no protocol.
    let with = if with.eq_ignore_ascii_case("Microsoft SMTP Server") {
        "SMTP"
    } else {
        with
    };
    match (with.is_empty(), tls.is_empty()) {
        (false, false) => format!("{with} {tls}"),
        _ => format!("{with}{tls}"),
    }
}

/// A bar as long as the delay is against the longest.
fn bar(delay: Option<i64>, longest: i64, canvas: &Canvas) -> String {
    let Some(delay) = delay.filter(|&delay| delay > 0 && longest > 0) else {
        return String::new();
    };
    let symbols = canvas.symbols();
    let steps = symbols.bars.len() + 1;
    let eighths = ((delay as f64 / longest as f64) * ((BAR - 1) * steps) as f64).round() as usize;
    let mut bar = symbols.full.repeat(eighths / steps);
    match eighths % steps {
        0 if bar.is_empty() => bar.push_str(symbols.bars[0]),
        0 => {}
        rest => bar.push_str(symbols.bars[rest - 1]),
    }
    bar
}
