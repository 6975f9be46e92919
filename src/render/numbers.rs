//! Sizes and durations as people read them.

/// Bytes: `812 B`, `12.4 kB`, `3.1 MB`.
#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A delay with its sign, in at most nine columns: `+4s`, `+1m 08s`, `-11m 02s`, `+2h 05m`, `+3d 04h`, `+120ms`.
pub(super) fn delay(ms: i64) -> String {
    let sign = if ms < 0 { '-' } else { '+' };
    let abs = ms.unsigned_abs();
    let seconds = abs / 1000;
    match seconds {
        0 if abs > 0 => format!("{sign}{abs}ms"),
        0..60 => format!("{sign}{seconds}s"),
        60..3600 => format!("{sign}{}m {:02}s", seconds / 60, seconds % 60),
        3600..86_400 => format!("{sign}{}h {:02}m", seconds / 3600, seconds / 60 % 60),
        86_400..86_400_000 => format!("{sign}{}d {:02}h", seconds / 86_400, seconds / 3600 % 24),
        // Between a time that was made up and a real one.
        86_400_000..8_640_000_000 => format!("{sign}{}d", seconds / 86_400),
        _ => format!("{sign}{}y", seconds / 86_400 / 365),
    }
}

/// A whole time: `14s`, `1m 14s`, `3d 4h`.
pub(super) fn duration(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let seconds = ms.unsigned_abs() / 1000;
    let (days, hours) = (seconds / 86_400, seconds / 3600 % 24);
    let (minutes, rest) = (seconds / 60 % 60, seconds % 60);
    match seconds {
        0..60 => format!("{sign}{seconds}s"),
        60..3600 => format!("{sign}{minutes}m {rest:02}s"),
        3600..86_400 => format!("{sign}{hours}h {minutes:02}m"),
        _ => format!("{sign}{days}d {hours:02}h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_keep_their_sign_and_whole_days() {
        for (ms, text) in [
            (0, "+0s"),
            (120, "+120ms"),
            (4000, "+4s"),
            (68_000, "+1m 08s"),
            (-662_000, "-11m 02s"),
            (7_500_000, "+2h 05m"),
            (273_600_000, "+3d 04h"),
            (86_399_999_000, "+999d 23h"),
            (-86_400_000_000, "-1000d"),
            (-63_113_860_800_000, "-2001y"),
        ] {
            assert_eq!(delay(ms), text);
        }
        assert_eq!(duration(74_000), "1m 14s");
        assert_eq!(size(12_430), "12.4 kB");
    }
}
