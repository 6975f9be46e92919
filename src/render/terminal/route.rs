//! The path: a line a hop where it fits, two where it does not.

use super::canvas::{BAD, Canvas, DIM, DOUBT, LINK, PLAIN};
use crate::limits::SKEW_MS;
use crate::render::{hops, numbers, text};
use crate::report::{HopReport, Report};
use crate::words::Remedy;
use crate::words::route::{TimingKind, Trust};

/// Columns of number and time; of delay; of the bar.
const TIME: usize = 15;
const DELAY: usize = 9;
const BAR: usize = 8;
/// Columns of all that stands before the path.
const LEFT: usize = TIME + DELAY + 1 + BAR;
/// Columns between path and protocol.
const GAP: usize = 2;
/// Delays over this get a remark that explains them, in milliseconds.
const REMARK_MS: u64 = 300_000;
/// Fewer columns than this say nothing of a name.
const MIN_NAME: usize = 4;
/// The most hops that are shown one by one; of more, the first and the last half of these.
const MAX_SHOWN: usize = 60;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let all = &report.route.hops;
    if all.is_empty() {
        canvas.title(
            "ROUTE",
            "no Received field: the mail never left a machine, or they were cut off",
        );
        return;
    }
    canvas.title("ROUTE", &hops::remark(report));
    let longest = all.iter().filter_map(|hop| hop.delay_ms).max().unwrap_or(0);
    let boundary = report.route.boundary.as_ref().map(|boundary| boundary.hop);
    let mut day = all.iter().find_map(hops::day);
    let path_column = path_column(all, canvas);
    let hidden = all.len().saturating_sub(MAX_SHOWN);
    for hop in all {
        if hidden > 0 && hop.index > MAX_SHOWN / 2 && hop.index <= MAX_SHOWN / 2 + hidden {
            if hop.index == MAX_SHOWN / 2 + 1 {
                let all_in = canvas.remedy(&Remedy::AllInJson);
                let line = format!("    {hidden} more hops; {all_in}");
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
        if hops::day(hop).is_some() && hops::day(hop) != day {
            day = hops::day(hop);
            canvas.blanks(5).put(DIM, day.unwrap_or_default()).end();
        }
        line(hop, longest, path_column, canvas);
        if let Some(cut) = report.route.cut.as_ref().filter(|cut| cut.hop == hop.index) {
            let signs: Vec<&str> = cut.signs.iter().map(|sign| sign.kind.text()).collect();
            wrapped_rule(
                canvas,
                &format!("nothing supports what stands above: {}", signs.join("; ")),
            );
        }
        remarks(hop, canvas);
    }
    if boundary.is_none() {
        let help = canvas.remedy(&Remedy::TrustHops);
        rule(canvas, &format!("no trust boundary found: {help}"));
    }
}

fn rule(canvas: &mut Canvas, words: &str) {
    let mark = canvas.symbols().rule.repeat(3);
    let words = canvas.cut(words, canvas.width().saturating_sub(2 + 3 + 1 + 1 + 3));
    canvas
        .blanks(2)
        .put(DOUBT, &format!("{mark} {words} {mark}"))
        .end();
}

/// A remark over several lines where it must be.
fn wrapped_rule(canvas: &mut Canvas, words: &str) {
    let mark = canvas.symbols().rule.repeat(3);
    let columns = canvas.width().saturating_sub(7);
    for (at, line) in text::wrap(words, columns).iter().enumerate() {
        canvas
            .blanks(2)
            .put(BAD, if at == 0 { &mark } else { "   " });
        canvas.blanks(1).put(BAD, line).end();
    }
}

/// What is to be said about a hop's time.
fn remarks(hop: &HopReport, canvas: &mut Canvas) {
    let told = hop
        .timing
        .as_ref()
        .filter(|timing| !matches!(timing.kind, TimingKind::Prompt | TimingKind::Skew));
    let long = hop
        .delay_ms
        .is_some_and(|delay| delay.unsigned_abs() > REMARK_MS);
    let text = told
        .filter(|_| long)
        .and_then(|timing| timing.text.as_deref());
    let text = text.or(hop.time_note.as_deref());
    let Some(text) = text else { return };
    let text = canvas.safe(text);
    for line in text::wrap(&text, room(canvas)) {
        canvas.blanks(LEFT).put(DOUBT, &line).end();
    }
}

fn line(hop: &HopReport, longest: i64, path_column: usize, canvas: &mut Canvas) {
    // A time of which the zone is not known is not in UTC.
    let mark = if hop.time_range.is_some() { '?' } else { 'Z' };
    let clock = hops::clock(hop).map(|clock| format!("{clock}{mark}"));
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
    let protocol = canvas.safe(&hops::protocol(hop));
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
        let protocol = text::width(&canvas.safe(&hops::protocol(hop)));
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
    let name = hops::peer_name(hop).map(|name| canvas.safe(name));
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
        (None, address) => address.unwrap_or_default(),
    }
}

/// A bar as long as the delay is against the longest.
fn bar(delay: Option<i64>, longest: i64, canvas: &Canvas) -> String {
    let Some(delay) = delay.filter(|&delay| delay > 0 && longest > 0) else {
        return String::new();
    };
    let symbols = canvas.symbols();
    let steps = symbols.bars.len() + 1;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive share of a few dozen steps, rounded to one"
    )]
    let eighths = ((delay as f64 / longest as f64) * ((BAR - 1) * steps) as f64).round() as usize;
    let mut bar = symbols.full.repeat(eighths / steps);
    match eighths % steps {
        0 if bar.is_empty() => bar.push_str(symbols.bars[0]),
        0 => {}
        rest => bar.push_str(symbols.bars[rest - 1]),
    }
    bar
}
