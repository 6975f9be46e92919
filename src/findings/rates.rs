//! How often each finding is made in the corpora, measured offline. The table is data:
//! `cargo xtask finding-rates write` writes it, and a test holds it against the corpora.

/// The share of messages of a corpus on which a finding is made, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Of live phishing, delivered to one receiver from 2022 on.
    pub phish: f64,
    /// Of genuine mail of 2002.
    pub ham2002: f64,
    /// Of mail through today's lists.
    pub lists: f64,
    /// The same three without the fields in which the receiver and its filters say what they think of a message.
    pub own: [f64; 3],
}

impl Rates {
    /// What the measuring counted, by a finding's code. It is done without DNS: the 0 of a finding that rests on an answer
    /// is nothing that was measured, and [`super::Finding::rates`] does not give it.
    pub fn of(code: &str) -> Option<Self> {
        let row = TABLE
            .lines()
            .find_map(|line| line.strip_prefix(code)?.strip_prefix('\t'))?;
        let mut shares = row.split('\t').map(str::parse);
        let mut next = || shares.next()?.ok();
        Some(Self {
            phish: next()?,
            ham2002: next()?,
            lists: next()?,
            own: [next()?, next()?, next()?],
        })
    }

    /// Whether it was made on no message at all.
    pub fn are_zero(&self) -> bool {
        // Shares are never below zero.
        self.phish + self.ham2002 + self.lists <= 0.0
    }

    /// The rates in a sentence.
    pub fn text(&self) -> String {
        let [own, ..] = self.own;
        let alone = if (own - self.phish).abs() < 0.05 {
            String::new()
        } else {
            format!(" ({own:.1} % without the receiver's own fields)")
        };
        format!(
            "Made for {:.1} % of live phishing messages{alone}, {:.1} % of legitimate messages of 2002, and {:.1} % of \
             current mailing list messages, measured without DNS.",
            self.phish, self.ham2002, self.lists
        )
    }
}

/// Code, then percent of phish, ham2002 and lists, and those without the receiver's words. Lines that begin with `#` are
/// none.
const TABLE: &str = include_str!("rates.tsv");
