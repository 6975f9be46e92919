//! The time axis: from times to places, and where ticks stand.

use chrono::DateTime;

/// Distances of ticks that people read well, in milliseconds.
const STEPS: &[i64] = &[
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    10_800_000,
    21_600_000,
    43_200_000,
    86_400_000,
    2 * 86_400_000,
    7 * 86_400_000,
    30 * 86_400_000,
    90 * 86_400_000,
    365 * 86_400_000,
    5 * 365 * 86_400_000,
    20 * 365 * 86_400_000,
];

/// A linear axis.
pub(super) struct Axis {
    from: i64,
    to: i64,
    left: i64,
    right: i64,
}

impl Axis {
    /// From the earliest to the latest of the times (milliseconds since 1970), between two places.
    pub fn new(times: impl Iterator<Item = i64> + Clone, left: i64, right: i64) -> Option<Self> {
        let (from, to) = (times.clone().min()?, times.max()?);
        Some(Self {
            from,
            to,
            left,
            right,
        })
    }

    /// The place of a time, one beyond the axis at its end. Without a span, all are at the left.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a share of a few hundred pixels, rounded to one"
    )]
    pub fn x(&self, time: i64) -> i64 {
        let span = self.to.saturating_sub(self.from);
        if span < 1 {
            return self.left;
        }
        let part = time.clamp(self.from, self.to).saturating_sub(self.from) as f64 / span as f64;
        self.left + (part * (self.right - self.left) as f64).round() as i64
    }

    /// At most so many ticks on round times, with their labels.
    pub fn ticks(&self, most: i64) -> Vec<(i64, String)> {
        let span = self.to.saturating_sub(self.from);
        let step = STEPS
            .iter()
            .copied()
            .find(|step| span / step < most)
            .unwrap_or(span.max(1));
        let first = self.from.div_euclid(step).saturating_mul(step);
        (0..=most + 1)
            .map(|number| first.saturating_add(step.saturating_mul(number)))
            .filter(|&time| time >= self.from && time <= self.to)
            .map(|time| (self.x(time), label(time, step)))
            .collect()
    }
}

fn label(time: i64, step: i64) -> String {
    let format = match step {
        0..60_000 => "%H:%M:%S",
        60_000..86_400_000 => "%H:%M",
        _ => "%Y-%m-%d",
    };
    DateTime::from_timestamp_millis(time)
        .map(|time| time.format(format).to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_stand_on_round_times_within_the_span() {
        let start = 1_777_715_937_000; // 2026-05-02 09:58:57Z
        let axis = Axis::new([start, start + 74_000].into_iter(), 0, 740).unwrap();
        let ticks = axis.ticks(6);
        assert_eq!(ticks.first().unwrap().1, "09:59:00");
        assert!(ticks.len() <= 6 && ticks.iter().all(|(x, _)| (0..=740).contains(x)));
        assert_eq!(axis.x(start + 37_000), 370);
        assert_eq!((axis.x(start - 9_000), axis.x(i64::MAX)), (0, 740));
    }

    #[test]
    fn no_span_and_absurd_spans_do_not_fail() {
        let one = Axis::new([5].into_iter(), 10, 100).unwrap();
        assert_eq!((one.x(5), one.ticks(4).len()), (10, 0));
        let all = Axis::new([i64::MIN, i64::MAX].into_iter(), 0, 100).unwrap();
        assert!(all.ticks(4).len() <= 6);
        assert!(Axis::new(std::iter::empty(), 0, 1).is_none());
    }
}
