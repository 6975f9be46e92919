//! The rates that the catalogue quotes, held against the corpora; and what may be called a warning.

use crate::corpus::{Counts, Words};
use crate::shared;
use hdrtrace::findings::{CATALOGUE, Severity};
use std::sync::LazyLock;

/// How far a quoted rate may be off, in percentage points.
const TOLERANCE: f64 = 1.0;
/// What is found in more than this share of genuine mail, in percent, is at most a notice.
const GENUINE: f64 = 2.0;

/// Warnings that are known to be too many on genuine mail, until their rule is narrower. One that no longer is must
/// leave this list.
const TOO_MANY: &[&str] = &[];

/// Of phish, the share that must be told without the receiver's help.
const OWN: f64 = 40.0;

fn counts(name: &str, words: Words) -> Counts {
    Counts::of(&shared::path("corpus").join(name), words)
}

static PHISH: LazyLock<Counts> = LazyLock::new(|| counts("phish", Words::Heard));
static OWN_PHISH: LazyLock<Counts> = LazyLock::new(|| counts("phish", Words::Cut));
static HAM: LazyLock<Counts> = LazyLock::new(|| counts("ham2002", Words::Heard));
static OWN_HAM: LazyLock<Counts> = LazyLock::new(|| counts("ham2002", Words::Cut));
static LISTS: LazyLock<Counts> = LazyLock::new(|| counts("lists", Words::Heard));
static OWN_LISTS: LazyLock<Counts> = LazyLock::new(|| counts("lists", Words::Cut));

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn quoted_rates_are_what_is_measured() {
    let mut wrong = Vec::new();
    for finding in CATALOGUE {
        let Some(quoted) = finding.rates() else {
            // What was not measured was not made either.
            let made = [&*PHISH, &*HAM, &*LISTS]
                .iter()
                .any(|counts| counts.percent(finding.code) > 0.0);
            if made {
                wrong.push(format!("{} quotes no rates", finding.code));
            }
            continue;
        };
        for (name, quoted, counts) in [
            ("phish", quoted.phish, &*PHISH),
            ("ham2002", quoted.ham2002, &*HAM),
            ("lists", quoted.lists, &*LISTS),
            (
                "phish without the receiver's words",
                quoted.own[0],
                &*OWN_PHISH,
            ),
            (
                "ham2002 without the receiver's words",
                quoted.own[1],
                &*OWN_HAM,
            ),
            (
                "lists without the receiver's words",
                quoted.own[2],
                &*OWN_LISTS,
            ),
        ] {
            let measured = counts.percent(finding.code);
            if (measured - quoted).abs() > TOLERANCE {
                wrong.push(format!(
                    "{}: {quoted} % of {name} is quoted, {measured:.1} % is measured",
                    finding.code
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "run `cargo xtask finding-rates write SHARED`\n{}",
        wrong.join("\n")
    );
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn what_genuine_mail_shows_is_at_most_a_notice() {
    let mut wrong = Vec::new();
    for finding in CATALOGUE {
        for (name, counts) in [
            ("ham2002", &*HAM),
            ("lists", &*LISTS),
            ("ham2002 without the receiver's words", &*OWN_HAM),
            ("lists without the receiver's words", &*OWN_LISTS),
        ] {
            let share = counts.percent_at(finding.code, Severity::Warning);
            let is_known = TOO_MANY.contains(&finding.code);
            if share > GENUINE && !is_known {
                wrong.push(format!("{} warns on {share:.1} % of {name}", finding.code));
            }
        }
        let share = HAM.percent_at(finding.code, Severity::Warning);
        if TOO_MANY.contains(&finding.code) && share <= GENUINE {
            wrong.push(format!("{} no longer warns too often", finding.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn verdicts_tell_the_corpora_apart() {
    let (phish, lists) = (PHISH.severe_percent(), LISTS.severe_percent());
    assert!(phish > 80.0, "phish: {phish:.1} %");
    assert!(lists < GENUINE, "lists: {lists:.1} %");
    let high = HAM.verdict_percent(Severity::High);
    assert!(high < 1.0, "ham2002: {high:.1} %");
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn our_own_judgment_tells_them_apart_too() {
    let (phish, ham, lists) = (
        OWN_PHISH.severe_percent(),
        OWN_HAM.severe_percent(),
        OWN_LISTS.severe_percent(),
    );
    assert!(phish >= OWN, "phish: {phish:.1} %");
    assert!(ham <= GENUINE, "ham2002: {ham:.1} %");
    assert!(lists <= GENUINE, "lists: {lists:.1} %");
}
