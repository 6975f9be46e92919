//! Zone names: RFC 5322 section 4.3, and those that MTAs write though no RFC defines them.

/// A zone name's meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    /// Minutes east of UTC: the meaning that the mail of the field bears out most often.
    pub minutes: i32,
    /// Whether RFC 5322 section 4.3 defines it.
    pub standard: bool,
    /// The least and the most that it may be, where the name has several meanings and no RFC decides.
    pub span: Option<(i32, i32)>,
}

/// Names with several meanings: minutes east of UTC as read, the least and the most.
///
/// A name that RFC 5322 section 4.3 defines is not here: in mail `CST` and `EST` mean what it says, whatever they are
/// called elsewhere. The others mean what the sender's system calls its own time, so that the instant is known no better
/// than the meanings lie apart.
const AMBIGUOUS: &[(&str, i32, i32, i32)] = &[
    // India; Irish summer time, Israel.
    ("IST", 330, 60, 330),
    // British summer time; Bangladesh, Bougainville.
    ("BST", 60, 60, 660),
    // Atlantic Canada; Arabia.
    ("AST", -240, -240, 180),
    ("ADT", -180, -180, 240),
    // Singapore; Samoa.
    ("SST", 480, -660, 480),
    // Argentina; Egypt, as Java calls it.
    ("ART", -180, -180, 120),
    // The Amazon; Armenia.
    ("AMT", -240, -240, 240),
    // The Persian Gulf; South Georgia.
    ("GST", 240, -120, 240),
    // Moscow, which was an hour further east from 2011 to 2014, and is the summer time of other years.
    ("MSK", 180, 180, 240),
];

/// Names that have one meaning, with their minutes east of UTC. The first block is RFC 5322's.
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
    ("CET", 60, false),
    ("MET", 60, false),
    ("MEZ", 60, false),
    ("CEST", 120, false),
    ("MEST", 120, false),
    ("MESZ", 120, false),
    ("EET", 120, false),
    ("SAST", 120, false),
    ("EEST", 180, false),
    ("EAT", 180, false),
    ("MSD", 240, false),
    ("PKT", 300, false),
    ("WIB", 420, false),
    ("HKT", 480, false),
    ("SGT", 480, false),
    ("AWST", 480, false),
    ("JST", 540, false),
    ("KST", 540, false),
    ("AEST", 600, false),
    ("AEDT", 660, false),
    ("NZST", 720, false),
    ("NZDT", 780, false),
    ("BRT", -180, false),
    ("AKST", -540, false),
    ("AKDT", -480, false),
    ("HST", -600, false),
];

/// Looks a zone name up. A military letter other than `Z` is unknown: RFC 5322 section 4.3 says to read it as -0000,
/// since its sign was defined the wrong way round.
pub(super) fn find(name: &str) -> Option<Zone> {
    // `MET DST`: summer time in the words of old Unix.
    if let Some(standard) = name.strip_suffix(" DST") {
        return find_one(standard.trim_end()).map(Zone::in_summer);
    }
    find_one(name)
}

impl Zone {
    /// The same place's summer time.
    pub(super) fn in_summer(self) -> Self {
        Self {
            minutes: self.minutes + 60,
            standard: false,
            span: self.span.map(|(least, most)| (least + 60, most + 60)),
        }
    }
}

fn find_one(name: &str) -> Option<Zone> {
    let known = ZONES
        .iter()
        .find(|(zone, ..)| zone.eq_ignore_ascii_case(name))
        .map(|&(_, minutes, standard)| Zone {
            minutes,
            standard,
            span: None,
        });
    known.or_else(|| {
        let (_, minutes, least, most) = *AMBIGUOUS
            .iter()
            .find(|(zone, ..)| zone.eq_ignore_ascii_case(name))?;
        Some(Zone {
            minutes,
            standard: false,
            span: Some((least, most)),
        })
    })
}
