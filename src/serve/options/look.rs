//! What a visitor may choose of how a report looks.

use super::parameter::{Parameter, Values, flag};
use crate::render::{Detail, LocalTime, Style};
use chrono::{DateTime, FixedOffset};

/// What a visitor chose.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::serve) struct Look {
    pub verbose: bool,
    pub brief: bool,
    pub no_defang: bool,
    pub zone: Option<FixedOffset>,
}

impl Look {
    pub(in crate::serve) fn style(self, base: &Style) -> Style {
        Style {
            detail: match (self.brief, self.verbose) {
                (true, _) => Detail::Brief,
                (false, true) => Detail::Verbose,
                (false, false) => base.detail,
            },
            defang: base.defang && !self.no_defang,
            local: self.zone.map(LocalTime::In).or(base.local),
            ..*base
        }
    }
}

/// A time zone by its distance from UTC: `+02:00`, `Z`.
pub(in crate::serve) fn zone(given: &str) -> Result<FixedOffset, String> {
    // A plus stands for a space in a query.
    let given = given.replace(' ', "+");
    let time = format!("2000-01-01T00:00:00{given}");
    match DateTime::parse_from_rfc3339(&time) {
        Ok(time) => Ok(*time.offset()),
        Err(_) => Err("give the distance from UTC, such as +02:00".to_owned()),
    }
}

/// The options of how it looks.
pub(in crate::serve) const LOOK: &[Parameter<Look>] = &[
    Parameter::new(
        "verbose",
        "Show everything; terminal format only",
        Values::Flag,
        |into, given| flag(given).map(|verbose| into.verbose = verbose),
    ),
    Parameter::new(
        "brief",
        "Show the conclusion and four lines; terminal format only",
        Values::Flag,
        |into, given| flag(given).map(|brief| into.brief = brief),
    ),
    Parameter::new(
        "no-defang",
        "Do not defang links and names",
        Values::Flag,
        |into, given| flag(given).map(|whole| into.no_defang = whole),
    ),
    Parameter::new(
        "tz",
        "Time zone to show beside UTC, as its distance from UTC (+02:00); terminal format only",
        Values::Text,
        |into, given| zone(given).map(|zone| into.zone = Some(zone)),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_a_distance() {
        assert_eq!(zone("+02:00").unwrap().local_minus_utc(), 7200);
        assert_eq!(zone(" 02:00").unwrap().local_minus_utc(), 7200);
        assert_eq!(zone("-09:30").unwrap().local_minus_utc(), -34200);
        assert_eq!(zone("Z").unwrap().local_minus_utc(), 0);
        for no_zone in ["", "CET", "2", "+25:00"] {
            assert!(zone(no_zone).is_err(), "{no_zone}");
        }
    }
}
