//! The lock beside a hop's protocol: closed with TLS, open where the hop says that it did without, none where it says neither.

use crate::report::HopReport;

/// Protocol words of transmissions with TLS (RFC 3848, RFC 6531), and what servers write for HTTP.
const SECURE: &[&str] = &[
    "SMTPS",
    "ESMTPS",
    "ESMTPSA",
    "LMTPS",
    "LMTPSA",
    "UTF8SMTPS",
    "UTF8SMTPSA",
    "UTF8LMTPS",
    "UTF8LMTPSA",
    "HTTPS",
];
/// Those of transmissions without.
const PLAIN: &[&str] = &["SMTP", "ESMTP", "ESMTPA", "UTF8SMTP", "UTF8SMTPA", "HTTP"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Closed,
    Open,
}

impl State {
    /// `None` where the hop does not say, as for local delivery.
    pub fn of(hop: &HopReport) -> Option<Self> {
        Self::stated(hop.tls.is_some(), hop.with.as_deref().unwrap_or_default())
    }

    fn stated(has_tls: bool, with: &str) -> Option<Self> {
        // Exchange's name for itself holds a protocol's word, and says none.
        let is_product = with.eq_ignore_ascii_case("Microsoft SMTP Server");
        let has = |words: &[&str]| {
            let mut parts = with.split([' ', '/', ',']);
            !is_product && parts.any(|one| words.iter().any(|word| word.eq_ignore_ascii_case(one)))
        };
        if has_tls || has(SECURE) {
            return Some(Self::Closed);
        }
        has(PLAIN).then_some(Self::Open)
    }

    pub fn class(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
        }
    }

    /// The outline of its shackle.
    pub fn shackle(self) -> &'static str {
        match self {
            Self::Closed => "M2 5V3.4a3 3 0 0 1 6 0V5",
            Self::Open => "M2 5V3.4a3 3 0 0 1 5.6-1.5",
        }
    }

    pub fn text(self) -> &'static str {
        match self {
            Self::Closed => "yes, version not stated",
            Self::Open => "not used",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_open_only_where_the_hop_says_so() {
        for (has_tls, with, state) in [
            (false, "ESMTPS", Some(State::Closed)),
            (false, "esmtpsa", Some(State::Closed)),
            (false, "HTTPS", Some(State::Closed)),
            (true, "ESMTP", Some(State::Closed)),
            (true, "", Some(State::Closed)),
            (false, "ESMTP", Some(State::Open)),
            (false, "SMTP", Some(State::Open)),
            (false, "Microsoft SMTP Server", None),
            (false, "LMTP", None),
            (false, "mapi", None),
            (false, "", None),
        ] {
            assert_eq!(State::stated(has_tls, with), state, "{with}");
        }
    }
}
