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

/// The rates of a finding by its code. `None` for what was not measured; a finding that rests on DNS shows 0 where it
/// was measured, since that is done without.
pub fn of(code: &str) -> Option<Rates> {
    TABLE.iter().find(|row| row.0 == code).map(|row| Rates { phish: row.1, ham2002: row.2, lists: row.3 })
}

/// Code, then percent of phish, ham2002 and lists.
#[rustfmt::skip]
const TABLE: &[(&str, f64, f64, f64)] = &[
];
