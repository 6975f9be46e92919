//! The time as the clocks of a scene show it.

use chrono::{DateTime, FixedOffset, TimeDelta};

/// A moment with the zone of the host that writes it down.
#[derive(Clone, Copy)]
pub struct Moment(DateTime<FixedOffset>);

/// A moment from RFC 3339. The texts are those of the scenes: a wrong one is a mistake in a scene.
pub fn at(rfc3339: &str) -> Moment {
    Moment(DateTime::parse_from_rfc3339(rfc3339).unwrap_or_else(|e| panic!("{rfc3339}: {e}")))
}

impl Moment {
    /// This clock, so many seconds later.
    pub fn later(self, seconds: i64) -> Self {
        Self(self.0 + TimeDelta::seconds(seconds))
    }

    /// Seconds since 1970.
    pub fn unix(self) -> i64 {
        self.0.timestamp()
    }

    /// `Mon, 4 May 2026 10:14:02 +0200`, as most programs write it.
    pub fn plain(self) -> String {
        self.0.format("%a, %-d %b %Y %H:%M:%S %z").to_string()
    }

    /// `Mon, 04 May 2026 10:14:02 +0200`: Exim and Google.
    pub fn padded(self) -> String {
        self.0.format("%a, %d %b %Y %H:%M:%S %z").to_string()
    }

    /// `Mon,  4 May 2026 10:14:02 +0200 (CEST)`: Postfix.
    pub fn postfix(self, zone: &str) -> String {
        let time = self.0.format("%a, %e %b %Y %H:%M:%S %z");
        format!("{time} ({zone})")
    }

    /// `2026-05-04T08:14:02Z`.
    pub fn utc(self) -> String {
        self.0.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Any other form, by chrono's letters.
    pub fn form(self, format: &str) -> String {
        self.0.format(format).to_string()
    }
}
