//! A brand's word with something before or behind it.

use super::Trick;

/// Words that are put before or behind a brand's to win trust.
const LURES: &[&str] = &[
    "account",
    "accounts",
    "alert",
    "alerts",
    "app",
    "auth",
    "billing",
    "care",
    "center",
    "confirm",
    "customer",
    "delivery",
    "email",
    "help",
    "id",
    "info",
    "login",
    "mail",
    "notice",
    "notification",
    "notifications",
    "online",
    "pay",
    "portal",
    "secure",
    "security",
    "service",
    "services",
    "signin",
    "support",
    "team",
    "update",
    "verify",
    "web",
];

/// `word-login`, `login-word`, `wordlogin`, `loginword`.
pub(super) fn addition(word: &str, target: &str) -> Option<Trick> {
    let has_part = || word.split('-').any(|part| part == target);
    let rest = word
        .strip_prefix(target)
        .or_else(|| word.strip_suffix(target));
    // Nearly all words end here.
    if rest.is_none() && !(word.contains('-') && has_part()) {
        return None;
    }
    let is_lure = |part: &str| part == target || LURES.contains(&part);
    if word.split('-').all(is_lure) || rest.is_some_and(|rest| LURES.contains(&rest)) {
        return Some(Trick::Lure);
    }
    has_part().then_some(Trick::Compound)
}
