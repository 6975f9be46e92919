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

/// A delay with its sign, in at most nine columns: `+4 s`, `+1m08 s`, `-11m02 s`, `+2h05 m`, `+3d04 h`, `+120 ms`.
pub(super) fn delay(ms: i64) -> String {
    let sign = if ms < 0 { '-' } else { '+' };
    let abs = ms.unsigned_abs();
    let seconds = abs / 1000;
    match seconds {
        0 if abs > 0 => format!("{sign}{abs} ms"),
        0..60 => format!("{sign}{seconds} s"),
        60..3600 => format!("{sign}{}m{:02} s", seconds / 60, seconds % 60),
        3600..86_400 => format!("{sign}{}h{:02} m", seconds / 3600, seconds / 60 % 60),
        86_400..86_400_000 => format!("{sign}{}d{:02} h", seconds / 86_400, seconds / 3600 % 24),
        // Between a time that was made up and a real one.
        86_400_000..8_640_000_000 => format!("{sign}{} d", seconds / 86_400),
        _ => format!("{sign}{} y", seconds / 86_400 / 365),
    }
}

/// A whole time: `1 min 14 s`, `3 d 4 h`.
pub(super) fn duration(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let seconds = ms.unsigned_abs() / 1000;
    let (days, hours) = (seconds / 86_400, seconds / 3600 % 24);
    let (minutes, rest) = (seconds / 60 % 60, seconds % 60);
    match seconds {
        0..60 => format!("{sign}{seconds} s"),
        60..3600 => format!("{sign}{minutes} min {rest} s"),
        3600..86_400 => format!("{sign}{hours} h {minutes} min"),
        _ => format!("{sign}{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_keep_their_sign_and_whole_days() {
        for (ms, text) in [
            (0, "+0 s"),
            (120, "+120 ms"),
            (4000, "+4 s"),
            (68_000, "+1m08 s"),
            (-662_000, "-11m02 s"),
            (7_500_000, "+2h05 m"),
            (273_600_000, "+3d04 h"),
            (86_399_999_000, "+999d23 h"),
            (-86_400_000_000, "-1000 d"),
            (-63_113_860_800_000, "-2001 y"),
        ] {
            assert_eq!(delay(ms), text);
        }
        assert_eq!(duration(74_000), "1 min 14 s");
        assert_eq!(size(12_430), "12.4 kB");
    }
}
