//! How often each finding is made in the corpora, measured offline: written by the example
//! `finding-rates --write`, held against the corpora by a test.

/// The share of messages of a corpus on which a finding is made, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Of live phishing, delivered to one receiver in 2022 and 2023.
    pub phish: f64,
    /// Of genuine mail of 2002.
    pub ham2002: f64,
    /// Of mail through today's lists.
    pub lists: f64,
}

impl Rates {
    /// Whether it was made on no message at all.
    pub fn are_zero(&self) -> bool {
        // Shares are never below zero.
        self.phish + self.ham2002 + self.lists <= 0.0
    }

    /// The rates in a sentence.
    pub fn text(&self) -> String {
        format!(
            "On {:.1} % of live phishing, {:.1} % of genuine mail of 2002, and {:.1} % of mail through today's lists, \
             measured without DNS.",
            self.phish, self.ham2002, self.lists
        )
    }
}

/// What the measuring counted, by a finding's code. It is done without DNS: the 0 of a finding that rests on an answer
/// is nothing that was measured, and [`super::Finding::rates`] does not give it.
pub fn of(code: &str) -> Option<Rates> {
    TABLE.iter().find(|row| row.0 == code).map(|row| Rates {
        phish: row.1,
        ham2002: row.2,
        lists: row.3,
    })
}

/// Code, then percent of phish, ham2002 and lists.
#[rustfmt::skip]
const TABLE: &[(&str, f64, f64, f64)] = &[
    ("RTE001", 0.3, 21.2, 0.0),
    ("RTE002", 2.4, 65.4, 9.5),
    ("RTE003", 4.8, 8.7, 6.3),
    ("RTE004", 0.0, 0.0, 0.0),
    ("RTE005", 0.3, 81.2, 0.0),
    ("RTE006", 0.0, 0.0, 0.0),
    ("RTE007", 0.0, 0.0, 0.0),
    ("RTE008", 0.3, 8.7, 0.6),
    ("RTE009", 0.0, 0.0, 0.0),
    ("RTE010", 0.0, 1.0, 0.0),
    ("RTE011", 0.0, 0.0, 0.3),
    ("RTE012", 0.0, 0.0, 0.0),
    ("AUT010", 0.0, 0.0, 0.0),
    ("AUT011", 0.0, 0.0, 0.0),
    ("AUT012", 41.6, 0.0, 54.3),
    ("AUT013", 4.4, 0.0, 0.0),
    ("AUT014", 7.5, 0.0, 0.0),
    ("AUT015", 25.9, 0.0, 0.0),
    ("AUT016", 10.9, 0.0, 0.0),
    ("AUT017", 0.0, 0.0, 0.0),
    ("AUT018", 0.0, 0.0, 0.0),
    ("AUT019", 0.0, 0.0, 0.0),
    ("AUT020", 0.0, 0.0, 36.2),
    ("AUT021", 7.2, 0.0, 0.0),
    ("AUT022", 0.0, 0.0, 0.0),
    ("AUT023", 0.0, 0.0, 0.0),
    ("AUT024", 0.0, 0.0, 0.0),
    ("AUT025", 0.3, 0.0, 0.3),
    ("AUT026", 0.7, 0.0, 1.0),
    ("AUT027", 0.0, 0.0, 0.0),
    ("AUT028", 0.0, 0.0, 0.0),
    ("AUT029", 0.0, 0.0, 0.0),
    ("AUT030", 1.0, 0.0, 0.0),
    ("AUT031", 16.0, 0.0, 11.7),
    ("IDN001", 1.0, 0.5, 0.0),
    ("IDN002", 13.7, 0.0, 0.0),
    ("IDN003", 14.0, 19.2, 14.6),
    ("IDN004", 33.1, 70.2, 76.2),
    ("IDN005", 0.0, 0.0, 0.0),
    ("IDN006", 0.7, 0.0, 0.0),
    ("IDN007", 0.3, 0.0, 0.0),
    ("IDN008", 0.0, 0.0, 0.0),
    ("IDN009", 0.0, 0.0, 0.0),
    ("IDN010", 0.3, 0.0, 0.0),
    ("IDN011", 0.7, 0.0, 0.0),
    ("IDN012", 6.1, 0.0, 0.0),
    ("FRM001", 0.0, 0.0, 0.0),
    ("FRM002", 1.7, 0.0, 0.0),
    ("FRM003", 0.0, 0.0, 0.0),
    ("FRM004", 1.7, 0.0, 0.0),
    ("FRM005", 2.7, 2.9, 7.9),
    ("FRM006", 0.0, 0.0, 0.0),
    ("FRM007", 0.0, 0.0, 0.0),
    ("FRM008", 23.2, 0.0, 0.0),
    ("FRM009", 5.5, 0.0, 0.0),
    ("FRM010", 0.0, 0.0, 0.0),
    ("FRM011", 0.3, 0.5, 0.0),
    ("FRM012", 1.0, 3.8, 0.3),
    ("FRM013", 0.0, 0.0, 0.0),
    ("FRM014", 0.0, 0.0, 0.0),
    ("VND001", 85.0, 0.0, 0.0),
    ("VND002", 0.3, 0.0, 0.0),
    ("VND003", 0.0, 0.0, 0.0),
    ("VND004", 0.0, 0.0, 0.0),
    ("VND005", 0.0, 0.0, 0.0),
    ("BDY001", 0.0, 0.0, 0.0),
    ("BDY002", 0.0, 0.0, 0.0),
    ("BDY003", 0.0, 0.0, 0.0),
    ("BDY004", 5.8, 1.0, 0.3),
    ("BDY005", 2.7, 0.5, 0.3),
    ("BDY006", 0.0, 0.0, 0.0),
    ("ENR001", 0.0, 0.0, 0.0),
    ("ENR002", 0.0, 0.0, 0.0),
    ("SMT001", 0.0, 0.0, 0.0),
    ("SMT002", 0.0, 0.0, 0.0),
    ("SMT003", 0.0, 0.0, 0.0),
    ("SMT004", 0.0, 0.0, 0.0),
    ("SMT005", 0.0, 0.0, 0.0),
    ("SMT006", 0.0, 0.0, 0.0),
    ("SMT007", 0.0, 0.0, 0.0),
    ("SMT008", 0.0, 0.0, 0.0),
    ("SMT009", 0.0, 0.0, 0.0),
    ("SMT010", 0.0, 0.0, 0.0),
    ("SMT011", 0.0, 0.0, 0.0),
    ("SMT012", 0.0, 0.0, 0.0),
    ("SMT013", 0.0, 0.0, 0.0),
    ("SMT014", 0.0, 0.0, 0.0),
    ("SMT015", 0.0, 0.0, 0.0),
    ("SMT016", 0.0, 0.0, 0.0),
    ("SMT017", 0.0, 0.0, 0.0),
    ("SMT018", 0.0, 0.0, 0.0),
    ("SMT019", 0.0, 0.0, 0.0),
];
