//! Zone names: RFC 5322 section 4.3, and those that MTAs write though no RFC defines them.

/// A zone name's meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    /// Minutes east of UTC.
    pub minutes: i32,
    /// Whether RFC 5322 section 4.3 defines it.
    pub standard: bool,
}

/// Names with their minutes east of UTC. The first block is RFC 5322's; where a name has several meanings in the
/// world (CST, IST, BST), it is the one that the mail of the field bears out.
const ZONES: &[(&str, i32, bool)] = &[
    ("GMT", 0, true),
    ("UTC", 0, true),
    ("UT", 0, true),
    ("EST", -300, true),
    ("EDT", -240, true),
    ("CST", -360, true),
    ("CDT", -300, true),
    ("MST", -420, true),
    ("MDT", -360, true),
    ("PST", -480, true),
    ("PDT", -420, true),
    ("Z", 0, true),
    ("WET", 0, false),
    ("WEST", 60, false),
    ("BST", 60, false),
    ("CET", 60, false),
    ("MET", 60, false),
    ("MEZ", 60, false),
    ("CEST", 120, false),
    ("MEST", 120, false),
    ("MESZ", 120, false),
    ("EET", 120, false),
    ("SAST", 120, false),
    ("EEST", 180, false),
    ("MSK", 180, false),
    ("EAT", 180, false),
    ("MSD", 240, false),
    ("PKT", 300, false),
    ("WIB", 420, false),
    ("HKT", 480, false),
    ("SGT", 480, false),
    ("SST", 480, false),
    ("AWST", 480, false),
    ("JST", 540, false),
    ("KST", 540, false),
    ("AEST", 600, false),
    ("AEDT", 660, false),
    ("NZST", 720, false),
    ("NZDT", 780, false),
    ("BRT", -180, false),
    ("ART", -180, false),
    ("AST", -240, false),
    ("ADT", -180, false),
    ("AKST", -540, false),
    ("AKDT", -480, false),
    ("HST", -600, false),
];

/// Looks a zone name up. A military letter other than `Z` is unknown: RFC 5322 section 4.3 says to read it as -0000,
/// since its sign was defined the wrong way round.
pub(super) fn find(name: &str) -> Option<Zone> {
    ZONES
        .iter()
        .find(|(zone, ..)| zone.eq_ignore_ascii_case(name))
        .map(|&(_, minutes, standard)| Zone { minutes, standard })
}
